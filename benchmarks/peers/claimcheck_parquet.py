"""claimcheck on the same claims as a Parquet table."""

from __future__ import annotations

from collections.abc import Sequence

from bulk_copy import bulk_copy
from made_corpus import Made
from peer import Peer, claimcheck, in_python

from peers.claimcheck_yaml import judge


def prepare(corpus: Made) -> Sequence[str]:
    """Return the command, once the claims are exported."""
    in_python("pyarrow", "pyarrow")
    folder = bulk_copy(corpus, ".parquet")
    return [*claimcheck(), "lint", "--no-cache", "--jobs", "1", "--format", "json", str(folder)]


PEER = Peer("claimcheck, Parquet", "the whole job", 2_000_000, prepare, judge)
