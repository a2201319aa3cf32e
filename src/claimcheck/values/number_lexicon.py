"""English words that state a number without being a cardinal: parts, multiples, jubilees, plurals,
numerals."""

from __future__ import annotations

import re
from fractions import Fraction

from claimcheck.values.number_words import BIG, ORDINAL_BIG, ORDINAL_TENS, ORDINAL_UNITS

PARTS = {
    "half": 2,
    "halves": 2,
    "quarter": 4,
    "quarters": 4,
    **{word: n for word, n in ORDINAL_UNITS.items() if n > 2},
    **{f"{word}s": n for word, n in ORDINAL_UNITS.items() if n > 2},
    **{f"{word}s": n for word, n in ORDINAL_TENS.items()},
    **ORDINAL_BIG,
    **{f"{word}s": n for word, n in ORDINAL_BIG.items()},
}
"""Names of parts and their denominators."""

VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅛": Fraction(1, 8),
}
"""Characters that are fractions."""

MULTIPLES = {
    **dict.fromkeys(("twice", "double", "doubled", "doubles", "doubling", "twofold"), Fraction(2)),
    **dict.fromkeys(("thrice", "triple", "tripled", "triples", "tripling", "treble", "trebled"), Fraction(3)),
    **dict.fromkeys(("quadruple", "quadrupled", "quadruples", "quadrupling"), Fraction(4)),
    **dict.fromkeys(("quintuple", "quintupled"), Fraction(5)),
    **dict.fromkeys(("halve", "halved", "halves", "halving"), Fraction(1, 2)),
}
"""Words that multiply, and by what."""

SPANS = {
    **dict.fromkeys(("decade", "decades"), 10),
    **dict.fromkeys(("century", "centuries"), 100),
    **dict.fromkeys(("millennium", "millennia"), 1000),
}
"""Words for spans of years, which multiply the number before them."""

GROUPS = {
    **dict.fromkeys(("no", "none", "nil", "nought"), 0),
    **dict.fromkeys(("single", "sole", "once", "lone"), 1),
    **dict.fromkeys(("both", "pair", "couple", "duo", "twin", "twins", "either", "neither"), 2),
    **dict.fromkeys(("bilateral", "biennial", "biennium"), 2),
    **dict.fromkeys(("trio", "trilateral", "triennial"), 3),
    **dict.fromkeys(("quartet", "quadrilateral", "quadrennial"), 4),
    **dict.fromkeys(("quintet", "quinquennial"), 5),
    **dict.fromkeys(("decennial", "decennary"), 10),
}
"""Words that count the members of a group or the years of a period."""

JUBILEES = {
    **dict.fromkeys(("semicentenary", "semicentennial", "golden"), 50),
    **dict.fromkeys(("centenary", "centennial", "centenaries"), 100),
    **dict.fromkeys(("sesquicentenary", "sesquicentennial"), 150),
    **dict.fromkeys(("bicentenary", "bicentennial"), 200),
    **dict.fromkeys(("tercentenary", "tricentenary", "tricentennial"), 300),
    **dict.fromkeys(("quadricentennial", "quatercentenary"), 400),
    **dict.fromkeys(("quincentenary", "quincentennial"), 500),
    **dict.fromkeys(("millenary", "millennial"), 1000),
    "silver": 25,
    "diamond": 60,
}
"""Anniversaries with a name of their own."""

PLURALS = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    **{f"{word}s": factor for word, factor in BIG.items()},
}
"""Plurals that stand for some of their number."""

_ROMAN = re.compile(r"(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(word: str) -> int | None:
    """Return the number of a Roman numeral of two to eight capitals up to 399 (`II`, `XX`); else None."""
    if not 2 <= len(word) <= 8 or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))
