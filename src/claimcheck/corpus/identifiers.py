"""Checks that a claim refers to what the vocabulary declares, in the shape that it declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from claimcheck.claims.base import Claim, Operand
from claimcheck.claims.fields import EventRef
from claimcheck.claims.registry import shapes_of
from claimcheck.claims.shape import FREE, Binding, Shape
from claimcheck.claims.vocabulary import Metric
from claimcheck.corpus.known_ids import fits_unit, is_plainly_known
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import Node, Sequence, at
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.periods import when_of
from claimcheck.values.truth import Truth

SECTION_NAMES = {
    "entities": "entity",
    "groups": "group",
    "events": "event",
    "series": "series",
    "metrics": "metric",
    "properties": "property",
    "words": "value",
}


def check_identifiers(claim: ClaimRecord, vocabulary: Vocabulary, problems: Problems) -> bool:
    """Note every id that the vocabulary lacks and every shape that it does not declare; whether there was none."""
    return is_plainly_known(claim, vocabulary) or check_closely(claim, vocabulary, problems)


def check_closely(claim: ClaimRecord, vocabulary: Vocabulary, problems: Problems) -> bool:
    """Do the same without a quick look."""
    before = len(problems.found)
    for name, shape in _referring(type(claim.model)):
        value = claim.fields.get(name)
        if value is None:
            continue
        if isinstance(value, EventRef):
            _check_ids(claim, name, (value.text,), ("events",), vocabulary, problems)
        elif isinstance(value, Operand):
            _check_operand(claim, name, value, (name,), vocabulary, problems)
        elif shape.type == "operands" and isinstance(value, tuple):
            for index, operand in enumerate(value):
                _check_operand(claim, name, operand, (name, index), vocabulary, problems)
        elif shape.refers and not (shape.type == "scope" and value == "abroad"):
            ids = value if isinstance(value, tuple) else (value,)
            _check_ids(claim, name, [str(item) for item in ids], shape.refers, vocabulary, problems)
    if len(problems.found) == before:
        _check_measure(claim, vocabulary, problems)
        _check_property(claim, vocabulary, problems)
        _check_pattern(claim, vocabulary, problems)
        _check_bound(claim, vocabulary, problems)
    return len(problems.found) == before


def _check_ids(
    claim: ClaimRecord,
    name: str,
    ids: Iterable[str],
    sections: tuple[str, ...],
    vocabulary: Vocabulary,
    problems: Problems,
    path: tuple[str | int, ...] | None = None,
) -> None:
    if vocabulary.lenient:
        return
    for index, identifier in enumerate(ids):
        if any(vocabulary.knows(section, identifier) for section in sections):
            continue
        node = at(claim.node, path or claim.paths.get(name, (name,)))
        if isinstance(node, Sequence) and index < len(node.items):
            node = node.items[index]
        wanted = " or ".join(dict.fromkeys(SECTION_NAMES[section] for section in sections))
        hint = did_you_mean(identifier, vocabulary.ids(sections))
        problems.add("IDS001", f'the vocabulary has no {wanted} "{identifier}"{hint}', node)


def _check_operand(
    claim: ClaimRecord,
    name: str,
    operand: Operand,
    path: tuple[str | int, ...],
    vocabulary: Vocabulary,
    problems: Problems,
) -> None:
    before = len(problems.found)
    _check_ids(claim, name, operand.metric, ("metrics",), vocabulary, problems, (*path, "metric"))
    sections = ("entities", "groups", "events", "series")
    _check_ids(claim, name, operand.of, sections, vocabulary, problems, (*path, "of"))
    if vocabulary.lenient or len(problems.found) > before:
        return
    times = {key for key in ("on", "during") if getattr(operand, key) is not None}
    for metric in operand.metric:
        declared = vocabulary.metric(metric)
        if declared is None:
            continue
        if operand.of:
            _check_dimensions(claim, metric, declared, operand.of, (*path, "of"), vocabulary, problems)
        _check_time(claim, metric, declared, problems, times, path if times else ())


@lru_cache(maxsize=1024)
def _bounds_of(kind: type[Claim]) -> tuple[tuple[str, Binding], ...]:
    """Return the fields of a kind that are bound to something; those of the kinds that ship are not."""
    return tuple((name, shape.bound) for name, shape in shapes_of(kind).items() if shape.bound != FREE)


@lru_cache(maxsize=1024)
def _referring(kind: type[Claim]) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a kind that may refer to what the vocabulary declares."""
    return tuple(
        (name, shape)
        for name, shape in shapes_of(kind).items()
        if shape.refers or shape.type in ("operand", "operands", "moment")
    )


def _check_bound(claim: ClaimRecord, vocabulary: Vocabulary, problems: Problems) -> None:
    """Note ids of another type and figures in another unit than a declared kind asks of a field."""
    for name, bound in _bounds_of(type(claim.model)):
        value = claim.fields.get(name)
        if value is None:
            continue
        node = at(claim.node, claim.paths.get(name, (name,)))
        metric = vocabulary.metric(bound.metric) if bound.metric is not None else None
        unit = bound.unit if metric is None else metric.unit
        for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
            place = node.items[index] if isinstance(node, Sequence) and index < len(node.items) else node
            if bound.of is not None:
                _check_bound_type(str(item), bound.of, f"`{name}` is", place, vocabulary, problems)
            if unit is not None and isinstance(item, Figure) and not fits_unit(item.unit, unit):
                problems.add(
                    "CLM006", f"`{name}` is declared {_in_unit(unit)}, and the figure is in {item.unit}", place
                )


def _check_bound_type(
    identifier: str, wanted: str, what: str, node: Node, vocabulary: Vocabulary, problems: Problems
) -> None:
    event = vocabulary.event(identifier)
    if event is None:
        _check_type(identifier, wanted, what, node, vocabulary, problems)
    elif event.type != wanted:
        found = "of no declared type" if event.type is None else with_article(event.type)
        problems.add("IDS002", f'{what} {with_article(wanted)}, and "{identifier}" is {found}', node)


def _check_measure(claim: ClaimRecord, vocabulary: Vocabulary, problems: Problems) -> None:
    metric = claim.fields.get("metric")
    if not isinstance(metric, str) or vocabulary.lenient:
        return
    declared = vocabulary.metric(metric)
    if declared is None:
        return
    of = claim.fields.get("of")
    if of is not None:
        _check_dimensions(claim, metric, declared, of if isinstance(of, tuple) else (), ("of",), vocabulary, problems)
    _check_time(claim, metric, declared, problems)
    _check_unit(claim, metric, declared, problems)


def _check_dimensions(
    claim: ClaimRecord,
    metric: str,
    declared: Metric,
    of: tuple[str, ...],
    path: tuple[str | int, ...],
    vocabulary: Vocabulary,
    problems: Problems,
) -> None:
    node = at(claim.node, path)
    if len(of) != len(declared.of):
        wanted = f"[{', '.join(declared.of)}]" if declared.of else "no dimensions"
        given = f"here it is of [{', '.join(of)}]" if of else "no `of` is given here"
        problems.add("CLM006", f"`{metric}` is declared of {wanted}, and {given}", node)
        return
    for index, (identifier, wanted) in enumerate(zip(of, declared.of, strict=True)):
        _check_type(identifier, wanted, f"`{metric}` is of", at(claim.node, (*path, index)), vocabulary, problems)


def _check_type(
    identifier: str, wanted: str, what: str, node: Node, vocabulary: Vocabulary, problems: Problems
) -> None:
    if not vocabulary.is_of_type(identifier, wanted):
        found = vocabulary.type_of(identifier)
        is_found = "of no declared type" if found is None else with_article(found)
        problems.add("IDS002", f'{what} {with_article(wanted)}, and "{identifier}" is {is_found}', node)


def with_article(word: str) -> str:
    """Return a word with `a` or `an` before it."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _check_property(claim: ClaimRecord, vocabulary: Vocabulary, problems: Problems) -> None:
    """Note a subject or a value of another type than the property declares."""
    name, subject, value = (claim.fields.get(key) for key in ("property", "subject", "value"))
    if claim.kind != "state" or vocabulary.lenient or not isinstance(name, str):
        return
    declared = vocabulary.property(name)
    if declared.of is not None:
        node = at(claim.node, ("subject",))
        _check_type(str(subject), declared.of, f"`{name}` is a property of", node, vocabulary, problems)
    node = at(claim.node, ("value",))
    if str(value) in declared.values:
        return
    if declared.value is not None:
        _check_type(str(value), declared.value, f"the value of `{name}` is", node, vocabulary, problems)
    elif declared.values:
        hint = did_you_mean(str(value), declared.values)
        words = ", ".join(declared.values)
        problems.add("IDS002", f'the values of `{name}` are {words}, and "{value}" is none of them{hint}', node)


def _check_time(
    claim: ClaimRecord,
    metric: str,
    declared: Metric,
    problems: Problems,
    own: Collection[str] = (),
    path: tuple[str | int, ...] = (),
) -> None:
    """Note a time that does not suit what the metric measures; `own` is what an operand gives itself."""
    given = own or [key for key in ("on", "during") if key in claim.fields]
    has_on, has_during = "on" in given, "during" in given
    if declared.measures == "flow" and not has_during:
        stands = "`on`" if has_on else "no time"
        message = f"`{metric}` is a flow, so it needs `during`: the period that it is summed over ({stands} is given)"
        problems.add("CLM006", message, at(claim.node, (*path, "on") if has_on else path))
    if declared.measures in ("stock", "rate") and not (has_on or has_during):
        problems.add("CLM006", f"`{metric}` is a {declared.measures}, so it needs `on` or `during`", claim.node)


def _check_unit(claim: ClaimRecord, metric: str, declared: Metric, problems: Problems) -> None:
    for name in ("value", "to"):
        figure = claim.fields.get(name)
        if isinstance(figure, Figure) and not fits_unit(figure.unit, declared.unit):
            message = f"`{metric}` is declared {_in_unit(declared.unit)}, and the figure is in {figure.unit}"
            problems.add("CLM006", message, at(claim.node, (name,)))


def _in_unit(unit: str) -> str:
    return f"in {unit}" if unit else "a plain number"


def _check_pattern(claim: ClaimRecord, vocabulary: Vocabulary, problems: Problems) -> None:
    """Note an event claim that fits an event or a series of the vocabulary without naming it."""
    if claim.kind != "event" or "event" in claim.fields or "series" in claim.fields:
        return
    for identifier, event in vocabulary.declared.events.items():
        pattern = (event.type, event.who, event.where)
        if event.on is not None and _fits(claim, *pattern) and _same_time(claim, event.on):
            problems.add("CLM007", f'{claim.id} fits the event "{identifier}"; write event: {identifier}', claim.node)
            return
    for identifier, series in vocabulary.declared.series.items():
        if _fits(claim, series.type, series.who, series.where):
            problems.add("CLM007", f'{claim.id} fits the series "{identifier}"; write series: {identifier}', claim.node)
            return


def _fits(claim: ClaimRecord, type_: str | None, who: tuple[str, ...] | None, where: tuple[str, ...] | None) -> bool:
    """Whether a claim has all that a pattern declares; a pattern of a type alone is none."""
    if type_ is None or (who is None and where is None) or claim.fields.get("type") != type_:
        return False
    if who is not None and set(claim.fields.get("who", ())) != set(who):  # type: ignore[call-overload]
        return False
    return where is None or claim.fields.get("where") in where


def _same_time(claim: ClaimRecord, on: DateSpan) -> bool:
    given = claim.fields.get("on")
    if not isinstance(given, DateSpan):
        return False
    return when_of(on, "during").covers(when_of(given, "on")) is Truth.YES
