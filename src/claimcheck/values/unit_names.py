"""The names and symbols of units: percent and points, time, and measures, each to its code."""

from __future__ import annotations

PERCENT_NAMES = {"percent", "per cent", "per-cent", "%", "pct", "pc"}
POINTS_NAMES = {
    "points",
    "point",
    "pp",
    "pps",
    "ppt",
    "ppts",
    "pct points",
    "pct point",
    "% points",
    "%-points",
    "percentage points",
    "percentage point",
    "percentage-points",
    "percentage-point",
    "percent points",
    "percent point",
    "per cent points",
}
BASIS_POINTS_NAMES = {"basis points", "basis point", "basis-points", "basis-point", "bps", "bp"}
TIMES = {
    "years": "year, yr, yrs",
    "months": "month",
    "weeks": "week",
    "days": "day",
    "hours": "hour, hr, hrs",
    "minutes": "minute",
    "decades": "decade",
    "centuries": "century",
}
MEASURES = {
    "t": "tonne, tonnes, ton, tons, metric tons, metric tonnes, metric ton, metric tonne",
    "kg": "kilogram, kilograms, kilogramme, kilogrammes, kilo, kilos",
    "g": "gram, grams, gramme, grammes",
    "km": "kilometre, kilometres, kilometer, kilometers, kms",
    "m": "metre, metres, meter, meters",
    "mi": "mile, miles",
    "km2": "km², sqkm, sq km, square kilometres, square kilometers, square km",
    "m2": "m², sqm, sq m, square metres, square meters",
    "m3": "m³, cbm, cu m, cubic metres, cubic meters",
    "ha": "hectare, hectares",
    "acres": "acre",
    "barrels": "barrel, bbl, bbls",
    "bpd": "barrels per day, barrels a day",
    "l": "litre, litres, liter, liters",
    "kW": "kilowatt, kilowatts",
    "MW": "megawatt, megawatts",
    "GW": "gigawatt, gigawatts",
    "kWh": "kilowatt-hours, kilowatt-hour, kilowatt hours",
    "MWh": "megawatt-hours, megawatt-hour, megawatt hours",
    "GWh": "gigawatt-hours, gigawatt-hour, gigawatt hours",
    "TWh": "terawatt-hours, terawatt-hour, terawatt hours",
    "Mt": "megatonnes",
    "kt": "kilotonnes",
    "Gt": "gigatonnes",
    "bcm": "",
    "ft": "foot, feet",
    "lb": "lbs",
    "oz": "ounce, ounces",
    "gallons": "gallon",
    "bushels": "bushel",
    "°C": "degrees celsius",
}


COUNTS = {"people": "person, persons", "TEU": "teus", "jobs": "job", "countries": "country"}


def _aliases(table: dict[str, str]) -> dict[str, str]:
    forms = {form: code for code, names in table.items() for form in [code.lower(), *names.split(", ")]}
    # In lower case mt is as often metric tons as millions of tons.
    return {form: code for form, code in forms.items() if form not in {"", "mt"}}


TIME_ALIASES = _aliases(TIMES)
MEASURE_ALIASES = _aliases(MEASURES)
COUNT_ALIASES = _aliases(COUNTS)
SHORT_SYMBOLS = {code.lower() for code in MEASURES if len(code) <= 3}
"""Symbols whose case counts: MW is a megawatt."""
