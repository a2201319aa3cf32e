"""Kinds that a vocabulary declares: how a slip is told, what their claims may say, and that they stay at home."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import SOURCE, VOCABULARY, claim_file, loaded, shown

from claimcheck.claims.kind_declaration import MAX_FIELDS, MAX_KINDS
from claimcheck.claims.registry import COMMON, built_in_kinds, shapes_of
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import kinds_of, load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.vocabulary_kinds import RESERVED
from claimcheck.rules.scope import CONSTANTS, PSEUDO_FIELDS
from claimcheck.values.figure import Figure

FIELDS = """\
      question: {type: word, needed: true, summary: What was asked}
      city: {type: entity, of: city, summary: Where}
      share: {type: figure, unit: percent, summary: The share}
      sample: {type: figure, unit: people, summary: The sample}
      answer: {type: choice, choices: {in-favour: [in favour, for], against: [not in favour, against]}, summary: Said}
      weighted: {type: flag, phrases: weighted, summary: Whether}
"""
HEAD = "kinds:\n  poll:\n    summary: What a poll found.\n"
OWN = (
    VOCABULARY
    + HEAD
    + "    facts: {about: [question, city]}\n    needs_one_of: [share, sample]\n    fields:\n"
    + FIELDS
)
POLL = "id: p\nkind: poll\nquestion: bridge\nshare: 47 percent\non: 2024-01\nquote: q"


def poll(**changes: str) -> str:
    lines = {line.partition(":")[0]: line for line in POLL.splitlines()}
    lines.update({key: f"{key}: {value}" for key, value in changes.items()})
    return "\n".join(line for line in lines.values() if not line.endswith(": -"))


def read(root: Path, *claims: str, vocabulary: str = OWN, article: str | None = None) -> Corpus:
    source = SOURCE if article is None else SOURCE.replace("publisher: P", "publisher: P, text: a.txt")
    files = {"claims/vocabulary.yaml": vocabulary, "claims/a.yaml": claim_file(*claims, source=source)}
    return loaded(root, files if article is None else {**files, "claims/a.txt": article})


def test_a_claim_of_a_declared_kind_is_read_like_any_other(tmp_path: Path) -> None:
    corpus = read(tmp_path, poll(sample="1,003", city="astana"))
    assert shown(corpus) == []
    (record,) = corpus.claims
    assert (record.id, record.kind) == ("s#p", "poll")
    assert set(record.fields) == {"as", "question", "city", "share", "sample", "weighted", "on"}
    assert record.fields["weighted"] is False
    assert isinstance(record.fields["share"], Figure)
    assert record.place("share").line == 6


CLAIMS = {
    "a stray key": (
        poll(shre="48 percent"),
        '9:5 CLM001 claim "p" has no key `shre`; did you mean `share`?',
    ),
    "a field that is needed": (poll(question="-"), '3:5 CLM002 claim "p" lacks `question`'),
    "a figure that is none": (
        poll(share="many"),
        "6:12 CLM003 `share` of claim \"p\": 'many' is not a figure",
    ),
    "a figure in another unit": (
        poll(share="$47"),
        "6:12 CLM006 `share` is declared in percent, and the figure is in USD",
    ),
    "another choice": (
        poll(answer="perhaps"),
        '9:13 CLM003 `answer` of claim "p": "perhaps" is none of in-favour, against',
    ),
    "an id that nobody declares": (poll(city="astna"), '9:11 IDS001 the vocabulary has no entity or group "astna"'),
    "an id of another type": (poll(city="KZ"), '9:11 IDS002 `city` is a city, and "KZ" is a country'),
    "neither of what it needs one of": (
        poll(share="-"),
        '3:5 CLM003 claim "p": a claim of the kind `poll` needs `share` or `sample`',
    ),
    "no time": (poll(on="-"), '3:5 CLM003 claim "p": a claim of the kind `poll` needs `on` or `during`'),
    "two times": (poll(during="2024"), '3:5 CLM003 claim "p": `on` and `during` are both given'),
    "a kind that is nearly it": (
        poll(kind="pol"),
        '4:11 CLM004 claim "p" is of the kind "pol", which does not exist; did you mean `poll`?',
    ),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_slip_in_a_claim_of_a_declared_kind_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    text, message = CLAIMS[name]
    found = shown(read(tmp_path, text))
    assert found[0].startswith(f"claims/a.yaml:{message}"), found


def declared(field: str, more: str = "") -> str:
    return (
        VOCABULARY + HEAD + more + "    fields:\n      size: {type: figure, summary: How many}\n" + f"      {field}\n"
    )


SLIPS = {
    "a type that does not exist": (
        declared("city: {type: entty, summary: Where}"),
        '25:20 VOC001 the kind "poll" has a field of the type "entty", which does not exist; did you mean `entity`?',
    ),
    "a name that ships": (
        VOCABULARY + HEAD.replace("poll", "quantity") + "    fields: {a: {type: word, summary: The a}}\n",
        '21:3 VOC001 the kind "quantity" is known already, so its name is taken; call yours otherwise',
    ),
    "a name with capitals": (
        VOCABULARY + HEAD.replace("poll", "Poll") + "    fields: {a: {type: word, summary: The a}}\n",
        '21:3 VOC001 the kind "Poll" cannot be called so: write lower-case words, such as opinion-poll',
    ),
    "a field of every claim": (
        declared("quote: {type: word, summary: Where}"),
        '25:7 VOC001 the kind "poll" has a field `quote`, a word that has its meaning in every claim or rule',
    ),
    "a time of its own": (
        declared("on: {type: date, summary: When}"),
        '25:7 VOC001 the kind "poll" has a field `on`, which `facts: {time: …}` gives it',
    ),
    "a field with a hyphen": (
        declared("counted-by: {type: entity, summary: Who}"),
        '25:7 VOC001 the kind "poll" has a field "counted-by": write a lower-case word, with `_` between two',
    ),
    "a key that does not suit its type": (
        declared("city: {type: entity, unit: km, summary: Where}"),
        '25:28 VOC001 the kind "poll" has `unit` in a field of the type entity; it goes with figure',
    ),
    "a choice of nothing": (
        declared("said: {type: choice, summary: What}"),
        '25:7 VOC001 the kind "poll" has a choice `said` without `choices`: the words to choose from',
    ),
    "a default that is no choice": (
        declared("said: {type: choice, choices: [a, b], default: c, summary: What}"),
        '25:54 VOC001 the kind "poll" has a default that cannot be read: "c" is none of a, b',
    ),
    "a default where a value is needed": (
        declared("said: {type: word, needed: true, default: c, summary: What}"),
        '25:40 VOC001 the kind "poll" has a default for a field that is needed',
    ),
    "figures together": (
        declared("sizes: {type: figure, many: together, summary: What}"),
        '25:35 VOC001 the kind "poll" takes a list of type figure together; only entity, group, event, series, '
        "metric, subject, operand make one value",
    ),
    "operands one by one": (
        declared("parts: {type: operand, many: each, summary: What}"),
        '25:36 VOC001 the kind "poll" takes a list of type operand, which are always `together`',
    ),
    "several flags": (
        declared("big: {type: flag, many: each, summary: What}"),
        '25:31 VOC001 the kind "poll" takes a list of flags; one is true or false',
    ),
    "a metric that nobody declares": (
        declared("worth: {type: figure, metric: trad, summary: What}"),
        '25:37 VOC001 the kind "poll" names "trad", which is no metric; did you mean `trade`?',
    ),
    "about a field that it lacks": (
        declared("city: {type: entity, summary: Where}", "    facts: {about: [citi]}\n"),
        '23:21 VOC001 the kind "poll" is about "citi", which is none of its fields; did you mean `city`?',
    ),
    "about a figure": (
        declared("city: {type: entity, summary: Where}", "    facts: {about: [size]}\n"),
        '23:21 VOC001 the kind "poll" is about `size`, a figure: that is what it says, not what it is about',
    ),
    "in need of a field that it lacks": (
        declared("city: {type: entity, summary: Where}", "    needs_one_of: [syze]\n"),
        '23:20 VOC001 the kind "poll" needs one of "syze", which is none of its fields; did you mean `size`?',
    ),
    "a misspelt key of a field": (
        declared("city: {type: entity, sumary: Where, summary: W W}"),
        "25:28 CLM001 `kinds.poll.fields.city` of the vocabulary has no key `sumary`; did you mean `summary`?",
    ),
    "no summary": (
        VOCABULARY + "kinds:\n  poll:\n    fields: {a: {type: word, summary: The a}}\n",
        "22:5 CLM002 `kinds.poll` of the vocabulary lacks `summary`",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_a_declaration_is_one_finding_at_its_place(tmp_path: Path, name: str) -> None:
    vocabulary, message = SLIPS[name]
    found = [line for line in shown(read(tmp_path, POLL, vocabulary=vocabulary)) if "vocabulary.yaml" in line]
    assert found == [f"claims/vocabulary.yaml:{message}"]


def test_one_slip_in_a_field_is_not_told_of_every_claim(tmp_path: Path) -> None:
    vocabulary = OWN.replace("share: {type: figure", "share: {type: figur")
    found = shown(read(tmp_path, POLL, poll(id="second"), vocabulary=vocabulary))
    assert [line.split()[1] for line in found] == ["VOC001"]


def test_a_kind_that_two_files_declare_keeps_its_first_meaning(tmp_path: Path) -> None:
    second = HEAD + "    fields: {a: {type: word, summary: The a}}\n"
    corpus = loaded(
        tmp_path,
        {
            "claims/vocabulary.yaml": OWN,
            "claims/zones/vocabulary.yaml": second,
            "claims/a.yaml": claim_file(POLL),
        },
    )
    message = '"poll" is declared twice, first under `kinds` in claims/vocabulary.yaml; one id means one thing'
    assert shown(corpus) == [f"claims/zones/vocabulary.yaml:3:5 VOC001 {message}"]
    assert len(corpus.claims) == 1


def test_kinds_and_their_fields_are_bounded(tmp_path: Path) -> None:
    many = "".join(
        f"  k{number}:\n    summary: One\n    fields: {{a: {{type: word, summary: The a}}}}\n"
        for number in range(MAX_KINDS + 1)
    )
    found = shown(read(tmp_path / "kinds", POLL.replace("poll", "k0"), vocabulary=VOCABULARY + "kinds:\n" + many))
    assert f'the kind "k{MAX_KINDS}" is one too many: a project declares at most {MAX_KINDS} kinds' in found[0]
    told = ", ".join(f"w{number}: [{', '.join(f'a{each}' for each in range(90))}]" for number in range(6))
    field = f"      said: {{type: choice, choices: {{{told}}}, summary: What}}\n"
    found = shown(read(tmp_path / "told", POLL, vocabulary=VOCABULARY + HEAD + "    fields:\n" + field))
    assert found[0].endswith('the kind "poll" has 540 phrases; at most 500 are looked for in a passage')
    wide = "".join(f"      f{number}: {{type: word, summary: One}}\n" for number in range(MAX_FIELDS + 1))
    found = shown(read(tmp_path / "fields", POLL, vocabulary=VOCABULARY + HEAD + "    fields:\n" + wide))
    assert found[0].startswith("claims/vocabulary.yaml:24:7 CLM003 `kinds.poll.fields` of the vocabulary: ")
    assert str(MAX_FIELDS) in found[0]


ARTICLE = (
    "A weighted survey found 47 percent for it in January 2024.\n\nIn a street poll 47 percent were not in favour."
)
FOR = "quote: A weighted survey found 47 percent for it in January 2024"
AGAINST = "quote: In a street poll 47 percent were not in favour"
PHRASES = [
    (poll(answer="in-favour", weighted="true").replace("quote: q", FOR), []),
    (poll(answer="against").replace("quote: q", AGAINST), []),
    (
        poll(answer="in-favour").replace("quote: q", AGAINST),
        ['answer of s#p: no word of the quote or its paragraph tells "in-favour"; the quote tells against'],
    ),
    (
        poll(weighted="true").replace("quote: q", AGAINST),
        ['weighted of s#p: no word of the quote or its paragraph tells "true": none of "weighted" stands there'],
    ),
]


@pytest.mark.parametrize(("text", "messages"), PHRASES)
def test_words_of_a_choice_and_of_a_flag_are_told_by_their_phrases(
    tmp_path: Path, text: str, messages: list[str]
) -> None:
    assert [found.message for found in read(tmp_path, text, article=ARTICLE).findings] == messages


def test_the_quote_tells_before_its_paragraph(tmp_path: Path) -> None:
    article = "Those asked were not in favour in January 2024, 47 percent of them. Others are for it."
    text = poll(answer="in-favour").replace("quote: q", "quote: not in favour in January 2024, 47 percent")
    assert [found.message for found in read(tmp_path, text, article=article).findings] == [
        'answer of s#p: no word of the quote or its paragraph tells "in-favour"; the quote tells against'
    ]
    told = "Others are for it. In January 2024, 47 percent said so."
    text = poll(answer="in-favour").replace("quote: q", "quote: In January 2024, 47 percent said so")
    assert read(tmp_path, text, article=told).findings == ()


def test_a_kind_is_told_by_one_of_its_phrases(tmp_path: Path) -> None:
    def messages(phrases: str, folder: str) -> list[str]:
        vocabulary = OWN.replace("    needs_one_of", f"    phrases: {phrases}\n    needs_one_of")
        text = poll(id="p").replace("quote: q", FOR)
        found = read(tmp_path / folder, text, vocabulary=vocabulary, article=ARTICLE).findings
        return [each.message for each in found]

    assert messages("[poll, SURVEY]", "told") == []
    assert messages("[poll, surveyed]", "untold") == [
        "kind of s#p: no word of the quote or its paragraph tells a claim of the kind poll: "
        'none of "poll", "surveyed" stands there'
    ]


def test_two_projects_do_not_see_each_others_kinds(tmp_path: Path) -> None:
    read(tmp_path / "one", POLL)
    read(tmp_path / "other", POLL, vocabulary=VOCABULARY)
    one, other = (load(open_project(start=tmp_path / name)) for name in ("one", "other"))
    assert shown(one) == []
    assert sorted(line.split()[1] for line in shown(other)) == ["CLM004", "RUN001"]
    assert "poll" in kinds_of(open_project(start=tmp_path / "one"))
    assert kinds_of(open_project(start=tmp_path / "other")) == built_in_kinds()
    assert "poll" not in built_in_kinds()


def test_what_a_claim_is_about_is_not_what_it_states(tmp_path: Path) -> None:
    read(tmp_path, POLL)
    shapes = shapes_of(kinds_of(open_project(start=tmp_path))["poll"])
    assert {name for name, shape in shapes.items() if shape.states} == {"share", "sample", "answer", "on", "made"}


def test_a_list_stands_for_one_claim_each_or_for_all_together(tmp_path: Path) -> None:
    fields = """\
      cities: {type: entity, many: together, summary: Where}
      share: {type: figure, many: each, summary: The share}
"""
    vocabulary = VOCABULARY + HEAD + "    facts: {time: none}\n    fields:\n" + fields
    corpus = read(
        tmp_path,
        "id: p\nkind: poll\ncities: [astana, KZ]\nshare: [4 percent, 5 percent]\nquote: q",
        vocabulary=vocabulary,
    )
    assert shown(corpus) == []
    assert [(claim.id, claim.fields["cities"], str(claim.fields["share"])) for claim in corpus.claims] == [
        ("s#p[1]", ("astana", "KZ"), "4 percent"),
        ("s#p[2]", ("astana", "KZ"), "5 percent"),
    ]


def test_an_event_of_another_type_and_a_figure_in_another_unit_than_its_metric_are_told(tmp_path: Path) -> None:
    fields = """\
      what: {type: event, of: visit, needed: true, summary: The visit}
      worth: {type: figure, metric: trade, summary: What it brought}
"""
    vocabulary = VOCABULARY + HEAD + "    facts: {time: none}\n    fields:\n" + fields
    good = "id: g\nkind: poll\nwhat: state-visit\nworth: $5 billion\nquote: q"
    wrong = "id: w\nkind: poll\nwhat: ties\nquote: q"
    stray = "id: s\nkind: poll\nwhat: state-visit\nworth: 5 tonnes\nquote: q"
    assert shown(read(tmp_path, good, wrong, stray, vocabulary=vocabulary)) == [
        'claims/a.yaml:10:11 IDS002 `what` is a visit, and "ties" is of no declared type',
        "claims/a.yaml:15:12 CLM006 `worth` is declared in USD, and the figure is in t",
    ]


def test_an_operand_of_a_declared_kind_is_checked_like_that_of_a_share(tmp_path: Path) -> None:
    fields = "    fields: {left: {type: operand, needed: true, summary: What}}\n"
    claim = "id: p\nkind: poll\nleft: {metric: trad, of: [CN, KZ]}\nduring: 2021\nquote: q"
    found = shown(read(tmp_path, claim, vocabulary=VOCABULARY + HEAD + fields))
    assert found[0] == 'claims/a.yaml:5:20 IDS001 the vocabulary has no metric "trad"; did you mean `trade`?'


def test_no_field_can_hide_a_word_of_the_rule_language() -> None:
    assert set(PSEUDO_FIELDS) | set(CONSTANTS) | COMMON <= RESERVED


RETREAT = (
    VOCABULARY
    + """\
kinds:
  retreat:
    summary: By how much a glacier drew back.
    phrases: [lost]
    fields: {by: {type: figure, unit: metres, needed: true, summary: How far}}
"""
)


def test_a_field_called_by_is_no_direction_and_units_are_known_by_their_names(tmp_path: Path) -> None:
    claim = "id: r\nkind: retreat\nby: 34 metres\nduring: 2020\nquote: In 2020 it lost 34 metres"
    corpus = read(tmp_path, claim, vocabulary=RETREAT, article="In 2020 it lost 34 metres.\n")
    assert shown(corpus) == []
    assert corpus.claims[0].fields["by"].unit == "m"  # type: ignore[attr-defined] # it is a figure
