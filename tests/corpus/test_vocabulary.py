"""The vocabulary: one slip in it is one finding, and the rest of it is used; and what it knows of places and groups."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import GOOD, VOCABULARY, claim_file, loaded, shown

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.values.dates import parse_date
from claimcheck.values.truth import Truth

FILE = "claims/vocabulary.yaml"


def changed(old: str, new: str) -> str:
    assert VOCABULARY.count(old) == 1
    return VOCABULARY.replace(old, new)


SLIPS = {
    "a section that does not exist": (
        VOCABULARY + "entites: {}\n",
        "20:1 CLM001 the vocabulary has no key `entites`; did you mean `entities`?",
    ),
    "a key that does not exist": (
        changed("label: Xi, type", "label: Xi, tpe"),
        "5:19 CLM001 `entities.xi` of the vocabulary has no key `tpe`; did you mean `type`?",
    ),
    "an id with a blank": (
        VOCABULARY + "roles:\n  prime minister: {}\n",
        '21:19 CLM003 `roles.prime minister` of the vocabulary: "prime minister" is no id: an id is made of letters, '
        'digits, ".", "_" and "-"',
    ),
    "a bound that is a word": (
        changed("at_least: 0", "at_least: none"),
        '17:87 CLM003 `metrics.trade.at_least` of the vocabulary: "none" is no bound: write digits, with a point if '
        "need be, such as 0 or -1.5",
    ),
    "a bound that no computer holds": (
        changed("at_least: 0", "at_least: 1e999999999"),
        '17:87 CLM003 `metrics.trade.at_least` of the vocabulary: "1e999999999" is no bound: write digits, with a '
        "point if need be, such as 0 or -1.5",
    ),
    "a bound in digits of another script": (
        changed("at_least: 0", "at_least: ٣"),
        '17:87 CLM003 `metrics.trade.at_least` of the vocabulary: "٣" is no bound: write digits, with a point if need '
        "be, such as 0 or -1.5",
    ),
    "another word for a frequency": (
        changed("label: council,", "label: council, frequency: yearly,"),
        "12:40 CLM003 `series.council.frequency` of the vocabulary: expected one of 'annual', 'biennial', "
        "'quadrennial' or 'irregular' (found \"yearly\")",
    ),
    "an id twice": (
        changed("central-asia: [KZ]", "CN: [KZ]"),
        '7:7 VOC001 "CN" is declared twice, first under `entities` in claims/vocabulary.yaml; one id means one thing',
    ),
    "a mirror of nothing": (
        changed("measures: stock", "mirror_of: trde"),
        '18:43 VOC001 `mirror_of` of "gold" names "trde", which `metrics` does not declare; did you mean `trade`?',
    ),
    "a member that does not exist": (
        changed("central-asia: [KZ]", "central-asia: [KZ, KX]"),
        '7:17 VOC001 `members` of "central-asia" names "KX", which `entities` does not declare; did you mean `KZ`?',
    ),
    "a place in nothing": (
        changed("in: KZ}", "in: KX}"),
        '4:43 VOC001 `in` of "astana" names "KX", which `entities` does not declare; did you mean `KZ`?',
    ),
    "a place in itself": (
        changed("type: city, in: KZ", "type: city, in: astana"),
        '4:43 VOC001 "astana" lies in itself',
    ),
    "symmetric in one dimension": (
        changed("measures: stock", "symmetric: true, measures: stock"),
        '18:9 VOC001 the metric "gold" is symmetric, so it needs two dimensions, not 1',
    ),
    "disjoint from nothing": (
        VOCABULARY + "disjoint:\n  - [trade, god]\n",
        '21:13 VOC001 `disjoint` names "god", which is no metric; did you mean `gold`?',
    ),
    "disjoint from none": (
        VOCABULARY + "disjoint:\n  - [trade]\n",
        "21:5 VOC001 `disjoint` takes lists of at least two metrics",
    ),
    "a month that does not exist": (
        VOCABULARY + "calendars: {FY: {starts: 13}}\n",
        '20:17 VOC001 the calendar "FY": a fiscal year cannot start in month 13; months are 1 to 12',
    ),
    "a month by its name": (
        VOCABULARY + "calendars: {FY: {starts: April}}\n",
        "20:26 CLM003 `calendars.FY.starts` of the vocabulary: the text is not of the form ^\\d\\d(-\\d\\d)?$ "
        '(found "April")',
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_is_one_finding_and_the_rest_is_used(name: str, tmp_path: Path) -> None:
    text, expected = SLIPS[name]
    corpus = loaded(tmp_path, {FILE: text, "claims/a.yaml": claim_file(GOOD)})
    assert shown(corpus) == [f"{FILE}:{expected}"]
    assert [each.id for each in corpus.claims] == ["s#good"]


def test_metrics_that_are_parts_of_each_other(tmp_path: Path) -> None:
    text = VOCABULARY + "  x: {part_of: y}\n  y: {part_of: x}\n"
    assert shown(loaded(tmp_path, {FILE: text, "claims/a.yaml": claim_file(GOOD)})) == [
        f'{FILE}:20:16 VOC001 the metric "x" is `part_of` itself',
        f'{FILE}:21:16 VOC001 the metric "y" is `part_of` itself',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "YML001 this file is empty: it holds no keys at all"),
        ("- a\n", "VOC001 a vocabulary file is a mapping of sections such as `entities`"),
    ],
)
def test_a_vocabulary_that_cannot_be_read_is_said_once_and_counts_what_waits(
    text: str, expected: str, tmp_path: Path
) -> None:
    corpus = loaded(tmp_path, {FILE: text, "claims/a.yaml": claim_file(GOOD, "id: b\n" + GOOD.partition("\n")[2])})
    assert shown(corpus) == [
        f"{FILE}:1:1 {expected}",
        "claims/a.yaml:1:1 RUN001 no claim could be read, so nothing was checked",
    ]
    assert corpus.findings[0].notes == ("2 claims are not checked until the whole vocabulary can be read",)


def test_a_vocabulary_in_several_files(tmp_path: Path) -> None:
    head, _, tail = VOCABULARY.partition("metrics:")
    files = {
        FILE: head,
        "claims/vocabulary/metrics.yaml": "metrics:" + tail,
        "claims/vocabulary/more.yaml": "entities: {CN: {label: Cathay, type: country}}\n",
        "claims/a.yaml": claim_file(GOOD),
    }
    corpus = loaded(tmp_path, files)
    # A folder comes before the file of the same name, as in any listing.
    assert shown(corpus) == [
        f'{FILE}:2:7 VOC001 "CN" is declared twice, first under `entities` in claims/vocabulary/more.yaml; '
        "one id means one thing"
    ]
    assert [each.id for each in corpus.claims] == ["s#good"]


def vocabulary(text: str) -> Vocabulary:
    problems = Problems("v.yaml")
    root = read_yaml(text).root
    assert root is not None
    built = build_vocabulary([(root, problems)])
    assert problems.found == []
    return built


MAP = vocabulary(
    """\
entities:
  CN: {type: country}
  KZ: {type: country}
  IN: {type: country}
  aktobe: {type: region, in: KZ}
  tower: {type: building, in: aktobe}
  nowhere: {type: city}
  xi: {type: person, country: CN}
groups:
  asia: [KZ, {id: IN, during: 2017-06-09/..}]
  open: {members: [KZ], complete: false}
metrics:
  exports: {unit: USD, of: [country, country], at_least: 0}
  imports: {mirror_of: exports}
  trade: {of: [country, country], symmetric: true}
  goods: {part_of: exports}
  oil: {part_of: exports}
disjoint:
  - [goods, oil]
"""
)


@pytest.mark.parametrize(
    ("place", "region", "expected"),
    [
        ("tower", "KZ", Truth.YES),
        ("tower", "tower", Truth.YES),
        ("tower", "CN", Truth.NO),
        ("tower", "asia", Truth.YES),
        ("CN", "asia", Truth.NO),
        ("CN", "open", Truth.POSSIBLY),
        ("KZ", "aktobe", Truth.POSSIBLY),
        ("nowhere", "KZ", Truth.POSSIBLY),
    ],
)
def test_where_places_lie(place: str, region: str, expected: Truth) -> None:
    assert MAP.within(place, region) is expected


def test_the_country_of_places_and_persons() -> None:
    assert [MAP.country_of(item) for item in ("tower", "xi", "KZ", "nowhere")] == ["KZ", "CN", "KZ", None]


@pytest.mark.parametrize(
    ("period", "ids", "complete"),
    [
        ("2016", ("KZ",), True),
        ("2017", ("IN", "KZ"), False),
        ("2018", ("IN", "KZ"), True),
        ("2017-06-08", ("KZ",), True),
        ("2017-06-09", ("IN", "KZ"), True),
    ],
)
def test_members_at_a_time(period: str, ids: tuple[str, ...], complete: bool) -> None:
    span = parse_date(period, {})
    found = MAP.members("asia", span.earliest, span.latest)
    assert found is not None
    assert (found.ids, found.complete) == (ids, complete)


def test_measures_by_one_name() -> None:
    assert MAP.canonical_measure("imports", ("CN", "KZ")) == ("exports", ("KZ", "CN"))
    assert MAP.canonical_measure("trade", ("KZ", "CN")) == ("trade", ("CN", "KZ"))
    assert MAP.canonical_measure("exports", ("KZ", "CN")) == ("exports", ("KZ", "CN"))


def test_a_mirror_and_a_part_take_what_they_do_not_say() -> None:
    for name in ("imports", "goods"):
        metric = MAP.metric(name)
        assert metric is not None
        assert (metric.unit, metric.of) == ("USD", ("country", "country"))
        assert metric.at_least == 0
    assert MAP.disjoint_parts("oil") == ("goods", "oil")
    assert MAP.disjoint_parts("exports") == ("exports",)


def test_types() -> None:
    assert [MAP.type_of(item) for item in ("CN", "asia", "ghost")] == ["country", "country", None]
    assert MAP.is_of_type("asia", "country")
    assert MAP.is_of_type("asia", "group")
    assert not MAP.is_of_type("xi", "country")
    assert not MAP.is_of_type("ghost", "country")
