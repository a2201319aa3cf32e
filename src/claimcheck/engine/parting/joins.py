"""Keys of what rules join: claims that a rule may bind together have the same values in its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.match import field_text, may_stand
from claimcheck.engine.grounding.pools import fits
from claimcheck.engine.parting.keys import key
from claimcheck.rules.rule import Binder, Rule
from claimcheck.rules.scope import PSEUDO_FIELDS
from claimcheck.rules.syntax import Call, Field
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import value_class

Names = tuple[str, ...]
_STATED = ("speaker", "basis")
"""What claims of every kind may state themselves, of all that rules see of each."""
_DEAR = "spoken"
"""A field that takes longer to read than a look whether the rule is about the claim at all."""


@value_class
class _Place:
    """A name of a rule under which claims of a kind may stand, and the fields that they must give for it."""

    rule: Rule
    binder: Binder
    given: tuple[str, ...]


class Joins:
    """Makes the keys of claims that rules of several claims may join."""

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.forget()
        # By kind, what claims of it are joined by, and the places in which they would be.
        self._places: dict[str, dict[Names | str, list[_Place]]] = {}
        for rule in rules:
            links = _links(rule)
            for binder in rule.binders:
                for kind in binder.kinds:
                    by = self._places.setdefault(kind, {})
                    for names in links[binder.name].values():
                        # Where nothing need be equal, all claims of the rule are joined.
                        by.setdefault(names or rule.code, []).append(_Place(rule, binder, _given(rule, binder)))

    def forget(self) -> None:
        """Hold no claims any more that were asked for."""
        self._env = Bench(self._vocabulary).env(Reading.PLAIN)

    def keys_of(self, claim: ClaimRecord) -> Iterator[int]:
        """Yield the keys of a claim. What has equal values by several rules has one key for all of them."""
        for names, places in self._places.get(claim.kind, {}).items():
            if not any(self._may_stand(each, claim, names) for each in places):
                continue
            if isinstance(names, str):
                yield key("rule", names)
                continue
            values = tuple([field_text(claim, name) for name in names])
            if None not in values:
                yield key("join", values)

    def _may_stand(self, place: _Place, claim: ClaimRecord, names: Names | str) -> bool:
        if not all(name in claim.fields for name in place.given) or not may_stand(place.rule, place.binder, claim):
            return False
        if _DEAR not in names or place.rule.indices:
            return True
        return fits(place.rule, place.binder.name, claim, self._env)


def _given(rule: Rule, binder: Binder) -> tuple[str, ...]:
    """Return the fields that the `where` of a rule says a claim gives: `given(one.speaker)`."""
    asked = (each.args[0] for each in rule.wheres if isinstance(each, Call) and each.function == "given" and each.args)
    fields = (arg.name for arg in asked if isinstance(arg, Field) and arg.binding == binder.name)
    return tuple(name for name in fields if name not in PSEUDO_FIELDS or name in _STATED)


def _links(rule: Rule) -> Mapping[str, Mapping[str, Names]]:
    """Return for each name of a rule what links it to others: by the pair of names, its fields that must be equal.

    Where joins leave names unconnected, all claims of the rule are linked, by nothing.
    """
    names = [binder.name for binder in rule.binders]
    found: dict[str, dict[str, Names]] = {name: {} for name in names}
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
