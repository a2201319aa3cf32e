"""Names of what claims say: two claims of one digest say the same in the same words, of the same source.

Where each claim can be read from its own lines, these are what its digest is made of; elsewhere what stands in its
nodes is. A claim has one digest of either sort, and they never are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar

DIGEST_BYTES = 20
"""So long that nobody finds two claims of one digest: a claim is not checked again while it has the digest it had."""
_OF_LINES = "="
"""Begins the digests of lines."""


def digests(claims: Iterable[ClaimRecord]) -> Iterator[str]:
    """Yield for each claim the digest that it has, or else that of its nodes."""
    sources: dict[SourceRecord, str] = {}
    entry: Node | None = None
    told = ""
    for claim in claims:
        if claim.digest:
            yield claim.digest
            continue
        read = claim.read()
        source = sources.get(read.source)
        if source is None:
            source = sources[read.source] = _told(read.source)
        # The claims that a list stands for are of one entry, and follow each other.
        if read.node is not entry:
            entry, told = read.node, "\x1f".join(_walked(read.node, read.node.start.line))
        yield digest_of_text(f"{read.id}\x1e{source}\x1e{told}")


def digests_of_lines(claims: Sequence[ClaimRecord], text: str) -> list[str] | None:
    """Return the digests of claims of one source by the text of its file.

    None where they cannot be read from their own lines.
    """
    if not all(claim.node.is_by_line for claim in claims):
        return None
    sources = {claim.source: _told(claim.source) for claim in claims[:1]}
    found = []
    for claim in claims:
        begin, end = span_of(claim)
        told = claim.id, sources[claim.source], str(claim.node.start.column), text[begin:end]
        found.append(_OF_LINES + digest_of_text("\x1e".join(told)))
    return found


def is_of_lines(digest: str) -> bool:
    """Tell whether a digest is one of lines."""
    return digest.startswith(_OF_LINES)


def span_of(claim: ClaimRecord) -> tuple[int, int]:
    """Return the offsets of the lines of a claim's entry."""
    start = claim.node.start
    return start.index - start.column + 1, claim.node.end.index


def digest_of_text(text: str) -> str:
    """Return a name of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


def _told(source: SourceRecord) -> str:
    node = source.node
    words = _walked(node, node.start.line) if node is not None else ()
    return digest_of_text("\x1f".join((repr(source.file), *words)))


def _walked(node: Node, first: int) -> Iterator[str]:
    """Yield all that stands in a node, with where it stands in lines from a first one."""
    start, end = node.start, node.end
    yield f"{start.line - first} {start.column} {end.line - first} {end.column}"
    if isinstance(node, Scalar):
        yield f"{node.style} {node.text!r}"
    elif isinstance(node, Mapping):
        yield "{"
        for name, value in node.entries:
            yield from _walked(name, first)
            yield from _walked(value, first)
    else:
        yield "["
        for item in node.items:
            yield from _walked(item, first)
    yield "."
