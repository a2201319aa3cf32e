"""Whether the figures, ordinals and lengths of a claim follow from the words that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache

from claimcheck.corpus.grounded_passage import Numbers, Passage, is_pairing, is_stated, numbers_in
from claimcheck.corpus.grounded_plainly import stands_plainly
from claimcheck.values.figure import Figure, FigureError, Hedge, parse_figure
from claimcheck.values.figure_hedges import may_hedge
from claimcheck.values.late_pattern import late
from claimcheck.values.numerals import NumberKind, NumberToken, numbers_at, parse_cardinal
from claimcheck.values.units import Unit
from claimcheck.values.value_class import value_class

_SHOWN = 6
_TRIED = 12
_PLACES = 4
_DIGITS = late(r"[0-9]+(?:[.,'’][0-9]+)*")
_BEGINS = late(r"(?<![0-9])(?<![0-9][.,'’])[0-9]")
_CURRENCY_BEFORE = late(r"(?:\b[A-Z]{1,3}\$|\b[A-Z]{3} |[$€£¥₸₽₹₩₺]) ?$")
_WORDS_BACKWARDS = late(r"(?: +[^\s()\"“”,;:.?!]+){0,4}")
_WORDS_AFTER = late(r"[ -]{0,2}([^\W\d_]+(?: [^\W\d_]+){0,2})")
_HEDGE_AFTER = late(r"(?:\+|-odd\b| or (?:more|less|so|above|over|fewer)\b| and (?:more|above|over)\b)")
_REACH = 64
_UPWARDS = {Hedge.ABOVE, Hedge.AT_LEAST}
_DOWNWARDS = {Hedge.BELOW, Hedge.AT_MOST, Hedge.NEARLY}
_HEDGED = _UPWARDS | _DOWNWARDS | {Hedge.ABOUT}
_POINTS = late(r"point|bps|\bpp", re.IGNORECASE)
_MONTHS: dict[str, Fraction] = {
    "months": Fraction(1),
    "quarters": Fraction(3),
    "years": Fraction(12),
    "decades": Fraction(120),
    "centuries": Fraction(1200),
}
_HOURS: dict[str, Fraction] = {
    "seconds": Fraction(1, 3600),
    "minutes": Fraction(1, 60),
    "hours": Fraction(1),
    "days": Fraction(24),
    "weeks": Fraction(168),
    "fortnights": Fraction(336),
}


@value_class
class Miss:
    """Why a value does not follow, and what would."""

    message: str
    hint: str | None = None


def figure_miss(figure: Figure, passage: Passage, *, change: bool = False) -> Miss | None:
    """Return why a figure does not follow from a passage, or None when it does.

    `change` says that it is a change, for which `doubled` is 100 percent.
    """
    if stands_plainly(figure, passage.text, passage.quote_start, passage.quote_end):
        return None
    is_time = Unit(figure.unit).is_time

    def bears(token: NumberToken, wanted: Fraction) -> bool:
        # A magnitude in another unit or as a change is worth a closer look; any other is the number itself.
        return (
            (token.value == wanted or is_time or (change and token.kind is NumberKind.RATIO))
            and token.kind is not NumberKind.ORDINAL
            and wanted in _values(token, figure.unit, passage.text, change)
        )

    if _stands_there(figure, passage, bears):
        return None
    numbers = numbers_in(passage.text)
    for wanted in map(abs, figure.numbers):
        miss = _judge(figure, [token for token in numbers.stated if bears(token, wanted)], passage, numbers)
        if miss is not None:
            return miss
    return None


def ordinal_miss(figure: Figure, passage: Passage) -> Miss | None:
    """Return why an ordinal or a rank does not follow from a passage, or None when it does."""
    if stands_plainly(figure, passage.text, passage.quote_start, passage.quote_end, ranks=True):
        return None
    if _stands_there(figure, passage, _ranks):
        return None
    numbers = numbers_in(passage.text)
    if figure.hedge in _UPWARDS and figure.value == 1 and numbers.again:
        return None
    stated = (*numbers.stated, *numbers.ranks)
    for wanted in figure.numbers:
        miss = _judge(figure, [token for token in stated if _ranks(token, wanted)], passage, numbers)
        if miss is not None:
            return miss
    return None


def _stands_there(figure: Figure, passage: Passage, bears: Callable[[NumberToken, Fraction], bool]) -> bool:
    """Whether the quote has the figure in its own digits: a quick look, right whenever it says yes."""
    written = _DIGITS.search(figure.text)
    if written is None or figure.upper is not None:
        return False
    digits, text, wanted = written.group(), passage.text, abs(figure.amount.value)
    place = text.find(digits, passage.quote_start, passage.quote_end)
    for _ in range(_PLACES):
        if place < 0:
            return False
        if _BEGINS.match(text, place):
            numbers = numbers_at(text, place) or ()
            for token in numbers:
                if (
                    token.end <= passage.quote_end
                    and bears(token, wanted)
                    and is_stated(token, numbers, text)
                    and _hedge_miss(figure, token, text) is None
                ):
                    return True
        place = text.find(digits, place + 1, passage.quote_end)
    return False


def last_miss(passage: Passage) -> Miss | None:
    """Return why `last` does not follow from a passage, or None when it does."""
    if numbers_in(passage.text).last:
        return None
    return Miss('"last" does not follow from the quote or its paragraph: no word there tells of a last one')


def _ranks(token: NumberToken, wanted: Fraction) -> bool:
    return token.value == wanted and _counts(token)


def _counts(token: NumberToken) -> bool:
    """Whether a number can tell an ordinal: `30th`, `thirty`, `centenary`; not `both`, nor 30 percent."""
    if token.kind is NumberKind.ORDINAL:
        return True
    if token.text.lower() in {"a", "an", "one"}:
        return False
    return token.kind in {NumberKind.CARDINAL, NumberKind.SCALED} and (
        token.text[0].isdecimal() or parse_cardinal(token.text) is not None or token.text.lower() == "only"
    )


def _values(token: NumberToken, unit: str, text: str, change: bool) -> Iterator[Fraction]:
    """Yield the magnitudes that a number has in a unit, or none where the text gives it another unit."""
    if Unit(unit).is_time:
        yield from _lengths(token, unit, text)
        return
    if token.text.lower() in {"a", "an"}:
        return
    if change and token.kind is NumberKind.RATIO and unit == "percent":
        yield abs(token.value - 1)
        return
    if unit == "percent" and _POINTS.search(token.text):
        return
    if unit == "points" and token.kind is NumberKind.PERCENT and not _POINTS.search(token.text):
        return
    if Unit(unit).is_currency and _unit_at(token, text) not in ("", unit):
        return
    yield token.value


def _lengths(token: NumberToken, unit: str, text: str) -> Iterator[Fraction]:
    """Yield a number of time in another unit: 30 years for three decades, 18 months for 1.5 years."""
    said = _time_unit(token, text)
    if said is None:
        yield token.value
        # "Three decades" is scanned as 30 years.
        if token.kind is NumberKind.SCALED and unit in {"decades", "centuries"}:
            yield token.value * 12 / _MONTHS[unit]
        return
    for table in (_MONTHS, _HOURS):
        if said in table and unit in table:
            yield token.value * table[said] / table[unit]


def _time_unit(token: NumberToken, text: str) -> str | None:
    if token.kind is NumberKind.SCALED and re.search(r"decade|centur", token.text, re.IGNORECASE):
        return "years"
    match = _WORDS_AFTER.match(text, token.end, token.end + _REACH)
    word = match.group(1).split()[0] if match else ""
    return _time_word(word.lower())


@lru_cache(maxsize=512)
def _time_word(word: str) -> str | None:
    try:
        unit = Unit.of(word) if len(word) <= 12 else None
    except ValueError:
        return None
    return unit.code if unit is not None and unit.is_time else None


def _unit_at(token: NumberToken, text: str) -> str:
    """Return the currency that stands at a number, or nothing."""
    symbol = _CURRENCY_BEFORE.search(text, max(0, token.start - 5), token.start)
    if symbol is not None:
        return _currency(symbol.group().strip())
    match = _WORDS_AFTER.match(text, token.end, token.end + _REACH)
    words = match.group(1).split() if match else []
    for count in (2, 1):
        found = _currency(" ".join(words[:count]))
        if found:
            return found
    return ""


@lru_cache(maxsize=2048)
def _currency(text: str) -> str:
    try:
        unit = Unit.of(text)
    except ValueError:
        return ""
    return unit.code if unit.is_currency else ""


def _judge(figure: Figure, found: list[NumberToken], passage: Passage, numbers: Numbers) -> Miss | None:
    """Return why none of the numbers found will do: there is none, or each is hedged another way."""
    if not found:
        return _absent(figure, passage, numbers)
    in_quote = [token for token in found if passage.in_quote(token)]
    misses = [_hedge_miss(figure, token, passage.text) for token in in_quote or found[:_TRIED]]
    return None if None in misses else misses[0]


def _hedge_miss(figure: Figure, token: NumberToken, text: str) -> Miss | None:
    if figure.hedge in {Hedge.RANGE, Hedge.DOZENS} or figure.upper is not None:
        return None
    hedge, words = _hedge_at(token, text, is_length=Unit(figure.unit).is_time)
    if hedge is None:
        return None
    bare = figure.hedge in {Hedge.BARE, Hedge.FRACTION}
    opposite = (figure.hedge in _UPWARDS and hedge in _DOWNWARDS) or (figure.hedge in _DOWNWARDS and hedge in _UPWARDS)
    if bare:
        fitting = f"{words} {figure.text}" if not words.startswith("…") else f"{figure.text} {words[1:].strip()}"
        said = f"{words} {token.text}" if not words.startswith("…") else f"{token.text}{words[1:]}"
        return Miss(f'"{figure.text}" leaves out the hedge of the text, which says "{said}"', f'write "{fitting}"')
    if opposite:
        said = f"{words} {token.text}" if not words.startswith("…") else f"{token.text}{words[1:]}"
        return Miss(f'"{figure.text}" says the opposite of the text, which says "{said}"')
    return None


def _hedge_at(token: NumberToken, text: str, *, is_length: bool) -> tuple[Hedge | None, str]:
    """Return the hedge at a number and its words; those that follow the number begin with `…`."""
    start = token.start
    symbol = _CURRENCY_BEFORE.search(text, max(0, start - 5), start)
    if symbol is not None:
        start = symbol.start()
    # Read backwards, so that the search begins at the number and not at every place before it.
    before = _WORDS_BACKWARDS.match(text[max(0, start - _REACH) : start][::-1])
    words = before.group()[::-1].split() if before else []
    for count in range(len(words), 0, -1):
        if not may_hedge(words[-count:]):
            continue
        phrase = " ".join(words[-count:])
        if _is_ambiguous(phrase.lower(), is_length):
            continue
        hedge = _hedge_of(f"{phrase} 30")
        if hedge is not None:
            return hedge, _least(words[-count:], hedge)
    after = _HEDGE_AFTER.match(text, token.end, token.end + _REACH)
    if after is not None:
        return _hedge_of(f"30{after.group()}"), "…" + after.group()
    return None, ""


def _least(words: list[str], hedge: Hedge) -> str:
    """Return the words that make the hedge, without those before them that it does not need."""
    while len(words) > 1 and _hedge_of(" ".join([*words[1:], "30"])) is hedge:
        words = words[1:]
    return " ".join(words)


def _is_ambiguous(phrase: str, is_length: bool) -> bool:
    # "Over the thirty years" and "over two years" are periods, not more than so many years.
    return " the" in phrase or (is_length and phrase.split()[-1] in {"over", "under", "around"})


@lru_cache(maxsize=4096)
def _hedge_of(text: str) -> Hedge | None:
    try:
        hedge = parse_figure(text).hedge
    except FigureError:
        return None
    return hedge if hedge in _HEDGED else None


def _absent(figure: Figure, passage: Passage, numbers: Numbers) -> Miss:
    shown: dict[str, NumberToken] = {}
    ordered = sorted(numbers.stated, key=lambda token: not passage.in_quote(token))
    for token in ordered:
        if not is_pairing(token):
            shown.setdefault(_printed(token, passage.text), token)
    start = f'"{figure.text}" does not follow from the quote or its paragraph: '
    if not shown:
        return Miss(start + "no number stands there")
    names = list(shown)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    word = "numbers there are" if len(names) > 1 else "number there is"
    near = _nearest(figure, shown)
    return Miss(f"{start}the {word} {', '.join(names[:_SHOWN])}{more}", f'the nearest there is "{near}"')


def _printed(token: NumberToken, text: str) -> str:
    symbol = _CURRENCY_BEFORE.search(text, max(0, token.start - 5), token.start)
    return (symbol.group() if symbol else "") + token.text


def _nearest(figure: Figure, shown: dict[str, NumberToken]) -> str:
    """Return the number whose digits are the most alike, of several the closest in value."""
    from rapidfuzz.distance import DamerauLevenshtein

    wanted = abs(figure.numbers[0])

    def apart(name: str) -> tuple[int, Fraction, str]:
        value = abs(shown[name].value)
        small, large = sorted((value, wanted))
        ratio = large / small if small else large + 1
        return DamerauLevenshtein.distance(_digits(figure.text), _digits(name)), ratio, name

    return min(list(shown)[:200], key=apart)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())[:40] or text[:40]
