"""Makes the keys of claims: of each from itself, the rules and the vocabulary, so that files can be asked one by one.

What keys cannot foresee, such as a variable that only two claims together mention, is found once parts are checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.foresight import asserts_of, speaks_of, wanted
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounder
from claimcheck.engine.grounding.match import may_stand
from claimcheck.engine.grounding.mentions import Mentions, bindings, heads, kinds_of
from claimcheck.engine.near_keys import buckets_of
from claimcheck.engine.parting.forms import Form, FormReader, Namesakes, Template, constants_of, template_of
from claimcheck.engine.parting.joins import Joins
from claimcheck.engine.parting.keys import NONE, Keys, Parts, key
from claimcheck.engine.parting.told_apart import Asserted
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Env, Missing, RuleFault
from claimcheck.rules.terms import Var, Variable, unknowns
from claimcheck.rules.variables import apart_of
from claimcheck.values.figure import Reading
from claimcheck.values.periods import When
from claimcheck.values.value_class import value_class

MANY_FORMS = 20_000
"""After so many forms, those that are known are forgotten: claims of theirs may never come again."""


@value_class
class _Spoken:
    """What becomes of keys once they are numbers: own ones, asked ones, offered ones."""

    own: frozenset[Parts]
    asked: frozenset[Parts]
    offered: frozenset[Parts]

    def keys(self) -> Keys:
        """Return them as numbers."""
        return Keys(*(frozenset(key(*parts) for parts in some) for some in (self.own, self.asked, self.offered)))


@value_class
class _OfForm:
    """The keys of the claims of one form: those without ids, and those with room for them."""

    fixed: Keys
    own: tuple[Template, ...]
    asked: tuple[Template, ...]
    offered: tuple[Template, ...]

    def keys(self, ids: Sequence[str], further: Iterable[int]) -> Keys:
        """Return the keys of a claim with these ids, and further ones of its own."""
        written = [repr(identifier) for identifier in ids]
        own = self.fixed.own.union([each.key(written) for each in self.own], further)
        asked = self.fixed.asked.union([each.key(written) for each in self.asked]) if self.asked else self.fixed.asked
        return Keys(own, asked, self.fixed.offered.union([each.key(written) for each in self.offered]))


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

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._bench = Bench(vocabulary)
        self._alone = [rule for rule in rules if len(rule.binders) == 1 and not rule.indices]
        self._dependent = [rule for rule in rules if rule.binders and rule.indices]
        self._identities = [(rule, kinds_of(rule)) for rule in rules if not rule.binders and rule.indices]
        self._joins = Joins([rule for rule in rules if len(rule.binders) > 1], vocabulary)
        self._forms = FormReader(Namesakes(vocabulary, rules).like, constants_of(rules))
        self._of_form: dict[Form, _OfForm | None] = {}
        self._of_shape: dict[tuple[object, ...], _Spoken] = {}
        self._keys_of_shape: dict[_Spoken, Keys] = {}
        self._speaking: dict[tuple[object, ...], list[tuple[Rule, bool]]] = {}

    @property
    def _env(self) -> Env:
        return self._bench.env(Reading.PLAIN)

    def keys_of(self, claims: Sequence[ClaimRecord]) -> list[Keys]:
        """Return the keys of each claim."""
        if len(self._of_form) > MANY_FORMS:
            self._of_form.clear()
        # Whether an `ignore` has an effect is judged without it.
        claims = [_unsuppressed(claim) for claim in claims]
        forms = [self._forms.read(claim) for claim in claims]
        self._learn(claims, forms)
        found = []
        for claim, (form, ids) in zip(claims, forms, strict=True):
            known = self._of_form[form] or self._of_form[form, ids]
            assert known is not None
            found.append(known.keys(ids, self._shared(claim)))
        self._joins.forget()
        return found

    def packed(self, claims: Sequence[ClaimRecord]) -> list[bytes]:
        """Return the keys of each claim as bytes, to be remembered with it."""
        return [keys.packed() for keys in self.keys_of(claims)]

    def _learn(self, claims: Sequence[ClaimRecord], forms: Sequence[tuple[Form, tuple[str, ...]]]) -> None:
        """Make the keys of each form that is not known, of one of its claims.

        Where that cannot be told from its ids, the ids are part of the form.
        """
        new: dict[Form, tuple[ClaimRecord, tuple[str, ...]]] = {}
        for claim, (form, ids) in zip(claims, forms, strict=True):
            known = self._of_form.get(form, NONE)
            if known is NONE:
                new.setdefault(form, (claim, ids))
            elif known is None and (form, ids) not in self._of_form:
                new.setdefault((form, ids), (claim, ()))
        if not new:
            return
        spoken = self._spoken([claim for claim, _ in new.values()])
        for form, (claim, ids) in new.items():
            self._of_form[form] = _of_form(spoken[claim.id], ids)
        if any(self._of_form[form] is None for form in new):
            self._learn(claims, forms)

    def of_variable(self, slot: Variable) -> Keys:
        """Return the keys of what mentions a variable: its family, and those that identities make of it."""
        spoken = self._of_variable(slot)
        if spoken not in self._keys_of_shape:
            self._keys_of_shape[spoken] = spoken.keys()
        return self._keys_of_shape[spoken]

    def _of_variable(self, slot: Variable) -> _Spoken:
        """Return the keys of a variable, made once for all that differ only in a number, or in when periods begin."""
        shape = (slot.kind, slot.apart, *map(_shape, slot.parts))
        found = self._of_shape.get(shape)
        if found is None:
            if len(self._of_shape) > MANY_FORMS:
                self._of_shape.clear()
                self._keys_of_shape.clear()
            found = self._of_shape[shape] = self._made(slot)
        return found

    def met(self, asserted: Asserted) -> Keys:
        """Return the keys of everything that constraints turned out to be about."""
        variables: set[Variable] = set()
        mentioned: set[Variable] = set()
        fixed: list[tuple[Variable, ...]] = []
        for reading, constraints in asserted:
            for each in constraints:
                if each.rule.binders or each.rule.indices:
                    variables.update(each.variables)
                else:
                    fixed.append(each.variables)
                # What claims mention alone and plainly is among their keys.
                if each.rule.binders and (len(each.rule.binders) > 1 or reading is not Reading.PLAIN):
                    mentioned.update(each.variables)
        while touched := [each for each in fixed if not variables.isdisjoint(each) and not variables.issuperset(each)]:
            variables.update(*touched)
        known = Keys(frozenset(key(*family) for family in set(map(_family, variables))))
        return Keys.of((known, *map(self.of_variable, mentioned)))

    def _spoken(self, claims: Sequence[ClaimRecord]) -> dict[str, _Spoken]:
        """Return the keys of the variables that rules make of each claim, and of those that they will ask for."""
        reader = _Reader(self._alone, claims, self.vocabulary, Reading.PLAIN, self._bench)
        for rule in self._alone:
            reader.apply(rule)
        # What is remembered of these claims is of no use for those that follow.
        self._bench = Bench(self.vocabulary)
        found = {}
        for claim in claims:
            parts = [self._of_variable(slot) for slot in reader.found[claim.id]]
            asked = frozenset(self._asked(claim)).union(*(each.asked for each in parts))
            own, offered = frozenset[Parts](), frozenset[Parts]()
            found[claim.id] = _Spoken(
                own.union(*(each.own for each in parts)), asked, offered.union(*(each.offered for each in parts))
            )
        return found

    def _made(self, slot: Variable) -> _Spoken:
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
        own: set[Parts] = {_family(slot)}
        asked: set[Parts] = set()
        for rule, asserts in self._speaking[of]:
            if asserts:
                reader.apply(rule)
            asked.update(("head", head) for head in wanted(rule, self._env, mentions))
            if "ordinal" in rule.indices.values():
                own.update(_neighbours(rule, self._env, mentions))
        own.update(map(_family, reader.made))
        # Nobody asks for a number: see `head_of`.
        offered = (head for head in heads(slot) if all(isinstance(part, (str, tuple)) for part in head))
        return _Spoken(frozenset(own), frozenset(asked), frozenset(("head", head) for head in offered))

    def _shared(self, claim: ClaimRecord) -> Iterator[int]:
        """Yield the keys of what a claim may be near to, and of what it may be joined to."""
        for which, bucket in buckets_of(claim, self.vocabulary):
            yield key("near", which, bucket)
        yield from self._joins.keys_of(claim)

    def _asked(self, claim: ClaimRecord) -> Iterator[Parts]:
        for rule in self._dependent:
            for binder in rule.binders:
                if not may_stand(rule, binder, claim):
                    continue
                env = self._env.with_claims({binder.name: claim})
                try:
                    env.apart = apart_of(claim, env)
                except (Missing, RuleFault):
                    continue
                yield from (("head", head) for head in wanted(rule, env, Mentions()))


def _of_form(spoken: _Spoken, ids: Sequence[str]) -> _OfForm | None:
    """Return the keys of a form; None where an id is a part of another word."""
    rooms: list[tuple[Template, ...]] = []
    fixed: list[frozenset[int]] = []
    for some in (spoken.own, spoken.asked, spoken.offered):
        made = [template_of(parts, ids) for parts in some]
        known = [each for each in made if each is not None]
        if len(known) < len(made):
            return None
        rooms.append(tuple(each for each in known if each.places))
        fixed.append(frozenset(each.key(()) for each in known if not each.places))
    return _OfForm(Keys(*fixed), *rooms)


def _family(slot: Variable) -> Parts:
    """Return the key of a variable: that of all of its kind that are of the same, whenever and of whatever number."""
    return "is", slot.kind, slot.apart, *(part for part in slot.parts if not isinstance(part, (When, Fraction)))


def _shape(part: object) -> object:
    """Return what identities go by in a part of a variable: of a period its length, of a number nothing."""
    if isinstance(part, When):
        return part.months or part.days, part.mode, part.outer is None
    return "a number" if isinstance(part, Fraction) else part


def _unsuppressed(claim: ClaimRecord) -> ClaimRecord:
    return replace(claim, model=claim.model.model_copy(update={"ignore": {}})) if claim.model.ignore else claim


def _neighbours(rule: Rule, env: Env, mentions: Mentions) -> Iterator[Parts]:
    """Yield the rows of ordinals that a variable stands in, for `after(n)` looks for the next in its row."""
    for found, apart in bindings(rule, env, mentions, None):
        for name, value in found.items():
            if isinstance(value, Fraction):
                rest = tuple((other, _shape(found[other])) for other in sorted(found) if other != name)
                yield "row", rule.code, name, apart, rest
