"""Proofs of contradictions, and certificates of findings."""
