"""A number found in a text."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class NumberKind(StrEnum):
    """What sort of number a text states."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    FRACTION = "fraction"
    SCALED = "scaled"
    RATIO = "ratio"
    YEAR = "year"
    PLURAL = "plural"


class NumberToken(NamedTuple):
    """A number in a text: its place in characters, its words, its kind, and its exact value.

    Percentages are divided by 100, scaled amounts are in base units, years and ordinals are whole numbers.
    """

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Fraction
