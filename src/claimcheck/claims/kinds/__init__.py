"""The kinds of claims, one file a kind. `claims.registry` finds them here."""
