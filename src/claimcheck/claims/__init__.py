"""What sources say: sources, claims by kind, and the vocabulary that claims refer to."""
