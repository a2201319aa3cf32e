"""Certificates of random networks hold, and what the checker accepts is impossible for z3, tampered with or not."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache, reduce
from random import Random
from typing import Any

import pytest
import z3
from referee_maker import number
from referee_networks import network
from referee_z3 import TIMEOUT_MS
from test_referee_examples import D, E, X, Y, grounds_of

from claimcheck import verify
from claimcheck.engine.proving.certificates import certificate, digest
from claimcheck.engine.solving.judge import Judge
from claimcheck.findings.model import Evidence, Finding, Place, Severity
from claimcheck.rules.terms import Leaf, Over, Plus, Relation, Sort, Stated, Times, Var, Variable
from claimcheck.values.interval import Interval

NETWORKS = 1000
TAMPERED = 140
PLACE = Place("claims/a.yaml")
YEARS = range(2005, 2036)
ENDS = ("[]", "[)", "(]", "()")
COMPARISONS = ("<", "<=", ">", ">=", "==")
MARKS = (*ENDS, *COMPARISONS)


@cache
def documents() -> tuple[tuple[str, dict[str, Any] | None], ...]:
    """Return (profile, certificate) for every contradictory network among the first."""
    found = []
    for seed in range(NETWORKS):
        made = network(seed)
        judge = Judge(made.wide if seed % 2 else made.narrow)
        conflict = judge.verdict().conflict
        if conflict is not None:
            found.append((made.profile, _certificate(judge, judge.minimal(conflict))))
    return tuple(found)


def _certificate(judge: Judge, minimal: frozenset[str]) -> dict[str, Any] | None:
    claims = tuple(Evidence(claim, "conflict", "value", PLACE, "words", "so much") for claim in sorted(minimal))
    finding = Finding("REF001", "referee", Severity.ERROR, "they contradict", PLACE, claims=claims)
    return certificate(finding, judge.subsystem(minimal).grounds)


def test_every_contradiction_has_a_certificate_that_holds() -> None:
    ways: Counter[str] = Counter()
    for profile, data in documents():
        assert data is not None, profile
        verify.check(json.dumps(data))
        ways.update(ways_of(data["proof"]))
    assert ways["steps"] > 200
    assert ways["sum"] > 50
    assert ways["cases"] > 3


THIRD, NEARLY = Fraction(1, 3), Fraction(13, 10)
LENGTH = Leaf(Stated("c1", "length"), Interval.of(Fraction(1793, 10), Fraction(1796, 10)), "so long")
A, B, C = (Var(Variable(name, ()), Sort.COUNT) for name in "abc")
P, Q = (Var(Variable(name, ()), domain=Interval.of(0, None)) for name in "pq")
FORMS = {
    "no whole day between two figures": [
        Relation(E, ">", Plus((D, number(179)))),
        Relation(E, "<=", Plus((D, LENGTH))),
    ],
    "whole numbers that add up to half a number": [
        Relation(Plus((A, B, number(-7))), "==", C),
        Relation(Plus((B, C, number(-10))), "==", A),
    ],
    "a third of a whole number": [Relation(A, "==", Plus((B, number(THIRD))))],
    "a quotient, whatever the sign": [Relation(Over(X, Q), ">", number(NEARLY)), Relation(X, "<", Q)],
    "quotients both ways": [Relation(Over(P, X), "==", number(THIRD)), Relation(Over(X, P), "<", number(2))],
    "a product that stands twice": [
        Relation(Plus((Times(X, Y), number(13))), "==", P),
        Relation(Plus((Times(Y, X), number(14))), "==", P),
    ],
    "a factor that is nearly the other": [
        Relation(P, "==", Times(Q, X)),
        Relation(P, "==", Times(Q, Y)),
        Relation(X, "<", number(NEARLY)),
        Relation(Y, ">=", number(NEARLY)),
        Relation(Q, ">", number(0)),
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_contradiction_has_a_certificate(form: str) -> None:
    grounds = grounds_of(*FORMS[form])
    judge = Judge(grounds)
    conflict = judge.verdict().conflict
    assert conflict is not None
    data = _certificate(judge, judge.minimal(conflict))
    assert data is not None
    verify.check(json.dumps(data))
    parts = {key: data[key] for key in ("slots", "constraints", "proof")}
    assert possible(parts) != z3.sat
    assert not accepted({"claims": data["claims"], **parts, "proof": {**data["proof"], "steps": [], "sum": []}})


def ways_of(proof: dict[str, Any]) -> set[str]:
    """Return what a proof is made of."""
    cases = [step["because"] for step in proof["steps"] if "because" in step]
    return {"sum" if "sum" in proof else "steps"} | ({"cases"} if cases else set()).union(*map(ways_of, cases))


def numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every number and interval end of a document."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from numbers(value[key], (*path, key))
    elif isinstance(value, str) and (value in MARKS or value.lstrip("-").replace("/", "").isdigit()):
        yield path


def tampered(data: dict[str, Any], rng: Random) -> Iterator[dict[str, Any]]:
    """Yield certificates with a number, an end, a comparison, a step or a constraint changed, and sealed again."""
    parts = {key: data[key] for key in ("slots", "constraints", "proof")}
    ways = list(numbers(parts))
    for *way, last in rng.sample(ways, min(12, len(ways))):
        changed = copy.deepcopy(parts)
        parent = reduce(lambda inner, key: inner[key], way, changed)
        parent[last] = other(parent[last], rng)
        yield changed
    for key in range(len(data["proof"]["steps"])):
        changed = copy.deepcopy(parts)
        del changed["proof"]["steps"][key]
        yield changed
    for key in range(len(data["constraints"])):
        changed = copy.deepcopy(parts)
        changed["constraints"][key]["condition"] = ["all"]
        yield changed


def other(text: str, rng: Random) -> str:
    for marks in (ENDS, COMPARISONS):
        if text in marks:
            return rng.choice([mark for mark in marks if mark != text])
    value = verify.fraction(text)
    return str(rng.choice([value + 1, value - 1, value * 2, -value, value / 3]))


def accepted(data: dict[str, Any]) -> bool:
    try:
        verify.check(json.dumps({**data, "digest": digest(data)}))
    except (verify.RejectedError, ValueError):
        return False
    return True


def test_what_is_accepted_is_impossible_for_z3_too() -> None:
    rng = Random(5)
    answers: Counter[str] = Counter()
    for _, data in documents()[:TAMPERED]:
        if data is None:
            continue
        for parts in tampered(data, rng):
            if not accepted({"claims": data["claims"], **parts}):
                answers["rejected"] += 1
                continue
            answer = possible(parts)
            assert answer != z3.sat, parts
            answers["accepted"] += answer == z3.unsat
    assert answers["rejected"] > 500
    assert answers["accepted"] > 100


def possible(parts: dict[str, Any]) -> z3.CheckSatResult:
    """Ask z3 whether the constraints of a certificate can hold; it knows nothing of the steps."""
    solver = z3.Solver()
    solver.set("timeout", TIMEOUT_MS)
    slots = [
        z3.Int(f"s{number}") if slot["whole"] else z3.Real(f"s{number}") for number, slot in enumerate(parts["slots"])
    ]
    for unknown, slot in zip(slots, parts["slots"], strict=True):
        solver.add(*inside(unknown, slot["domain"]))
    for constraint in parts["constraints"]:
        solver.add(condition(constraint["condition"], slots))
    return solver.check()


def inside(term: Any, interval: list[Any]) -> list[Any]:
    lo, hi, ends = interval
    found = []
    if lo is not None:
        found.append(term > z3.Q(*ratio(lo)) if ends[0] == "(" else term >= z3.Q(*ratio(lo)))
    if hi is not None:
        found.append(term < z3.Q(*ratio(hi)) if ends[1] == ")" else term <= z3.Q(*ratio(hi)))
    return found


def ratio(text: str) -> tuple[int, int]:
    return verify.fraction(text).as_integer_ratio()


def condition(tree: list[Any], slots: list[Any]) -> Any:
    head, *rest = tree
    if head in ("all", "any"):
        return (z3.And if head == "all" else z3.Or)(*(condition(each, slots) for each in rest))
    sides: list[Any] = []
    a, b = (term(each, slots, sides) for each in rest)
    compared = {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[head]
    return z3.And(compared, *sides)


def term(tree: list[Any], slots: list[Any], sides: list[Any]) -> Any:
    head, *rest = tree
    if head == "slot":
        return slots[rest[0]]
    if head == "const":
        fresh = z3.FreshReal()
        sides.extend(inside(fresh, rest[0]))
        return fresh
    parts = [term(each, slots, sides) for each in (rest[:1] if head == "^" else rest)]
    if head == "/":
        fresh = z3.FreshReal()
        sides.extend([fresh * parts[1] == parts[0], parts[1] != 0])
        return fresh
    if head == "year":
        table: Any = z3.IntVal(YEARS[-1])
        for year in reversed(YEARS[:-1]):
            table = z3.If(parts[0] < date(year + 1, 1, 1).toordinal(), z3.IntVal(year), table)
        return table
    if head == "abs":
        return z3.If(parts[0] >= 0, parts[0], -parts[0])
    if head == "^":
        return reduce(lambda left, _: left * parts[0], range(rest[1] - 1), parts[0])
    if head == "-":
        return -parts[0]
    return z3.Sum(*parts) if head == "+" else parts[0] * parts[1]
