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
from claimcheck.engine.parting.keys import NO_KEYS, Keys, key
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
        self._known = {(each.claims, each.order): each for each in known}
        self._keys: list[Keys] = []
        self.found: dict[Part, KnownPart] = {}

    def keys(self, make: MakeKeys) -> list[Keys]:
        """Return the keys of all claims; those of claims that are not known as they are now are made."""
        numbers = {digest: number for number, digest in enumerate(self._digests)}
        held: dict[int, list[Keys]] = {}
        for each in self._known.values():
            part = [numbers[digest] for digest in each.claims if digest in numbers]
            if part and len(part) == len(each.claims):
                together = Keys(frozenset((key("part", each.claims),)))
                for number in part:
                    held.setdefault(number, []).append(together)
                held[part[0]].append(each.keys)
        new = [number for number in range(len(self._claims)) if number not in held]
        made = dict(zip(new, make(new), strict=True))
        self._keys = [made[number] if number in made else Keys.of(held[number]) for number in range(len(self._claims))]
        return self._keys

    def checking(self, check: CheckParts) -> CheckParts:
        """Return a check of parts that asks the other only for those that are not known."""

        def check_new(parts: Sequence[Part]) -> list[PartResult]:
            names = {part: self._name(part) for part in parts}
            new = [part for part in parts if names[part] not in self._known]
            checked = dict(zip(new, check(new), strict=True))
            for part in parts:
                if part in checked:
                    kept = self._kept(part, *names[part], checked[part])
                else:
                    kept = self._known[names[part]]
                    checked[part] = self._placed(part, kept)
                if kept is not None:
                    self.found[part] = kept
            return [checked[part] for part in parts]

        return check_new

    def named(self) -> Mapping[str, Any]:
        """Return what is to be kept as data, by names that say what it holds."""
        return _AsData({each.name: each for each in self.found.values()})

    def _name(self, part: Part) -> tuple[tuple[str, ...], tuple[int, ...]]:
        places = [self._claims[number].place() for number in part]
        order = sorted(range(len(part)), key=lambda at: (places[at], at))
        return tuple(self._digests[number] for number in part), tuple(order)

    def _kept(
        self, part: Part, claims: tuple[str, ...], order: tuple[int, ...], result: PartResult
    ) -> KnownPart | None:
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
        keys = Keys.of((*(self._keys[number] for number in part), result.met))
        return KnownPart(claims, order, keys, replace(result, findings=findings, met=NO_KEYS))

    def _placed(self, part: Part, known: KnownPart) -> PartResult:
        records = {record.id: record for record in (self._claims[number] for number in part)}

        def placed(place: Place) -> Place:
            record = records[place.file]
            return Place(record.source.file, record.lines.start + place.line, place.column)

        findings = tuple(_moved(finding, placed) for finding in known.result.findings)
        return replace(known.result, findings=findings, met=known.keys)


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
