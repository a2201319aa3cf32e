"""Exit statuses, and the problem that ends a command with a sentence."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
BROKEN = 2
INTERRUPTED = 130
TERMINATED = 143


class Problem(Exception):
    """What a user can mend: printed as one sentence; the run ends as one that is not to be trusted."""
