"""Slips that touch different things of the real articles, so that many can be made in one copy of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import third_sources as third
from workbench import CGTN, GT, Workbench, line_of


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip, and the one finding that a reader expects of it."""

    make: Callable[[Workbench], None]
    expected: str


def _digit(claim: str, old: str, new: str, difference: str) -> Slip:
    short = claim.replace(CGTN, "cgtn").replace(GT, "gt")
    return Slip(
        lambda bench: bench.claim(claim, old, new),
        f"error QUO001: the article does not contain the quote of {short}: the article {difference}",
    )


DIGITS = {
    "250 million": _digit(f"{CGTN}#wind-farm-value", "a $250", "a $290", 'has "$250" where the quote has "$290"'),
    "32nd": _digit(f"{GT}#ties-32nd", "32nd", "31nd", 'has "32nd" where the quote has "31nd"'),
    "53.5": _digit(f"{GT}#tajikistan", "expanded 53.5", "expanded 53.6", 'has "53.5" where the quote has "53.6"'),
    "2021": _digit(f"{CGTN}#us-withdrawal-2021", "the 2021", "the 2011", 'has "2021" where the quote has "2011"'),
    "21.2 billion": _digit(
        f"{GT}#project-list",
        "value exceeding $21.2",
        "value exceeding $31.2",
        'has "$21.2" where the quote has "$31.2"',
    ),
}
"""One digit of a quote changed in the claim alone."""


def _written(claim: str, old: str, new: str, expected: str) -> Slip:
    return Slip(lambda bench: bench.claim(f"{GT}#{claim}", old, new), expected)


WRITTEN = {
    "an unknown id": _written(
        "institute-in-shanghai",
        "property: seat",
        "property: seta",
        'error IDS001: the vocabulary has no property "seta"; did you mean `seat`?',
    ),
    "an unknown key": _written(
        "five-countries",
        "value: five",
        "valeu: five",
        'error CLM001: claim "five-countries" has no key `valeu`; did you mean `value`?',
    ),
    "an unknown kind": _written(
        "neighbours",
        "kind: state",
        "kind: sate",
        'error CLM004: claim "neighbours" is of the kind "sate", which does not exist; did you mean `state`?',
    ),
    "an ordinal that the quote lacks": _written(
        "ties-32nd",
        "ordinal: 32",
        "ordinal: 23",
        'error GRD001: ordinal of gt#ties-32nd: "23" does not follow from the quote or its paragraph: '
        "the number there is 32nd",
    ),
    "an id that is taken": Slip(
        lambda bench: bench.swap(f"claims/{GT}.yaml", "- id: endorses-gci\n", "- id: endorses-gsi\n"),
        f'error CLM005: claim "endorses-gsi" has the id of the claim on line {line_of(GT, "endorses-gsi")}; '
        "give it another",
    ),
}
"""Slips of whoever writes the claims down: the articles stay as they are."""


def _group(claim: str, words: str, old: str, new: str, sizes: str) -> Slip:
    def make(bench: Workbench) -> None:
        bench.claim(f"{GT}#{claim}", f"value: {old}", f"value: {new}")
        bench.quoted(f"{GT}#{claim}", words.format(old), words.format(new))

    return Slip(
        make,
        f"error GRP002: gt#{claim}\n  claims: gt#{claim}\n  sum: {sizes}\n"
        f"  suspect: gt#{claim} value: {new} -> {sizes[-1]}",
    )


def _the_25th(bench: Workbench) -> None:
    bench.claim(f"{GT}#sco-summit-24", "ordinal: 24", "ordinal: 25")
    bench.quoted(f"{GT}#sco-summit-24", "24th", "25th")


def _proposal_2014(bench: Workbench) -> None:
    bench.claim(f"{GT}#belt-proposal-2013", "on: 2013", "on: 2014")
    bench.quoted(f"{GT}#belt-proposal-2013", "(BRI) in 2013", "(BRI) in 2014")


def _presidency_2023(bench: Workbench) -> None:
    bench.claim(f"{GT}#sco-presidency-china", "until: 2025", "until: 2023")
    bench.quoted(f"{GT}#sco-presidency-china", "2024-2025", "2024-2023")


def _announced_on_monday(bench: Workbench) -> None:
    bench.claim(f"{GT}#tajikistan-visit-announced", "weekday: Sunday", "weekday: Monday")
    for name in ("tajikistan-visit-announced", "tajikistan-visit"):
        bench.claim(f"{GT}#{name}", "announced on Sunday", "announced on Monday")
    bench.article(GT, "announced on Sunday", "announced on Monday")


TOLD = {
    "the 24th meeting becomes the 25th": Slip(
        _the_25th,
        "error EDI003: first[sco-heads-of-state-council]\n"
        "  claims: cgtn#sco-summit-22, gt#sco-summit-24\n"
        "  sum: 2022 - (22 - 1) × 1 = 2001\n"
        "  sum: 2024 - (25 - 1) × 1 = 2000\n"
        "  either: cgtn#sco-summit-22 ordinal: 22 -> 23\n"
        "  either: gt#sco-summit-24 ordinal: 25 -> 24",
    ),
    "five countries become six": _group("five-countries", "all {} Central", "five", "six", "6 ≠ 5"),
    "the other four become five": _group("other-four", "the other {} regional", "four", "five", "5 ≠ 4"),
    "three evil forces become four": _group("three-evil-forces", "the ‘{} evil", "three", "four", "4 ≠ 3"),
    "one mention of the proposal moves to 2014": Slip(
        _proposal_2014,
        "warning DAT005: origin[silk-road-belt-proposal]\n"
        "  claims: gt#belt-proposal-2013, gt#belt-proposal-2013-again\n"
        "  sum: 2014 > 2013\n"
        "  either: gt#belt-proposal-2013 on: 2014 -> 2013\n"
        "  either: gt#belt-proposal-2013-again on: 2013 -> 2014",
    ),
    "a presidency ends before it begins": Slip(
        _presidency_2023,
        "error ROL003: gt#sco-presidency-china\n"
        "  claims: gt#sco-presidency-china\n"
        "  sum: 2024 > 2023\n"
        "  suspect: gt#sco-presidency-china since: 2024 -> ../2023",
    ),
    "another weekday of the announcement": Slip(
        _announced_on_monday,
        "error DAT001: gt#tajikistan-visit-announced\n"
        "  claims: gt#tajikistan-visit-announced\n"
        "  sum: Monday ≠ Sunday\n"
        "  suspect: gt#tajikistan-visit-announced weekday: Monday -> Sunday",
    ),
    "a centenary against another source's year": Slip(
        lambda bench: third.party_founded(bench, 1912),
        "error ANN001: origin[cpc-founding]\n"
        "  claims: cgtn#centenary-2021, party#founding\n"
        "  sum: 2021 - 100 = 1921 > 1912\n"
        "  either: cgtn#centenary-2021 ordinal: 100 -> 109 … 110\n"
        "  either: party#founding on: 1912 -> 1921-01/1922-01",
    ),
    "another capital on the same day": Slip(
        third.capital_almaty,
        "error STA002: state[KZ, capital, 2024-07-02]\n"
        "  claims: gt#capital-astana, local#capital\n"
        "  sum: astana ≠ almaty\n"
        "  either: gt#capital-astana value: astana -> almaty\n"
        "  either: local#capital value: almaty -> astana",
    ),
    "a misspelt region is mended": Slip(
        lambda bench: bench.quoted(f"{CGTN}#wind-farm-project", "Akotbe", "Aktobe"),
        'no longer: warning NAM001: the quote of cgtn#wind-farm-project has "Akotbe", '
        'one slip away from "Aktobe" (aktobe)',
    ),
}
"""Slips of the articles: claim, quote and article say the same."""
