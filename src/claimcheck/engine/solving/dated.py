"""Rules that judge by what was known when a claim was made: a later revision is no error of an older record.

Their constraints stay out of the network that all claims share. Each is judged with what its unknowns rested on by
its day, and a contradiction joins the component that it is about as a conflict of its own.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.components import groups, keys_of
from claimcheck.engine.solving.judge import Dated, Judge
from claimcheck.engine.solving.loose_ends import without_loose_identities
from claimcheck.engine.solving.network import Claims, System
from claimcheck.rules.terms import Slot, Var, negate

Component = tuple[Ground, ...]
MAX_TRIES = 40


def judges(shared: Sequence[Ground], dated: Sequence[Ground], records: Mapping[str, ClaimRecord]) -> Iterator[Judge]:
    """Yield a judge for each component of the shared constraints, with the dated conflicts about its claims."""
    keys = keys_of(shared)
    parts = groups(without_loose_identities(shared, keys), keys)
    found = [tuple([shared[number] for number in part]) for part in parts]
    if not dated:
        for component, part in zip(found, parts, strict=True):
            yield Judge(component, keys=[keys[number] for number in part])
        return
    conflicts: dict[int, list[Dated]] = defaultdict(list)
    homes = _homes(found)
    parent = list(range(len(found)))
    consistent: dict[tuple[int, ...], bool] = {}
    elsewhere: list[Claims] = []
    for constraint in dated:
        touched = sorted({homes[term.slot] for term in constraint.form.terms if term.slot in homes})
        beside = [each for home in touched for each in found[home]]
        known = _known_by(constraint, beside, records)
        if any(_follows(constraint, near) for near in _rings(constraint, known)):
            # In a contradiction it may still tell which of the others is wrong.
            key = tuple(touched)
            if key not in consistent:
                consistent[key] = not _contradicts(Judge(beside))
            if consistent[key]:
                continue
        conflict = _conflict(constraint, known, elsewhere)
        if conflict is None or not touched:
            continue
        root = _root(parent, touched[0])
        for home in touched[1:]:
            parent[_root(parent, home)] = root
        conflicts[touched[0]].append(conflict)
    members: dict[int, list[int]] = defaultdict(list)
    for home in range(len(found)):
        members[_root(parent, home)].append(home)
    for root in sorted(members):
        grounds = [each for home in members[root] for each in found[home]]
        yield Judge(grounds, dated=[each for home in members[root] for each in conflicts.get(home, ())])


def _root(parent: list[int], home: int) -> int:
    while parent[home] != home:
        home = parent[home]
    return home


def _homes(found: Sequence[Component]) -> dict[Slot, int]:
    return {term.slot: home for home, component in enumerate(found) for each in component for term in each.form.terms}


def _contradicts(judge: Judge) -> bool:
    return judge.contradicts(judge.claims)


def _known_by(constraint: Ground, beside: Sequence[Ground], records: Mapping[str, ClaimRecord]) -> list[Ground]:
    """Return the constraints of claims that were published by the day of a constraint."""
    day = constraint.as_of or 0
    return [each for each in beside if all(_published(records[claim]) <= day for claim in each.claims)]


def _conflict(constraint: Ground, known: Sequence[Ground], elsewhere: list[Claims]) -> Dated | None:
    """Return a conflict of a constraint with what was known by its day; None when there is none that needs it.

    Claims that contradict each other without it are set aside one at a time, for they are found elsewhere; `elsewhere`
    keeps them for the next constraint.
    """
    judge = Judge([*known, constraint])
    for each in elsewhere:
        judge.learn(each)
    waiting: deque[Claims] = deque([judge.claims])
    seen: set[Claims] = set()
    while waiting and len(seen) < MAX_TRIES:
        active = waiting.popleft()
        if active in seen:
            continue
        seen.add(active)
        conflict = judge.verdict(active).conflict
        if conflict is None:
            continue
        minimal = judge.smaller(conflict)
        grounds = judge.subsystem(minimal).grounds
        if constraint in grounds and Judge([g for g in grounds if g is not constraint]).verdict().conflict is None:
            minimal = judge.minimal(minimal)
            return Dated(minimal, tuple(judge.subsystem(minimal).grounds))
        elsewhere.append(minimal)
        waiting.extend(active - {claim} for claim in sorted(minimal) if claim not in constraint.claims)
    return None


def _rings(constraint: Ground, known: Sequence[Ground]) -> Iterator[list[Ground]]:
    """Yield what is known next to a constraint: first what speaks of its unknowns alone, then what shares one."""
    own = {term.slot for term in constraint.form.terms if isinstance(term, Var)}
    touching = [(each, {*each.variables}) for each in known]
    yield [each for each, variables in touching if variables and variables <= own]
    yield [each for each, variables in touching if variables & own]


def _follows(constraint: Ground, near: Sequence[Ground]) -> bool:
    """Whether what is known leaves no room for the opposite of a constraint.

    What would contradict the constraint then contradicts these claims as well, and is found there.
    """
    if not near or System(near).run().failed:
        return False
    opposite = replace(constraint, condition=negate(constraint.condition))
    return System([*near, opposite]).run().failed


def _published(record: ClaimRecord) -> int:
    return record.source.model.published.earliest or 0
