"""The formats of claims in bulk: one module each, named like the suffix of its files."""
