"""A regularity that may be a rule: how it reads, and the instances that bear it out."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.mining.facts import Fact
from claimcheck.engine.solving.network import Claims
from claimcheck.rules.variables import KINDS
from claimcheck.values.value_class import value_class

LETTERS = "abcdefg"


@value_class
class Instance:
    """One case that bears a regularity out. `records` state all of it outright; it is empty where they do not."""

    claims: Claims
    sources: frozenset[str]
    records: tuple[ClaimRecord, ...] = ()


@value_class
class Candidate:
    """A regularity: its name, its summary, the pattern and the assertion of its rule, and its instances."""

    name: str
    summary: str
    pattern: str
    assertion: str
    instances: tuple[Instance, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The sources that bear it out."""
        return frozenset[str]().union(*(instance.sources for instance in self.instances))


def independent(instances: Iterable[Instance]) -> tuple[Instance, ...]:
    """Return instances that share no claim, those first that claims state outright."""
    kept: list[Instance] = []
    used: set[str] = set()
    for instance in sorted(instances, key=lambda each: (not each.records, sorted(each.claims))):
        if not instance.claims & used:
            kept.append(instance)
            used |= instance.claims
    return tuple(kept)


def instance_of(facts: Sequence[Fact]) -> Instance | None:
    """Return what facts make together; None when a claim stands behind two of them: it shows nothing of itself."""
    claims = frozenset[str]().union(*(fact.claims for fact in facts))
    if len(claims) != sum(len(fact.claims) for fact in facts):
        return None
    sources = frozenset[str]().union(*(fact.sources for fact in facts))
    records = tuple(fact.record for fact in facts if fact.record is not None)
    return Instance(claims, sources, records if len(records) == len(facts) else ())


def slug(*words: str) -> str:
    """Return words as the name of a rule."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower()).strip("-")


def indices(metric: str, vocabulary: Vocabulary, dimensions: int) -> tuple[str, tuple[str, ...], bool] | None:
    """Return `for:` of a rule about a metric, its index names, and whether it has a time; None without any index."""
    if dimensions > len(LETTERS):
        return None
    declared = vocabulary.metric(metric)
    timed = declared is None or declared.measures != "once"
    types = declared.of if declared is not None and len(declared.of) == dimensions else ("entity",) * dimensions
    names = tuple(LETTERS[:dimensions])
    entries = [f"{name}: {_index_type(wanted)}" for name, wanted in zip(names, types, strict=True)]
    entries += ["t: period"] if timed else []
    return (f"for: {{{', '.join(entries)}}}", names, timed) if entries else None


def _index_type(wanted: str) -> str:
    return "entity" if wanted in ("any", "thing", "group") or not wanted.replace("-", "").isalpha() else wanted


def term(metric: str, names: Sequence[str], timed: bool) -> str:
    """Return a measure as rules write it: short where the metric's id is a plain word."""
    if re.fullmatch(r"[a-z][a-z0-9_]*", metric) and not keyword.iskeyword(metric) and metric not in KINDS:
        return f"{metric}[{', '.join((*names, *(('t',) if timed else ())))}]"
    when = "t" if timed else "ever"
    return f'measure["{metric}", [{", ".join(names)}], {when}]'
