"""Movable feasts, as a rule for claimcheck."""
