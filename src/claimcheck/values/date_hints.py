"""What a date in another notation would be in EDTF, so that an error can say what to write."""

from __future__ import annotations

import re

from claimcheck.values.civil import MONTHS

_MONTH_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ABOUT = ("circa", "about", "around", "approximately", "roughly", "c.", "ca.", "c", "ca")
_DASHES = re.compile(r"[‐‑‒–—―−]")


def suggestions(text: str) -> tuple[str, ...]:
    """Return texts that could be meant, most likely first; the caller keeps those that are dates."""
    plain = " ".join(_DASHES.sub("-", text).split())
    lower = plain.lower()
    found = [plain, plain.upper(), lower, plain.replace(" ", "")]
    for form, rewrite in _FORMS:
        if match := form.fullmatch(lower):
            found += rewrite(match)
    if mark := re.search(r"[~?%]", plain):
        found.append(re.sub(r"[~?%]", "", plain) + mark[0])
    found += _about(lower)
    return tuple(dict.fromkeys(each for each in found if each != text))


def _about(lower: str) -> list[str]:
    word, _, rest = lower.partition(" ")
    if word not in _ABOUT or not rest:
        return []
    return [f"{rest.upper()}~", *(f"{each}~" for each in suggestions(rest))]


def _month(word: str) -> str:
    numbers = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
    return f"{numbers[word[:3]]:02d}"


def _day_month_year(m: re.Match[str]) -> list[str]:
    return [f"{m[3]}-{_month(m[2])}-{m[1]:0>2}"]


def _month_day_year(m: re.Match[str]) -> list[str]:
    return [f"{m[3]}-{_month(m[1])}-{m[2]:0>2}"]


def _month_year(m: re.Match[str]) -> list[str]:
    return [f"{m[2]}-{_month(m[1])}"]


def _numbers(m: re.Match[str]) -> list[str]:
    a, b = f"{m[1]:0>2}", f"{m[2]:0>2}"
    return [f"{m[3]}-{b}-{a}", f"{m[3]}-{a}-{b}"]


def _year_first(m: re.Match[str]) -> list[str]:
    return [f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}"]


def _year_month(m: re.Match[str]) -> list[str]:
    return [f"{m[1]}-{m[2]:0>2}"]


def _years(m: re.Match[str]) -> list[str]:
    return [f"{m[1]}/{m[2] if len(m[2]) == 4 else m[1][:2] + m[2]}"]


def _decade(m: re.Match[str]) -> list[str]:
    return [f"{m[1]}X"]


def _century(m: re.Match[str]) -> list[str]:
    return [f"{int(m[1]) - 1:02d}XX"]


def _part_year(m: re.Match[str]) -> list[str]:
    return [f"{m[2]}-{m[1].upper()}"]


def _season(m: re.Match[str]) -> list[str]:
    code, year = _SEASONS[m[1]], int(m[2])
    start = 3 * (code - 20)
    end = f"{year}-{start + 2:02d}" if start < 12 else f"{year + 1}-02"
    return [f"{year:04d}-{code}", f"{year:04d}-{start:02d}/{end}"]


def _fiscal(m: re.Match[str]) -> list[str]:
    part = f"-{m[2].upper()}" if m[2] else ""
    return [f"FY{m[1] if len(m[1]) == 4 else '20' + m[1]}{part}"]


def _since(m: re.Match[str]) -> list[str]:
    return [f"{m[1]}/.."]


def _until(m: re.Match[str]) -> list[str]:
    return [f"../{m[1]}"]


def _between(m: re.Match[str]) -> list[str]:
    return [f"{m[1]}/{m[2]}"]


def _first(m: re.Match[str]) -> list[str]:
    return [m[1]]


_D, _Y = r"([0-9]{1,2})", r"([0-9]{4})"
_FORMS = tuple(
    (re.compile(pattern), rewrite)
    for pattern, rewrite in (
        (rf"{_D}(?:st|nd|rd|th)? (?:of )?{_MONTH_WORD},? {_Y}", _day_month_year),
        (rf"{_MONTH_WORD} {_D}(?:st|nd|rd|th)?,? {_Y}", _month_day_year),
        (rf"(?:in )?{_MONTH_WORD},? {_Y}", _month_year),
        (rf"{_D}[/.-]{_D}[/.-]{_Y}", _numbers),
        (rf"{_Y}[/.-]{_D}[/.-]{_D}", _year_first),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", _year_first),
        (rf"{_Y}[/.-]{_D}", _year_month),
        (rf"{_Y} ?(?:-|to|until|through) ?([0-9]{{4}}|[0-9]{{2}})", _years),
        (rf"(?:between|from) {_Y} (?:and|to) {_Y}", _between),
        (r"(?:the )?([0-9]{3})0['’]?s", _decade),
        (r"(?:the )?([0-9]{2})(?:st|nd|rd|th) century", _century),
        (rf"([qh][1-4]),?[ /-]?{_Y}", _part_year),
        (rf"{_Y} ?([qh][1-4])", lambda m: [f"{m[1]}-{m[2].upper()}"]),
        (rf"(?:the )?(spring|summer|autumn|fall|winter)(?: of)?,? {_Y}", _season),
        (r"fy[ -]?([0-9]{4}|[0-9]{2})(?:[ -]?([qh][1-4]))?", _fiscal),
        (r"(?:since|from) (.{4,20})", _since),
        (r"(?:until|till|to|up to) (.{4,20})", _until),
        (r"(?:in|on|during) (.{4,20})", _first),
        (r"([0-9-]{10})[t ].*", _first),
    )
)
