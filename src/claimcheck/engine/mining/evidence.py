"""All that patterns are looked for in: the values of a corpus, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.mining.candidate import Candidate, Instance, independent, indices, slug, term
from claimcheck.engine.mining.facts import Fact, Key
from claimcheck.values.value_class import slot_class

MAX_VIEWS = 16
"""How many metrics of one thing at one time are tried with each other; their triples grow with the cube."""
MAX_SUMMARY = 120

View = tuple[str, bool]
"""A metric, and whether its two dimensions are turned round."""


@slot_class(eq=False, frozen=True)
class Evidence:
    """A corpus, its sharp values, the same by what they are of and when, and how many cases a regularity needs."""

    corpus: Corpus
    facts: Sequence[Fact]
    table: Mapping[Key, Mapping[View, Fact]]
    least: int

    @property
    def vocabulary(self) -> Vocabulary:
        """What the corpus declares."""
        return self.corpus.vocabulary

    def unit(self, metric: str) -> str:
        """Return the unit that a metric declares."""
        declared = self.vocabulary.metric(metric)
        return "" if declared is None else declared.unit

    def enough(self, instances: Sequence[Instance]) -> tuple[Instance, ...]:
        """Return the independent instances, or none when they are too few."""
        found = independent(instances)
        return found if len(found) >= self.least else ()


def evidence_of(corpus: Corpus, facts: Sequence[Fact], least: int) -> Evidence:
    """Put values side by side. A value of two dimensions stands under both orders of them."""
    found: dict[Key, dict[View, Fact]] = defaultdict(dict)
    for fact in facts:
        found[fact.of, fact.when][fact.metric, False] = fact
        if len(fact.of) == 2 and fact.of[0] != fact.of[1]:
            declared = corpus.vocabulary.metric(fact.metric)
            symmetric = declared is not None and declared.symmetric
            found[fact.of[::-1], fact.when][fact.metric, not symmetric] = fact
    kept = {key: dict(sorted(views.items())[:MAX_VIEWS]) for key, views in found.items()}
    return Evidence(corpus, facts, kept, least)


def word(view: View) -> str:
    """Return a view as a word of a name."""
    return f"{view[0]}-back" if view[1] else view[0]


def relation(
    evidence: Evidence,
    name: str,
    summary: tuple[str, str],
    views: Sequence[View],
    assertion: str,
    instances: tuple[Instance, ...],
) -> Candidate | None:
    """Return a relation between views of one thing: `assertion` has {0}, {1}, … for their values.

    Of the two summaries the second is for where the first is too long.
    """
    dimensions = next(len(fact.of) for fact in evidence.facts if fact.metric == views[0][0])
    head = indices(views[0][0], evidence.vocabulary, dimensions)
    if head is None:
        return None
    pattern, names, timed = head
    terms = [term(view[0], names[::-1] if view[1] else names, timed) for view in views]
    fitting = next(each for each in summary if len(each) <= MAX_SUMMARY)
    return Candidate(slug(name), fitting[0].upper() + fitting[1:], pattern, assertion.format(*terms), instances)
