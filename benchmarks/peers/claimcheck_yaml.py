"""claimcheck on YAML: every rule, every quote, every figure followed to its words."""

from __future__ import annotations

import json
from collections.abc import Sequence

from made_corpus import Made
from peer import Peer, claimcheck, compared


def prepare(_: Made) -> Sequence[str]:
    """Return the command."""
    return [*claimcheck(), "lint", "--no-cache", "--jobs", "1", "--format", "json"]


def judge(output: bytes, _: int, corpus: Made) -> str:
    """Demand each planted claim in an error, and no error or warning without one."""
    found: set[str] = set()
    for number, finding in enumerate(json.loads(output)["findings"]):
        if finding["severity"] == "info":
            continue
        members = {claim["id"] for claim in finding["claims"]} & corpus.planted.keys()
        found |= members if finding["severity"] == "error" else set()
        if not members:
            found.add(f"{number}: {finding['code']} {finding['message'][:100]}")
    return compared(found, corpus.planted)


PEER = Peer("claimcheck", "the whole job", 2_000_000, prepare, judge)
