"""What one slip can make of a claim: every figure, date, length and word that it states, changed one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimcheck.claims.base import Operand
from claimcheck.claims.registry import shapes_of
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.explaining.slips import variants, word_variants
from claimcheck.values.dates import Calendars, DateError, DateSpan, parse_date
from claimcheck.values.figure import Figure, FigureError, Reading, parse_figure
from claimcheck.values.interval import Interval
from claimcheck.values.lengths import Length, LengthError, parse_length
from claimcheck.values.value_class import value_class

WORD_FIELDS = frozenset(("weekday", "extreme", "direction", "by"))


@value_class
class Change:
    """A claim with one slip: in which field, what stood there, what stands there now, and the kind of the slip."""

    record: ClaimRecord
    field: str
    stated: str
    read: str
    slip: str


def changes(record: ClaimRecord, calendars: Calendars) -> Iterator[Change]:
    """Yield the claim with every slip that changes what it says.

    A wording that stands for nothing but what the stated one stands for is no slip, and of two slips that come to
    the same (a factor of 1,000, and million for billion) the first counts.
    """
    shapes = shapes_of(type(record.model))
    for name, value in record.fields.items():
        ordinal = name in shapes and shapes[name].type == "ordinal"
        for field, stated, changed, read, slip in _of_field(name, value, calendars, ordinal=ordinal):
            fields = {**record.fields, name: changed}
            yield Change(replace(record, fields=fields), field, stated, read, slip)


Changed = tuple[str, str, object, str, str]
"""The field, what it states, its new value, that in words, and the slip."""


def _of_field(name: str, value: object, calendars: Calendars, *, ordinal: bool) -> Iterator[Changed]:
    if isinstance(value, Operand):
        for operand, figure, slip in _of_operand(value, calendars):
            yield f"{name}.value", str(value.value), operand, figure, slip
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            if isinstance(item, Operand):
                for operand, figure, slip in _of_operand(item, calendars):
                    listed = (*value[:number], operand, *value[number + 1 :])
                    yield f"{name}[{number + 1}].value", str(item.value), listed, figure, slip
    elif isinstance(value, str):
        for word, slip in word_variants(value) if name in WORD_FIELDS else ():
            yield name, value, word, word, slip
    elif isinstance(value, Figure | DateSpan | Length):
        for changed, slip in _of_value(value, calendars, ordinal=ordinal):
            yield name, value.text, changed, changed.text, slip


def _of_operand(operand: Operand, calendars: Calendars) -> Iterator[tuple[Operand, str, str]]:
    if operand.value is not None:
        for changed, slip in _of_value(operand.value, calendars, ordinal=False):
            yield operand.model_copy(update={"value": changed}), changed.text, slip


Stated = Figure | DateSpan | Length


def _of_value(value: Stated, calendars: Calendars, *, ordinal: bool) -> Iterator[tuple[Stated, str]]:
    seen: set[tuple[str, Interval]] = set()
    for text, slip in variants(value.text, isinstance(value, DateSpan)):
        changed = _parsed(text, value, calendars)
        if changed is None or (ordinal and not _is_ordinal(changed)):
            continue
        meaning = (_unit(changed), _plain(changed, ordinal=ordinal))
        same = meaning[0] == _unit(value) and meaning[1].within(_plain(value, ordinal=ordinal))
        if not same and meaning not in seen:
            seen.add(meaning)
            yield changed, slip


def _parsed(text: str, like: Stated, calendars: Calendars) -> Stated | None:
    try:
        match like:
            case Figure():
                return parse_figure(text)
            case DateSpan():
                return parse_date(text, calendars)
            case _:
                return parse_length(text)
    except (FigureError, DateError, LengthError):
        return None


def _is_ordinal(value: Stated) -> bool:
    named = value.value if isinstance(value, Figure) and not value.unit else None
    return named is not None and named >= 1 and named.denominator == 1


def _unit(value: Stated) -> str:
    return "" if isinstance(value, DateSpan) else value.unit


def _plain(value: Stated, *, ordinal: bool) -> Interval:
    if isinstance(value, Figure):
        return value.interval(Reading.PLAIN, exact=ordinal)
    return value.days(charitable=False)
