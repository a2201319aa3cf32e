"""Turns rules and claims into ground constraints."""
