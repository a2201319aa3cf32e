"""Makes findings of contradictions: whom to doubt, the arithmetic, what would have agreed."""
