"""Leaves out what cannot contradict: identities and claims about unknowns that nothing else speaks of.

A year is the sum of its quarters, whatever the year is, as long as nobody says anything of a quarter. Few claims are
judged together with every identity of their component, and nearly all of those are loose ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import components
from claimcheck.engine.solving.sums import summands
from claimcheck.rules.terms import Const, Leaf, Minus, Plus, Relation, Slot, Term, Times, Var, unknowns
from claimcheck.values.interval import Interval

ZERO = Interval.point(0)


def without_loose_ends(grounds: Sequence[Ground]) -> list[Ground]:
    """Return the constraints that decide whether all of them can hold; what falls apart from every claim is left out.

    A constraint is left out when it has unknowns of its own, of which some value satisfies it whatever the other
    unknowns are; that sets others loose in turn.
    """
    kept = _tied(grounds, identities_only=False)
    parts = [part for part in components(kept) if any(each.claims for each in part)]
    chosen = {id(each) for each in chain.from_iterable(parts)}
    return [each for each in kept if id(each) in chosen or not each.form.terms]


def without_loose_identities(grounds: Sequence[Ground]) -> list[Ground]:
    """Return the constraints but for identities that say nothing, because some unknown of theirs stands nowhere else.

    Nothing follows from those for what claims speak of.
    """
    return list(grounds) if all(each.claims for each in grounds) else _tied(grounds, identities_only=True)


def _tied(grounds: Sequence[Ground], *, identities_only: bool) -> list[Ground]:
    kept = dict(enumerate(grounds))
    numbers: dict[Slot, int] = {}
    # Slots are looked up once each, and then go by their numbers.
    slots = [[numbers.setdefault(term.slot, len(numbers)) for term in each.form.terms] for each in grounds]
    speakers: list[set[int]] = [set() for _ in numbers]
    for number, those in enumerate(slots):
        for slot in those:
            speakers[slot].add(number)
    waiting = [number for number, each in kept.items() if not (identities_only and each.claims)]
    while waiting:
        number = waiting.pop()
        if number not in kept:
            continue
        terms = kept[number].form.terms
        condition = kept[number].condition
        own = {term.slot for term, slot in zip(terms, slots[number], strict=True) if len(speakers[slot]) == 1}
        if not own or not isinstance(condition, Relation):
            continue
        if kept[number].form.repeats:
            counts = Counter(term.slot for term in unknowns(condition))
            own = {slot for slot in own if counts[slot] == 1}
        if not own or not _always_holds(condition, own):
            continue
        del kept[number]
        for slot in slots[number]:
            left = speakers[slot]
            left.discard(number)
            if len(left) == 1:
                waiting.extend(each for each in left if not (identities_only and kept[each].claims))
    return list(kept.values())


def _always_holds(relation: Relation, own: Collection[Slot]) -> bool:
    """Whether a relation holds for some value of its own unknowns, whatever the values of the others are."""
    free, rest = ZERO, ZERO
    for factor, term in (*summands(relation.left, 1), *summands(relation.right, -1)):
        if isinstance(term, Var) and term.slot in own and not term.sort.is_whole:
            free = free + term.domain * Interval.point(factor)
        else:
            value = _value(term)
            if value is None:
                return False
            rest = rest + value * Interval.point(factor)
    if relation.op == "==":
        return (-rest).within(free)
    if relation.op in (">", ">="):
        free, rest = -free, -rest
    if relation.op == "!=" or (free.lo is not None and rest.hi is None):
        return False
    least = None if free.lo is None or rest.hi is None else free.lo + rest.hi
    reached = rest.hi_open or (relation.op in ("<=", ">=") and not free.lo_open)
    return least is None or least < 0 or (least == 0 and reached)


def _value(term: Term) -> Interval | None:
    """Return where a term lies whatever its unknowns are, or None for one that may have no value."""
    match term:
        case Const(value=value) | Leaf(value=value):
            return value
        case Var(domain=domain):
            return domain
        case Minus(item):
            found = _value(item)
            return None if found is None else -found
        case Plus(items):
            total = ZERO
            for item in items:
                found = _value(item)
                if found is None:
                    return None
                total = total + found
            return total
        case Times(left, right):
            one, other = _value(left), _value(right)
            return None if one is None or other is None else one * other
        case _:
            return None
