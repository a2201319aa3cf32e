"""What claimcheck reports: findings, their places, and the codes of the checks that are no YAML rule."""
