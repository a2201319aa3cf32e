"""Suggests rules: regularities that hold over a corpus, proved by examples from it, and that no rule implies yet."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.corpus.corpus import Corpus
from claimcheck.engine.mining import patterns
from claimcheck.engine.mining.candidate import Candidate
from claimcheck.engine.mining.evidence import Evidence, evidence_of
from claimcheck.engine.mining.facts import facts
from claimcheck.engine.mining.rule_text import Draft, Known, drafted
from claimcheck.findings.model import Finding, Severity
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import value_class

MAX_CANDIDATES = 500
"""How many regularities are tried as rules; each costs some runs of small examples."""
MAX_SUGGESTIONS = 100
PREFIX = "SUG"
LEAST = 3
"""The fewest independent cases that make a regularity."""


@value_class
class Suggestion:
    """A rule to be judged: its code and name, the text of its file, and what bears it out."""

    code: str
    name: str
    text: str
    cases: int
    sources: tuple[str, ...]


@value_class
class Suggestions:
    """The rules that are suggested, the best borne out first, and what became of the other regularities."""

    rules: tuple[Suggestion, ...]
    values: int
    implied: int = 0
    unproved: tuple[str, ...] = ()
    left_over: int = 0


def suggest(corpus: Corpus, rules: Sequence[Rule], least: int = LEAST) -> Suggestions:
    """Return rules for the regularities that hold in at least `least` independent cases and fail in none.

    `rules` are those that there are: what they imply is not suggested again.
    """
    evidence = evidence_of(corpus, facts(corpus, rules), max(least, LEAST))
    found = sorted(_candidates(evidence), key=_rank)
    made: list[Suggestion] = []
    drafts: list[Rule] = []
    taken = {rule.code for rule in rules}, {rule.model.name for rule in rules}
    implied, unproved = 0, []
    for candidate in found[:MAX_CANDIDATES]:
        code = next(each for i in range(1, 1000) if (each := f"{PREFIX}{i:03}") not in taken[0])
        name = _free(candidate.name, taken[1])
        try:
            draft = drafted(candidate, code, name, evidence, rules)
        except Known:
            implied += 1
            continue
        if draft is None:
            unproved.append(candidate.assertion)
        elif _is_implied(candidate, draft, (*rules, *drafts)):
            implied += 1
        else:
            drafts.append(draft.rule)
            taken[0].add(code)
            taken[1].add(name)
            made.append(Suggestion(code, name, draft.text, len(candidate.instances), tuple(sorted(candidate.sources))))
        if len(made) >= MAX_SUGGESTIONS:
            break
    left = len(found) - len(made) - implied - len(unproved)
    return Suggestions(tuple(made), len(evidence.facts), implied, tuple(unproved), left)


def _rank(candidate: Candidate) -> tuple[object, ...]:
    """Return what puts equations first, for orders and bounds may follow from them, and then what is best borne out."""
    return "==" not in candidate.assertion, -len(candidate.instances), -len(candidate.sources), candidate.name


def _candidates(evidence: Evidence) -> Iterator[Candidate]:
    for name in sorted(module.name for module in pkgutil.iter_modules(patterns.__path__)):
        yield from importlib.import_module(f"{patterns.__name__}.{name}").candidates(evidence)


def _free(name: str, taken: Iterable[str]) -> str:
    names = (name, *(f"{name}-{i}" for i in range(2, 1000)))
    return next(each for each in names if each not in taken)


def _is_implied(candidate: Candidate, draft: Draft, rules: Sequence[Rule]) -> bool:
    """Whether the rules that there are see that a claim does not fit the cases beside it."""
    others = [each for each in candidate.instances if each.records and each is not draft.instance]
    return bool(_compared(draft.beside(others[: LEAST + 2], rules)))


def _compared(findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.claims and each.severity is not Severity.INFO]
