"""Consequences: what a corpus implies about an unknown or an expression, from which claims, even if nobody says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.references import superseded
from claimcheck.engine.explaining.show import value_text
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounding, ground
from claimcheck.engine.solving.components import components
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims, System
from claimcheck.rules.compile import compile_expr
from claimcheck.rules.rule import Assertion, Rule
from claimcheck.rules.runtime import Compiled, Env, Missing, RuleFault, as_term
from claimcheck.rules.scope import Scope
from claimcheck.rules.syntax import RuleSyntaxError, parse
from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Relation,
    Sort,
    Term,
    Var,
    Variable,
    negate,
    sort_of,
    unknowns,
)
from claimcheck.rules.variables import describe
from claimcheck.values.figure import Reading
from claimcheck.values.interval import EVERYTHING
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

ASKED = Variable("asked", ())
_DATE = re.compile(r"(?<![\w'\"-])([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)(?![\w'\"-])")


class Unanswerable(ValueError):
    """A question that cannot be asked of this corpus, and why; `column` where in its text."""

    def __init__(self, message: str, column: int | None = None) -> None:
        super().__init__(message)
        self.column = column


@value_class
class Answer:
    """What one reading implies: the value in words, the claims behind it, and whether anything is known at all."""

    reading: Reading
    value: str
    claims: tuple[str, ...]
    known: bool
    left_out: tuple[str, ...] = ()


def implied_by(corpus: Corpus, rules: Sequence[Rule], claim: ClaimRecord) -> tuple[str, ...]:
    """Return what a claim implies by itself, one line an unknown: `origin[cpc-founding] = 1921`."""
    grounding = ground(rules, [claim], corpus.vocabulary, Reading.PLAIN)
    lines = []
    for component in components(grounding.constraints):
        system = System(component)
        outcome = system.run()
        if outcome.conflict is not None:
            continue
        for slot, number in system.index.items():
            domain = outcome.domains[number]
            if isinstance(slot, Variable) and domain != system.initial[number] and system.bound_claims(outcome, number):
                term = system.terms[number]
                lines.append(f"{describe(slot)} = {value_text(domain, term.sort, term.unit, grounding.symbols)}")
    return tuple(lines)


def variables_of(corpus: Corpus, rules: Sequence[Rule]) -> list[str]:
    """Return the name of every unknown that the corpus speaks of, for suggestions."""
    grounding = ground(rules, corpus.claims, corpus.vocabulary, Reading.PLAIN)
    return sorted({describe(slot) for each in grounding.constraints for slot in each.variables})


def ask(corpus: Corpus, rules: Sequence[Rule], question: str) -> tuple[Answer, ...]:
    """Return what the corpus implies about an expression, in the plain and in the charitable reading.

    Raises Unanswerable for a question that is not of the rule language or speaks of what the vocabulary lacks.
    """
    expr = _parsed(question, corpus)
    gone = superseded(corpus.claims)
    claims = [claim for claim in corpus.claims if claim.entry not in gone]
    answers = []
    for reading in (Reading.PLAIN, Reading.CHARITABLE):
        grounding = ground(rules, claims, corpus.vocabulary, reading)
        value = _evaluated(expr, corpus, grounding, reading)
        if isinstance(value, (Relation, All, AnyOf, Truth)):
            answers.append(_truth(value, grounding, reading))
        else:
            answers.append(_value(value, grounding, reading))
    return tuple(answers)


def _parsed(question: str, corpus: Corpus) -> Compiled:
    quoted = _DATE.sub(r"'\1'", question)
    ids = set(corpus.vocabulary.ids(("entities", "groups", "events", "series", "metrics", "properties", "words")))
    for identifier in sorted((each for each in ids if "-" in each), key=len, reverse=True):
        quoted = re.sub(rf"(?<![\w'\"-]){re.escape(identifier)}(?![\w'\"-])(?!\[)", f"'{identifier}'", quoted)
    try:
        return compile_expr(parse(quoted), Scope(ids=lambda name: name in ids))
    except RuleSyntaxError as error:
        raise Unanswerable(error.message, error.column) from None


def _evaluated(run: Compiled, corpus: Corpus, grounding: Grounding, reading: Reading) -> Term | Condition:
    env = Env(corpus.vocabulary, reading, grounding.symbols)
    try:
        value = run(env)
        if isinstance(value, (Relation, All, AnyOf, Truth)):
            return value
        return as_term(value, env)
    except (Missing, RuleFault) as error:
        raise Unanswerable(str(error)) from None


def _value(term: Term, grounding: Grounding, reading: Reading) -> Answer:
    """Return the bounds of a number; claims that contradict each other are left out, whoever is right."""
    sort, unit = sort_of(term), _unit(term)
    asked = Var(ASKED, sort if sort is not Sort.COUNT else Sort.NUMBER, unit)
    judge = Judge([*_component_of(Relation(asked, "==", term), grounding), _ground(Relation(asked, "==", term))])
    disputed = _disputed(judge)
    system = judge.subsystem(judge.claims - disputed)
    outcome = system.run()
    number = system.index[ASKED]
    claims = tuple(sorted(system.bound_claims(outcome, number)))
    domain = outcome.domains[number]
    known = bool(claims) or domain != EVERYTHING
    return Answer(reading, value_text(domain, sort, unit, grounding.symbols), claims, known, tuple(sorted(disputed)))


def _disputed(judge: Judge) -> Claims:
    """Return the claims of conflicts that do not touch each other, until the rest is consistent."""
    disputed: Claims = frozenset()
    while (conflict := judge.verdict(judge.claims - disputed).conflict) is not None:
        disputed |= judge.minimal(conflict)
    return disputed


def _truth(condition: Condition, grounding: Grounding, reading: Reading) -> Answer:
    """Decide a condition: no when it contradicts the claims, yes when its opposite does."""
    for asked, word in ((condition, "no"), (negate(condition), "yes")):
        judge = Judge([_ground(asked), *_component_of(asked, grounding)])
        disputed = _disputed(Judge(_component_of(asked, grounding)))
        found = judge.verdict(judge.claims - disputed).conflict
        if found is not None:
            return Answer(reading, word, tuple(sorted(found)), True)
    return Answer(reading, "possibly: the claims leave it open", (), True)


def _component_of(condition: Condition, grounding: Grounding) -> list[Ground]:
    """Return the constraints that have to do with a condition, directly or by way of others."""
    asked = _ground(condition)
    for component in components([asked, *(each for each in grounding.constraints)]):
        if asked in component:
            return [each for each in component if each is not asked]
    return []


def _ground(condition: Condition) -> Ground:
    return Ground(_ASKING, 0, condition, ())


def _unit(term: Term) -> str:
    units = {found.unit for found in unknowns(Relation(term, "==", term)) if found.unit}
    return units.pop() if len(units) == 1 and isinstance(term, Var) else ""


def _asking_rule() -> Rule:
    """Return the rule that a question stands under: it is nobody's claim."""
    from claimcheck.rules.model import Example, RuleFile

    example = Example.model_construct(name="asked", claims=())
    model = RuleFile.model_construct(
        code="ASK000",
        name="question",
        since="0.1.0",
        severity="error",
        summary="A question.",
        why="Somebody asks.",
        assert_=("asked",),
        examples=(example,),
    )
    return Rule("", model, (), {}, (), (), (), (Assertion("asked", lambda _: Truth.YES, ()),))


_ASKING = _asking_rule()
