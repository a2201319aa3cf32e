"""Claims in bulk: the same claims as YAML, one a line or a row, for corpora that no person writes."""
