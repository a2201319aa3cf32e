"""What rule expressions are made of while they are applied: the environment, and the values of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

from claimcheck.claims.base import Operand
from claimcheck.claims.fields import EventRef
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.rules.terms import Const, Leaf, Minus, Plus, Sort, Stated, Term, Var, Variable, is_term
from claimcheck.values.dates import DateError, DateSpan, parse_date
from claimcheck.values.figure import Figure, Hedge, Reading
from claimcheck.values.interval import EVERYTHING, Exact, Interval
from claimcheck.values.lengths import Length
from claimcheck.values.periods import When, when_of
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import slot_class, value_class


class Missing(Exception):
    """A match cannot be decided: an operand is not there. It makes the match not checked, never a pass."""

    def __init__(self, operand: str, reason: str) -> None:
        super().__init__(f"{operand}: {reason}")
        self.operand = operand
        self.reason = reason


class Absent(Missing):
    """A field that the claim leaves out: what `default` and `given` are for. Other gaps are no absence."""


class RuleFault(Exception):
    """A rule asked for something that makes no sense for this match. It is a finding about the rule."""


@slot_class()
class Symbols:
    """Ids as numbers, so that a state's value is a variable like any other."""

    codes: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def code(self, name: str) -> Fraction:
        """Return the number of an id."""
        if name not in self.codes:
            self.codes[name] = len(self.names)
            self.names.append(name)
        return Fraction(self.codes[name])


@value_class
class Traits:
    """What all variables of a metric have in common.

    They go by the `name` of the metric that it mirrors, with their dimensions turned round, or by its own.
    """

    name: str
    is_turned: bool = False
    is_symmetric: bool = False
    is_declared: bool = False
    measures: str = "flow"
    sort: Sort = Sort.NUMBER
    unit: str = ""
    floor: Exact | None = None
    domain: Interval = EVERYTHING


@slot_class()
class Env:
    """All that an expression can see: the claims of the match, the index values, the vocabulary, the reading."""

    vocabulary: Vocabulary
    reading: Reading
    symbols: Symbols
    claims: Mapping[str, ClaimRecord] = field(default_factory=dict)
    names: dict[str, object] = field(default_factory=dict)
    apart: str = ""
    after: Mapping[tuple[object, ...], tuple[Fraction, ...]] = field(default_factory=dict)
    leaves: dict[tuple[Stated, int, bool, bool], tuple[Leaf, Figure]] = field(default_factory=dict)
    measures: dict[tuple[object, ...], Var] = field(default_factory=dict)
    fields: dict[tuple[ClaimRecord, str, str], Value] = field(default_factory=dict)
    traits: dict[str, Traits] = field(default_factory=dict)
    ordinals: dict[tuple[int, bool], tuple[Interval, Figure]] = field(default_factory=dict)
    own: dict[int, Value] = field(default_factory=dict)

    @property
    def charitable(self) -> bool:
        """Whether this is the charitable run."""
        return self.reading is Reading.CHARITABLE

    def with_name(self, name: str, value: object) -> Env:
        """Return the environment with one more name."""
        return self.with_names({name: value})

    def with_names(self, names: Mapping[str, object]) -> Env:
        """Return the environment with more names."""
        return self._copy(self.claims, {**self.names, **names}, self.own)

    def with_claims(self, claims: Mapping[str, ClaimRecord]) -> Env:
        """Return the environment of other claims."""
        return self._copy(claims, self.names, {})

    def _copy(self, claims: Mapping[str, ClaimRecord], names: dict[str, object], own: dict[int, Value]) -> Env:
        same = (self.apart, self.after, self.leaves, self.measures, self.fields, self.traits, self.ordinals, own)
        return Env(self.vocabulary, self.reading, self.symbols, claims, names, *same)


class Named(str):
    """An id that a claim states in a field: an id like any other, that can also be wrong."""

    __slots__ = ("claim", "field")
    claim: str
    field: str

    def __new__(cls, text: str, claim: str, field_name: str) -> Named:
        made = super().__new__(cls, text)
        made.claim = claim
        made.field = field_name
        return made

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override] # one that a process sends to another
        return str(self), self.claim, self.field


class Abroad(str):
    """The scope `abroad`: every country but those of the persons who act."""

    __slots__ = ("home",)
    home: frozenset[str]

    def __new__(cls, home: frozenset[str]) -> Abroad:
        made = super().__new__(cls, "abroad")
        made.home = home
        return made


@value_class
class DateValue:
    """A date of a claim: a day that is not known exactly, or the period that it names."""

    span: DateSpan
    slot: Stated
    mode: str
    leaves: dict[bool, Leaf] = field(default_factory=dict, init=False, compare=False, repr=False)

    def when(self) -> When:
        """Return it as a period, as the claim means it."""
        return when_of(self.span, "during" if self.mode == "during" else "on")

    def leaf(self, charitable: bool) -> Leaf:
        """Return it as a day."""
        if charitable not in self.leaves:
            self.leaves[charitable] = Leaf(self.slot, self.span.days(charitable), self.span.text, None, Sort.DAY)
        return self.leaves[charitable]


@value_class
class LengthValue:
    """A length of a claim."""

    length: Length
    slot: Stated


@value_class
class OperandValue:
    """An operand of a claim, with what it takes from the claim."""

    operand: Operand
    claim: ClaimRecord
    slot: Stated


Value = object
"""A term, a condition, an id, a tuple of ids, a period, a date, a length, an operand."""

Compiled = Callable[[Env], Value]
"""An expression that is ready to be evaluated."""

EVER = Const(Interval.of(None, 0), "ever", Sort.DAY)
_LEVEL_FIELDS = frozenset(("value", "to", "also"))


def stated(claim: ClaimRecord, name: str) -> Stated:
    """Return the slot of a field."""
    return Stated(claim.id, name)


def field_value(claim: ClaimRecord, name: str, shape_type: str, env: Env) -> Value:
    """Return the value of a field, made once for all rules. Raises Missing when the claim does not state it."""
    key = (claim, name, shape_type)
    found = env.fields.get(key)
    if found is None:
        found = env.fields[key] = _field_value(claim, name, shape_type, env)
    return found


def _field_value(claim: ClaimRecord, name: str, shape_type: str, env: Env) -> Value:
    if name not in claim.fields:
        raise Absent(name, f"{claim.id} does not state it")
    raw = claim.fields[name]
    slot = stated(claim, name)
    match raw:
        case Figure():
            return figure_leaf(raw, slot, env, level=name in _LEVEL_FIELDS, exact=shape_type == "ordinal")
        case DateSpan():
            return DateValue(raw, slot, "during" if "during" in claim.fields else "on")
        case Length():
            return LengthValue(raw, slot)
        case EventRef():
            return event_day(raw.text)
        case Operand():
            return OperandValue(raw, claim, slot)
        case str() if shape_type == "scope" and raw == "abroad":
            return Abroad(_home(claim, env))
        case str():
            return Named(raw, claim.id, name)
        case bool():
            return Truth.of(raw)
        case tuple() if shape_type == "operands":
            return tuple(OperandValue(item, claim, Stated(claim.id, f"{name}[{i}]")) for i, item in enumerate(raw, 1))
        case _:
            return raw


def field_of_type(made: type, binding: str, name: str, shape_type: str, *, is_period: bool) -> Compiled | None:
    """Return what gives a field of a claim that states it, as `field_value` does, for values of one type.

    `is_period` tells whether the claim has a `during`. None for a type of which `field_value` knows more.
    """
    if made is DateSpan:
        mode = "during" if is_period else "on"

        def date(env: Env) -> Value:
            claim = env.claims[binding]
            return DateValue(claim.fields[name], Stated(claim.id, name), mode)  # type: ignore[arg-type] # it is a date

        return date
    if made is Figure:
        level, exact = name in _LEVEL_FIELDS, shape_type == "ordinal"

        def figure(env: Env) -> Value:
            claim = env.claims[binding]
            raw: Any = claim.fields[name]
            return figure_leaf(raw, Stated(claim.id, name), env, level=level, exact=exact)

        return figure
    return None


def moment_term(value: Value, claim: ClaimRecord | None, env: Env) -> Term:
    """Return a start or an end as a day: a date, an event's day, or a length back from the claim's date."""
    if isinstance(value, LengthValue):
        name = next((name for name in ("on", "during") if claim is not None and name in claim.fields), None)
        if claim is None or name is None:
            raise Missing("on", "a length back needs a date to count from")
        on = field_value(claim, name, "date", env)
        return Plus((as_term(on, env), Minus(length_days(value, env))))
    return as_term(value, env)


def figure_leaf(figure: Figure, slot: Stated, env: Env, *, level: bool, exact: bool) -> Leaf:
    """Return a figure as a stated number under the reading of the run."""
    key = (slot, id(figure), level, exact)
    known = env.leaves.get(key)
    if known is None:
        interval = _interval(figure, env, level=level, exact=exact)
        leaf = Leaf(slot, interval, figure.text, named_number(figure), Sort.NUMBER, figure.unit)
        # The figure is held with it, so that no other one can come to its number.
        env.leaves[key] = leaf, figure
        return leaf
    return known[0]


def _interval(figure: Figure, env: Env, *, level: bool, exact: bool) -> Interval:
    """Return what a figure stands for; of an ordinal it is worked out once for all claims that have it."""
    if not exact:
        return figure.interval(env.reading, level=level, table=env.vocabulary.table)
    key = (id(figure), level)
    known = env.ordinals.get(key)
    if known is None:
        interval = figure.interval(env.reading, level=level, exact=True, table=env.vocabulary.table)
        # The figure is held with it, so that no other one can come to its number.
        known = env.ordinals[key] = interval, figure
    return known[0]


def named_number(figure: Figure) -> Fraction | None:
    """Return the number that stands for the figure in arithmetic; one that is a bound on one side has none."""
    return figure.value if figure.hedge in (Hedge.BARE, Hedge.ABOUT, Hedge.FRACTION) else None


def length_days(value: LengthValue, env: Env) -> Leaf:
    """Return a length as a number of days."""
    return Leaf(value.slot, value.length.days(env.charitable), value.length.text, None, Sort.NUMBER, "days")


def length_years(value: LengthValue, env: Env) -> Leaf:
    """Return a length as a number of years."""
    return Leaf(value.slot, value.length.calendar_years(env.charitable), value.length.text, None, Sort.NUMBER, "years")


def event_day(event: str) -> Var:
    """Return the unknown day on which an event took place."""
    return Var(Variable("origin", (event,)), Sort.DAY)


def period_days(when: When) -> Const:
    """Return a period that no claim is blamed for as a day within it."""
    lo = None if when.lo is None else Fraction(when.lo)
    hi = None if when.hi is None else Fraction(when.hi)
    return Const(Interval(lo, hi), str(when), Sort.DAY)


def as_term(value: Value, env: Env) -> Term:
    """Return a value as a number. Raises RuleFault for one that is none."""
    if is_term(value):
        return value
    match value:
        case DateValue():
            return value.leaf(env.charitable)
        case When():
            return period_days(value)
        case LengthValue():
            return length_years(value, env)
        case Named():
            code = env.symbols.code(value)
            return Leaf(Stated(value.claim, value.field), Interval.point(code), str(value), code, Sort.SYMBOL)
        case str():
            return Const(Interval.point(env.symbols.code(value)), value, Sort.SYMBOL)
        case tuple() | OperandValue() | Truth() | None:
            raise RuleFault(f"{_describe(value)} stands where a number or a date is needed")
        case Fraction() | int():
            return Const(Interval.point(value), str(value))
        case _:
            return value  # type: ignore[return-value] # every other value is a term


def as_when(value: Value) -> When:
    """Return a value as a period. Raises RuleFault for one that is none."""
    if isinstance(value, When):
        return value
    if isinstance(value, DateValue):
        return value.when()
    if isinstance(value, Fraction) and value.denominator == 1:
        return _written_period(str(value))
    if isinstance(value, str):
        return _written_period(value)
    raise RuleFault(f"{_describe(value)} stands where a period is needed")


def _written_period(text: str) -> When:
    """Return a period that a rule or a question writes out: 2022, or '2022-09'."""
    try:
        return when_of(parse_date(text.rjust(4, "0") if text.isdigit() else text), "during")
    except DateError as error:
        raise RuleFault(str(error)) from None


def claim_when(claim: ClaimRecord) -> When:
    """Return when a claim's value holds. Raises Missing when it gives no time."""
    for name in ("during", "on"):
        raw = claim.fields.get(name)
        if isinstance(raw, DateSpan):
            return when_of(raw, "during" if name == "during" else "on")
    raise Missing("when", f"{claim.id} gives no time")


def _home(claim: ClaimRecord, env: Env) -> frozenset[str]:
    who = claim.fields.get("who", ())
    homes = {env.vocabulary.country_of(person) for person in who} if isinstance(who, tuple) else set()
    if not homes or None in homes:
        raise Missing("scope", f"the country of {', '.join(who) if isinstance(who, tuple) else 'nobody'} is unknown")
    return frozenset(home for home in homes if home is not None)


def _describe(value: Value) -> str:
    match value:
        case OperandValue():
            return "an operand (take measured(…) of it)"
        case tuple():
            return "a list"
        case Truth():
            return "yes or no"
        case str():
            return f"the word {value!r}"
        case _:
            return f"a {type(value).__name__}"


def known_day(span: DateSpan, env: Env) -> Const:
    """Return a date of the vocabulary as a day that no claim is blamed for."""
    return Const(span.days(env.charitable), span.text, Sort.DAY)
