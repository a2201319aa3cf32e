"""Variables by their canonical names: mirrors turned round, symmetric dimensions sorted, times as periods."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimcheck.corpus.records import ClaimRecord
from claimcheck.rules.runtime import DateValue, Env, Missing, RuleFault, Traits, Value, as_when
from claimcheck.rules.terms import Sort, Var, Variable
from claimcheck.values.figure import Figure
from claimcheck.values.interval import EVERYTHING, Exact, Interval, exact
from claimcheck.values.periods import When

KINDS = {
    "origin": (1, Sort.DAY, "origin[event]", "when an event took place, the first day of one that lasts"),
    "start": (1, Sort.DAY, "start[x]", "when an event, a tenure or a state began"),
    "end": (1, Sort.DAY, "end[x]", "when an event, a tenure or a state ended"),
    "measure": (
        3,
        Sort.NUMBER,
        "measure[metric, of, when]",
        "the value of a metric; short: metric[dimensions…, when]",
    ),
    "change_rate": (
        4,
        Sort.NUMBER,
        "change_rate[metric, of, when, base]",
        "the growth of a metric between two times",
    ),
    "first": (1, Sort.DAY, "first[series]", "when a series began"),
    "edition": (2, Sort.DAY, "edition[series, n]", "when the nth event of a series was"),
    "state": (3, Sort.SYMBOL, "state[subject, property, when]", "the value of a property; equality alone"),
}
"""The reserved kinds of variables: how many indices, what their values are, how they are written, what they are."""

TIMELESS = When(None, None)
_FIRST_DAY, _LAST_DAY = 1, 3652059
_DAYS = Interval.of(_FIRST_DAY, _LAST_DAY)
_NO_LESS_THAN_NOTHING = Interval.of(-1, None)


def variable(kind: str, parts: Sequence[Value], env: Env) -> Var:
    """Return the variable of a kind for these index values. Raises Missing and RuleFault."""
    if kind == "measure":
        return measure_of(parts[0], parts[1], parts[2], env)
    if kind == "change_rate":
        metric, of = canonical_measure(_word(parts[0]), _dimensions(parts[1]), env)
        times = tuple(_key_time(as_when(part)) for part in parts[2:])
        slot = Variable("change_rate", (metric, of, *times), env.apart)
        return Var(slot, Sort.NUMBER, "percent", _NO_LESS_THAN_NOTHING if _floor(metric, env) == 0 else EVERYTHING)
    sort = KINDS[kind][1]
    if kind == "edition":
        return Var(Variable(kind, (_word(parts[0]), _count(parts[1])), env.apart), sort, "", _DAYS)
    if kind == "state":
        return Var(Variable(kind, (_word(parts[0]), _word(parts[1]), _key_time(as_when(parts[2]))), env.apart), sort)
    part = parts[0]
    return Var(Variable(kind, (part if isinstance(part, tuple) else _word(part),), env.apart), sort, "", _DAYS)


def measure_of(metric: Value, of: Value, when: Value, env: Env) -> Var:
    """Return `measure[metric, of, when]`."""
    return measure(_word(metric), _dimensions(of), when, env)


def measure(metric: str, of: tuple[str, ...], when: Value, env: Env) -> Var:
    """Return the value of a metric as a variable."""
    period = when.when() if isinstance(when, DateValue) else when
    # Under the plain reading nothing but these tells variables apart.
    key = None if env.charitable or not isinstance(period, When) else (metric, of, period, env.apart)
    known = None if key is None else env.measures.get(key)
    if known is None:
        known = _measure(metric, of, period, env)
        if key is not None:
            env.measures[key] = known
    return known


def _measure(metric: str, of: tuple[str, ...], when: Value, env: Env) -> Var:
    traits = _traits(metric, env)
    if not traits.is_declared:
        raise RuleFault(f"the vocabulary has no metric {metric!r}")
    canonical, dimensions = canonical_measure(metric, of, env)
    time = TIMELESS if traits.measures == "once" else _key_time(as_when(when))
    apart = env.apart
    if env.charitable and traits.measures in ("stock", "rate") and time.mode == "on" and not time.is_day:
        # Two statements "in 2023" of a stock may speak of January and of December: no error can come of them.
        apart = f"{apart} said of one moment in {time} by {_speaker(env)}"
    unit = (env.apart and _unit_apart(env)) or traits.unit
    return Var(Variable("measure", (canonical, dimensions, time), apart), traits.sort, unit, traits.domain)


def canonical_measure(metric: str, of: tuple[str, ...], env: Env) -> tuple[str, tuple[str, ...]]:
    """Return metric and dimensions as variables are named, as the vocabulary tells; of a metric it is asked once."""
    traits = _traits(metric, env)
    if traits.is_turned:
        of = of[::-1]
    return traits.name, tuple(sorted(of)) if traits.is_symmetric else of


def _traits(metric: str, env: Env) -> Traits:
    traits = env.traits.get(metric)
    if traits is None:
        traits = env.traits[metric] = _new_traits(metric, env)
    return traits


def _new_traits(metric: str, env: Env) -> Traits:
    declared = env.vocabulary.metric(metric)
    if declared is None:
        return Traits(metric)
    name, is_turned, is_symmetric = metric, False, declared.symmetric
    if declared.mirror_of is not None:
        base = _traits(declared.mirror_of, env)
        name, is_turned, is_symmetric = base.name, not base.is_turned, base.is_symmetric
    hi = declared.at_most
    least = env.vocabulary.metric(name)
    floor = None if least is None or least.at_least is None else exact(least.at_least)
    domain = Interval(floor, None if hi is None else exact(hi))
    sort = Sort.COUNT if declared.whole else Sort.NUMBER
    return Traits(name, is_turned, is_symmetric, True, declared.measures, sort, declared.unit, floor, domain)


def apart_of(claim: ClaimRecord, env: Env) -> str:
    """Return what keeps a claim's variables apart: an estimate or plan with its date, a basis, another currency.

    Statements of different basis meet in the plain run alone, so that they can give warnings but no errors.
    """
    words = []
    as_ = claim.fields.get("as", "actual")
    if as_ != "actual":
        made = claim.fields.get("made") or claim.source.model.published
        words.append(f"as {as_} made {made}")
    basis = claim.fields.get("basis")
    if basis and env.charitable:
        words.append(f"on the basis {basis}")
    unit = _foreign_unit(claim, env)
    if unit:
        words.append(f"in {unit}")
    return " ".join(words)


def _foreign_unit(claim: ClaimRecord, env: Env) -> str:
    metric = claim.fields.get("metric")
    declared = env.vocabulary.metric(metric) if isinstance(metric, str) else None
    if declared is None or not declared.unit:
        return ""
    for name in ("value", "to", "by"):
        figure = claim.fields.get(name)
        if isinstance(figure, Figure) and figure.unit not in ("", "percent", "points", declared.unit):
            return figure.unit
    return ""


def _unit_apart(env: Env) -> str:
    return env.apart.rsplit("in ", 1)[1] if env.apart.startswith("in ") or " in " in env.apart else ""


def _speaker(env: Env) -> str:
    return " and ".join(claim.id for claim in env.claims.values())


def _floor(metric: str, env: Env) -> Exact | None:
    return _traits(metric, env).floor


def _key_time(when: When) -> When:
    """Return a period without what does not tell times apart: its wording, and its mode where that says nothing."""
    mode = "during" if when.is_day else when.mode
    return when if not when.text and when.mode == mode else When(when.lo, when.hi, mode, "", when.outer)


def _word(value: Value) -> str:
    if isinstance(value, str):
        return str(value)
    raise RuleFault(f"an id is needed as an index, not {type(value).__name__}")


def _dimensions(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple([_word(item) for item in value])
    return (_word(value),)


def _count(value: Value) -> Fraction:
    """Return an index that is a number. Raises Missing for a figure that is no single number ("more than 1")."""
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    interval = getattr(value, "value", None)
    if isinstance(interval, Interval) and interval.only is not None:
        return interval.only
    raise Missing("ordinal", "it is no single number")


def describe(slot: Variable) -> str:
    """Return a variable as rules write it: `trade[CN, KZ, 2023]`, `origin[ties]`."""
    head, parts = slot.kind, list(slot.parts)
    if slot.kind == "measure":
        head, parts = str(parts[0]), [*_of(parts[1]), parts[2]]
    elif slot.kind == "change_rate":
        parts = [parts[0], *_of(parts[1]), *parts[2:]]
    shown = [_show(part) for part in parts if part != TIMELESS]
    suffix = f" {slot.apart.strip()}" if slot.apart else ""
    return f"{head}[{', '.join(shown)}]{suffix}"


def _of(part: object) -> tuple[object, ...]:
    return part if isinstance(part, tuple) else (part,)


def _show(part: object) -> str:
    if isinstance(part, tuple):
        return " ".join(str(item) for item in part)
    return str(part)
