"""The baseline: findings that are known and answered for, each by an entry that names it in full."""
