"""The exact linear step on a system: a contradiction of its linear relaxation, or values that satisfy that."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.linearise import Reason, linearise
from claimcheck.engine.solving.network import Claims, Outcome, System
from claimcheck.engine.solving.simplex import Feasible, Inequality, Infeasible, solve
from claimcheck.values.value_class import value_class

MAX_ROWS = 4000
TOO_LARGE = "the component is too large for the linear step"


@value_class
class LinearStep:
    """The claims of a contradiction, or values of slots that satisfy all inequalities, or why there is neither.

    `behind` are the constraints from which a contradiction follows.
    `complete` tells whether the inequalities say all that the constraints say, whole numbers aside.
    """

    conflict: Claims | None = None
    values: Mapping[Hashable, Fraction] = field(default_factory=dict)
    complete: bool = False
    unfinished: str | None = None
    behind: tuple[Ground, ...] = ()


def linear_step(system: System, outcome: Outcome) -> LinearStep:
    """Decide the linear relaxation of all constraints inside the domains of an outcome."""
    linear = linearise(system, outcome.domains)
    if len(linear.rows) > MAX_ROWS:
        return LinearStep(unfinished=TOO_LARGE)
    answer = solve(linear.rows)
    if isinstance(answer, Infeasible):
        used = [linear.rows[index] for index, _ in answer.multipliers]
        return _contradiction(system, outcome, used)
    if isinstance(answer, Feasible):
        return LinearStep(values=answer.values, complete=linear.complete)
    return LinearStep(unfinished=answer.reason)


def _contradiction(system: System, outcome: Outcome, rows: Sequence[Inequality]) -> LinearStep:
    reasons = [row.label for row in rows if isinstance(row.label, Reason)]
    slots = sorted({slot for reason in reasons for slot in reason.slots})
    steps = [step for slot in slots for step in (outcome.lower[slot], outcome.upper[slot])]
    claims, constraints = system.ancestors(outcome, steps)
    numbers = sorted(constraints | {reason.constraint for reason in reasons if reason.constraint >= 0})
    behind = tuple(system.grounds[number] for number in numbers)
    return LinearStep(claims.union(*(ground.claims for ground in behind)), behind=behind)
