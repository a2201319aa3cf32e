"""What rules come to for claims of one form, found out once: whether they apply, and how their assertions are made.

A plan says nothing that the rule would not say of the claim alone. Whatever it cannot foresee is asked of each claim,
and a claim that a plan trips over is grounded as if there were none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import field

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.grounding.asked_names import AskedNames
from claimcheck.engine.grounding.match import compares_actual, has_constant
from claimcheck.engine.grounding.splits import Splits
from claimcheck.rules.answers import word_of, words_behind
from claimcheck.rules.evaluate import decide
from claimcheck.rules.forms import BY_VALUE, form_of
from claimcheck.rules.rule import Assertion, Binder, Rule
from claimcheck.rules.runtime import Absent, Compiled, Env
from claimcheck.rules.scope import PSEUDO_FIELDS, Scope
from claimcheck.rules.staging import NotStaged, Numbers, Stager, Way
from claimcheck.rules.terms import Condition
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import slot_class

MANY_WORDS = 10_000
"""How many words a condition remembers its answer for."""
ENOUGH = 3
"""Claims of a form that there must be before plans are made for it: a plan costs as much as a few claims."""


@slot_class(eq=False)
class Answers:
    """The answers of a condition by the words that it looks at."""

    condition: Compiled
    names: tuple[str, ...]
    known: dict[Hashable, bool] = field(default_factory=dict)

    def holds(self, claim: ClaimRecord, env: Env) -> bool | None:
        """Return whether the condition holds; None where that is for the long way to tell."""
        key = tuple([word_of(claim, name) for name in self.names])
        known = self.known.get(key)
        if known is None:
            known = _decided(self.condition, env)
            if known is not None:
                if len(self.known) >= MANY_WORDS:
                    self.known.clear()
                self.known[key] = known
        return known


@slot_class(eq=False)
class Plan:
    """A rule for claims of one form.

    `stands` tells whether their fixed fields let them stand under its name, None where each is to be asked; `never`
    that its `where` is not about them. `ways` make its assertions, by their numbers; those that always come to nothing
    are left out.
    """

    rule: Rule
    stands: bool | None = True
    never: bool = False
    conditions: tuple[Answers, ...] = ()
    ways: tuple[tuple[int, Way], ...] = ()
    code: str = field(init=False)

    def __post_init__(self) -> None:
        self.code = self.rule.code

    @property
    def is_idle(self) -> bool:
        """Whether nothing comes of it for any claim of the form."""
        return self.stands is False or (self.stands is True and (self.never or not (self.conditions or self.ways)))

    def applies(self, claim: ClaimRecord, env: Env) -> bool | None:
        """Return whether the rule is about a claim; None where that is for the long way to tell."""
        for each in self.conditions:
            holds = each.holds(claim, env)
            if not holds:
                return holds
        return not self.never


@slot_class(eq=False)
class Form:
    """A form of claims: how many there are, and what rules come to for them."""

    count: int = 0
    plans: dict[int, Plan] = field(default_factory=dict)
    fits: dict[tuple[int, str], tuple[Rule, bool | None]] = field(default_factory=dict)


@slot_class(eq=False)
class Seat:
    """A claim with its form, and what is made of it once for all rules that bind it alone.

    `seen` are by the name that it has in a rule what expressions see of it, and who stands under the name.
    """

    claim: ClaimRecord
    form: Form | None
    claims: tuple[str, ...]
    seen: dict[str, tuple[Env, tuple[tuple[str, str], ...]]] = field(default_factory=dict)


@slot_class(eq=False)
class Formed:
    """Claims with their forms, and of each form the first claim and how many there are."""

    seats: list[Seat] = field(default_factory=list)
    groups: dict[Form | None, tuple[ClaimRecord, int]] = field(default_factory=dict)


class Forms:
    """The forms of claims under one reading, and what rules come to for each."""

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self._known: dict[Hashable, Form] = {}
        self._numbers = Numbers()
        self._asked: dict[int, AskedNames] = {}
        self.splits = Splits()

    def of(self, claims: Iterable[ClaimRecord]) -> Formed:
        """Return claims with their forms; one that ignores rules has none, for it is an exception from them."""
        found = Formed()
        for claim in claims:
            form = None if claim.model.ignore else self._form(claim)
            found.seats.append(Seat(claim, form, (claim.id,)))
            first, count = found.groups.get(form, (claim, 0))
            found.groups[form] = first, count + 1
        return found

    def _form(self, claim: ClaimRecord) -> Form:
        name = form_of(claim)
        form = self._known.get(name)
        if form is None:
            form = self._known[name] = Form()
        form.count += 1
        return form

    def asked(self, rule: Rule) -> AskedNames:
        """Return what the conditions of an identity answered."""
        if id(rule) not in self._asked:
            self._asked[id(rule)] = AskedNames(rule)
        return self._asked[id(rule)]

    def plan(self, rule: Rule, form: Form, env: Env) -> Plan:
        """Return what a rule comes to for a form, of which a claim is bound in the environment."""
        if id(rule) not in form.plans:
            # The plan holds the rule, so that no other one can come to its number.
            form.plans[id(rule)] = self._made(rule, env)
        return form.plans[id(rule)]

    def fits(self, rule: Rule, binder: Binder, form: Form, env: Env) -> bool | None:
        """Return whether claims of a form may stand under a name of a rule; None where each is to be asked."""
        key = (id(rule), binder.name)
        if key not in form.fits:
            form.fits[key] = rule, _fits(rule, binder, env)
        return form.fits[key][1]

    def _made(self, rule: Rule, env: Env) -> Plan:
        (binder,) = rule.binders
        claim = env.claims[binder.name]
        scope = Scope({binder.name: binder.kinds}, kinds=rule.kinds)
        plan = Plan(rule, _stands(rule, binder, claim))
        if plan.stands is False:
            return plan
        conditions: list[Answers] = []
        for (_, condition), expr in zip(rule.conditions, rule.wheres, strict=True):
            names = words_behind(expr, scope, binder.name, claim)
            answers = Answers(condition, names) if names is not None else _asked(condition)
            if names == ():
                holds = answers.holds(claim, env)
                if holds is False and not conditions:
                    plan.never = True
                    return plan
                if holds:
                    continue
            conditions.append(answers)
        plan.conditions = tuple(conditions)
        stager = Stager(scope, binder.name, env, self._numbers)
        ways = [(number, _way(each, stager)) for number, each in enumerate(rule.assertions)]
        plan.ways = tuple((number, way) for number, way in ways if way is not None)
        return plan


class _Asked(Answers):
    """A condition that is asked of each claim."""

    def holds(self, claim: ClaimRecord, env: Env) -> bool | None:
        return _decided(self.condition, env)


def _asked(condition: Compiled) -> Answers:
    return _Asked(condition, ())


def _decided(condition: Compiled, env: Env) -> bool | None:
    try:
        answer = decide(condition(env))  # type: ignore[arg-type] # conditions of rules give conditions
    except Exception:
        return None
    return None if answer is Truth.POSSIBLY else answer is Truth.YES


def _stands(rule: Rule, binder: Binder, claim: ClaimRecord) -> bool | None:
    """Whether claims of the form of this one may stand under a name of a rule; None where the form does not tell."""
    if compares_actual(rule) and claim.fields.get("as", "actual") != "actual":
        return False
    for name, wanted in binder.constants:
        if name not in BY_VALUE and (name in PSEUDO_FIELDS or name in claim.fields):
            return None
        if not has_constant(claim, name, wanted):
            return False
    return True


def _fits(rule: Rule, binder: Binder, env: Env) -> bool | None:
    """Whether claims of a form may stand under a name of a rule, by its fixed fields and the conditions about it alone.

    None where each claim is to be asked. A condition that cannot be decided is decided of each match.
    """
    claim = env.claims[binder.name]
    stands = _stands(rule, binder, claim)
    if not stands:
        return stands
    scope = Scope({each.name: each.kinds for each in rule.binders}, kinds=rule.kinds)
    for (about, condition), expr in zip(rule.conditions, rule.wheres, strict=True):
        if about != binder.name:
            continue
        if words_behind(expr, scope, binder.name, claim) != ():
            return None
        try:
            if decide(condition(env)) is Truth.NO:
                return False
        except Exception:
            return True
    return True


def _way(assertion: Assertion, stager: Stager) -> Way | None:
    """Return how an assertion is made for claims of a form: at once where it can be foreseen, else the long way."""
    try:
        if assertion.expr is not None:
            return stager.way(assertion.expr)
    except NotStaged:
        pass
    condition = assertion.condition

    def long_way(env: Env) -> Condition | None:
        try:
            return condition(env)
        except Absent:
            return None

    return long_way
