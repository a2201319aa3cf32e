"""Decides whether constraints can hold together: propagation, the exact linear step, a search."""
