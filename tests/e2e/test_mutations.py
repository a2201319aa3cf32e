"""One slip in the real articles gives the finding that a reader expects, and no second one about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
import third_sources as third
from slips import DIGITS, TOLD, WRITTEN, Slip
from workbench import ARTICLES, CGTN, GT, Workbench, copy_project, digest

from claimcheck.engine.result import Result
from claimcheck.rules.load import RuleSet


def only(bench: Workbench, expected: str) -> None:
    """All that is new against the real project is one finding, and nothing of it is lost or changed."""
    assert bench.news() == [dedent(expected).strip("\n")]


# The slips that the issue lists.


def test_the_32nd_anniversary_becomes_the_31st(bench: Workbench) -> None:
    bench.claim(f"{GT}#ties-32nd", "ordinal: 32", "ordinal: 31")
    bench.quoted(f"{GT}#ties-32nd", "32nd", "31st")
    only(
        bench,
        """
        error ANN001: origin[cn-kz-diplomatic-relations]
          claims: cgtn#ties-30th, gt#ties-32nd
          sum: 2022 - 30 = 1992
          sum: 2024 - 31 = 1993
          either: cgtn#ties-30th ordinal: 30 -> 29 and cgtn#ties-30th-closing ordinal: 30 -> 29 and cgtn#ties-30th-headline ordinal: 30 -> 29 and cgtn#ties-30th-page-title ordinal: 30 -> 29
          either: gt#ties-32nd ordinal: 31 -> 32
        """,  # noqa: E501 - one alternative, one line
    )


def test_the_first_visit_since_the_pandemic_moves_to_2024(bench: Workbench) -> None:
    bench.claim(f"{GT}#first-abroad", "on: 2022", "on: 2024")
    bench.quoted(f"{GT}#first-abroad", "first foreign visit in 2022", "first foreign visit in 2024")
    only(
        bench,
        """
        error NTH001: gt#first-abroad
          claims: cgtn#trip-2022, gt#first-abroad
          sum: 2020 ≤ 2022-09 and 2022-09 + 31 < 2024
          suspect: gt#first-abroad on: 2024 -> ../2022-10-18
        """,
    )


def test_53_5_percent_becomes_5_35_percent(bench: Workbench) -> None:
    third.tajikistan_2022(bench)
    bench.claim(f"{GT}#tajikistan", "by: 53.5", "by: 5.35")
    bench.quoted(f"{GT}#tajikistan", "expanded 53.5", "expanded 5.35")
    only(
        bench,
        """
        error CHG002: trade[CN, TJ, 2023]
          claims: gt#tajikistan, wire-tj#total
          sum: 2.56 × (1 + 5.35 %) = 2.697 < 3.93 billion USD
          either: gt#tajikistan by: 5.35 percent -> 51.2 … 55.76 percent
          either: wire-tj#total value: $2.56 billion -> 3.707 … 3.759 billion USD
        """,
    )
    found = next(finding for finding in bench.check().findings if finding.code == "CHG002")
    assert found.alternatives[0][0].slip == "read 53.5 percent for 5.35 percent"


def test_tuesday_becomes_friday(bench: Workbench) -> None:
    bench.claim(f"{GT}#arrival", "weekday: Tuesday", "weekday: Friday")
    bench.quoted(f"{GT}#arrival", "arrived in Kazakhstan on Tuesday", "arrived in Kazakhstan on Friday")
    only(
        bench,
        """
        error DAT001: gt#arrival
          claims: gt#arrival
          sum: Friday ≠ Tuesday
          suspect: gt#arrival weekday: Friday -> Tuesday
        """,
    )


def test_a_digit_of_a_year_that_stands_nearby_too(bench: Workbench) -> None:
    """The article goes on with "In 2020", which is not what the quote means."""
    bench.claim(f"{CGTN}#trade-2021", "in 2021", "in 2020")
    found, *gone = bench.news()
    assert found == (
        "error QUO001: the article does not contain the quote of cgtn#trade-2021: "
        'the article has "2021." where the quote has "2020"'
    )
    assert [text.splitlines()[0] for text in gone] in ([], ["no longer: warning CHG006: trade[CN, KZ, 2021]"])


# Many slips in one copy: none hides or changes another.


def _after(slips: Mapping[str, Slip], target: Path, rules: RuleSet, real: Result) -> list[str]:
    bench = Workbench(copy_project(target), rules, frozenset(map(digest, real.findings)))
    for slip in slips.values():
        slip.make(bench)
    return bench.news()


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet, real: Result) -> list[str]:
    return _after(DIGITS, tmp_path_factory.mktemp("digits"), rules, real)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet, real: Result) -> list[str]:
    return _after(WRITTEN, tmp_path_factory.mktemp("written"), rules, real)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet, real: Result) -> list[str]:
    return _after(TOLD, tmp_path_factory.mktemp("told"), rules, real)


@pytest.mark.parametrize("name", DIGITS)
def test_a_digit_of_a_quote_changes_in_the_claim_alone(digits: list[str], name: str) -> None:
    assert DIGITS[name].expected in digits


@pytest.mark.parametrize("name", WRITTEN)
def test_a_slip_in_the_claim_file_alone(written: list[str], name: str) -> None:
    assert WRITTEN[name].expected in written


@pytest.mark.parametrize("name", TOLD)
def test_a_slip_of_an_article(told: list[str], name: str) -> None:
    assert TOLD[name].expected in told


def test_no_slip_gives_a_second_finding(digits: list[str], written: list[str], told: list[str]) -> None:
    for slips, news in ((DIGITS, digits), (WRITTEN, written), (TOLD, told)):
        assert sorted(news) == sorted(slip.expected for slip in slips.values())


# What several figures say together.


def test_figures_that_fit_give_nothing(bench: Workbench) -> None:
    third.tajikistan_2022(bench)
    third.central_asia_2023(bench)
    third.kazakhstan_2023(bench, "$41.2 billion")
    third.party_founded(bench, 1921)
    result = bench.check()
    assert [(finding.code, finding.severity) for finding in result.findings] == [
        ("NAM001", "warning"),
        ("CHG006", "warning"),
    ]
    agreed = {each.subject: each.value for each in result.agreements}
    assert agreed["origin[cpc-founding]"] == "1921"
    assert agreed["trade[CN, KZ, 2023]"] == "41.15 … 41.25 billion USD"


def test_a_record_that_an_older_figure_beats(bench: Workbench) -> None:
    third.tajikistan_2021(bench)
    only(
        bench,
        """
        error REC001: trade[CN, TJ, 2023]
          claims: gt#tajikistan, gt#tajikistan-record, wire-tj#total
          sum: 3.93 < 4.56 billion USD
          either: gt#tajikistan to: $3.93 billion -> 4.532 … 65.23 billion USD
          either: gt#tajikistan-record extreme: highest -> no statement
          either: wire-tj#total value: $4.56 billion -> 0 … 3.9597 billion USD
        """,
    )


def test_nearly_half_becomes_a_tenth(bench: Workbench) -> None:
    third.central_asia_2023(bench)
    bench.claim(f"{GT}#half", "share: nearly half", "share: a tenth")
    bench.quoted(f"{GT}#half", "accounting for nearly half", "accounting for a tenth of")
    only(
        bench,
        """
        error SHR001: trade[CN, KZ, 2023]
          claims: gt#half, gt#trade-2023, wire-central-asia#total
          sum: 0.1 × 89.4 = 8.94 < 41 billion USD
          either: gt#half share: a tenth -> 0.448 … 0.4748
          either: wire-central-asia#total value: $89.4 billion -> 350.4 … 496.6 billion USD
        """,
    )


def test_a_share_above_the_whole(bench: Workbench) -> None:
    name = f"{GT}#cargo-through-kazakhstan"
    bench.claim(name, "share: 80", "share: 180")
    bench.quoted(name, "with 80 percent", "with 180 percent")
    new = [finding for finding in bench.check().findings if [each.claim for each in finding.claims] == [name]]
    assert [(str(finding.severity), finding.code[:3]) for finding in new] == [("warning", "SHR")]


def test_billion_becomes_million(bench: Workbench) -> None:
    """The record of 2023 says too that it cannot be less than in 2022."""
    third.tajikistan_2022(bench)
    bench.claim(f"{GT}#tajikistan", "to: $3.93 billion", "to: $3.93 million")
    bench.quoted(f"{GT}#tajikistan", "year-on-year to $3.93 billion", "year-on-year to $3.93 million")
    news = bench.news()
    assert news[0].splitlines()[:3] == [
        "error CHG002: trade[CN, TJ, 2023]",
        "  claims: gt#tajikistan, wire-tj#total",
        "  sum: 2.56 × (1 + 53.5 %) = 3.9296 > 0.00393 billion USD",
    ]
    assert "gt#tajikistan to: $3.93 million -> 3.901 … 3.967 billion USD" in news[0]
    assert len(news) == 1


def test_a_rise_becomes_a_fall(bench: Workbench) -> None:
    """A fall to a record is impossible by itself, and the third source's figure says so too."""
    third.tajikistan_2022(bench)
    bench.claim(f"{GT}#tajikistan", "by: 53.5 percent", "by: -53.5 percent")
    bench.quoted(f"{GT}#tajikistan", "last year expanded", "last year shrank")
    (found,) = bench.news()
    assert found.startswith("error CHG002: ")
    assert "  suspect: gt#tajikistan by: -53.5 percent -> 51.2 … 55.76 percent" in found
    assert "no values satisfy all of these" not in found
    assert "+ -" not in found


def test_two_totals_of_one_year(bench: Workbench) -> None:
    """$14 billion in a record year, after more than $25 billion in 2021: two conflicts doubt one claim."""
    third.kazakhstan_2023(bench, "$14 billion")
    only(
        bench,
        """
        error QTY001: trade[CN, KZ, 2023]
          claims: gt#trade-2023, wire-kz#total
          sum: 41 > 14 billion USD
          suspect: wire-kz#total value: $14 billion -> 40.3 … 42.21 billion USD
        """,
    )


def test_85_percent_becomes_8_5_percent(bench: Workbench) -> None:
    bench.claim(f"{CGTN}#two-goods", "share: 85", "share: 8.5")
    bench.quoted(f"{CGTN}#two-goods", "85 percent", "8.5 percent")
    new, gone = bench.news()
    assert gone.startswith("no longer: warning CHG006: trade[CN, KZ, 2021]\n"), "the warning has other figures"
    assert new == dedent(
        """\
        warning CHG006: trade[CN, KZ, 2021]
          claims: cgtn#exports-electronics-2020, cgtn#trade-2021, cgtn#trade-growth-2021, cgtn#two-goods
          sum: 4.8 / 8.5 % = 56.47
          sum: 25 … 30 < 56.47 billion USD
          suspect: cgtn#two-goods share: 8.5 percent -> 88.89 … 100 percent"""
    )


# People, places and visits.


def test_one_of_four_30th_anniversaries_becomes_the_29th(bench: Workbench) -> None:
    bench.claim(f"{CGTN}#ties-30th-closing", "ordinal: 30", "ordinal: 29")
    bench.quoted(f"{CGTN}#ties-30th-closing", "30th anniversary of bilateral", "29th anniversary of bilateral")
    only(
        bench,
        """
        error ANN001: origin[cn-kz-diplomatic-relations]
          claims: cgtn#ties-30th, cgtn#ties-30th-closing
          sum: 2022 - 30 = 1992
          sum: 2022 - 29 = 1993
          suspect: cgtn#ties-30th-closing ordinal: 29 -> 30
        """,
    )


def test_two_presidents_at_once(bench: Workbench) -> None:
    third.rahmon_in_kazakhstan(bench)
    (found,) = bench.news()
    assert found.startswith("error ROL001: ")
    assert "  claims: gt#president-tokayev, post#rahmon\n  sum: " in found, "a finding shows what does not fit"


def test_two_presidents_in_one_article_on_one_day(bench: Workbench) -> None:
    name = f"{GT}#president-rahmon"
    bench.claim(name, "of: TJ", "of: KZ")
    bench.quoted(name, "the Republic of Tajikistan", "the Republic of Kazakhstan")
    only(
        bench,
        """
        warning ROL005: gt#president-rahmon
          claims: gt#president-rahmon, gt#president-tokayev
          sum: rahmon ≠ tokayev
          either: gt#president-rahmon person: rahmon -> tokayev
          either: gt#president-tokayev person: tokayev -> rahmon
        """,
    )


def test_the_visit_of_2022_moves_to_2021(bench: Workbench) -> None:
    """One article against the other: charitably a visit that began in December goes on in January, so no third claim
    stands against it."""
    bench.claim(f"{GT}#visit-2022", "on: 2022", "on: 2021")
    bench.claim(f"{GT}#visit-2022", "quote: and 2022", "quote: and 2021")
    bench.article(GT, "in 2017 and 2022", "in 2017 and 2021")
    new = [finding for finding in bench.check().findings if finding.severity == "error"]
    (found,) = new
    assert found.suspects == ()
    assert [each.claim for option in found.alternatives for each in option] == [f"{CGTN}#trip-2022", f"{GT}#visit-2022"]


def test_a_name_that_was_given_up_two_years_before(bench: Workbench) -> None:
    """Two claims quote the words, which stand in the article once."""
    for name in ("arrival-in-astana", "capital-astana"):
        bench.claim(f"{GT}#{name}", "capital Astana", "capital Nur-Sultan")
    bench.article(GT, "arrival in capital Astana", "arrival in capital Nur-Sultan")
    (found,) = bench.news()
    assert found.startswith('warning NAM002: "Nur-Sultan" was a name of Astana during 2019-03-23/2022-09-17')


def test_the_article_is_missing(bench: Workbench) -> None:
    (bench.root / ARTICLES[GT]).unlink()
    (found,) = bench.news()
    assert found.startswith("error SRC001: "), "and not one finding more for each of its quotes"
