"""Parts that were checked before: what they came to holds for as long as their claims say the same.

A claim is known by what stands in its entry and in its source, whichever line that begins on. The rules, the vocabulary
and the program are the business of whoever keeps the parts: with others, these are not to be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from claimcheck.corpus.digests import digest_of_text, digests
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.parting.keys import NO_KEYS, Keys
from claimcheck.engine.parting.part import PartResult
from claimcheck.engine.parting.parts import CheckParts, MakeKeys, Part
from claimcheck.findings.model import Finding, Place
from claimcheck.values.value_class import value_class


@value_class
class KnownPart:
    """A part that was checked: its claims by their digests, how they follow each other in files, and what came of it.

    Places are counted from the claims that they belong to.
    """

    claims: tuple[str, ...]
    order: tuple[int, ...]
    keys: Keys
    result: PartResult

    @property
    def name(self) -> str:
        """A name that another part does not have."""
        return digest_of_text(f"{self.claims} {self.order}")


class KnownParts:
    """Takes what it knows of parts from earlier runs, and remembers what it had to find out."""

    def __init__(self, claims: Sequence[ClaimRecord], known: Iterable[KnownPart]) -> None:
        self._claims = claims
        self._digests = list(digests(claims))
        self._known: dict[tuple[str, ...], list[KnownPart]] = {}
        for each in known:
            self._known.setdefault(each.claims, []).append(each)
        self._keys: list[Keys] = []
        self.found: dict[Part, KnownPart] = {}

    def keys(self, make: MakeKeys) -> list[Keys]:
        """Return the keys of all claims; those of claims that are not known as they are now are made."""
        numbers = {digest: number for number, digest in enumerate(self._digests)}
        held: dict[int, list[Keys]] = {}
        for each in (each for several in self._known.values() for each in several):
            part = [numbers[digest] for digest in each.claims if digest in numbers]
            if part and len(part) == len(each.claims):
                # Claims of a known part are together, whatever that rests on: a number that no key has says so.
                together = Keys(frozenset((~part[0],)))
                for number in part[1:]:
                    held.setdefault(number, []).append(together)
                held.setdefault(part[0], []).extend((each.keys, together) if part[1:] else (each.keys,))
        new = [number for number in range(len(self._claims)) if number not in held]
        made = dict(zip(new, make(new), strict=True))
        self._keys = [made[number] if number in made else Keys.of(held[number]) for number in range(len(self._claims))]
        return self._keys

    def checking(self, check: CheckParts) -> CheckParts:
        """Return a check of parts that asks the other only for those that are not known."""

        def check_new(parts: Sequence[Part]) -> list[PartResult]:
            known = {part: self._known_as(part) for part in parts}
            new = [part for part in parts if known[part] is None]
            checked = dict(zip(new, check(new), strict=True))
            for part in parts:
                kept = known[part]
                if kept is None:
                    kept = self._kept(part, checked[part])
                else:
                    checked[part] = self._placed(part, kept)
                if kept is not None:
                    self.found[part] = kept
            return [checked[part] for part in parts]

        return check_new

    def named(self) -> Mapping[str, Any]:
        """Return what is to be kept as data, by names that say what it holds."""
        return _AsData({each.name: each for each in self.found.values()})

    def _known_as(self, part: Part) -> KnownPart | None:
        several = self._known.get(self._names(part))
        if several is None:
            return None
        order = self._order(part)
        return next((each for each in several if each.order == order), None)

    def _names(self, part: Part) -> tuple[str, ...]:
        return tuple([self._digests[number] for number in part])

    def _order(self, part: Part) -> tuple[int, ...]:
        """Return how the claims of a part follow each other in files."""
        if len(part) < 2:
            return tuple(range(len(part)))
        places = [self._claims[number].place() for number in part]
        return tuple(sorted(range(len(part)), key=lambda at: (places[at], at)))

    def _kept(self, part: Part, result: PartResult) -> KnownPart | None:
        """Return what to remember of a part; None where nothing is known of it, or a place is in none of its claims."""
        if result.lost:
            return None
        starts = {
            (record.source.file, line): record
            for record in (self._claims[number] for number in part)
            for line in record.lines
        }

        def counted(place: Place) -> Place:
            record = starts[place.file, place.line]
            return Place(record.id, place.line - record.lines.start, place.column)

        try:
            findings = tuple(_moved(finding, counted) for finding in result.findings)
        except KeyError:
            return None
        keys = _without_numbers(Keys.of((*(self._keys[number] for number in part), result.met)))
        kept = replace(result, findings=findings, met=NO_KEYS)
        return KnownPart(self._names(part), self._order(part), keys, kept)

    def _placed(self, part: Part, known: KnownPart) -> PartResult:
        # Its keys are those of its first claim by now, and need not be met again.
        if not known.result.findings:
            return known.result
        records = {record.id: record for record in (self._claims[number] for number in part)}

        def placed(place: Place) -> Place:
            record = records[place.file]
            return Place(record.source.file, record.lines.start + place.line, place.column)

        findings = tuple(_moved(finding, placed) for finding in known.result.findings)
        return replace(known.result, findings=findings)


class _AsData(Mapping[str, Any]):
    """Parts as data, made of those that are asked for: of most it is known that they are kept."""

    def __init__(self, parts: Mapping[str, KnownPart]) -> None:
        self._parts = parts

    def __getitem__(self, name: str) -> Any:
        return as_data([self._parts[name]])[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _without_numbers(keys: Keys) -> Keys:
    """Return keys without what held the claims of known parts together, which says nothing to another run."""
    return replace(keys, own=frozenset(each for each in keys.own if each >= 0))


def _moved(finding: Finding, move: Any) -> Finding:
    claims = tuple(replace(member, place=move(member.place)) for member in finding.claims)
    return replace(finding, place=move(finding.place), claims=claims)


@cache
def _adapter() -> TypeAdapter[list[KnownPart]]:
    return TypeAdapter(list[KnownPart])


def as_data(parts: Sequence[KnownPart]) -> Any:
    """Return parts as what JSON can hold."""
    return _adapter().dump_python(list(parts), mode="json", exclude_defaults=True)


def of_data(data: Any) -> list[KnownPart]:
    """Return the parts that were written so; none where it is something else."""
    try:
        return _adapter().validate_python(data)
    except ValidationError:
        return []
