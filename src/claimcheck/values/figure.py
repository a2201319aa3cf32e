"""Figures as worded, and their two readings: the public face of this package's figure modules."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.values.amount import Amount
from claimcheck.values.figure_grammar import read_figure
from claimcheck.values.figure_model import Figure, FigureError, Hedge
from claimcheck.values.figure_plain import read_plain_figure
from claimcheck.values.readings import DEFAULT_TABLE, Reading, ReadingTable

__all__ = [
    "DEFAULT_TABLE",
    "Amount",
    "Figure",
    "FigureError",
    "Hedge",
    "Reading",
    "ReadingTable",
    "parse_figure",
]


@lru_cache(maxsize=4096)
def parse_figure(text: str) -> Figure:
    """Read a figure as a source words it: `above $25 billion`, `nearly half`, `10 to 12 million t`, `6-to-1`.

    Raises FigureError, whose message says what was found and what would be a figure.
    """
    return read_plain_figure(text) or read_figure(text)
