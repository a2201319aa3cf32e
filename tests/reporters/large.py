"""A result of any size, made without a run: sources with articles, claims in them, contradictions with proofs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from factory import claim, rule, source

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.result import ClaimCoverage, ClaimState, Neighbour, Result
from claimcheck.findings.model import Agreement, Correction, Evidence, Finding, NotChecked, Place, Severity
from claimcheck.rules.terms import Const, Leaf, Minus, Plus, Relation, Sort, Stated, Var, Variable, YearOf
from claimcheck.values.interval import Interval

RULE = rule()
DAYS = Interval.of(1, 3652059)
STATES = tuple(ClaimState)
FILLER = "Officials said that more would follow, and named neither a day nor a figure. "


def large(sources: int, claims: int, findings: int, agreements: int = 400, gaps: int = 2000) -> Result:
    """Return a result with so many sources, so many claims in each, and so many findings, two claims to each."""
    records = [
        source(f"paper-{n:04}", f"Paper {n:04}", f"20{10 + n % 15}-0{1 + n % 9}-1{n % 10}") for n in range(sources)
    ]
    articles: dict[str, Article] = {}
    matches: dict[str, QuoteMatch] = {}
    made: list[ClaimRecord] = []
    for record in records:
        text, own = _article(record, claims)
        articles[record.id] = Article(text)
        for each, match in own:
            made.append(each)
            matches[each.id] = match
    found = tuple(_finding(n, made[n * 7 % len(made)], made[(n * 7 + claims) % len(made)]) for n in range(findings))
    return Result(
        Corpus(Path("/project"), Vocabulary(), tuple(records), tuple(made), articles=articles, matches=matches),
        (RULE,),
        found,
        tuple(_agreement(n, made, claims) for n in range(agreements)),
        tuple(
            NotChecked("ANN001", (made[n % len(made)].id,), f"origin[event-{n}]", "no other claim bounds it")
            for n in range(gaps)
        ),
        {each.id: _coverage(n, each) for n, each in enumerate(made)},
        proofs={finding.fingerprint: tuple(_grounds(finding)) for finding in found},
        near=lambda claim: (Neighbour(claim, "another event"),),
    )


def _article(record: SourceRecord, claims: int) -> tuple[str, list[tuple[ClaimRecord, QuoteMatch]]]:
    pieces, own, at = [], [], 0
    for number in range(claims):
        quote = f"the {20 + number}th anniversary of the opening of bridge {number} in {record.id}"
        sentence = f"On that day they marked {quote}. {FILLER}\n\n"
        start = at + len("On that day they marked ")
        each = claim(record, f"claim-{number}", 20 + number, "2022", quote, 10 + number * 6)
        own.append((each, QuoteMatch(start, start + len(quote), at, at + len(sentence) - 2, 1 + 2 * number, 25)))
        pieces.append(sentence)
        at += len(sentence)
    return "".join(pieces), own


def _finding(number: int, left: ClaimRecord, right: ClaimRecord) -> Finding:
    one, other = (
        Evidence(each.id, "conflict", "ordinal", each.place(), each.model.quote, says)
        for each, says in ((left, "1992"), (right, "1993"))
    )
    return Finding(
        code="ANN001",
        name="conflicting-anniversaries",
        severity=Severity.ERROR if number % 3 else Severity.WARNING,
        message=f"Anniversaries of one event do not count from one year (origin[event-{number}]): 2022 - 30 = 1992",
        place=Place(one.place.file, one.place.line, 5),
        reading="charitable",
        subject=f"origin[event-{number}]",
        claims=(one, other),
        derivation=("2022 - 30 = 1992", "2022 - 29 = 1993"),
        rules=("ANN001",),
        alternatives=((Correction(left.id, "ordinal", "30", "29"),), (Correction(right.id, "ordinal", "29", "30"),)),
    )


def _grounds(finding: Finding) -> Iterator[Ground]:
    unknown = Var(Variable("origin", (str(finding.subject)[7:-1],)), Sort.DAY, "", DAYS)
    for evidence, ordinal in zip(finding.claims, (30, 29), strict=True):
        stated = Leaf(Stated(evidence.claim, "ordinal"), Interval.point(ordinal), str(ordinal), Fraction(ordinal))
        counted = Plus((Const(Interval.point(2022), "2022", Sort.YEAR), Minus(stated)))
        yield Ground(RULE, 0, Relation(YearOf(unknown), "==", counted), (evidence.claim,))


def _agreement(number: int, made: list[ClaimRecord], claims: int) -> Agreement:
    one, other = made[number % len(made)], made[(number + claims) % len(made)]
    return Agreement(
        f"first[series-{number}]", "2001", (one.id, other.id), tuple(sorted({one.source.id, other.source.id}))
    )


def _coverage(number: int, each: ClaimRecord) -> ClaimCoverage:
    state = STATES[number % len(STATES)]
    return ClaimCoverage(each.id, state, () if state is ClaimState.NOT_CHECKED else ("ANN001",))
