"""The words that tell a direction, an extreme or a rank, and how a passage of text is searched for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.values.late_pattern import late
from claimcheck.values.numerals import parse_ordinal

_WORD = late(r"[^\W\d_]+")
_BEFORE = late(r"([^\W_]+)[\s-]*$")
_THAN_NUMBER = late(r"\b[a-z]{4,6} than [^\s0-9]{0,4}[0-9]", re.IGNORECASE)
_LOOK_BACK = 24


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(regular: str, irregular: str = "") -> frozenset[str]:
    """Return the regular verbs in all their forms, and the other words as they stand."""
    found = set(irregular.split())
    for verb in regular.split():
        stem = verb.removesuffix("e")
        found |= {verb, verb + "s", stem + "es", stem + "ed", stem + "ing"}
    return frozenset(found)


UP = _forms(
    """accelerate add advance balloon boost climb double expand gain heighten improve increase jump leap
    multiply quadruple rally rebound recover skyrocket soar spike strengthen surge swell triple widen""",
    """rise rises rose risen rising grow grows grew grown growing growth expansion acceleration accretion
    up upward upwards uptick upturn higher larger greater bigger more stronger boom booms boomed booming hike
    hikes hiked recovery improvement leapt swollen multiplied""",
)
DOWN = _forms(
    """cede collapse contract crash decline decrease deteriorate diminish dwindle ease ebb erode halve lower
    narrow plummet plunge recede reduce retreat slide slump tumble wane weaken""",
    """fall falls fell fallen falling drop drops dropped dropping dip dips dipped dipping shrink shrinks
    shrank shrunk shrinking shrinkage sink sinks sank sunk sinking slip slips slipped slipping slid lose
    loses lost losing loss losses cut cuts cutting shed contraction reduction deterioration down downward
    downwards downturn lower smaller less fewer weaker""",
)
MORE = UP | _forms(
    "beat exceed outpace outperform outstrip overshadow surpass eclipse",
    """above over ahead outnumber outnumbers outnumbered overtake overtakes overtook overtaken top tops topped
    topping twice times fold twofold threefold beaten most majority""",
)
LESS = DOWN | _forms("trail lag miss", "below under behind short half shy lagged lagging fraction")
EQUAL = _forms("equal match tie equate", "same identical unchanged flat level par parity alike equally stable")
PLANNED = _forms(
    "plan expect forecast project schedule target anticipate estimate predict",
    """planned planning guidance line track projection expectation expectations consensus outlook goal goals
    prediction predictions""",
)
HIGHEST = _words("""
    record records high highs highest peak peaks peaked best most unprecedented largest biggest
    greatest strongest maximum top unmatched unrivalled unrivaled first never
""")
LOWEST = _words("""
    record records low lows lowest trough worst least smallest minimum bottom bottomed weakest
    fewest unprecedented never
""")

WORDS_FOR: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "up": (UP, DOWN),
    "down": (DOWN, UP),
    "more": (MORE, LESS),
    "less": (LESS, MORE),
    "equal": (EQUAL, frozenset()),
    "as planned": (PLANNED, frozenset()),
    "highest": (HIGHEST, LOWEST),
    "lowest": (LOWEST, HIGHEST),
}
"""For each word of a claim, the words that tell it and the words that tell its opposite."""

FIRST_WORDS = _words("""
    maiden inaugural debut debuted debuts premiere pioneer pioneers pioneered pioneering initial
    earliest original unprecedented
""")
"""Words for the first of its sort, beside the ordinal itself."""
LAST_WORDS = _words("last latest final finally recent previous farewell closing concluding")
AGAIN_WORDS = _words("""
    again another repeated repeatedly return returned returns anew subsequent
""")
"""Words that tell that something was not the first: they ground `more than 1`."""
ONE_WORDS = _words("only alone sole single lone")

TOP_WORDS = _words("best most top leading foremost premier number-one tops topped")
_NO_RANK = _words("""
    lowest smallest least fewest weakest poorest latest newest nearest closest youngest slowest
    worst interest forest harvest request protest conquest northwest southwest northeast southeast
    midwest digest invest suggest contest arrest honest modest earnest reinvest attest detest
    manifest tempest behest budapest bucharest everest
""")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, in order."""
    return tuple(match.group().lower() for match in _WORD.finditer(text))


def without_hedges(text: str) -> str:
    """Return a text without the `less than` of `less than 5 percent`, which tells no direction."""
    return _THAN_NUMBER.sub(" ", text)


def first_in(words: Iterable[str], wanted: frozenset[str]) -> str | None:
    """Return the first word that is among those wanted."""
    return next((word for word in words if word in wanted), None)


def top_ranks(text: str) -> list[tuple[int, int]]:
    """Return where a superlative means rank 1: `largest`, not `second-largest` or `one of the largest`."""
    return [
        match.span()
        for match in _WORD.finditer(text)
        if _is_top(match.group().lower()) and not _is_lower(text, match.start())
    ]


def _is_top(word: str) -> bool:
    return word in TOP_WORDS or (len(word) > 5 and word.endswith("est") and word not in _NO_RANK)


def _is_lower(text: str, start: int) -> bool:
    """Whether an ordinal (`second-largest`) or `one of the` stands before a superlative."""
    before = text[max(0, start - _LOOK_BACK) : start].lower()
    if re.search(r"\b(?:one of|among|some of)\s+(?:the\s+)?$", before):
        return True
    found = _BEFORE.search(before)
    word = found.group(1) if found else ""
    return word == "next" or (word not in {"first", "1st"} and parse_ordinal(word) is not None and word.isalnum())
