"""Numbers in words and digits, one at a time or in a running text: the public face of the number modules."""

from __future__ import annotations

from claimcheck.values.number_scan import numbers_at, scan_numbers
from claimcheck.values.number_token import NumberKind, NumberToken
from claimcheck.values.number_words import SCALE, ordinal_suffix, parse_cardinal, parse_ordinal

__all__ = [
    "SCALE",
    "NumberKind",
    "NumberToken",
    "numbers_at",
    "ordinal_suffix",
    "parse_cardinal",
    "parse_ordinal",
    "scan_numbers",
]
