"""What is wrong with a claim is said at its place, in a sentence that names what was found and what was expected."""

from __future__ import annotations

from pathlib import Path

import projects
import pytest
from projects import GOOD, claim, loaded_claim, shown

EVENT = "id: x\nkind: event\ntype: visit\nwho: xi\nquote: q"
SHARE = """\
id: x
kind: share
part: {metric: trade, of: [CN, KZ]}
whole: {metric: trade, of: [CN, central-asia]}
during: 2021
share: half
quote: q"""
STATE = "id: x\nkind: state\nsubject: KZ\nproperty: capital\nvalue: astana\non: 2024\nquote: q"

UNREADABLE = {
    "a kind that does not exist": (
        claim(id="x", kind="quantty"),
        '4:11 CLM004 claim "x" is of the kind "quantty", which does not exist; did you mean `quantity`?',
    ),
    "no kind": (claim(id="x", kind=None), '3:5 CLM002 claim "x" lacks `kind`'),
    "a list of kinds": (
        claim(id="x", kind="[quantity]"),
        '4:11 CLM004 `kind` of claim "x" is one word, and a list or a mapping stands here',
    ),
    "an empty kind": (
        claim(id="x", kind=""),
        '4:9 CLM004 `kind` of claim "x" is one word, and nothing stands here',
    ),
    "no id": (claim(id=None), "3:5 CLM002 this claim lacks `id`"),
    "an id with a blank": (
        claim(id="x y"),
        '3:9 CLM003 `id` of claim "x y": "x y" is no id: an id is made of letters, digits, ".", "_" and "-"',
    ),
    "no value": (claim(id="x", value=None), '3:5 CLM002 claim "x" lacks `value`'),
    "an unknown key": (
        claim(id="x", durring="2021"),
        '10:5 CLM001 claim "x" has no key `durring`; did you mean `during`?',
    ),
    "a month that does not exist": (
        claim(id="x", during="2021-13"),
        '7:13 CLM003 `during` of claim "x": `2021-13`: there is no month 13; months are 01 to 12 (the nearest is '
        "2021-12), seasons 21 to 24, quarters Q1 to Q4 and halves H1 and H2",
    ),
    "a fiscal year of no calendar": (
        claim(id="x", during="FY2021"),
        '7:13 CLM003 `during` of claim "x": `FY2021` is a fiscal period, and the vocabulary declares no calendar; '
        "declare one under `calendars:`, or give the months, as in 2018-10/2019-09",
    ),
    "a list for a figure": (
        claim(id="x", value="[5, 6]"),
        '8:12 CLM003 `value` of claim "x": a list stands where a figure is expected',
    ),
    "a mapping for a figure": (
        claim(id="x", value="{a: 5}"),
        '8:12 CLM003 `value` of claim "x": a mapping stands where a figure is expected',
    ),
    "nothing for a figure": (
        claim(id="x", value=""),
        '8:5 CLM003 `value` of claim "x": nothing stands where a figure is expected',
    ),
    "a figure without end": (
        claim(id="x", value="9" * 300),
        '8:12 CLM003 `value` of claim "x": a figure of 300 characters is longer than the 200 allowed',
    ),
    "nothing quoted": (
        claim(id="x", quote=""),
        '9:5 CLM003 `quote` of claim "x": a value is expected here, and nothing stands here',
    ),
    "an empty quote": (
        claim(id="x", quote="''"),
        '9:12 CLM003 `quote` of claim "x": the text is empty, or too short to say anything',
    ),
    "a quote without end": (
        claim(id="x", quote="q" * 5001),
        '9:12 CLM003 `quote` of claim "x": the text has 5001 characters; at most 5000 are read',
    ),
    "a list of quotes": (
        claim(id="x", quote="[q]"),
        '9:12 CLM003 `quote` of claim "x": text is expected here, and a list stands here',
    ),
    "a word that is none of the words": (
        claim(id="x", as_="guess"),
        "10:9 CLM003 `as` of claim \"x\": expected one of 'actual', 'estimate', 'guidance', 'target' or 'plan' "
        '(found "guess")',
    ),
    "two words of time": (
        claim(id="x", on="2021"),
        '3:5 CLM003 claim "x": `on` and `during` are both given: `on` is some time within, `during` is throughout',
    ),
    "an ordinal below one": (
        "id: x\nkind: anniversary\nevent: ties\nordinal: 0\non: 2022\nquote: q",
        '6:14 CLM003 `ordinal` of claim "x": "0" is no ordinal: write a whole number of at least 1, such as 30',
    ),
    "a weekday in short": (
        claim(EVENT, weekday="Tues"),
        '8:14 CLM003 `weekday` of claim "x": "Tues" is none of Monday, Tuesday, Wednesday, Thursday, Friday, '
        "Saturday, Sunday",
    ),
    "a length of nothing": (
        "id: x\nkind: duration\nevent: ties\nlength: ages\non: 2022\nquote: q",
        '6:13 CLM003 `length` of claim "x": `ages` is not a length of time; lengths look like `30 years`, '
        "`more than 18 months` or `P30Y`",
    ),
    "a duration as seen from nowhere": (
        "id: x\nkind: duration\nevent: ties\nlength: 3 years\nquote: q",
        '3:5 CLM003 claim "x": a duration since an `event` needs `on`: the date that it is seen from',
    ),
    "a change of nothing": (
        "id: x\nkind: change\nmetric: trade\nof: [CN, KZ]\nduring: 2022\nquote: q",
        '3:5 CLM003 claim "x": a change needs `by` or `to`; where only the way is told, write `by: up` or `by: down`',
    ),
    "a start that is no date": (
        claim(STATE, since="2022-13-40"),
        '10:12 CLM003 `since` of claim "x": `2022-13-40`: there is no month 13 with days; months are 01 to 12, '
        "as in 2022-12",
    ),
    "a word for yes or no": (
        "id: x\nkind: breakdown\nwhole: {metric: trade, of: [CN, KZ]}\nparts: {metric: trade, of: [CN, KZ]}\n"
        "complete: maybe\nduring: 2021\nquote: q",
        '7:15 CLM003 `complete` of claim "x": "maybe" is none of true, false',
    ),
    "an operand that is a word": (
        claim(SHARE, part="trade"),
        '5:11 CLM003 `part` of claim "x": a mapping of keys is expected here, and "trade" stands here',
    ),
    "an empty list": (
        claim(EVENT, where="[]"),
        '8:12 CLM003 `where` of claim "x": an empty list stands where the id of a place is expected',
    ),
    "a list in a list": (
        claim(EVENT, on="[2013, [2017]]"),
        '8:16 CLM003 `on[2]` of claim "x": a list stands where a date is expected',
    ),
    "one wrong date of several": (
        claim(EVENT, on="[2013, 2017-99]"),
        '8:16 CLM003 `on[2]` of claim "x": `2017-99`: there is no month 99; months are 01 to 12 (the nearest is '
        "2017-12), seasons 21 to 24, quarters Q1 to Q4 and halves H1 and H2",
    ),
    "a list for a mapping": (
        claim(STATE, distinct="[good]"),
        '10:15 CLM003 `distinct` of claim "x": a mapping of keys is expected here, and a list stands here',
    ),
    "no reason": (
        claim(STATE, ignore="{STA001: }"),
        '10:14 CLM003 `ignore.STA001` of claim "x": a value is expected here, and nothing stands here',
    ),
    "more claims than anyone means": (
        claim(EVENT, where=f"[{', '.join(['KZ'] * 20)}]", on=f"[{', '.join(['2022'] * 20)}]"),
        '3:5 CLM003 claim "x" stands for 400 claims; at most 200 are made',
    ),
}

UNKNOWN = {
    "a metric": (
        claim(id="x", metric="tarde"),
        '5:13 IDS001 the vocabulary has no metric "tarde"; did you mean `trade`?',
    ),
    "the second dimension": (
        claim(id="x", of="[CN, KX]"),
        '6:14 IDS001 the vocabulary has no entity or group or event or series "KX"; did you mean `KZ`?',
    ),
    "an id that is like no other": (
        claim(id="x", of="[CN, atlantis-under-sea]"),
        '6:14 IDS001 the vocabulary has no entity or group or event or series "atlantis-under-sea"',
    ),
    "an event": (
        "id: x\nkind: record\nmetric: trade\nof: [CN, KZ]\nduring: 2021\nextreme: highest\nsince: tis\nquote: q",
        '9:12 IDS001 the vocabulary has no event "tis"; did you mean `ties`?',
    ),
    "the second place of a list": (
        claim(EVENT, where="[KZ, KX]"),
        '8:17 IDS001 the vocabulary has no entity or group "KX"; did you mean `KZ`?',
    ),
    "a place in a list beside a list of dates": (
        claim(EVENT, where="[KZ, KX]", on="[2013, 2017]"),
        '8:17 IDS001 the vocabulary has no entity or group "KX"; did you mean `KZ`?',
    ),
    "the metric of an operand": (
        claim(SHARE, part="{metric: [trade, tarde], of: [CN, KZ]}"),
        '5:28 IDS001 the vocabulary has no metric "tarde"; did you mean `trade`?',
    ),
    "the dimension of an operand, once": (
        claim(SHARE, part="{metric: trade, of: [CN, KX]}"),
        '5:36 IDS001 the vocabulary has no entity or group or event or series "KX"; did you mean `KZ`?',
    ),
    "a claim that is set apart": (
        claim(STATE, distinct="{goood: another thing}"),
        '10:23 IDS001 `distinct` names the claim "goood", which does not exist; did you mean `good`?',
    ),
    "a claim that is replaced": (
        claim(STATE, supersedes="r#good"),
        '10:17 IDS001 `supersedes` names the claim "r#good", which does not exist; did you mean `s#good`?',
    ),
}

UNDECLARED = {
    "another type": (
        claim(id="x", of="[CN, astana]"),
        '6:14 IDS002 `trade` is of a country, and "astana" is a city',
    ),
    "the value of a property": (
        claim(STATE, value="CN"),
        '7:12 IDS002 the value of `capital` is a city, and "CN" is a country',
    ),
    "the subject of a property": (
        claim(STATE, subject="xi"),
        '5:14 IDS002 `capital` is a property of a country, and "xi" is a person',
    ),
    "a value that is no word of the property": (
        claim(STATE, property="standing", value="xi"),
        '7:12 IDS002 the values of `standing` are member, observer, and "xi" is none of them',
    ),
    "too few dimensions": (
        claim(id="x", of="CN"),
        "6:9 CLM006 `trade` is declared of [country, country], and here it is of [CN]",
    ),
    "no dimensions": (
        claim(id="x", of=None),
        "3:5 CLM006 `trade` is declared of [country, country], and no `of` is given here",
    ),
    "dimensions where none are": (
        "id: x\nkind: quantity\nmetric: jobs\nof: CN\nvalue: 5\nquote: q",
        "6:9 CLM006 `jobs` is declared of no dimensions, and here it is of [CN]",
    ),
    "a flow on a day": (
        claim(id="x", during=None, on="2021"),
        "9:9 CLM006 `trade` is a flow, so it needs `during`: the period that it is summed over (`on` is given)",
    ),
    "a flow at no time": (
        claim(id="x", during=None),
        "3:5 CLM006 `trade` is a flow, so it needs `during`: the period that it is summed over (no time is given)",
    ),
    "a stock at no time": (
        "id: x\nkind: quantity\nmetric: gold\nof: CN\nvalue: 5\nquote: q",
        "3:5 CLM006 `gold` is a stock, so it needs `on` or `during`",
    ),
    "an operand on a day": (
        claim(SHARE, part="{metric: trade, of: [CN, KZ], on: 2021}"),
        "5:45 CLM006 `trade` is a flow, so it needs `during`: the period that it is summed over (`on` is given)",
    ),
    "a share on a day, of both operands": (
        claim(SHARE, during=None, on="2021"),
        "9:9 CLM006 `trade` is a flow, so it needs `during`: the period that it is summed over (`on` is given)",
    ),
    "another unit": (
        claim(id="x", value="5 t"),
        "8:12 CLM006 `trade` is declared in USD, and the figure is in t",
    ),
    "an event of the vocabulary without its name": (
        claim(EVENT, where="KZ", on="2022-09-14"),
        '3:5 CLM007 s#x fits the event "state-visit"; write event: state-visit',
    ),
    "a series of the vocabulary without its name": (
        claim(EVENT, type="summit", on="2022-09-14"),
        '3:5 CLM007 s#x fits the series "council"; write series: council',
    ),
}
DROPPED = {**UNREADABLE, **{f"unknown: {k}": v for k, v in UNKNOWN.items()}, **UNDECLARED}
KEPT = ("unknown: a claim that is set apart", "unknown: a claim that is replaced")


@pytest.mark.parametrize("name", DROPPED)
def test_one_mistake_is_one_finding_and_the_other_claims_are_read(name: str, tmp_path: Path) -> None:
    text, expected = DROPPED[name]
    corpus = loaded_claim(tmp_path, text)
    assert shown(corpus) == [f"claims/a.yaml:{expected}"]
    assert [each.id for each in corpus.claims] == (["s#good", "s#x"] if name in KEPT else ["s#good"])


def test_several_missing_fields_are_said_each(tmp_path: Path) -> None:
    assert shown(loaded_claim(tmp_path, "id: x\nkind: quantity")) == [
        f'claims/a.yaml:3:5 CLM002 claim "x" lacks `{field}`' for field in ("quote", "metric", "value")
    ]


def test_a_finding_shows_the_line_and_what_would_be_allowed(tmp_path: Path) -> None:
    (found,) = [f for f in loaded_claim(tmp_path, claim(id="x", durring="2021")).findings if f.code == "CLM001"]
    assert found.excerpt == "    durring: 2021\n    ^^^^^^^"
    assert found.hint == (
        "its keys are also, as, basis, distinct, during, id, ignore, inferred, kind, made, members, metric, note, "
        "of, on, prefix, quote, speaker, suffix, supersedes, tags, value"
    )


def test_an_unknown_kind_is_answered_with_the_kinds(tmp_path: Path) -> None:
    (found,) = [f for f in loaded_claim(tmp_path, claim(id="x", kind="poem")).findings if f.code == "CLM004"]
    assert found.hint == (
        "the kinds are anniversary, breakdown, change, compare, duration, edition, event, nth, quantity, rank, "
        "record, role, share, state"
    )


def test_a_comma_that_ends_a_value_in_braces_is_explained(tmp_path: Path) -> None:
    corpus = loaded_claim(tmp_path, "{id: x, kind: quantity, metric: jobs, value: 4,000 jobs, quote: q}")
    assert shown(corpus) == ['claims/a.yaml:3:52 CLM001 claim "x" has no key `000 jobs`']
    assert [found.hint for found in corpus.findings if found.code == "CLM001"] == [
        'inside braces YAML ends a value at a comma, so "4" and "000 jobs" are two: write "4,000 jobs" in '
        "quotation marks"
    ]


def test_a_comma_in_the_braces_of_a_part_is_explained(tmp_path: Path) -> None:
    text = (
        "id: x\nkind: breakdown\nwhole: {metric: trade, of: [CN, KZ]}\nduring: 2021\nquote: q\n"
        "parts: [{metric: trade, of: [CN, KZ]}, {metric: trade, of: [CN, KZ], value: $4,000}]"
    )
    assert shown(loaded_claim(tmp_path, text)) == ['claims/a.yaml:8:84 CLM001 `parts[2]` of claim "x" has no key `000`']


def test_a_blank_reason_is_none(tmp_path: Path) -> None:
    text = claim(STATE, distinct="{good: ' '}", ignore="{STA001: ''}")
    assert shown(loaded_claim(tmp_path, text)) == [
        "claims/a.yaml:10:22 CLM003 `distinct` of good gives no reason",
        "claims/a.yaml:11:22 CLM003 `ignore` of STA001 gives no reason",
    ]


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (
            "{id: r, published: 2023, publisher: Q}",
            "s#x is by P and r#good by Q; only a publisher's own later word replaces its earlier one",
        ),
        (
            "{id: r, published: 2023}",
            "s#x is by P and r#good by no named publisher; only a publisher's own later word replaces its earlier one",
        ),
        (
            "{id: r, published: 2025, publisher: P}",
            "s#x was not published after r#good, so it cannot replace it",
        ),
    ],
)
def test_a_supersession_that_is_none(other: str, message: str, tmp_path: Path) -> None:
    files = {
        "claims/a.yaml": projects.claim_file(claim(STATE, supersedes="r#good")),
        "claims/b.yaml": projects.claim_file(GOOD, source=f"source: {other}\nclaims:\n"),
    }
    assert shown(projects.loaded(tmp_path, files)) == [f"claims/a.yaml:10:17 SUP001 {message}"]


def test_a_supersession_by_the_same_publisher_later(tmp_path: Path) -> None:
    files = {
        "claims/a.yaml": projects.claim_file(claim(STATE, supersedes="r#good")),
        "claims/b.yaml": projects.claim_file(GOOD, source="source: {id: r, published: 2023, publisher: P}\nclaims:\n"),
    }
    assert shown(projects.loaded(tmp_path, files)) == []


def test_a_list_is_one_claim_each_with_places_at_its_items(tmp_path: Path) -> None:
    corpus = loaded_claim(tmp_path, claim(EVENT, where="[KZ, CN]", on="[2013, 2017]"))
    expanded = [each for each in corpus.claims if each.entry == "s#x"]
    assert [(each.id, str(each.fields["where"]), str(each.fields["on"])) for each in expanded] == [
        ("s#x[1]", "KZ", "2013"),
        ("s#x[2]", "KZ", "2017"),
        ("s#x[3]", "CN", "2013"),
        ("s#x[4]", "CN", "2017"),
    ]
    places = [(str(each.place("where")), str(each.place("on"))) for each in expanded]
    assert places == [
        (f"claims/a.yaml:8:{column}", f"claims/a.yaml:9:{day}") for column in (13, 17) for day in (10, 16)
    ]


def test_a_list_of_one_is_one_claim(tmp_path: Path) -> None:
    corpus = loaded_claim(tmp_path, claim(EVENT, on="[2013]"))
    assert [each.id for each in corpus.claims] == ["s#good", "s#x"]


def test_places_inside_parts(tmp_path: Path) -> None:
    text = (
        "id: x\nkind: breakdown\nwhole: {metric: trade, of: [CN, KZ]}\nduring: 2021\nquote: q\n"
        "parts:\n  - metric: trade\n    of: [CN, KZ]\n  - metric: trade\n    of: [CN, KZ]\n    value: $4"
    )
    (found,) = [each for each in loaded_claim(tmp_path, text).claims if each.id == "s#x"]
    assert [str(found.place(name)) for name in ("parts[2].value", "whole.metric", "nothing", None)] == [
        "claims/a.yaml:13:16",
        "claims/a.yaml:5:21",
        "claims/a.yaml:3:5",
        "claims/a.yaml:3:5",
    ]


def test_values_keep_the_text_that_was_written(tmp_path: Path) -> None:
    (found,) = loaded_claim(tmp_path, claim(value="4.20", speaker="no")).claims[:1]
    value = found.fields["value"]
    assert getattr(value, "text", None) == "4.20"
    assert found.model.speaker == "no"


def test_a_file_of_two_claims_of_one_id_keeps_the_first(tmp_path: Path) -> None:
    corpus = loaded_claim(tmp_path, claim(value="$7 billion"))
    assert shown(corpus) == [
        'claims/a.yaml:10:9 CLM005 claim "good" has the id of the claim on line 3; give it another'
    ]
    assert [str(getattr(each.fields["value"], "text", "")) for each in corpus.claims] == ["$7 billion"]
