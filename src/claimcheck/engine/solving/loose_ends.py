"""Leaves out what cannot contradict: identities and claims about unknowns that nothing else speaks of.

A year is the sum of its quarters, whatever the year is, as long as nobody says anything of a quarter. Few claims are
judged together with every identity of their component, and nearly all of those are loose ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import Keys, groups
from claimcheck.engine.solving.sums import summands
from claimcheck.rules.terms import Const, Leaf, Minus, Plus, Relation, Slot, Term, Times, Var, unknowns
from claimcheck.values.interval import Interval

ZERO = Interval.point(0)

Known = dict[tuple[object, ...], bool]
"""Which identities are loose: by their shape, which of their unknowns stand in them alone, and the domains of all."""


def bearing(grounds: Sequence[Ground], keys: Keys) -> list[int]:
    """Return the constraints, by their numbers, that decide whether all of them can hold.

    What falls apart from every claim is left out. So is a constraint with unknowns of its own, of which some value
    satisfies it whatever the other unknowns are; that sets others loose in turn.
    """
    kept = _tied(grounds, keys, identities_only=False)
    chosen: set[int] = set()
    for part in groups(kept, keys):
        if any(grounds[number].claims for number in part):
            chosen.update(part)
    return [number for number in kept if number in chosen or not keys[number]]


def without_loose_identities(grounds: Sequence[Ground], keys: Keys) -> Sequence[int]:
    """Return the constraints, by their numbers, but for identities of which some unknown stands nowhere else.

    Nothing follows from those for what claims speak of.
    """
    return range(len(grounds)) if all(each.claims for each in grounds) else _tied(grounds, keys, identities_only=True)


def _tied(grounds: Sequence[Ground], keys: Keys, *, identities_only: bool) -> list[int]:
    count = max(map(max, filter(None, keys)), default=-1) + 1
    # How many constraints speak of an unknown, and the sum of their numbers: of one alone it is the number.
    speakers, sums = [0] * count, [0] * count
    for number, slots in enumerate(keys):
        for slot in slots:
            speakers[slot] += 1
            sums[slot] += number
    left = [True] * len(grounds)
    known: Known = {}
    waiting = [number for number, each in enumerate(grounds) if not (identities_only and each.claims)]
    while waiting:
        number = waiting.pop()
        slots = keys[number]
        if not left[number]:
            continue
        alone = [speakers[slot] == 1 for slot in slots]
        if True not in alone or not _is_known_loose(grounds[number], alone, known):
            continue
        left[number] = False
        for slot in slots:
            speakers[slot] -= 1
            sums[slot] -= number
            if speakers[slot] == 1 and not (identities_only and grounds[sums[slot]].claims):
                waiting.append(sums[slot])
    return [number for number, is_left in enumerate(left) if is_left]


def _is_known_loose(ground: Ground, alone: Sequence[bool], known: Known) -> bool:
    """Whether a constraint is loose; of an identity, as of others that say the same of unknowns of the same domains."""
    if ground.claims:
        return is_loose(ground, alone)
    form = ground.form
    key: list[object] = [form.shape, *alone]
    for term in form.terms:
        if isinstance(term, Leaf):
            return is_loose(ground, alone)
        domain = term.domain
        key += (domain.lo, domain.hi, domain.lo_open, domain.hi_open)
    asked = tuple(key)
    if asked not in known:
        known[asked] = is_loose(ground, alone)
    return known[asked]


def is_loose(ground: Ground, alone: Sequence[bool]) -> bool:
    """Whether a constraint holds for some value of the unknowns that stand in it alone, whatever the others are."""
    condition = ground.condition
    if not isinstance(condition, Relation):
        return False
    own = {term.slot for term, is_alone in zip(ground.form.terms, alone, strict=True) if is_alone}
    if ground.form.repeats:
        counts = Counter(term.slot for term in unknowns(condition))
        own = {slot for slot in own if counts[slot] == 1}
    return bool(own) and _always_holds(condition, own)


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
