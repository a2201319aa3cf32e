"""Turns rules and claims into ground constraints, and says of every match that came to none what was missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import field

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.match import Match, matches, may_stand
from claimcheck.engine.grounding.mentions import Mentions, bindings, successors
from claimcheck.engine.grounding.plans import Form, Plan, Seat
from claimcheck.engine.grounding.pools import Pools
from claimcheck.engine.grounding.splits import PuttingOff
from claimcheck.findings.model import NotChecked, Severity
from claimcheck.rules.canonical import canonical
from claimcheck.rules.evaluate import decide
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Absent, Env, Missing, RuleFault, Symbols
from claimcheck.rules.terms import Slot
from claimcheck.rules.variables import apart_of
from claimcheck.values.figure import Reading
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import slot_class, value_class


@value_class
class Fault:
    """A rule that broke on a match."""

    rule: Rule
    claims: tuple[str, ...]
    message: str


@slot_class()
class Grounding:
    """The constraints of one run, and what became of the matches that gave none.

    `matches` counts by rule what it met, `left_out` those of them that its `where` is not about.
    """

    reading: Reading = Reading.PLAIN
    constraints: list[Ground] = field(default_factory=list)
    not_checked: list[NotChecked] = field(default_factory=list)
    excepted: set[tuple[str, str]] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    symbols: Symbols = field(default_factory=Symbols)
    mentions: Mentions = field(default_factory=Mentions)
    matches: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def ground(
    rules: Sequence[Rule],
    claims: Sequence[ClaimRecord],
    vocabulary: Vocabulary,
    reading: Reading,
    bench: Bench | None = None,
    *,
    all_identities: bool = True,
) -> Grounding:
    """Apply every rule to every match under one reading; `bench` is what groundings of other claims share with it.

    Not `all_identities` are needed for what comes out when claims are judged: see `splits`.
    The charitable run leaves out what can only warn: rules of a milder severity and claims that an editor inferred.
    """
    grounder = Grounder(*in_scope(rules, claims, reading), vocabulary, reading, bench)
    grounder.all_identities = all_identities
    return grounder.go()


def in_scope(
    rules: Sequence[Rule], claims: Sequence[ClaimRecord], reading: Reading
) -> tuple[Sequence[Rule], Sequence[ClaimRecord]]:
    """Return the rules and claims that take part in a run under a reading."""
    if reading is Reading.PLAIN:
        return rules, claims
    errors = [rule for rule in rules if rule.severity is Severity.ERROR]
    return errors, [claim for claim in claims if not claim.model.inferred]


class Grounder:
    """One run of rules over claims under one reading. What it finds gathers in `result`."""

    def __init__(
        self,
        rules: Sequence[Rule],
        claims: Sequence[ClaimRecord],
        vocabulary: Vocabulary,
        reading: Reading,
        bench: Bench | None = None,
    ) -> None:
        self.rules = rules
        self.bench = bench or Bench(vocabulary)
        self.by_kind: dict[str, list[ClaimRecord]] = defaultdict(list)
        for claim in claims:
            self.by_kind[claim.kind].append(claim)
        self.published = {claim.id: claim.source.model.published.earliest for claim in claims}
        self.env = self.bench.env(reading)
        self.is_charitable = self.env.charitable
        self.result = Grounding(reading, symbols=self.env.symbols)
        self.seen: set[tuple[object, ...]] = set()
        self._envs: dict[tuple[str, ClaimRecord], Env] = {}
        self._slots: dict[Slot, int] = {}
        self._forms = self.bench.forms(reading)
        self._pools = Pools(self.by_kind, self._forms, self.env)
        self.all_identities = True
        self._put_off = PuttingOff(self._forms.splits, self.env)

    def go(self) -> Grounding:
        """Ground statements first, for the variables that they mention are what index names range over."""
        for rule in self.rules:
            if rule.binders and not rule.indices:
                self.apply(rule)
        for rule in self.rules:
            if rule.indices:
                self.apply(rule)
        self._make_up()
        return self.result

    def apply(self, rule: Rule) -> None:
        """Ground one rule: on its claims, or as an identity on what claims mention."""
        if not rule.binders:
            self._instantiate(rule, self.env, ())
            return
        if not all(any(kind in self.by_kind for kind in binder.kinds) for binder in rule.binders):
            return
        if len(rule.binders) == 1 and not rule.indices:
            for kind in rule.binders[0].kinds:
                if kind in self.by_kind:
                    self._apply_by_form(rule, kind)
            return
        found = matches(rule, self.by_kind) if rule.indices else self._pools.joined(rule)
        for match in found:
            self._apply(rule, match)

    def _apply_by_form(self, rule: Rule, kind: str) -> None:
        """Ground a rule on the claims of a kind: by what it comes to for their forms, where that is known."""
        formed = self._pools.formed(kind)
        binder = rule.binders[0]
        busy: dict[Form | None, Plan | None] = {}
        for form, (claim, count) in formed.groups.items():
            plan = self._plan_of(rule, form, claim)
            if plan is None or not plan.is_idle:
                busy[form] = plan
            elif plan.stands:
                self.result.matches[rule.code] += count
                self.result.left_out[rule.code] += count * plan.never
        if not busy:
            return
        for seat in formed.seats:
            if seat.form not in busy:
                continue
            plan = busy[seat.form]
            stands = (plan is not None and plan.stands) or may_stand(rule, binder, seat.claim)
            if stands and (plan is None or not self._apply_plan(plan, seat)):
                self._apply(rule, {binder.name: seat.claim})

    def _plan_of(self, rule: Rule, form: Form | None, claim: ClaimRecord) -> Plan | None:
        if form is None or form.count < self._forms.enough or not _is_written(rule):
            return None
        try:
            env = self._env_of({rule.binders[0].name: claim})
        except Exception:
            return None
        return self._forms.plan(rule, form, env)

    def _apply_plan(self, plan: Plan, seat: Seat) -> bool:
        """Ground a rule on a claim by its plan; return whether that was possible, and do nothing where it was not."""
        try:
            env, bound = self._seen(plan.rule, seat)
            applies = plan.applies(seat.claim, env)
            if applies is None:
                return False
            made = [(number, way(env)) for number, way in plan.ways] if applies else ()
        except Exception:
            return False
        self.result.matches[plan.code] += 1
        if not applies:
            self.result.left_out[plan.code] += 1
        for number, condition in made:
            if condition is not None:
                as_of = self._as_of(plan.rule, env) if self.is_charitable else None
                self._add(Ground(plan.rule, number, condition, seat.claims, as_of, bound))
        return True

    def _seen(self, rule: Rule, seat: Seat) -> tuple[Env, tuple[tuple[str, str], ...]]:
        name = rule.binders[0].name
        seen = seat.seen.get(name)
        if seen is None:
            seen = seat.seen[name] = self._env_of({name: seat.claim}), ((name, seat.claim.id),)
        return seen

    def _apply(self, rule: Rule, match: Match) -> None:
        try:
            env = self._env_of(match)
            if rule.indices:
                env.apart = apart_of(next(iter(match.values())), env)
                self._instantiate(rule, env, _ids_of(match), _ignoring(rule, match))
                return
            self.result.matches[rule.code] += 1
            if self._applies(rule, env):
                if len(match) > 1:
                    env.apart = apart_of(next(iter(match.values())), env)
                self._assert(rule, env, _ids_of(match), _ignoring(rule, match))
        except Missing as missing:
            self._note(rule, _ids_of(match), missing.operand, missing.reason)
        except RuleFault as fault:
            self.result.faults.append(Fault(rule, _ids_of(match), str(fault)))
        except Exception as error:
            self.result.faults.append(Fault(rule, _ids_of(match), f"{type(error).__name__}: {error}"))

    def _env_of(self, match: Match) -> Env:
        """Return what the expressions of a rule see of a match; of one claim all rules see the same.

        What keeps the variables of several claims apart is found once the rule applies to them: most matches of
        several are left out.
        """
        if len(match) > 1:
            return self.env.with_claims(match)
        key = next(iter(match.items()))
        known = self._envs.get(key)
        if known is None:
            known = self.env.with_claims(match)
            known.apart = apart_of(key[1], known)
            self._envs[key] = known
        return known

    def _instantiate(self, rule: Rule, env: Env, claims: tuple[str, ...], ignoring: Sequence[ClaimRecord] = ()) -> None:
        as_of = self._as_of(rule, env)
        try:
            found = list(bindings(rule, env, self.result.mentions, as_of))
            following = successors(rule, found)
            self.result.matches[rule.code] += len(found)
            asked = None if rule.binders else self._forms.asked(rule)
            split = None if self.all_identities else self._forms.splits.names(rule)
            # One environment does for all: nothing that is made in it looks at it later.
            local = env.with_names({})
            for (names, apart), after in zip(found, following, strict=True):
                if asked is not None and not asked.hold(names, env):
                    self._leave_out(rule, env)
                    continue
                before = len(self.result.constraints)
                if split is not None and self._put_off.takes(rule, split, names, apart or env.apart, before):
                    continue
                local.names = {**env.names, **names}
                local.apart, local.after = apart or env.apart, after
                if asked is not None or self._applies(rule, local, quiet=True):
                    self._assert(rule, local, claims, ignoring)
                    if split is not None and len(self.result.constraints) == before + 1:
                        self._forms.splits.learn(split, names, local.apart, env, self.result.constraints[-1])
        except RuleFault as fault:
            self.result.faults.append(Fault(rule, claims, str(fault)))

    def _make_up(self) -> None:
        """Make the identities that were put off and are needed after all, each where it belongs."""
        made = self.result.constraints
        self.result.constraints = whole = []
        done = 0
        for each in self._put_off.needed(self.result.mentions, made):
            whole += made[done : each.position]
            done = each.position
            local = self.env.with_names({**self.env.names, **each.names})
            local.apart = each.head[-1]
            self._assert(each.rule, local, (), ())
        whole += made[done:]

    def _as_of(self, rule: Rule, env: Env) -> int | None:
        if rule.model.as_of is None or not env.claims:
            return None
        claim = next(iter(env.claims.values()))
        return claim.source.model.published.latest

    def _applies(self, rule: Rule, env: Env, *, quiet: bool = False) -> bool:
        for _, condition in rule.conditions:
            try:
                answer = decide(condition(env))
            except Missing as missing:
                self._leave_out(rule, env, None if quiet else (missing.operand, missing.reason))
                return False
            if answer is Truth.NO:
                self._leave_out(rule, env)
                return False
            if answer is Truth.POSSIBLY:
                reason = "whether the rule applies cannot be decided"
                self._leave_out(rule, env, None if quiet else (rule.model.where or "", reason))
                return False
        return True

    def _leave_out(self, rule: Rule, env: Env, missed: tuple[str, str] | None = None) -> None:
        """Count a match that the rule is not about, or note why that cannot be told."""
        if missed is None:
            self.result.left_out[rule.code] += 1
        else:
            self._note(rule, _ids_of(env.claims), *missed)

    def _assert(self, rule: Rule, env: Env, claims: tuple[str, ...], ignoring: Sequence[ClaimRecord]) -> None:
        if ignoring:
            self.result.excepted.update((claim.id, rule.code) for claim in ignoring)
            return
        for number, assertion in enumerate(rule.assertions):
            try:
                condition = assertion.condition(env)
            except Absent:
                continue
            except Missing as missing:
                self._note(rule, claims, missing.operand, missing.reason)
                continue
            bound = tuple((name, claim.id) for name, claim in env.claims.items())
            as_of = self._as_of(rule, env) if self.is_charitable else None
            self._add(Ground(rule, number, condition, claims, as_of, bound))

    def _add(self, made: Ground) -> None:
        rule, claims = made.rule, made.claims
        if len(rule.binders) != 1 or rule.indices:
            key = (rule.code, made.assertion, canonical(made.condition, self._number), claims)
            if key in self.seen:
                return
            self.seen.add(key)
        self.result.constraints.append(made)
        if rule.binders and not rule.indices:
            published = self._published(claims)
            for slot in made.variables:
                self.result.mentions.add(slot, published)

    def _number(self, slot: Slot) -> int:
        """Return a number for an unknown, which is compared faster."""
        return self._slots.setdefault(slot, len(self._slots))

    def _published(self, claims: tuple[str, ...]) -> int | None:
        if len(claims) == 1:
            return self.published[claims[0]]
        return min((day for claim in claims if (day := self.published[claim]) is not None), default=None)

    def _note(self, rule: Rule, claims: tuple[str, ...], operand: str, reason: str) -> None:
        self.result.not_checked.append(NotChecked(rule.code, claims, operand, reason))


def _is_written(rule: Rule) -> bool:
    """Whether a rule is in the rule language: what a function in Python does is asked once of each claim."""
    return all(assertion.expr is not None for assertion in rule.assertions)


def _ids_of(match: Match) -> tuple[str, ...]:
    """Return the claims of a match, each once."""
    ids = [claim.id for claim in match.values()]
    return tuple(ids) if len(ids) == 1 else tuple(sorted(set(ids)))


def _ignoring(rule: Rule, match: Match) -> list[ClaimRecord]:
    """Return the claims that ignore a rule."""
    return [claim for claim in match.values() if rule.code in claim.model.ignore]
