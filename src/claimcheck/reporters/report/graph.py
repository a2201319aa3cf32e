"""Who confirms and contradicts whom: a drawing of sources and unknowns, or a table of pairs where there are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding
from claimcheck.reporters.report.words import Words
from claimcheck.values.value_class import value_class

MAX_SOURCES, MAX_SUBJECTS = 14, 24
MAX_PAIRED = 40
"""Of an unknown that more sources speak of, the pairs of the first ones are counted."""
MAX_PAIRS = 60
ROW = 34
_SHOWN = 44


@value_class
class Node:
    """A source or an unknown in the drawing: `y` in pixels, and a finding's anchor where there is one."""

    key: str
    label: str
    y: int


@value_class
class Edge:
    """What a source's claims do to an unknown: `confirms` or `contradicts`."""

    source: str
    subject: str
    kind: str
    y1: int
    y2: int


@value_class
class Drawing:
    """Sources at the left, unknowns at the right, lines between them."""

    sources: tuple[Node, ...]
    subjects: tuple[Node, ...]
    edges: tuple[Edge, ...]
    height: int


@value_class
class Pair:
    """Two sources, on how many unknowns they agree, and in how many contradictions both take part."""

    left: str
    right: str
    confirms: int
    contradicts: int


@value_class
class Relations:
    """A drawing where it is small enough, else None; the pairs of sources, and how many of them there are in all."""

    drawing: Drawing | None
    pairs: tuple[Pair, ...]
    pair_count: int


def relations_of(result: Result, findings: Iterable[Finding], words: Words) -> Relations:
    """Return who confirms and contradicts whom on what."""
    edges: dict[tuple[str, str], str] = {}
    confirmed: Counter[tuple[str, str]] = Counter()
    contradicted: Counter[tuple[str, str]] = Counter()
    for agreement in result.agreements:
        edges |= {(source, agreement.subject): "confirms" for source in agreement.sources}
        confirmed.update(combinations(sorted(set(agreement.sources))[:MAX_PAIRED], 2))
    for finding in findings:
        if finding.reading is not None and finding.subject:
            sources = sorted({evidence.claim.split("#", 1)[0] for evidence in finding.claims})
            edges |= {(source, finding.subject): "contradicts" for source in sources}
            contradicted.update(combinations(sources[:MAX_PAIRED], 2))
    pairs = sorted(confirmed.keys() | contradicted.keys(), key=lambda p: (-contradicted[p], -confirmed[p], p))
    shown = tuple(Pair(*pair, confirmed[pair], contradicted[pair]) for pair in pairs[:MAX_PAIRS])
    return Relations(_drawing(edges, words), shown, len(pairs))


def _drawing(edges: dict[tuple[str, str], str], words: Words) -> Drawing | None:
    sources = sorted({source for source, _ in edges})
    subjects = {subject for _, subject in edges}
    if not edges or len(sources) > MAX_SOURCES or len(subjects) > MAX_SUBJECTS:
        return None
    order = {source: i for i, source in enumerate(sources)}
    # Each unknown beside the middle of its sources, so that fewer lines cross.
    placed = sorted(subjects, key=lambda subject: (_middle(subject, edges, order), subject))
    rows = max(len(sources), len(placed))
    left = {source: _height(i, len(sources), rows) for i, source in enumerate(sources)}
    right = {subject: _height(i, len(placed), rows) for i, subject in enumerate(placed)}
    return Drawing(
        tuple(Node(source, source, left[source]) for source in sources),
        tuple(Node(subject, _short(words.of(subject)), right[subject]) for subject in placed),
        tuple(Edge(s, v, kind, left[s], right[v]) for (s, v), kind in sorted(edges.items())),
        rows * ROW + ROW // 2,
    )


def _middle(subject: str, edges: dict[tuple[str, str], str], order: dict[str, int]) -> Fraction:
    own = [order[source] for source, about in edges if about == subject]
    return Fraction(sum(own), len(own))


def _height(number: int, count: int, rows: int) -> int:
    """Spread `count` nodes over the height of `rows`."""
    return round(Fraction((2 * number + 1) * rows * ROW, 2 * count)) + ROW // 4


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
