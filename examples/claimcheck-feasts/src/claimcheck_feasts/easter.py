"""The day of Easter, in the Gregorian and in the Julian reckoning, by the computus as Jean Meeus gives it.

Source: J. Meeus, Astronomical Algorithms, chapter "Date of Easter" (1991).
"""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1583, 2999
"""The years for which both reckonings are given: from the Gregorian reform on."""


def gregorian_easter(year: int) -> date:
    """Return Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    m = (a + 11 * h) // 319
    k = (2 * (b % 4) + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    month = (h - m + k + 90) // 25
    return date(year, month, (h - m + k + month + 19) % 32)


def julian_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches, as a day of the Gregorian calendar."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=behind)
