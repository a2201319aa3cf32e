"""What one unit of measure is in another: exact by definition, or a range where one word means several units."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.values.interval import Interval

_SCALES: tuple[dict[str, Fraction], ...] = tuple(
    {unit: Fraction(amount) for unit, amount in scale.items()}
    for scale in (
        {"m": "1", "km": "1000", "mi": "1609.344", "ft": "0.3048"},
        {"g": "1", "kg": "1000", "t": "1000000", "kt": "1e9", "Mt": "1e12", "Gt": "1e15", "lb": "453.59237",
         "oz": "28.349523125"},
        {"m2": "1", "ha": "10000", "km2": "1000000", "acres": "4046.8564224"},
        {"l": "1", "m3": "1000", "bcm": "1e12", "barrels": "158.987294928"},
        {"kW": "1", "MW": "1000", "GW": "1000000"},
        {"kWh": "1", "MWh": "1000", "GWh": "1e6", "TWh": "1e9"},
    )
)  # fmt: skip
"""Units of one quantity, each in the first of them. The definitions are those of the international system and of the
international yard and pound."""

_TON = Interval.of(Fraction("907.18474") / 1000, Fraction("1016.0469088") / 1000)
"""A short and a long ton in tonnes: next to pounds, `ton` may mean either."""


def factor(unit: str, other: str) -> Interval | None:
    """Return how many of another unit one unit is; None when they are not of one quantity."""
    scale = next((scale for scale in _SCALES if unit in scale and other in scale), None)
    if scale is None:
        return None
    exact = Interval.point(scale[unit] / scale[other])
    if unit == "t" and other in ("lb", "oz"):
        return exact * _TON
    if other == "t" and unit in ("lb", "oz"):
        return exact.divided_by(_TON)
    return exact
