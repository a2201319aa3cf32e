"""What is the same for claims that differ in names alone: forms of claims, and keys with room for the names.

Two ids stand for each other where the same is declared of them and nothing else speaks of either. Claims whose fields
differ only in such ids, in figures and in dates come to the same keys, but for those ids: the keys are made of one of
them, with room for its ids, and filled in for the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from claimcheck.claims.base import Operand
from claimcheck.claims.vocabulary import ClosedList, Event, Series, VocabularyFile
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.match import has_constant
from claimcheck.engine.parting.keys import Parts, key_of_text, text_of
from claimcheck.rules.rule import Rule
from claimcheck.values.dates import DateSpan
from claimcheck.values.figure import Figure
from claimcheck.values.lengths import Length
from claimcheck.values.value_class import value_class

SECTIONS = ("entities", "events", "series")
"""Sections whose ids may stand for each other: claims name them, and rules go by what is declared of them."""
_NO_MATTER = ("label", "aliases", "note")
_WORD = re.compile(r"[\w-]+")

Form = Hashable
Constants = dict[str, dict[str, set[tuple[str, ...]]]]
"""The words that rules want figures of claims to be, by kind and field."""


class Namesakes:
    """Tells of an id for which others it could stand."""

    def __init__(self, vocabulary: Vocabulary, rules: Sequence[Rule]) -> None:
        self._declared = vocabulary.declared
        self._known: dict[str, Hashable] = {}
        # What a rule in Python does with an id nobody can say.
        self._none = any(not rule.model.assert_ for rule in rules)
        self._fixed = frozenset() if self._none else frozenset((*_spoken_of(self._declared), *_words_of(rules)))

    def like(self, identifier: str) -> Hashable:
        """Return what is declared of an id, the same for all that could stand for it; None where none could."""
        if identifier not in self._known:
            self._known[identifier] = None if self._none or identifier in self._fixed else self._declaration(identifier)
        return self._known[identifier]

    def _declaration(self, identifier: str) -> Hashable:
        for section in SECTIONS:
            entry = getattr(self._declared, section).get(identifier)
            if entry is not None:
                given = sorted(entry.model_fields_set.difference(_NO_MATTER))
                return (section, *((name, getattr(entry, name)) for name in given))
        return None


def _spoken_of(declared: VocabularyFile) -> Iterator[str]:
    """Yield the ids that stand in declarations of others, or in several sections."""
    for entity in declared.entities.values():
        yield from filter(None, (entity.in_, entity.country))
    for group in declared.groups.values():
        yield from (member.id for member in group.members)
    patterns: list[Event | Series | ClosedList] = [*declared.events.values(), *declared.series.values()]
    for pattern in (*patterns, *declared.lists.values()):
        yield from (*(pattern.who or ()), *(pattern.where or ()))
    for event in declared.events.values():
        yield from (*(event.with_ or ()), *filter(None, (event.series,)))
    for name in declared.properties.values():
        yield from name.values
    for section in ("groups", "properties", "roles", "metrics", "calendars", "lists", "kinds"):
        yield from getattr(declared, section)


def _words_of(rules: Sequence[Rule]) -> Iterator[str]:
    """Yield every word of the rules that might be an id."""
    for rule in rules:
        model = rule.model
        for text in (str(model.each), model.where or "", *model.assert_, str(model.for_)):
            yield from _WORD.findall(text)


def constants_of(rules: Iterable[Rule]) -> Constants:
    """Return the words that rules want fields of claims to be, by kind and field."""
    found: Constants = {}
    for rule in rules:
        for binder in rule.binders:
            for kind in binder.kinds:
                for name, wanted in binder.constants:
                    found.setdefault(kind, {}).setdefault(name, set()).add(wanted)
    return found


class FormReader:
    """Reads the forms of claims."""

    def __init__(self, like: Callable[[str], Hashable], constants: Constants) -> None:
        self._like = like
        self._constants = {
            kind: {name: sorted(wanted) for name, wanted in fields.items()} for kind, fields in constants.items()
        }

    def read(self, claim: ClaimRecord) -> tuple[Form, tuple[str, ...]]:
        """Return a claim's form, and the ids in it that others could stand for, each once.

        The form decides about the families of variables that a claim speaks of, but for what is caught once parts are
        checked. An estimate or a plan is apart by its date, and has a form of its own.
        """
        fields = claim.fields
        if fields.get("as", "actual") != "actual":
            return claim.id, ()
        ids: dict[str, int] = {}
        words: list[str] = []
        constants = self._constants.get(claim.kind, {})
        parts = []
        for name, value in fields.items():
            part = self._form(value, ids, words)
            if name in constants and isinstance(value, Figure):
                part = part, tuple(has_constant(claim, name, wanted) for wanted in constants[name])
            parts.append((name, part))
        # Names are put in order in places, so that which comes first is part of the form.
        order = tuple(sorted(range(len(words)), key=words.__getitem__)) if len(words) > 1 else ()
        return (claim.kind, order, tuple(parts)), tuple(ids)

    def _form(self, value: object, ids: dict[str, int], words: list[str]) -> Hashable:
        if isinstance(value, str):
            return self._word(value, ids, words)
        match value:
            case Figure():
                return value.unit, value.hedge
            case DateSpan():
                return value.text if value.precision == "interval" else value.precision
            case Length():
                return value.unit
            case Operand():
                return tuple((name, self._form(getattr(value, name), ids, words)) for name in type(value).model_fields)
            case tuple():
                return tuple(self._form(item, ids, words) for item in value)
            case _:
                return repr(value)

    def _word(self, text: str, ids: dict[str, int], words: list[str]) -> Hashable:
        words.append(text)
        like = self._like(text)
        return str(text) if like is None else (ids.setdefault(text, len(ids)), like)


@value_class
class Template:
    """A key with room for ids: its text, cut where an id stands, and which id that is."""

    texts: tuple[str, ...]
    places: tuple[int, ...]

    def key(self, ids: Sequence[str]) -> int:
        """Return the key of a claim with these ids, as they are written in keys."""
        found = [self.texts[0]]
        for place, text in zip(self.places, self.texts[1:], strict=True):
            found += (ids[place], text)
        return key_of_text("".join(found))


_ROOM = "\x00"
"""Stands around the number of an id in a text of a key, where nothing else is not written out."""


def template_of(parts: Parts, ids: Sequence[str]) -> Template | None:
    """Return a key with room for the ids that stand in it; None where one stands inside of another word."""
    numbers = {identifier: number for number, identifier in enumerate(ids)}
    broken = False

    def written(word: str) -> str:
        nonlocal broken
        number = numbers.get(word)
        if number is not None:
            return f"{_ROOM}{number}{_ROOM}"
        broken = broken or any(identifier in word for identifier in ids)
        return repr(str(word))

    pieces = text_of(parts, written).split(_ROOM)
    return None if broken else Template(tuple(pieces[::2]), tuple(map(int, pieces[1::2])))
