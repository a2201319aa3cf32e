"""Reads rules as a critic: what their own examples, or logic alone, show to be wrong with them."""
