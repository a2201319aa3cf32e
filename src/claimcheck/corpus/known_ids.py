"""A quick look at what a claim refers to: whether the vocabulary plainly has it, in the shape that it declares.

It is right whenever it says yes. What it is not sure of, `identifiers` looks at closely and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from claimcheck.claims.base import Claim, Operand
from claimcheck.claims.registry import shapes_of
from claimcheck.claims.shape import FREE
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import SHARED_SECTIONS, Vocabulary
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.lengths import Length

NO_UNIT = frozenset(("", "percent", "points"))
_Tables = tuple[Collection[str], ...]


def is_plainly_known(claim: ClaimRecord, vocabulary: Vocabulary) -> bool:
    """Whether a claim plainly refers to what is declared, in the shape that is declared."""
    asked = _asked_of(type(claim.model), vocabulary)
    fields = claim.fields
    if asked is None or claim.kind == "state":
        return False
    if claim.kind == "event" and "event" not in fields and "series" not in fields:
        return False
    for name, tables in asked:
        value = fields.get(name)
        if value is None:
            continue
        if not _are_in(value, tables) and not (isinstance(value, Operand) and _is_known(value, fields, vocabulary)):
            return False
    metric = fields.get("metric")
    return not isinstance(metric, str) or _is_measured(metric, fields.get("of"), fields, fields, vocabulary)


@lru_cache(maxsize=1024)
def _asked_of(kind: type[Claim], vocabulary: Vocabulary) -> tuple[tuple[str, _Tables], ...] | None:
    """Return which fields of a kind refer to which tables of ids; None where more is asked of a kind."""
    found: list[tuple[str, _Tables]] = []
    for name, shape in shapes_of(kind).items():
        if vocabulary.lenient or shape.bound != FREE or "words" in shape.refers:
            return None
        if shape.refers or shape.type in ("operand", "operands", "moment"):
            found.append((name, tuple(getattr(vocabulary.declared, section) for section in shape.refers)))
    return tuple(found)


def _are_in(value: object, tables: _Tables) -> bool:
    """Whether a value is an id of one of the tables, or several; a date or a length needs none."""
    if value.__class__ is str:
        return any(value in table for table in tables)
    if value.__class__ is tuple and isinstance(value, tuple):
        return all(item.__class__ is str and any(item in table for table in tables) for item in value)
    return isinstance(value, (DateSpan, Length))


def _is_known(operand: Operand, fields: Mapping[str, object], vocabulary: Vocabulary) -> bool:
    """Whether an operand plainly has metrics and dimensions as they are declared; it takes its time of its claim."""
    if operand.on is not None or operand.during is not None:
        return False
    of = operand.of or None
    return all(_is_thing(identifier, vocabulary) for identifier in operand.of) and all(
        metric in vocabulary.declared.metrics and _is_measured(metric, of, fields, {}, vocabulary)
        for metric in operand.metric
    )


def _is_measured(
    metric: str,
    of: object,
    times: Collection[str],
    figures: Mapping[str, object],
    vocabulary: Vocabulary,
) -> bool:
    """Whether dimensions, the fields that give times, and figures are as a metric is declared."""
    declared = vocabulary.metric(metric)
    if declared is None:
        return False
    if isinstance(of, tuple):
        if len(of) != len(declared.of):
            return False
        for identifier, wanted in zip(of, declared.of, strict=True):
            if not vocabulary.is_of_type(identifier, wanted):
                return False
    elif of is not None:
        return False
    if "during" not in times and (
        declared.measures == "flow" or (declared.measures in ("stock", "rate") and "on" not in times)
    ):
        return False
    for name in ("value", "to"):
        figure = figures.get(name)
        if isinstance(figure, Figure) and not fits_unit(figure.unit, declared.unit):
            return False
    return True


def _is_thing(identifier: str, vocabulary: Vocabulary) -> bool:
    """Whether an id is one of those that dimensions may be."""
    return any(identifier in getattr(vocabulary.declared, section) for section in SHARED_SECTIONS)


def fits_unit(unit: str, wanted: str) -> bool:
    """Whether a figure in a unit may stand for a metric in another."""
    if unit in ("", wanted) or (unit in NO_UNIT and wanted in NO_UNIT):
        return True
    return is_currency(unit) and is_currency(wanted)


def is_currency(unit: str) -> bool:
    """Whether a unit is the code of a currency."""
    return len(unit) == 3 and unit.isupper()
