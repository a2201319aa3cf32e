"""Splits claims into parts that never meet, and checks each on its own: together they come to what all at once do."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.parting.disjoint_sets import DisjointSets
from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.part import PartResult, Proofs

Part = tuple[int, ...]
"""The claims of a part, by their numbers."""

CheckParts = Callable[[Sequence[Part]], Sequence[PartResult]]
MakeKeys = Callable[[Sequence[int]], Iterable[Keys]]
Prove = Callable[[Part], Proofs]


class _Packed:
    """Numbers by keys, some under several numbers, in few bytes: to be looked up seldom, and never changed."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        ordered = sorted(pairs)
        self._keys = array("Q", [key for key, _ in ordered])
        self._numbers = array("L", [number for _, number in ordered])

    def get(self, key: int) -> Sequence[int]:
        """Return the numbers that were under a key."""
        first = bisect_left(self._keys, key)
        return self._numbers[first : bisect_right(self._keys, key, first)]


class Parting:
    """Claims that are held together by keys. More keys only make fewer parts."""

    def __init__(self, keys: Iterable[Keys]) -> None:
        self._sets = DisjointSets()
        self._home: dict[int, int] = {}
        self._asked: set[int] = set()
        self._offers: dict[int, list[int]] = {}
        self._packed_home, self._packed_offers = _Packed(), _Packed()
        for each in keys:
            self.hold(self._sets.add(), each)

    def pack(self) -> None:
        """Take less memory from now on: most keys are never met again. What no key of a claim is, is forgotten."""
        self._packed_home = _Packed((each, number) for each, number in self._home.items() if each >= 0)
        self._packed_offers = _Packed((each, number) for each, some in self._offers.items() for number in some)
        self._home, self._offers = {}, {}

    def hold(self, number: int, keys: Keys) -> None:
        """Join a claim with all that have one of the keys."""
        for each in keys.own:
            self._sets.join(number, self._home_of(each, number))
        for each in keys.offered:
            if each in self._asked:
                self._sets.join(number, self._home_of(each, number))
            else:
                self._offers.setdefault(each, []).append(number)
        for each in keys.asked:
            self._asked.add(each)
            self._sets.join(number, self._home_of(each, number))
            for other in (*self._offers.pop(each, ()), *self._packed_offers.get(each)):
                self._sets.join(number, other)

    def _home_of(self, key: int, number: int) -> int:
        """Return the claim that has a key, which is this one where none has had it."""
        packed = self._packed_home.get(key)
        return packed[0] if packed else self._home.setdefault(key, number)

    def hold_all(self) -> None:
        """Join all claims."""
        for number in range(len(self._sets)):
            self._sets.join(number, 0)

    def bundle(self, size: int) -> None:
        """Join parts into few of about so many claims, for where parts need not be told apart."""
        first, held = 0, 0
        for part in self.parts():
            if held == 0 or held + len(part) > size:
                first, held = part[0] if part else 0, 0
            if part:
                self._sets.join(first, part[0])
            held += len(part)

    def parts(self) -> list[Part]:
        """Return the parts in the order of their first claims, at least one."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._sets)):
            found.setdefault(self._sets.root(number), []).append(number)
        return [tuple(found[root]) for root in sorted(found)] or [()]


def parts_of(keys: Iterable[Keys]) -> list[Part]:
    """Return the parts of claims with these keys."""
    return Parting(keys).parts()


def check_in_parts(keys: Iterable[Keys], check: CheckParts, size: int = 0) -> dict[Part, PartResult]:
    """Check claims part by part. Parts that turn out to have something in common are joined and checked again.

    With a size, small parts are taken together.
    """
    parting = Parting(keys)
    if size:
        parting.bundle(size)
    parts = parting.parts()
    parting.pack()
    known: dict[Part, PartResult] = {}
    while True:
        new = [part for part in parts if part not in known]
        known.update(zip(new, check(new), strict=True))
        if any(known[part].halted for part in parts):
            # An identity that broke broke off: which of its matches that cost depends on all claims.
            parting.hold_all()
        for part in parts:
            if part:
                parting.hold(part[0], known[part].met)
        joined = parting.parts()
        if joined == parts:
            return {part: known[part] for part in parts}
        parts = joined


class PartProofs(Mapping[str, tuple[Ground, ...]]):
    """The constraints behind the findings of parts, made when they are asked for: most outputs print none."""

    def __init__(self, results: Mapping[Part, PartResult], prove: Prove) -> None:
        self._homes = {name: part for part, result in results.items() for name in result.proved}
        self._prove = prove
        self._known: dict[Part, Proofs] = {}

    def __getitem__(self, name: str) -> tuple[Ground, ...]:
        part = self._homes[name]
        if part not in self._known:
            self._known[part] = self._prove(part)
        return self._known[part][name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)
