"""What a run looked at, and what it printed, kept so that nothing is done twice."""
