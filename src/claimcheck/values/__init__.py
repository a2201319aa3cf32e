"""Exact values: intervals, figures as worded, dates, lengths, units. Imports nothing of claimcheck but itself."""
