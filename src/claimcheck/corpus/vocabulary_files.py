"""Reads the vocabulary files into one vocabulary, and checks that it does not contradict itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as MappingType
from typing import Any

from pydantic import BaseModel

from claimcheck.claims.registry import KindSet, built_in_kinds
from claimcheck.claims.vocabulary import Calendar, Rate, VocabularyFile
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.salvage import read_what_is_right
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import read_model, sharing
from claimcheck.corpus.vocabulary import SHARED_SECTIONS, Vocabulary
from claimcheck.corpus.vocabulary_kinds import known_kinds
from claimcheck.corpus.yaml_nodes import Mapping, Node, at
from claimcheck.values.periods import FiscalCalendar
from claimcheck.values.readings import DEFAULT_TABLE, ReadingTable

MAPPINGS = (
    "entities",
    "groups",
    "events",
    "series",
    "properties",
    "roles",
    "metrics",
    "calendars",
    "lists",
    "kinds",
    "readings",
)


def build_vocabulary(
    files: Sequence[tuple[Node, Problems]], *, lenient: bool = False, kinds: KindSet | None = None
) -> Vocabulary:
    """Return the vocabulary of several files. An id that is declared twice keeps its first meaning.

    `kinds` are those that are known before any is declared; without them those that ship.
    """
    merged: dict[str, Any] = {section: {} for section in MAPPINGS}
    disjoint: list[tuple[tuple[str, ...], Node, Problems]] = []
    rates: list[Rate] = []
    homes: dict[tuple[str, str], tuple[Node, Problems]] = {}
    calendars: dict[str, FiscalCalendar] = {}
    for node, problems in files:
        _read_calendars(node, problems, calendars)
    for node, problems in files:
        file, right = read_what_is_right(VocabularyFile, node, problems, "the vocabulary", {"calendars": calendars})
        if file is None:
            continue
        disjoint.extend((entry, at(right, ("disjoint", i)), problems) for i, entry in enumerate(file.disjoint))
        rates.extend(file.rates)
        for section in MAPPINGS:
            for identifier, entry in getattr(file, section).items():
                _place(section, identifier, entry, right, problems, merged, homes)
    declared = VocabularyFile.model_construct(
        **merged, disjoint=tuple(entry for entry, _, _ in disjoint), rates=tuple(rates)
    )
    known = known_kinds(
        merged["kinds"],
        {name: home for (section, name), home in homes.items() if section == "kinds"},
        built_in_kinds() if kinds is None else kinds,
        None if lenient else declared.metrics,
    )
    vocabulary = Vocabulary(declared, calendars, lenient, _table(merged["readings"], homes), known)
    for (section, identifier), (node, problems) in () if lenient else homes.items():
        _check_entry(section, identifier, vocabulary, node, problems)
    for entry, node, problems in disjoint:
        _check_disjoint(entry, node, problems, None if lenient else declared.metrics)
    return vocabulary


def _check_disjoint(entry: tuple[str, ...], node: Node, problems: Problems, metrics: Collection[str] | None) -> None:
    if len(entry) < 2:
        problems.add("VOC001", "`disjoint` takes lists of at least two metrics", node)
    for index, metric in enumerate(entry):
        if metrics is not None and metric not in metrics:
            hint = did_you_mean(metric, metrics)
            problems.add("VOC001", f'`disjoint` names "{metric}", which is no metric{hint}', at(node, (index,)))


def _table(readings: dict[str, Any], homes: dict[tuple[str, str], tuple[Node, Problems]]) -> ReadingTable:
    """Return the table of readings with the corpus's own numbers; a mistake leaves the table as it ships."""
    table = DEFAULT_TABLE
    for name, row in readings.items():
        try:
            table = table.with_overrides({name: row})
        except ValueError as error:
            node, problems = homes["readings", name]
            problems.add("VOC001", f"`readings`: {error}", at(node, ("readings", name)))
    return table


def _read_calendars(node: Node, problems: Problems, calendars: dict[str, FiscalCalendar]) -> None:
    section = node.get("calendars") if isinstance(node, Mapping) else None
    if not isinstance(section, Mapping):
        return
    for key, value in section.entries:
        # What is wrong with its form is noted when the whole file is read.
        model = read_model(Calendar, value, Problems(problems.file), f'the calendar "{key.text}"')
        if model is None:
            continue
        month, _, day = model.starts.partition("-")
        try:
            calendars[key.text] = FiscalCalendar(key.text, int(month), int(day or 1), model.named_by)
        except ValueError as error:
            problems.add("VOC001", f'the calendar "{key.text}": {error}', value)


def _place(
    section: str,
    identifier: str,
    entry: object,
    node: Node,
    problems: Problems,
    merged: MappingType[str, dict[str, Any]],
    homes: dict[tuple[str, str], tuple[Node, Problems]],
) -> None:
    rivals = SHARED_SECTIONS if section in SHARED_SECTIONS else (section,)
    for rival in rivals:
        if identifier in merged[rival]:
            first = f"under `{rival}` in {homes[rival, identifier][1].file}"
            message = f'"{identifier}" is declared twice, first {first}; one id means one thing'
            problems.add("VOC001", message, at(node, (section, identifier)))
            return
    merged[section][identifier] = sharing(entry) if isinstance(entry, BaseModel) else entry
    homes[section, identifier] = (node, problems)


def _check_entry(section: str, identifier: str, vocabulary: Vocabulary, node: Node, problems: Problems) -> None:
    entry = getattr(vocabulary.declared, section)[identifier]
    for key, target_section, targets in _references(section, entry):
        for target in targets:
            known = getattr(vocabulary.declared, target_section)
            in_group = target_section == "entities" and target in vocabulary.declared.groups
            if target not in known and not in_group:
                hint = did_you_mean(target, known)
                problems.add(
                    "VOC001",
                    f'`{key}` of "{identifier}" names "{target}", which `{target_section}` does not declare{hint}',
                    at(node, (section, identifier, key)),
                )
    if section == "metrics":
        _check_metric(identifier, vocabulary, node, problems)
    if section == "entities":
        chain = list(vocabulary.around(identifier))
        if len(chain) != len(set(chain)):
            problems.add("VOC001", f'"{identifier}" lies in itself', at(node, (section, identifier, "in")))


def _references(section: str, entry: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    def one(value: str | None) -> tuple[str, ...]:
        return () if value is None else (value,)

    match section:
        case "entities":
            return [("in", "entities", one(entry.in_)), ("country", "entities", one(entry.country))]
        case "groups":
            return [("members", "entities", tuple(member.id for member in entry.members))]
        case "events":
            return [
                ("who", "entities", entry.who or ()),
                ("with", "entities", entry.with_ or ()),
                ("where", "entities", entry.where or ()),
                ("series", "series", one(entry.series)),
            ]
        case "series" | "lists":
            return [("who", "entities", entry.who or ()), ("where", "entities", entry.where or ())]
        case "metrics":
            named = [(key, "metrics", one(getattr(entry, key))) for key in ("mirror_of", "part_of", "growth_of")]
            return [*named, ("quotient_of", "metrics", entry.quotient_of or ())]
        case _:
            return []


def _check_metric(identifier: str, vocabulary: Vocabulary, node: Node, problems: Problems) -> None:
    declared = vocabulary.declared.metrics
    for key in ("mirror_of", "part_of"):
        seen: list[str] = []
        current: str | None = identifier
        while current is not None and current in declared and current not in seen:
            seen.append(current)
            current = getattr(declared[current], key)
        if current in seen:
            problems.add(
                "VOC001",
                f'the metric "{identifier}" is `{key}` itself',
                at(node, ("metrics", identifier, key)),
            )
            return
    metric = vocabulary.metric(identifier)
    if metric is not None and metric.symmetric and len(metric.of) != 2:
        problems.add(
            "VOC001",
            f'the metric "{identifier}" is symmetric, so it needs two dimensions, not {len(metric.of)}',
            at(node, ("metrics", identifier)),
        )
