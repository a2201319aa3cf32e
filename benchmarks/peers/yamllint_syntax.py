"""yamllint with all its rules off: whether the files are YAML."""

from __future__ import annotations

from collections.abc import Sequence

from made_corpus import Made
from peer import Peer, in_python, passed


def prepare(_: Made) -> Sequence[str]:
    """Return the command."""
    return [*in_python("yamllint", "yamllint"), "-m", "yamllint", "-d", "{rules: {}}", "claims"]


PEER = Peer("yamllint", "syntax", 10_000, prepare, passed)
