"""The pictures of a finding: intervals on one axis, a timeline, parts against their whole; ready for the template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from claimcheck.engine.explaining.show import value_text
from claimcheck.engine.grounding.ground import Ground
from claimcheck.findings.model import Finding
from claimcheck.reporters.report.bounds import Side, Sides, needed_of, sides_of
from claimcheck.reporters.report.parts import Sum, sum_of
from claimcheck.reporters.report.scale import Mark, Scale, day_marks, number_marks, percent
from claimcheck.reporters.report.words import Words
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import Sort
from claimcheck.values.interval import Exact, Interval
from claimcheck.values.value_class import value_class

_THIN = Fraction(1, 100)
_SHOWN = 56

Who = Callable[[str], str]
"""Names the source of a claim, by the claim's id."""


@value_class
class Bar:
    """A row of a picture: its words, and where its bar lies. `point` stands for a bar too thin to be seen."""

    label: str
    value: str
    x: str
    width: str
    end: str
    point: str | None
    from_infinity: bool
    to_infinity: bool


@value_class
class AxisPicture:
    """Bars over one axis, and the gap that nothing fits."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    unit: str
    gap: tuple[str, str] | None
    kind: str = "axis"

    @property
    def is_endless(self) -> bool:
        """Whether a bar goes on beyond the picture."""
        return any(bar.from_infinity or bar.to_infinity for bar in self.bars)


@value_class
class Segment:
    """A part in a bar of parts."""

    number: int
    name: str
    value: str
    x: str
    width: str
    middle: str


@value_class
class PartsPicture:
    """A bar of parts over a bar of their whole."""

    title: str
    description: str
    segments: tuple[Segment, ...]
    parts_say: str
    whole_name: str
    whole_says: str
    whole_width: str
    kind: str = "parts"


Picture = AxisPicture | PartsPicture


def pictures_of(finding: Finding, grounds: Sequence[Ground], who: Who, words: Words) -> tuple[Picture, ...]:
    """Return the pictures that show a finding: none where nothing of it lies on an axis."""
    needed = needed_of(grounds)
    if not needed:
        return ()
    sides, total = sides_of(finding, needed), sum_of(needed)
    made = (
        axis_picture(sides, finding, who, words) if sides is not None else None,
        parts_picture(total, words) if total is not None else None,
    )
    return tuple(picture for picture in made if picture is not None)


def axis_picture(sides: Sides, finding: Finding, who: Who, words: Words) -> AxisPicture | None:
    """Return what the sides say as bars over one axis."""
    intervals = [side.interval for side in sides.sides]
    scale = Scale.around(intervals, Fraction(0) if sides.sort is not Sort.DAY else None)
    if scale is None:
        return None
    bars = tuple(_bar(side, sides, scale, who) for side in sides.sides)
    marks, unit = _marks(sides, scale)
    gap = sides.gap
    about = words.of(finding.subject) if finding.subject and sides.field is None else f"the field {sides.field}"
    told = "; ".join(f"{bar.label}: {bar.value}" for bar in bars)
    return AxisPicture(
        title=f"What they say of {about}",
        description=f"{told}." + (" No value fits all of them." if gap is not None else ""),
        bars=bars,
        marks=marks,
        unit=unit,
        gap=None if gap is None or gap.lo is None or gap.hi is None else _span(scale, gap.lo, gap.hi),
    )


def _bar(side: Side, sides: Sides, scale: Scale, who: Who) -> Bar:
    lo, hi = side.interval.lo, side.interval.hi
    left = Fraction(0) if lo is None else scale.share(lo)
    right = Fraction(1) if hi is None else scale.share(hi)
    means = value_text(side.interval, sides.sort, sides.unit, Symbols())
    gives = "gives" if sides.sort is Sort.DAY else "means"
    value = means if side.states is None or side.states == means else f"{side.states}, which {gives} {means}"
    return Bar(
        label=_label(side, sides, who),
        value=value,
        x=percent(left),
        width=percent(right - left),
        end=percent(right),
        point=percent((left + right) / 2) if right - left < _THIN else None,
        from_infinity=lo is None,
        to_infinity=hi is None,
    )


def _label(side: Side, sides: Sides, who: Who) -> str:
    if len(side.claims) == 1:
        return _short(who(side.claims[0]))
    others = len(sides.sides) > 1
    return f"{'the other ' if others else ''}{len(side.claims)} claims together"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _marks(sides: Sides, scale: Scale) -> tuple[tuple[Mark, ...], str]:
    if sides.sort is Sort.DAY:
        return day_marks(scale), ""
    if sides.unit in ("percent", "points"):
        return number_marks(scale, 100)[0], sides.unit
    marks, word = number_marks(scale)
    return marks, " ".join(part for part in (word, sides.unit) if part)


def _span(scale: Scale, lo: Exact, hi: Exact) -> tuple[str, str]:
    left, right = scale.share(lo), scale.share(hi)
    return percent(left), percent(max(right - left, Fraction(1, 400)))


def parts_picture(found: Sum, words: Words) -> PartsPicture | None:
    """Return a sum as a bar of parts over a bar of their whole."""
    longest = max(found.total, found.whole.amount)
    if longest <= 0:
        return None
    at, most = ("at least", "at most") if found.too_much else ("at most", "at least")
    segments, left = [], Fraction(0)
    for number, part in enumerate(found.parts, 1):
        share = part.amount / longest
        value = _amount(part.amount, found.unit)
        name = words.of(part.name)
        segments.append(Segment(number, name, value, percent(left), percent(share), percent(left + share / 2)))
        left += share
    parts = f"{len(segments)} parts, {at} {_amount(found.total, found.unit)}"
    whole = f"{most} {_amount(found.whole.amount, found.unit)}"
    name = words.of(found.whole.name)
    return PartsPicture(
        title=f"The parts against the whole: {name}",
        description=f"{'; '.join(f'{s.name} {at} {s.value}' for s in segments)}; together {at} "
        f"{_amount(found.total, found.unit)}. The whole is {whole}.",
        segments=tuple(segments),
        parts_say=parts,
        whole_name=name,
        whole_says=whole,
        whole_width=percent(found.whole.amount / longest),
    )


def _amount(value: Fraction, unit: str) -> str:
    return value_text(Interval.point(value), Sort.NUMBER, unit, Symbols())
