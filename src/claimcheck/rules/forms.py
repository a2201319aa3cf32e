"""The form of a claim: what it gives, apart from what it says by it.

Claims of one form have the same fields, of the same types, in the same units and of the same metrics. Which rules say
something of a claim, and what their assertions are made of, is for most rules the same for all claims of a form.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from claimcheck.claims.base import Operand
from claimcheck.corpus.records import ClaimRecord
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.lengths import Length

BY_VALUE = frozenset(("metric", "as", "basis"))
"""The fields whose words are part of the form: they tell the units of variables, and what keeps these apart."""


def form_of(claim: ClaimRecord) -> Hashable:
    """Return the form of a claim."""
    given = tuple([(name, value if name in BY_VALUE else described(value)) for name, value in claim.fields.items()])
    return claim.kind, given


def described(value: object) -> Hashable:
    """Return what the form of a claim tells of the value of a field."""
    kind: type = type(value)
    describe = _DESCRIBED.get(kind)
    return describe(value) if describe is not None else kind


def _of_several(values: tuple[object, ...]) -> Hashable:
    items = tuple([described(item) for item in values])
    # How many ids there are says nothing.
    return (tuple, str) if items and all(item is str for item in items) else (tuple, *items)


def _of_operand(value: Operand) -> Hashable:
    times = (value.on is None, value.during is None)
    return Operand, value.metric, bool(value.of), times, None if value.value is None else described(value.value)


_DESCRIBED: dict[type, Callable[[Any], Hashable]] = {
    Figure: lambda value: (Figure, value.unit, value.hedge),
    DateSpan: lambda value: (DateSpan, value.precision),
    Length: lambda value: (Length, value.unit),
    tuple: _of_several,
    Operand: _of_operand,
}
