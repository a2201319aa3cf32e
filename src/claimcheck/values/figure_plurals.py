"""Figures that name no number: dozens, hundreds of millions, several thousand, a few hundred."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.values.amount import Amount
from claimcheck.values.figure_tokens import Token, text_of, words_of
from claimcheck.values.number_lexicon import PLURALS
from claimcheck.values.units import UnitError, unit_code
from claimcheck.values.value_class import value_class

_SINGULARS = {word[:-1]: factor for word, factor in PLURALS.items()}
_SOME = (("a", "few"), ("a", "couple", "of"), ("a", "couple"), ("several",), ("many",), ("some",))


@value_class
class Plural:
    """The word of a plural as an amount (100 for hundreds), and its unit."""

    amount: Amount
    unit: str


def read_plural(tokens: tuple[Token, ...]) -> Plural | None:
    """Read `dozens`, `tens of thousands of people` or `several hundred jobs`; None for anything else."""
    words = words_of(tokens)
    lead = next((len(phrase) for phrase in _SOME if words[: len(phrase)] == phrase), 0)
    found = _chain(words, lead, counted=lead > 0)
    if found is None:
        return None
    factor, end = found
    rest = tokens[end:]
    if rest and rest[0].lower == "of":
        rest = rest[1:]
    try:
        unit = unit_code(text_of(rest))
    except UnitError:
        return None
    return Plural(Amount(Fraction(factor), Fraction(0), Fraction(0), worded=True), unit)


def _chain(words: tuple[str, ...], at: int, *, counted: bool) -> tuple[int, int] | None:
    """Multiply the plurals of `hundreds of millions`, or the words of `several hundred thousand`."""
    factor, i = 1, at
    while i < len(words) and i - at < 5:
        skip = 1 if factor > 1 and words[i] == "of" else 0
        word = words[i + skip] if i + skip < len(words) else ""
        step = PLURALS.get(word) or (_SINGULARS.get(word) if counted else None)
        if step is None:
            break
        factor, i = factor * step, i + skip + 1
    return (factor, i) if factor > 1 else None
