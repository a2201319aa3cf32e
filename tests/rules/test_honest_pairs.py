"""Claims of honest sources that look like contradictions: what the pack says of them, which is nothing or a warning."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from drafts import rule_text, write_rule

from claimcheck.engine.workbench.examples import run_examples
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).parents[2]
PAIRS = """
- name: a provisional figure and the final one, half a percent higher
  claims:
    - {id: a, kind: quantity, metric: gdp, of: KZ, during: 2023, value: $259.7 billion}
    - {id: b, kind: quantity, metric: gdp, of: KZ, during: 2023, value: $261.0 billion}
  vocabulary: {metrics: {gdp: {unit: USD, at_least: 0}}}
  expect:
    - {severity: warning, at: [a.value, b.value], code: QTY001}
- name: an estimate of January and the final figure of June
  claims:
    - {id: a, kind: quantity, metric: gdp, of: KZ, during: 2023, value: $240 billion, as: estimate}
    - {id: b, kind: quantity, metric: gdp, of: KZ, during: 2023, value: $261.4 billion}
  vocabulary: {metrics: {gdp: {unit: USD, at_least: 0}}}
- name: a guidance that was not met
  claims:
    - {id: a, kind: quantity, metric: sales, of: acme, during: 2024, value: at least $90 million, as: guidance}
    - {id: b, kind: quantity, metric: sales, of: acme, during: 2024, value: $84.9 million}
- name: a fiscal year and the calendar year that it is named after
  claims:
    - {id: a, kind: quantity, metric: sales, of: acme, during: FY2023, value: $84.9 million}
    - {id: b, kind: quantity, metric: sales, of: acme, during: 2023, value: $91.2 million}
  vocabulary: {calendars: {FY: {starts: "10", named_by: end}}, metrics: {sales: {unit: USD, at_least: 0}}}
- name: a fiscal quarter that has most of the calendar year
  claims:
    - {id: a, kind: quantity, metric: sales, of: acme, during: FY2023-Q1, value: $84.9 million}
    - {id: b, kind: quantity, metric: sales, of: acme, during: 2023, value: $61.2 million}
  vocabulary: {calendars: {FY: {starts: "10", named_by: end}}, metrics: {sales: {unit: USD, at_least: 0}}}
- name: the customs of both sides
  claims:
    - {id: a, kind: quantity, metric: trade, of: [CN, KZ], during: 2023, value: $41.0 billion, basis: of China}
    - {id: b, kind: quantity, metric: trade, of: [CN, KZ], during: 2023, value: $31.5 billion, basis: of Kazakhstan}
  expect:
    - {severity: warning, at: [a.value, b.value], code: QTY001}
- name: growth at constant prices and at current ones
  claims:
    - {id: a, kind: change, metric: gdp, of: KZ, during: 2023, base: 2022, by: 5.1 percent, basis: at constant prices}
    - {id: b, kind: quantity, metric: gdp, of: KZ, during: 2022, value: $225.5 billion}
    - {id: c, kind: quantity, metric: gdp, of: KZ, during: 2023, value: $261.4 billion}
  expect:
    - {severity: warning, at: [a.by, b.value, c.value], code: CHG002}
- name: real growth and nominal growth, each a metric
  claims:
    - {id: a, kind: change, metric: real-gdp, of: KZ, during: 2023, base: 2022, by: 5.1 percent}
    - {id: b, kind: change, metric: gdp, of: KZ, during: 2023, base: 2022, by: 16.2 percent}
    - {id: c, kind: change, metric: deflator, of: KZ, during: 2023, base: 2022, by: 10.6 percent}
  vocabulary:
    metrics: {gdp: {at_least: 0}, real-gdp: {at_least: 0}, deflator: {at_least: 0, quotient_of: [gdp, real-gdp]}}
- name: a chain of rounded growth rates and the rounded ends
  claims:
    - {id: a, kind: change, metric: trade, of: [CN, KZ], during: 2022, base: 2021, by: 23.6 percent}
    - {id: b, kind: change, metric: trade, of: [CN, KZ], during: 2023, base: 2022, by: 32.2 percent}
    - {id: c, kind: quantity, metric: trade, of: [CN, KZ], during: 2021, value: $25.25 billion}
    - {id: d, kind: quantity, metric: trade, of: [CN, KZ], during: 2023, value: $41.26 billion}
  vocabulary: {metrics: {trade: {unit: USD, at_least: 0}}}
- name: seven rounded percentages that print as 101
  claims:
    - id: a
      kind: breakdown
      whole: {metric: exports}
      parts:
        - {metric: p1, value: 21.6 percent}
        - {metric: p2, value: 18.6 percent}
        - {metric: p3, value: 15.6 percent}
        - {metric: p4, value: 14.6 percent}
        - {metric: p5, value: 12.6 percent}
        - {metric: p6, value: 9.6 percent}
        - {metric: p7, value: 7.6 percent}
      complete: true
      during: 2023
- name: a visit on a Tuesday there, which is Monday here
  claims:
    - {id: a, kind: event, type: visit, event: xi-visit, on: 2024-07-02, weekday: Tuesday}
    - {id: b, kind: event, type: visit, event: xi-visit, on: 2024-07-01, weekday: Monday}
  vocabulary: {events: {xi-visit: {type: visit, lasts: up to 5 days}}}
- name: told of on the day before it took place, by the clock
  claims:
    - {id: a, kind: event, type: visit, on: 2025-01-02}
- name: the first since a pandemic, and one before it
  claims:
    - {id: a, kind: nth, ordinal: 1, type: visit, who: xi, where: KZ, scope: abroad, since: 2020-03, on: 2022-09-14}
    - {id: b, kind: event, type: visit, who: xi, where: MM, on: 2020-01-17}
  vocabulary:
    entities: {CN: {type: country}, KZ: {type: country}, MM: {type: country}, xi: {type: person, country: CN}}
- name: the first state visit, and earlier visits of other kinds
  claims:
    - {id: a, kind: nth, ordinal: 1, type: state-visit, who: xi, where: KZ, on: 2022}
    - {id: b, kind: event, type: visit, who: xi, where: KZ, on: 2013}
- name: an acting holder between two elected ones
  claims:
    - {id: a, kind: role, role: president, of: US, person: one, since: 2009-01-20, until: 2017-01-20}
    - {id: b, kind: role, role: acting-president, of: US, person: two, since: 2017-01-10, until: 2017-02-20}
    - {id: c, kind: role, role: president, of: US, person: three, since: 2017-02-20}
  vocabulary: {roles: {president: {single: true}, acting-president: {single: true}}}
- name: elected in November, sworn in in January
  claims:
    - {id: a, kind: role, role: president, of: US, person: one, since: 2009-01-20, until: 2017-01-20}
    - {id: b, kind: role, role: president, of: US, person: two, since: 2016-11-08}
  vocabulary: {roles: {president: {single: true}}}
- name: both holders named on the day of the handover
  claims:
    - {id: a, kind: role, role: president, of: US, person: one, until: 2017-01-20, since: 2009-01-20}
    - {id: b, kind: role, role: president, of: US, person: two, on: 2017-01-20}
  vocabulary: {roles: {president: {single: true}}}
- name: two chairs who hold a chair together
  claims:
    - {id: a, kind: role, role: co-chair, of: acme, person: one, since: 2019, until: 2023}
    - {id: b, kind: role, role: co-chair, of: acme, person: two, since: 2018, until: 2024}
  vocabulary: {roles: {co-chair: {single: false}}}
- name: a second term told of by its start
  claims:
    - {id: a, kind: role, role: president, of: KZ, person: one, since: 2019-03-20}
    - {id: b, kind: role, role: president, of: KZ, person: one, since: 2022-11-26}
  expect:
    - {severity: warning, at: [a.since, b.since], code: ROL002}
- name: a capital that is renamed and stays the capital
  claims:
    - {id: a, kind: state, subject: KZ, property: capital, value: astana, on: 2018-07-06}
    - {id: b, kind: state, subject: KZ, property: capital, value: astana, on: 2022-09-16}
  vocabulary: {entities: {astana: {type: city, aliases: [{name: Nur-Sultan, during: 2019-03-23/2022-09-17}]}}}
- name: a capital that moved in the year of both claims
  claims:
    - {id: a, kind: state, subject: KZ, property: capital, value: almaty, on: 1997}
    - {id: b, kind: state, subject: KZ, property: capital, value: astana, on: 1997}
- name: a group before and after it grew
  claims:
    - {id: a, kind: quantity, metric: size, of: sco, on: 2016, value: 2}
    - {id: b, kind: quantity, metric: size, of: sco, on: 2018, value: 3}
  vocabulary:
    entities: {CN: {}, RU: {}, IN: {}}
    groups: {sco: [CN, RU, {id: IN, during: 2017-06-09/..}]}
    metrics: {size: {measures: stock, whole: true, at_least: 0}}
- name: a total before a regrouping, and its parts after it
  claims:
    - {id: a, kind: quantity, metric: staff, of: union, during: 2017, value: 900}
    - {id: b, kind: quantity, metric: staff, of: CN, during: 2017, value: 500}
    - {id: c, kind: quantity, metric: staff, of: RU, during: 2017, value: 300}
    - {id: d, kind: quantity, metric: staff, of: IN, during: 2017, value: 600}
  vocabulary:
    entities: {CN: {type: country}, RU: {type: country}, IN: {type: country}}
    groups: {union: [CN, RU, {id: IN, during: 2017-06-09/..}]}
    metrics: {staff: {of: [country], at_least: 0, whole: true}}
- name: a range and a figure inside it
  claims:
    - {id: a, kind: quantity, metric: killed, of: quake, on: 2024-01-02, value: between 40 and 60}
    - {id: b, kind: quantity, metric: killed, of: quake, on: 2024-01-02, value: 48}
- name: at least so many, and more of them later that day
  claims:
    - {id: a, kind: quantity, metric: killed, of: quake, on: 2024-01-02, value: at least 48}
    - {id: b, kind: quantity, metric: killed, of: quake, on: 2024-01-02, value: 73}
  expect:
    - {severity: warning, at: [a.value, b.value], code: QTY001}
- name: dozens, and a count
  claims:
    - {id: a, kind: quantity, metric: injured, of: quake, on: 2024-01-02, value: dozens}
    - {id: b, kind: quantity, metric: injured, of: quake, on: 2024-01-02, value: 38}
- name: a stock in January and in December of one year
  claims:
    - {id: a, kind: quantity, metric: members, of: council, on: 2023, value: 9}
    - {id: b, kind: quantity, metric: members, of: council, on: 2023, value: 12}
  vocabulary: {metrics: {members: {measures: stock, whole: true, at_least: 0}}}
  expect:
    - {severity: warning, at: [a.value, b.value], code: QTY001}
- name: a record of its day, beaten later
  claims:
    - {id: a, kind: record, metric: trade, of: KZ, extreme: highest, during: 2022}
    - {id: b, kind: quantity, metric: trade, of: KZ, during: 2022, value: $31.2 billion}
    - {id: c, kind: record, metric: trade, of: KZ, extreme: highest, during: 2023}
    - {id: d, kind: quantity, metric: trade, of: KZ, during: 2023, value: $41.0 billion}
- name: joint winners
  claims:
    - {id: a, kind: rank, entity: KZ, metric: medals, among: steppe, rank: 1, during: 2023}
    - {id: b, kind: rank, entity: UZ, metric: medals, among: steppe, rank: 1, during: 2023}
    - {id: c, kind: quantity, metric: medals, of: KZ, during: 2023, value: 12}
    - {id: d, kind: quantity, metric: medals, of: UZ, during: 2023, value: 12}
  vocabulary:
    entities: {KZ: {}, UZ: {}, KG: {}}
    groups: {steppe: [KZ, UZ, KG]}
    metrics: {medals: {whole: true, at_least: 0}}
- name: an age that is counted by years alone
  claims:
    - {id: a, kind: quantity, metric: age, of: jane, on: 2024-03-02, value: 71}
  vocabulary:
    entities: {jane: {type: person, born: 1953-06-15}}
    metrics: {age: {of: [person], measures: stock, whole: true, at_least: 0}}
  expect:
    - {severity: warning, at: [a.value], code: AGE005}
- name: thirty years, begun and full
  claims:
    - {id: a, kind: duration, event: ties, length: 30 years, on: 2022-01-02}
    - {id: b, kind: duration, event: ties, length: more than 30 years, on: 2022-12-31}
    - {id: c, kind: anniversary, event: ties, ordinal: 30, on: 2022}
- name: a centenary told of in the year before
  claims:
    - {id: a, kind: anniversary, event: party, ordinal: 100, on: 2021}
    - {id: b, kind: duration, event: party, length: 99 years, on: 2020-12-01}
- name: an edition put off by a year
  claims:
    - {id: a, kind: edition, series: games, ordinal: 31, on: 2016}
    - {id: b, kind: edition, series: games, ordinal: 32, on: 2021}
    - {id: c, kind: edition, series: games, ordinal: 33, on: 2024}
  vocabulary: {series: {games: {frequency: quadrennial}}}
  expect:
    - {severity: warning, at: [a.ordinal, b.ordinal], code: EDI004, says: "2021 - (32 - 1) × 4 = 1897"}
- name: a summit that two countries host
  claims:
    - {id: a, kind: event, type: summit, event: talks, where: KZ, on: 2024-07-02}
    - {id: b, kind: event, type: summit, event: talks, where: UZ, on: 2024-07-02}
  vocabulary: {entities: {KZ: {type: country}, UZ: {type: country}}}
  expect:
    - {severity: warning, at: [a.where, b.where], code: EVT001}
- name: people per head counted at the end of the year
  claims:
    - {id: a, kind: quantity, metric: gdp-per-head, of: KZ, during: 2023, value: "$13,050"}
    - {id: b, kind: quantity, metric: gdp, of: KZ, during: 2023, value: $261.4 billion}
    - {id: c, kind: quantity, metric: people, of: KZ, on: 2023-12-31, value: 20.33 million}
  vocabulary:
    metrics:
      gdp: {unit: USD, at_least: 0}
      people: {measures: stock, at_least: 0}
      gdp-per-head: {unit: USD, at_least: 0, quotient_of: [gdp, people]}
- name: dollars and euros at the rate of a bad day
  claims:
    - {id: a, kind: quantity, metric: trade, of: KZ, during: 2023, value: $41.0 billion, also: €39.3 billion}
  vocabulary:
    metrics: {trade: {unit: USD, at_least: 0}}
    rates: [{from: EUR, to: USD, during: 2023, at_least: 1.04, at_most: 1.13}]
- name: a percentage of the whole, and amounts of the parts
  claims:
    - id: a
      kind: breakdown
      whole: {metric: exports, value: $24.7 billion}
      parts: [{metric: toys, value: 42.1 percent}, {metric: phones, value: 57.9 percent}]
      complete: true
      during: 2023
    - {id: b, kind: quantity, metric: toys, during: 2023, value: $10.4 billion}
- name: nine months, and a year in which some of it was taken back
  claims:
    - {id: a, kind: quantity, metric: profit, of: acme, during: 2023-01/2023-09, value: $4.2 million}
    - {id: b, kind: quantity, metric: profit, of: acme, during: 2023, value: $3.1 million}
  vocabulary: {metrics: {profit: {unit: USD}}}
- name: a joint statement that both read out
  claims:
    - id: a
      kind: state
      subject: KZ
      property: borders
      value: CN
      on: 2024-07-02
      speaker: xi
      quote: “Both sides will continue to support each other firmly”
    - id: b
      kind: state
      subject: KZ
      property: borders
      value: CN
      on: 2024-07-02
      speaker: tokayev
      quote: “Both sides will continue to support each other firmly”
  vocabulary: {entities: {xi: {type: person}, tokayev: {type: person}}, properties: {borders: {single: false}}}
  expect:
    - {severity: warning, at: [a.value, b.value], code: SPK001}
- name: the second visit by one count, and a stop on the way
  claims:
    - {id: a, kind: nth, ordinal: 2, type: state-visit, who: xi, where: KZ, on: 2022}
    - {id: b, kind: event, type: state-visit, who: xi, where: KZ, on: 2013, event: visit-2013}
    - {id: c, kind: event, type: visit, who: xi, where: KZ, on: 2017, event: visit-2017}
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """Return by pair how it differs from what it expects, with the whole pack applied."""
    root = tmp_path_factory.mktemp("honest")
    examples = "\n" + textwrap.indent(PAIRS.strip("\n"), "  ")
    rules = load_rules((ROOT / "rules", write_rule(root, rule_text(assert_="year(on) > 0", examples=examples))), root)
    assert rules.findings == ()
    draft = rules.get("TST001")
    assert draft is not None
    return {result.name: result.differences for result in run_examples(draft, rules)}


def test_honest_sources_are_told_of_no_error_and_of_no_warning_that_is_not_expected(
    outcomes: dict[str, tuple[str, ...]],
) -> None:
    assert {name: differences for name, differences in outcomes.items() if differences} == {}


def test_no_pair_expects_an_error_and_at_most_a_third_expect_a_warning(outcomes: dict[str, tuple[str, ...]]) -> None:
    assert "severity: error" not in PAIRS
    assert PAIRS.count("severity: warning") * 3 <= len(outcomes) + 2
    assert len(outcomes) >= 30
