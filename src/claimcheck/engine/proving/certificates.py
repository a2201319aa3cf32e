"""Certificates: a finding as a self-contained document that anybody can replay without the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.proving.proof_model import Bound, Case, Proof
from claimcheck.engine.proving.proofs import proofs_of
from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding
from claimcheck.rules.terms import (
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Magnitude,
    Minus,
    Over,
    Plus,
    Power,
    Relation,
    Term,
    Times,
    Var,
    YearOf,
)
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval
from claimcheck.verify import RejectedError, check

VERSION = 1
Document = dict[str, Any]


def certificates(result: Result) -> Iterator[tuple[Finding, str | None]]:
    """Yield every finding about claims that contradict each other, with its certificate as JSON text.

    None stands for a contradiction that has no proof of a form which a certificate can hold and the checker accepts.
    """
    for finding in result.findings:
        if finding.fingerprint in result.proofs:
            made = certificate(finding, result.proofs[finding.fingerprint])
            yield finding, None if made is None else _text(made)


def certificate(finding: Finding, grounds: Sequence[Ground]) -> Document | None:
    """Return the certificate of a finding that follows from these constraints, or None when it cannot be proved.

    It is one that the checker accepts: nobody should be handed another.
    """
    written = (_written(finding, proof) for proof in proofs_of(grounds))
    return next((body for body in written if _accepted(body)), None)


def _accepted(body: Document) -> bool:
    try:
        check(_text(body))
    except (RejectedError, ValueError):
        return False
    return True


def _text(body: Document) -> str:
    return json.dumps(body, indent=1) + "\n"


def _written(finding: Finding, proof: Proof) -> Document:
    body: Document = {
        "format": "claimcheck certificate",
        "version": VERSION,
        "finding": _finding(finding),
        "claims": [_claim(member, finding) for member in range(len(finding.claims))],
        **_proved(proof),
    }
    body["digest"] = digest(body)
    return body


def digest(body: Mapping[str, Any]) -> str:
    """Return what tells that a certificate is as it was written; no protection against those who can count."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _finding(finding: Finding) -> Document:
    return {
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "reading": finding.reading,
        "subject": finding.subject,
        "message": finding.message,
    }


def _claim(position: int, finding: Finding) -> Document:
    member = finding.claims[position]
    return {
        "id": member.claim,
        "field": member.field,
        "file": member.place.file,
        "line": member.place.line,
        "column": member.place.column,
        "quote": member.quote,
        "says": member.says,
    }


def _proved(proof: Proof) -> Document:
    """Return what the proof speaks about: the slots and constraints that it uses, in new numbers, and its steps."""
    constraints = {old: new for new, old in enumerate(sorted(_used(proof)))}
    members = {slot for number in constraints for slot in proof.system.members[number]} | _split(proof)
    slots = {old: new for new, old in enumerate(sorted(members))}
    return {
        "slots": [_slot(proof, slot) for slot in slots],
        "constraints": [_constraint(proof, number, slots) for number in constraints],
        "proof": _steps(proof, constraints, slots),
    }


def _used(proof: Proof) -> set[int]:
    """Return the constraints that a proof and its cases need."""
    used = {share.constraint for share in proof.shares} | (set() if proof.fails is None else {proof.fails})
    for step in proof.steps:
        used |= {step.constraint} if isinstance(step, Bound) else _used(step.because)
    return used


def _split(proof: Proof) -> set[int]:
    """Return the slots that make the cases."""
    cases = [step for step in proof.steps if isinstance(step, Case)]
    return {case.slot for case in cases}.union(*(_split(case.because) for case in cases))


def _slot(proof: Proof, number: int) -> Document:
    term = proof.system.terms[number]
    known = {"domain": _interval(proof.system.initial[number]), "whole": proof.system.whole[number], "unit": term.unit}
    if isinstance(term, Leaf):
        return {"name": f"{term.slot.claim}.{term.slot.field}", "claims": [term.slot.claim], "text": term.text, **known}
    return {"name": describe(term.slot), "claims": [], **known}


def _constraint(proof: Proof, number: int, slots: Mapping[int, int]) -> Document:
    ground = proof.system.grounds[number]
    numbers = {proof.system.slots[old]: new for old, new in slots.items()}
    return {
        "rule": ground.rule.code,
        "assertion": ground.text,
        "claims": list(ground.claims),
        "condition": _condition(ground.condition, numbers),
    }


def _steps(proof: Proof, constraints: Mapping[int, int], slots: Mapping[int, int]) -> Document:
    made: Document = {"steps": [_step(step, constraints, slots) for step in proof.steps]}
    if proof.fails is not None:
        made["fails"] = constraints[proof.fails]
    if proof.shares:
        made["sum"] = [
            {"constraint": constraints[share.constraint], "times": str(share.times)} for share in proof.shares
        ]
        made["take"] = proof.take
    return made


def _step(step: Bound | Case, constraints: Mapping[int, int], slots: Mapping[int, int]) -> Document:
    place = {"slot": slots[step.slot], "in": _interval(step.interval)}
    if isinstance(step, Bound):
        return {"constraint": constraints[step.constraint], **place}
    return {**place, "because": _steps(step.because, constraints, slots)}


def _interval(interval: Interval) -> list[str | None]:
    lo, hi = (None if end is None else str(end) for end in (interval.lo, interval.hi))
    return [lo, hi, f"{'(' if interval.lo_open else '['}{')' if interval.hi_open else ']'}"]


def _condition(condition: Condition, numbers: Mapping[Any, int]) -> list[Any]:
    match condition:
        case Relation(left, op, right):
            return [op, _term(left, numbers), _term(right, numbers)]
        case All(items):
            return ["all", *(_condition(item, numbers) for item in items)]
        case AnyOf(items):
            return ["any", *(_condition(item, numbers) for item in items)]
        case _:
            return ["all"] if condition.possible else ["any"]


def _term(term: Term, numbers: Mapping[Any, int]) -> list[Any]:
    match term:
        case Const(value=value):
            return ["const", _interval(value)]
        case Var(slot=slot) | Leaf(slot=slot):
            return ["slot", numbers[slot]]
        case Plus(items):
            return ["+", *(_term(item, numbers) for item in items)]
        case Times(left, right):
            return ["*", _term(left, numbers), _term(right, numbers)]
        case Over(left, right):
            return ["/", _term(left, numbers), _term(right, numbers)]
        case Power(base, exponent):
            return ["^", _term(base, numbers), exponent]
        case Minus(item):
            return ["-", _term(item, numbers)]
        case YearOf(item):
            return ["year", _term(item, numbers)]
        case Magnitude(item):
            return ["abs", _term(item, numbers)]
