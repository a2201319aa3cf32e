"""What a claim's part in a conflict is: the field that speaks, its place, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.claims.registry import shapes_of
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.explaining.isolate import isolate
from claimcheck.engine.explaining.show import value_text
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.match import has_constant
from claimcheck.engine.solving.network import System
from claimcheck.findings.model import Evidence
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Leaf, Sort, Stated, Var, Variable, relations, unknowns

FIELD_ORDER = (
    "ordinal",
    "value",
    "by",
    "to",
    "share",
    "length",
    "ratio",
    "rank",
    "weekday",
    "extreme",
    "direction",
    "on",
)
"""Which field speaks when several do: the figure before the date that it is read with."""


def leaves_of(claim: str, grounds: Sequence[Ground]) -> list[Leaf]:
    """Return the stated fields of a claim in some constraints, the one that speaks first."""
    found: dict[Stated, Leaf] = {}
    for ground in grounds:
        for term in unknowns(ground.condition):
            if isinstance(term, Leaf) and term.slot.claim == claim:
                found.setdefault(term.slot, term)
    return sorted(found.values(), key=lambda leaf: _rank(leaf.slot.field, leaf.sort))


def _rank(field: str, sort: Sort) -> tuple[int, int, str]:
    head = field.split("[")[0].split(".")[0]
    order = FIELD_ORDER.index(head) if head in FIELD_ORDER else len(FIELD_ORDER) - 1
    return (1 if sort is Sort.DAY else 0, order, field)


def main_field(record: ClaimRecord, grounds: Sequence[Ground], subject: Variable | None = None) -> str:
    """Return the field of a claim that a finding points at."""
    about = {leaf.slot for leaf in leaves_of(record.id, _about(subject, grounds))}
    leaves = leaves_of(record.id, grounds)
    if leaves:
        # Of several parts of one field, the part that the subject is about.
        head = leaves[0].slot.field.split("[")[0]
        leaves.sort(key=lambda leaf: (leaf.slot.field.split("[")[0] != head, leaf.slot not in about))
    if leaves and leaves[0].sort is not Sort.DAY:
        return leaves[0].slot.field
    chosen = _chosen_by(record, grounds)
    if chosen is not None:
        return chosen
    if leaves:
        return leaves[0].slot.field
    asserted = _asserted(record, grounds)
    if asserted is not None:
        return asserted
    stated = [name for name, shape in shapes_of(type(record.model)).items() if shape.states and name in record.fields]
    return min(stated, key=lambda name: _rank(name, Sort.NUMBER), default="kind")


def _about(subject: Variable | None, grounds: Sequence[Ground]) -> list[Ground]:
    """Return the constraints that hold the subject of a finding; of a condition of many relations, that one alone."""
    if subject is None:
        return []
    found = []
    for ground in grounds:
        for relation in relations(ground.condition):
            slots = {term.slot for term in unknowns(relation)}
            if subject in slots:
                found.append(replace(ground, condition=relation))
    return found


def _asserted(record: ClaimRecord, grounds: Sequence[Ground]) -> str | None:
    """Return the first field that a rule's assertion names and the claim states, other than what it is about."""
    shapes = shapes_of(type(record.model))
    for ground in grounds:
        for _, name in ground.rule.assertions[ground.assertion].fields:
            names = ("during", "on") if name == "when" else (name,)
            for each in names:
                if each in record.fields and each in shapes and not shapes[each].type.startswith("operand"):
                    return each
    return None


def _chosen_by(record: ClaimRecord, grounds: Sequence[Ground]) -> str | None:
    """Return the field by which a rule that compares claims chose this one: the `1` of a first, the other person."""
    for ground in grounds:
        rule = ground.rule
        for binder in rule.binders:
            if record.kind not in binder.kinds:
                continue
            matched = [name for name, wanted in binder.constants if has_constant(record, name, wanted)]
            shapes = shapes_of(type(record.model))
            stated = [name for name in matched if name in shapes and shapes[name].states]
            if len(matched) == len(binder.constants) and stated:
                return stated[0]
            sides = [side for join in rule.apart for side in (join.left, join.right) if side.binding == binder.name]
            if sides:
                return sides[0].name
    return None


def evidence(
    record: ClaimRecord,
    grounds: Sequence[Ground],
    subject: Variable | None,
    symbols: Symbols,
    role: str = "conflict",
) -> Evidence:
    """Return a claim's part in a conflict."""
    own = [ground for ground in grounds if record.id in ground.claims]
    field = main_field(record, own, subject)
    spoken = implied(record.id, own, subject, symbols, outright=True) if leaves_of(record.id, own) else None
    says = spoken or stated_text(record, field)
    return Evidence(record.id, role, field, record.place(field), record.model.quote, says)


def implied(
    claim: str, grounds: Sequence[Ground], subject: Variable | None, symbols: Symbols, *, outright: bool = False
) -> str | None:
    """Return what a claim by itself says of the subject, or None when it does not bound it.

    `outright` asks for both bounds: "a rise" bounds on one side what it rises to.
    """
    own = [ground for ground in grounds if ground.claims == (claim,)]
    if subject is None or not own:
        return None
    system = System(own)
    if subject not in system.index:
        return None
    slot = system.index[subject]
    outcome = system.run()
    domain, before = outcome.domains[slot], system.initial[slot]
    if outcome.conflict is not None or domain == before:
        return None
    if outright and (not domain.is_bounded or domain.lo == before.lo or domain.hi == before.hi) and not domain.is_point:
        return None
    term = system.terms[slot]
    plain = _plain_statement(own, subject)
    if plain is not None:
        return plain
    return value_text(outcome.domains[slot], term.sort, term.unit, symbols)


def _plain_statement(grounds: Sequence[Ground], subject: Variable) -> str | None:
    """Return the claim's own words where it states the subject outright."""
    for ground in grounds:
        for relation in relations(ground.condition):
            solved = isolate(relation, subject)
            if solved is not None and isinstance(solved[0], Var) and solved[1] == "==" and isinstance(solved[2], Leaf):
                return solved[2].text
    return None


def stated_text(record: ClaimRecord, field: str) -> str:
    """Return what a claim states in a field, in its own words."""
    head = field.split("[")[0].split(".")[0]
    value = record.fields.get(head)
    text = getattr(value, "text", None)
    return str(text if text is not None else value if value is not None else "")
