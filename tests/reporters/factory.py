"""Small results, made by hand, for the tests of the reporters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from claimcheck.claims.kinds.anniversary import Anniversary
from claimcheck.claims.source import Source
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.quotes import Article, Found
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.yaml_nodes import Mapping, Mark
from claimcheck.engine.result import ClaimCoverage, ClaimState, Neighbour, Result
from claimcheck.findings.model import (
    Agreement,
    Correction,
    Evidence,
    Finding,
    NotChecked,
    Place,
    Severity,
)
from claimcheck.rules.model import RuleFile
from claimcheck.rules.rule import Rule

CGTN_TEXT = (
    "Headline\n\nIn the lead up, both issued a statement on the 30th anniversary of diplomatic ties. More.\n\nEnd."
)
GT_TEXT = "They marked the 31st anniversary of ties this year.\n"


def source(name: str, publisher: str, published: str, url: str | None = None, **more: str) -> SourceRecord:
    model = Source.model_validate(
        {
            "id": name,
            "publisher": publisher,
            "published": published,
            "url": url,
            "title": f"News of {publisher}",
        }
        | more
    )
    return SourceRecord(model, f"claims/{name}.yaml")


def claim(of: SourceRecord, name: str, ordinal: int, on: str, quote: str, line: int) -> ClaimRecord:
    start = Mark(line, 5, 0)
    model = Anniversary.model_validate(
        {"id": name, "kind": "anniversary", "event": "ties", "ordinal": ordinal, "on": on, "quote": quote}
    )
    return ClaimRecord(f"{of.id}#{name}", "anniversary", {}, of, model, Mapping((), start, start, False))


def rule() -> Rule:
    example = {"name": "an example", "claims": [{"id": "a"}]}
    model = RuleFile.model_validate(
        {
            "code": "ANN001",
            "name": "conflicting-anniversaries",
            "since": "0.1.0",
            "severity": "error",
            "summary": "Anniversaries of one event do not count from one year.",
            "why": "The nth anniversary in year y says that the event took place in y - n.",
            "each": {"kind": "anniversary"},
            "assert": "year(origin[event]) == year(on) - ordinal",
            "examples": [example, example],
        }
    )
    return Rule("rules/anniversary/conflicting-anniversaries.yaml", model, (), {}, (), (), (), ())


CGTN = source("cgtn-2022", "CGTN", "2022-09-16", "https://example.org/a?b=1&c=2")
GT = source("gt-2024", "Global Times", "2024-07-03")
THIRTIETH = claim(CGTN, "ties-30th", 30, "2022", "the 30th anniversary of diplomatic ties", 11)
THIRTY_FIRST = claim(GT, "ties-31st", 31, "2024", "the 31st anniversary of ties", 19)
ALONE = claim(GT, "alone", 5, "2024", "nowhere in the text", 27)

CONTRADICTION = Finding(
    code="ANN001",
    name="conflicting-anniversaries",
    severity=Severity.ERROR,
    message="The anniversaries count from 1992 and from 1993.",
    place=Place("claims/cgtn-2022.yaml", 11, 14),
    reading="charitable",
    subject="origin[ties]",
    claims=(
        Evidence(
            "cgtn-2022#ties-30th",
            "conflict",
            "ordinal",
            Place("claims/cgtn-2022.yaml", 11, 14),
            "the 30th anniversary of diplomatic ties",
            "1992",
        ),
        Evidence(
            "gt-2024#ties-31st",
            "conflict",
            "ordinal",
            Place("claims/gt-2024.yaml", 19, 14),
            "the 31st anniversary of ties",
            "1993",
        ),
    ),
    derivation=("2022 - 30 = 1992", "2024 - 31 = 1993"),
    rules=("ANN001",),
    alternatives=(
        (Correction("cgtn-2022#ties-30th", "ordinal", "30", "29"),),
        (Correction("gt-2024#ties-31st", "ordinal", "31", "32", slip="one digit"),),
    ),
)
MISSPELT = Finding(
    code="CLM001",
    name="unknown-key",
    severity=Severity.WARNING,
    message="A claim has no key `ordnial`.",
    place=Place("claims/gt-2024.yaml", 30, 5),
    excerpt="    ordnial: 31\n    ^^^^^^^",
    hint="Did you mean `ordinal`?",
)
NEAR = Finding(
    code="KEY001",
    name="near-key",
    severity=Severity.INFO,
    message="Two claims seem to be about one thing.",
    place=Place("claims/gt-2024.yaml", 27, 5),
)
AGREEMENT = Agreement("first[sco]", "2001", ("cgtn-2022#ties-30th", "gt-2024#ties-31st"), ("cgtn-2022", "gt-2024"))
GAP = NotChecked("CHG001", ("gt-2024#alone",), "measure[trade, [CN, KZ], 2022]", "no claim gives the level of 2022")


def corpus() -> Corpus:
    articles = {"cgtn-2022": Article(CGTN_TEXT), "gt-2024": Article(GT_TEXT)}
    matches = {}
    for record in (THIRTIETH, THIRTY_FIRST):
        found = articles[record.source.id].find(record.model.quote)
        assert isinstance(found, Found)
        matches[record.id] = found.match
    return Corpus(
        Path("/project"),
        Vocabulary(),
        (CGTN, GT),
        (THIRTIETH, THIRTY_FIRST, ALONE),
        articles=articles,
        matches=matches,
    )


COVERAGE = {
    "cgtn-2022#ties-30th": ClaimCoverage("cgtn-2022#ties-30th", ClaimState.DISPUTED, ("ANN001",)),
    "gt-2024#ties-31st": ClaimCoverage("gt-2024#ties-31st", ClaimState.DISPUTED, ("ANN001",)),
    "gt-2024#alone": ClaimCoverage("gt-2024#alone", ClaimState.NOT_CHECKED),
}


def nearest(claim: str) -> tuple[Neighbour, ...]:
    return (Neighbour("gt-2024#ties-31st", "another event"),) if claim == "gt-2024#alone" else ()


def full() -> Result:
    return Result(
        corpus(), (rule(),), (CONTRADICTION, MISSPELT, NEAR), (AGREEMENT,), (GAP,), COVERAGE, suppressed=1, near=nearest
    )


def clean() -> Result:
    return replace(full(), findings=(), not_checked=(), suppressed=0)


HOSTILE = (
    "::error::x \x1b[31mred\x1b[0m <script>alert(1)</script> | a](javascript:alert(1)) \u202egnp.exe "
    "[bold]rich[/bold] [/nope] ##vso[task.complete] ##[add-mask]x @octocat #17 `tick` &amp;"
    " \r\n::stop-commands::x \" onclick=x ' --> \x9b1m \ud800 https://evil.example/ www.evil.example $x$"
    " *star* \u2028 ![i](http://e/e.png)"
)


def hostile() -> Result:
    """A result in which every text that a stranger can write is hostile."""
    bad = HOSTILE
    place = Place(f"::{bad}.yaml", 3, 4)
    evidence = Evidence(bad, bad, bad, place, bad, bad)
    correction = Correction(bad, bad, bad, bad, bad)
    finding = Finding(
        code="ANN001",
        name="conflicting-anniversaries",
        severity=Severity.ERROR,
        message=bad,
        place=place,
        reading="charitable",
        subject=bad,
        claims=(evidence, evidence),
        derivation=(bad, "```", "~~~~"),
        rules=("ANN001", bad),
        suspects=(correction,),
        alternatives=((correction, correction), (correction,)),
        repairs=(bad,),
        distance=bad,
        excerpt=f"{bad}\n^",
        hint=bad,
        notes=(bad,),
    )
    info = replace(finding, severity=Severity.INFO, reading=None)
    spelt = bad.replace("\ud800", "")
    nasty = source("nasty", spelt[:180], "2024", "javascript:alert(1)", title=spelt)
    about = claim(nasty, "bad", 5, "2024", "a quote", 3)
    text = bad + " a quote " + bad
    article = Article(text)
    found = article.find("a quote")
    assert isinstance(found, Found)
    return replace(
        full(),
        corpus=Corpus(
            Path("/project"),
            Vocabulary(),
            (nasty,),
            (about,),
            articles={"nasty": article},
            matches={"nasty#bad": found.match},
        ),
        findings=(finding, info),
        agreements=(Agreement(bad, bad, (bad,), (bad,)),),
        not_checked=(NotChecked(bad, (bad,), bad, bad),),
        claims={"nasty#bad": ClaimCoverage("nasty#bad", ClaimState.NOT_CHECKED, (bad,))},
        near=lambda _: (Neighbour(bad, bad),),
    )
