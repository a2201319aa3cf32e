"""The engine: grounding, propagation, the exact linear step, conflicts and diagnosis."""
