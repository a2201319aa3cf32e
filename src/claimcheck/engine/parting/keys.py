"""Keys of claims: claims that have none in common, directly or through others, never meet in any check.

They follow from a claim alone, with the rules and the vocabulary, so that each file can be asked for its own. What
they cannot foresee, such as a variable that only two claims together mention, is found once parts are checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import blake2b

from claimcheck.claims.base import Operand
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.foresight import asserts_of, speaks_of, wanted
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounder, Grounding
from claimcheck.engine.grounding.match import field_text, may_stand
from claimcheck.engine.grounding.mentions import Mentions, bindings, heads, kinds_of
from claimcheck.engine.near_keys import buckets_of
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Env, Missing, RuleFault
from claimcheck.rules.terms import Var, Variable, unknowns
from claimcheck.rules.variables import apart_of
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure, Reading
from claimcheck.values.lengths import Length
from claimcheck.values.periods import When

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Keys:
    """What holds claims together: those with one of their `own` in common, and all that offer what one asks for."""

    own: frozenset[int] = NONE
    asked: frozenset[int] = NONE
    offered: frozenset[int] = NONE

    @classmethod
    def of(cls, several: Iterable[Keys]) -> Keys:
        """Return all keys of several."""
        all_ = list(several)
        if len(all_) == 1:
            return all_[0]
        return cls(
            NONE.union(*(each.own for each in all_)),
            NONE.union(*(each.asked for each in all_)),
            NONE.union(*(each.offered for each in all_)),
        )


NO_KEYS = Keys()


def key(*parts: object) -> int:
    """Return a number for what is equal, the same in every process and on every machine."""
    return int.from_bytes(blake2b(_text(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _text(part: object) -> str:
    match part:
        case str():
            return repr(str(part))
        case tuple():
            return f"({','.join(map(_text, part))})"
        case frozenset():
            return f"{{{','.join(sorted(map(_text, part)))}}}"
        case When():
            return f"{part.lo}/{part.hi}/{part.mode}/{part.outer}"
        case _:
            return repr(part)


def _family(slot: Variable) -> int:
    """Return the key of a variable: that of all of its kind that are of the same, whenever and of whatever number."""
    return key("is", slot.kind, slot.apart, *(part for part in slot.parts if not isinstance(part, (When, Fraction))))


def _shape(part: object) -> object:
    """Return what identities go by in a part of a variable: of a period its length, of a number nothing."""
    if isinstance(part, When):
        return part.months or part.days, part.mode, part.outer is None
    return "a number" if isinstance(part, Fraction) else part


class _Reader(Grounder):
    """Grounds rules for the sake of the variables alone."""

    def __init__(
        self,
        rules: Sequence[Rule],
        claims: Sequence[ClaimRecord],
        vocabulary: Vocabulary,
        reading: Reading,
        bench: Bench,
    ) -> None:
        super().__init__(rules, claims, vocabulary, reading, bench)
        self.found: dict[str, set[Variable]] = defaultdict(set)
        self.made: set[Variable] = set()

    def _add(self, made: Ground) -> None:
        self.result.constraints.append(made)
        variables = {term.slot for term in unknowns(made.condition) if isinstance(term, Var)}
        self.made |= variables
        for claim in made.claims:
            self.found[claim] |= variables


class KeyMaker:
    """Makes the keys of claims under some rules and a vocabulary."""

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary, bench: Bench | None = None) -> None:
        self.vocabulary = vocabulary
        self._bench = bench or Bench(vocabulary)
        self._alone = [rule for rule in rules if len(rule.binders) == 1 and not rule.indices]
        self._joined = [rule for rule in rules if len(rule.binders) > 1]
        self._dependent = [rule for rule in rules if rule.binders and rule.indices]
        self._env = self._bench.env(Reading.PLAIN)
        self._identities = [(rule, kinds_of(rule)) for rule in rules if not rule.binders and rule.indices]
        self._of_form: dict[object, Keys] = {}
        self._of_shape: dict[tuple[object, ...], Keys] = {}
        self._speaking: dict[tuple[object, ...], list[tuple[Rule, bool]]] = {}
        self._links = {rule.code: _links(rule) for rule in self._joined}

    def keys_of(self, claims: Sequence[ClaimRecord]) -> list[Keys]:
        """Return the keys of each claim."""
        # Whether an `ignore` has an effect is judged without it.
        claims = [_unsuppressed(claim) for claim in claims]
        variables = self._of_variables(claims)
        return [
            Keys.of((of_variables, Keys(frozenset(self._shared(claim)), self._asked(claim))))
            for claim, of_variables in zip(claims, variables, strict=True)
        ]

    def _of_variables(self, claims: Sequence[ClaimRecord]) -> list[Keys]:
        """Return the keys of the variables of each claim.

        Claims that differ in figures and dates alone have the same, so rules are applied to one of them.
        """
        forms = [form_of(claim) for claim in claims]
        new = {form: claim for form, claim in zip(forms, claims, strict=True) if form not in self._of_form}
        slots = self._variables(list(new.values()))
        for form, claim in new.items():
            self._of_form[form] = Keys.of(map(self.of_variable, slots[claim.id]))
        return [self._of_form[form] for form in forms]

    def of_variable(self, slot: Variable) -> Keys:
        """Return the keys of what mentions a variable: its family, and those that identities make of it.

        They are made once for all variables that differ only in a number, or in when their periods begin.
        """
        shape = (slot.kind, slot.apart, *map(_shape, slot.parts))
        found = self._of_shape.get(shape)
        if found is None:
            found = self._of_shape[shape] = self._made(slot)
        return found

    def met(self, groundings: Iterable[Grounding]) -> Keys:
        """Return the keys of everything that constraints turned out to be about."""
        variables: set[Variable] = set()
        mentioned: set[Variable] = set()
        fixed: list[tuple[Variable, ...]] = []
        for grounding in groundings:
            for each in grounding.constraints:
                if each.rule.binders or each.rule.indices:
                    variables.update(each.variables)
                else:
                    fixed.append(each.variables)
                # What claims mention alone and plainly is among their keys.
                if each.rule.binders and (len(each.rule.binders) > 1 or grounding.reading is not Reading.PLAIN):
                    mentioned.update(each.variables)
        while touched := [each for each in fixed if not variables.isdisjoint(each) and not variables.issuperset(each)]:
            variables.update(*touched)
        known = Keys(frozenset(map(_family, variables)))
        return Keys.of((known, *map(self.of_variable, mentioned)))

    def _variables(self, claims: Sequence[ClaimRecord]) -> dict[str, set[Variable]]:
        """Return for each claim the variables that rules make of it alone."""
        reader = _Reader(self._alone, claims, self.vocabulary, Reading.PLAIN, self._bench)
        for rule in self._alone:
            reader.apply(rule)
        return reader.found

    def _made(self, slot: Variable) -> Keys:
        of = (slot.kind, slot.parts[0] if isinstance(slot.parts[0], str) and len(slot.parts) > 1 else "")
        if of not in self._speaking:
            self._speaking[of] = [
                (rule, asserts_of(rule, self._env, slot))
                for rule, kinds in self._identities
                if slot.kind in kinds and speaks_of(rule, self._env, slot)
            ]
        mentions = Mentions()
        mentions.add(slot, None)
        reader = _Reader((), (), self.vocabulary, Reading.PLAIN, self._bench)
        reader.result.mentions = mentions
        own: set[int] = {_family(slot)}
        asked: set[int] = set()
        for rule, asserts in self._speaking[of]:
            if asserts:
                reader.apply(rule)
            asked.update(key("head", head) for head in wanted(rule, self._env, mentions))
            if "ordinal" in rule.indices.values():
                own.update(_neighbours(rule, self._env, mentions))
        own.update(_family(each) for each in reader.made)
        return Keys(frozenset(own), frozenset(asked), frozenset(key("head", head) for head in heads(slot)))

    def _shared(self, claim: ClaimRecord) -> Iterator[int]:
        for which, bucket in buckets_of(claim, self.vocabulary):
            yield key("near", which, bucket)
        for rule in self._joined:
            links = self._links[rule.code]
            for binder in rule.binders:
                if not may_stand(rule, binder, claim):
                    continue
                for other, names in links[binder.name].items():
                    values = tuple(field_text(claim, name) for name in names)
                    if None not in values:
                        yield key("join", rule.code, other, values)

    def _asked(self, claim: ClaimRecord) -> frozenset[int]:
        found: set[int] = set()
        for rule in self._dependent:
            for binder in rule.binders:
                if not may_stand(rule, binder, claim):
                    continue
                env = self._env.with_claims({binder.name: claim})
                try:
                    env.apart = apart_of(claim, env)
                except (Missing, RuleFault):
                    continue
                found.update(key("head", head) for head in wanted(rule, env, Mentions()))
        return frozenset(found)


def form_of(claim: ClaimRecord) -> object:
    """Return what decides about the families of variables that a claim speaks of, but for what the net below catches.

    An estimate or a plan is apart by its date, and has a form of its own.
    """
    if claim.fields.get("as", "actual") != "actual":
        return claim.id
    return claim.kind, tuple((name, _form(value)) for name, value in claim.fields.items())


def _form(value: object) -> object:
    match value:
        case str():
            return str(value)
        case Figure():
            return value.unit, value.hedge
        case DateSpan():
            return value.text if value.precision == "interval" else value.precision
        case Length():
            return value.unit
        case Operand():
            return tuple((name, _form(getattr(value, name))) for name in type(value).model_fields)
        case tuple():
            return tuple(map(_form, value))
        case _:
            return repr(value)


def _unsuppressed(claim: ClaimRecord) -> ClaimRecord:
    return replace(claim, model=claim.model.model_copy(update={"ignore": {}})) if claim.model.ignore else claim


def _neighbours(rule: Rule, env: Env, mentions: Mentions) -> Iterator[int]:
    """Yield the rows of ordinals that a variable stands in, for `after(n)` looks for the next in its row."""
    for found, apart in bindings(rule, env, mentions, None):
        for name, value in found.items():
            if isinstance(value, Fraction):
                rest = tuple((other, _shape(found[other])) for other in sorted(found) if other != name)
                yield key("row", rule.code, name, apart, rest)


def _links(rule: Rule) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return for each name of a rule what links it to others: by the pair of names, its fields that must be equal.

    Where joins leave names unconnected, all claims of the rule are linked, by nothing.
    """
    names = [binder.name for binder in rule.binders]
    found: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in names}
    reached, waiting = {names[0]}, [names[0]]
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            pairs = [
                {side.binding: side.name for side in (join.left, join.right)}
                for join in rule.joins
                if {join.left.binding, join.right.binding} == {one, other}
            ]
            if pairs:
                for name in (one, other):
                    found[name][f"{one} {other}"] = tuple(pair[name] for pair in pairs)
    while waiting:
        name = waiting.pop()
        for link in found[name]:
            for other in link.split(" "):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
    if len(reached) < len(names):
        for links in found.values():
            links[""] = ()
    return found
