"""The shapes of worded figures: one amount, a range, a ratio, a plural; each with a hedge or without."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.values.amount import Amount
from claimcheck.values.figure_amounts import RawAmount, read_amount
from claimcheck.values.figure_hedges import split_hedge
from claimcheck.values.figure_model import Figure, FigureError, Hedge
from claimcheck.values.figure_numbers import BadNumberError, Numeral, take_number
from claimcheck.values.figure_plurals import read_plural
from claimcheck.values.figure_tokens import MAX_LENGTH, Token, tokens_of, words_of
from claimcheck.values.number_words import UNITS

_MULTIPLES = {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "treble": 3, "quadruple": 4}
_TIMES = {"times", "x", "×", "fold"}
_Tokens = tuple[Token, ...]


def read_figure(text: str) -> Figure:
    """Read a figure as worded. Raises FigureError."""
    if len(text) > MAX_LENGTH:
        raise FigureError(f"A figure has at most {MAX_LENGTH} characters; this text has {len(text)}.")
    tokens = tokens_of(text)
    if not tokens:
        raise FigureError("The figure is empty; expected one such as '41 billion' or '53.5 percent'.")
    written = text.strip()
    plural = read_plural(tokens)
    if plural is not None:
        return Figure(written, plural.unit, Hedge.DOZENS, plural.amount)
    hedge, rest = split_hedge(tokens)
    ratio = _ratio(rest)
    if ratio is not None:
        return Figure(written, "", hedge or Hedge.FRACTION, ratio)
    if words_of(rest[:1]) in {("between",), ("from",)}:
        return _range(written, hedge, rest)
    try:
        return _single(written, hedge, rest)
    except FigureError:
        # Only now may a dash join two ends: twenty-one and 30-year are one amount.
        figure = _dashed_range(written, hedge, rest)
        if figure is None:
            raise
        return figure


def _single(written: str, hedge: Hedge | None, tokens: _Tokens) -> Figure:
    raw = read_amount(tokens)
    amount = raw.finish()
    return Figure(written, raw.unit, hedge or (Hedge.FRACTION if amount.worded else Hedge.BARE), amount)


def _ratio(tokens: _Tokens) -> Amount | None:
    words = words_of(tokens)
    if len(words) == 1 and words[0] in _MULTIPLES:
        return _ratio_amount(Numeral.loose(Fraction(_MULTIPLES[words[0]])))
    if len(words) == 1 and words[0].endswith("fold") and words[0][:-4] in UNITS:
        return _ratio_amount(Numeral.written(Fraction(UNITS[words[0][:-4]]), 0))
    found = take_number(tokens, 0, money=False) if _begins_number(words) else None
    if found is None:
        return None
    top, i = found
    if words[i:] and words[-1] in _TIMES and words[i:-1] in {(), ("-",)}:
        return _ratio_amount(top)
    return _parts(top, tokens, i) if top.scale == 1 and not top.worded else None


def _begins_number(words: tuple[str, ...]) -> bool:
    # Tried on every text, so it must not raise what the amount alone would explain better.
    return any(word in _TIMES or word in {"to", "of", "in", "out", ":"} for word in words)


def _parts(top: Numeral, tokens: _Tokens, at: int) -> Amount | None:
    """Read what follows `6` in `6-to-1`, `6:1`, `6 of 10`, `6 in 10`, `6 out of 10`."""
    link, i = _link(words_of(tokens), at)
    found = take_number(tokens, i, money=False) if link else None
    if found is None or found[1] != len(tokens):
        return None
    bottom = found[0]
    if bottom.scale != 1 or bottom.worded or bottom.value == 0:
        return None
    value = top.value / bottom.value
    if link == "share":
        return _share(top, bottom) if value <= 1 else None
    if link == "to" and value <= 1:
        return None
    return _ratio_amount(top) if bottom.value == 1 else _ratio_amount(Numeral.loose(value))


def _share(top: Numeral, bottom: Numeral) -> Amount:
    if top.value == 0:
        return _ratio_amount(top)
    return _ratio_amount(Numeral.loose(top.value / bottom.value))


def _link(words: tuple[str, ...], at: int) -> tuple[str, int]:
    for phrase, link in (
        (("-", "to", "-"), "ratio"),
        ((":",), "ratio"),
        (("to",), "to"),
        (("out", "of", "the"), "share"),
        (("out", "of", "every"), "share"),
        (("out", "of"), "share"),
        (("of", "the"), "share"),
        (("of",), "share"),
        (("in", "every"), "share"),
        (("in",), "share"),
        (("-", "in", "-"), "share"),
    ):
        if words[at : at + len(phrase)] == phrase:
            return link, at + len(phrase)
    return "", at


def _ratio_amount(numeral: Numeral) -> Amount:
    return RawAmount(1, numeral, "", 1).finish(ratio=True)


def _range(written: str, hedge: Hedge | None, tokens: _Tokens) -> Figure:
    """Read `between a and b` or `from a to b`."""
    error: FigureError | None = None
    for left, right in _splits(tokens[1:], between=tokens[0].lower == "between"):
        try:
            return _join(written, hedge, read_amount(left), read_amount(right))
        except FigureError as problem:
            error = error or problem
    raise error or FigureError(f"{written!r} has no second end; expected 'between 10 and 12' or '10 to 12'.")


def _dashed_range(written: str, hedge: Hedge | None, tokens: _Tokens) -> Figure | None:
    """Read `a to b` or `a-b`; None when no cut leaves an amount on both sides."""
    for left, right in _splits(tokens, between=False):
        try:
            first, last = read_amount(left), read_amount(right)
        except BadNumberError:
            raise
        except FigureError:
            continue
        return _join(written, hedge, first, last)
    return None


def _splits(tokens: _Tokens, *, between: bool) -> list[tuple[_Tokens, _Tokens]]:
    """Return every way to cut tokens at a word or a dash that joins the ends of a range."""
    result = []
    for i in range(1, len(tokens) - 1):
        word = tokens[i].lower
        if word == "to" or (between and word == "and"):
            left, right = tokens[:i], tokens[i + 1 :]
            if left[-1].text == "-" == right[0].text and len(left) > 1 and len(right) > 1:
                left, right = left[:-1], right[1:]
            result.append((left, right))
        elif word == "-" and _may_begin(tokens[i + 1]):
            result.append((tokens[:i], tokens[i + 1 :]))
    return result


def _may_begin(token: Token) -> bool:
    return token.is_digits or not token.text.isalnum() or token.lower in UNITS


def _join(written: str, hedge: Hedge | None, first: RawAmount, last: RawAmount) -> Figure:
    if hedge not in {None, Hedge.ABOUT}:
        raise FigureError(f"{written!r} has a hedge and a range; expected one of them, such as '10 to 12 million'.")
    first, last = _share_unit(written, first, last)
    shared = first.with_scale(last.numeral.scale) if first.numeral.scale == 1 else first
    # "900,000 to 1.2 million": a first end that is written out has its own scale.
    written_out = shared.value > last.value and first.numeral.value >= 1000
    lower = first if written_out else shared
    if lower.value > last.value:
        raise FigureError(
            f"{written!r} falls from its first end to its second; "
            "expected a range that rises, or a ratio such as 6-to-1."
        )
    return Figure(written, lower.unit, hedge or Hedge.RANGE, lower.finish(), last.finish())


def _share_unit(written: str, first: RawAmount, last: RawAmount) -> tuple[RawAmount, RawAmount]:
    if first.unit == last.unit:
        return first, last
    if not first.unit:
        return first.with_unit(last), last
    if not last.unit:
        return first, last.with_unit(first)
    raise FigureError(f"{written!r} has two units, {first.unit} and {last.unit}; expected one for both ends.")
