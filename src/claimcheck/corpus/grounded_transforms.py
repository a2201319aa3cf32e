"""The transforms by which a value of a claim follows from words: the list that the documentation prints."""

from __future__ import annotations

from claimcheck.values.value_class import value_class


@value_class
class Transform:
    """One step from words to a value: its subject, the words, what may be written for them, a limit."""

    about: str
    name: str
    words: str
    value: str
    limit: str = ""


TRANSFORMS: tuple[Transform, ...] = (
    Transform("number", "digits and words", "thirty", "30", "whole numbers only: not the five of five hundred"),
    Transform("number", "scale words", "$5.3bn", "$5.3 billion", "not 5.3 alone"),
    Transform("number", "percent and share", "85 percent", "0.85", "percent never stands for percentage points"),
    Transform("number", "fractions", "two thirds, half, two of five", "2/3, 50 percent, 0.4"),
    Transform("number", "multiples", "doubled, twice, threefold", "2, 3; as a change 100 percent"),
    Transform("number", "groups", "both, a pair, a trio, only, no", "2, 2, 3, 1, 0"),
    Transform("number", "plurals", "dozens, hundreds", "dozens, hundreds", "as worded, not as a number"),
    Transform("number", "members", "the members of the claim", "how many they are"),
    Transform("number", "currency", "41 billion yuan", "CNY 41 billion", "another currency does not follow"),
    Transform("length", "units of time", "three decades, a year", "30 years, 12 months", "days never make months"),
    Transform(
        "number",
        "hedges",
        "more than 30",
        "more than 30",
        "bare 30 does not follow, nor does an opposite hedge",
    ),
    Transform("ordinal", "ordinals", "30th, thirtieth, XXX", "30"),
    Transform("ordinal", "counts", "30 years, 30-year", "30"),
    Transform("ordinal", "jubilees", "centenary, silver jubilee", "100, 25"),
    Transform("ordinal", "the first", "maiden, inaugural, debut", "1"),
    Transform("ordinal", "superlatives", "largest, top, leading", "1", "not second-largest, nor one of the largest"),
    Transform("ordinal", "another", "again, another, returned", "more than 1"),
    Transform("ordinal", "the last", "last, final, most recent", "last"),
    Transform("direction", "direction of a verb", "grew, fell, higher", "up, down, and the sign of a change"),
    Transform("direction", "comparison", "topped, trailed, equal, as expected", "more, less, equal, as planned"),
    Transform("direction", "extremes", "record, peak, lowest", "highest, lowest", "not highest for record low"),
    Transform("date", "coarser", "September 16, 2022", "2022, 2022-09", "never finer"),
    Transform("date", "numeric dates", "16.09.2022", "2022-09-16", "in either order"),
    Transform("date", "no year", "September 16", "2022-09-16", "years named, or a year from publication"),
    Transform("date", "day alone", "on the 16th", "2022-09-16", "months named, or a month from publication"),
    Transform("date", "short years", "'92, 2024-25", "1992, 2024/2025"),
    Transform("date", "decades and centuries", "the 1990s, the 21st century", "1990/1999, 2001/2100"),
    Transform("date", "parts of a period", "early 1990s, late 2022", "a year of the ten, a month of that part"),
    Transform("date", "quarters and halves", "third quarter, H1, first nine months", "2023-Q3, 2023-H1"),
    Transform("date", "seasons", "summer 2023", "2023-22"),
    Transform("date", "fiscal periods", "FY19, third quarter of fiscal 2019", "FY2019-Q3"),
    Transform("date", "publication", "nothing", "the source's date, its month, its year; an open end at it"),
    Transform("date", "weekdays", "on Tuesday", "a day within a week of publication", "which one is a rule's matter"),
    Transform("date", "near days", "yesterday, last week", "the days that are meant"),
    Transform("date", "relative months", "last month, two months ago", "that month"),
    Transform("date", "relative quarters", "last quarter", "that quarter"),
    Transform("date", "relative years", "last year, three years ago", "that year"),
    Transform("date", "year-on-year", "year-on-year, a year earlier", "the year before one that is named"),
    Transform("date", "base", "grew in 2023", "base: 2022, the period just before the claim's"),
    Transform("date", "vocabulary", "the name of an event with a date", "its date; equal dates, or held by it"),
)
"""Every transform. What follows by none of them is a finding."""
