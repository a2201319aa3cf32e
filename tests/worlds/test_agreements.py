"""Whom an agreement names: found by what stands behind the bounds, the same as by asking each claim alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from corpora import Data, Report, corpus_of

from claimcheck.engine import agreements, coverage
from claimcheck.engine.agreements import Alone, Voice
from claimcheck.engine.run import check
from claimcheck.engine.solving.judge import Judge
from claimcheck.engine.solving.network import Claims
from claimcheck.rules.load import load_rules
from claimcheck.rules.terms import Variable

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules([ROOT / "rules"], ROOT).rules
VOCABULARY: Data = {
    "entities": {"firm": {"type": "company"}},
    "events": {"founding": {}},
    "series": {"forum": {"gaps": "none", "frequency": "annual"}},
    "metrics": {
        "sales": {"unit": "USD", "measures": "flow", "of": ["company"], "at_least": 0},
        "sales-abroad": {"part_of": "sales"},
    },
}


def statements(rng: Random) -> list[Data]:
    """Return claims about one firm that all are true."""
    sales: Data = {"metric": "sales", "of": ["firm"]}
    abroad: Data = {"metric": "sales-abroad", "of": ["firm"]}
    able: list[Data] = [
        {"kind": "quantity", **sales, "during": 2020, "value": "$200 million"},
        {"kind": "quantity", **sales, "during": 2020, "value": "about $201 million"},
        {"kind": "quantity", **sales, "during": 2020, "value": "more than $190 million"},
        {"kind": "quantity", **sales, "during": 2021, "value": "$300 million"},
        {"kind": "change", **sales, "during": 2021, "base": 2020, "by": "50 percent"},
        {"kind": "quantity", **abroad, "during": 2021, "value": "$150 million"},
        {"kind": "share", "part": abroad, "whole": sales, "during": 2021, "share": "about half"},
        {"kind": "anniversary", "event": "founding", "ordinal": 10, "on": 1990},
        {"kind": "anniversary", "event": "founding", "ordinal": 20, "on": 2000},
        {"kind": "edition", "series": "forum", "ordinal": 3, "on": "2003-05"},
        {"kind": "edition", "series": "forum", "ordinal": 4, "on": 2004},
        {"kind": "edition", "series": "forum", "ordinal": 5, "on": "2005-05-02"},
    ]
    return [rng.choice(able) for _ in range(rng.randint(8, 24))]


def long_way(voice: Voice, variable: Variable, judge: Judge, alone: Alone) -> Claims:
    """Return the claims of an origin that bound an unknown, asking each of them."""
    found = frozenset(claim for claim in voice.claims if variable in agreements._bounded_alone(claim, judge, alone))
    return found or voice.system.bound_claims(voice.outcome, voice.system.index[variable])


def never_heard_of(*_: object) -> bool:
    """Have coverage ask for itself what was heard when agreements were looked for."""
    return False


def test_what_stands_behind_bounds_names_whom_asking_each_names(monkeypatch: pytest.MonkeyPatch) -> None:
    told = 0
    for seed in range(40):
        rng = Random(seed)
        reports = [Report({"id": f"s{i}", "publisher": f"P{i}", "published": "2023-01-01"}, ()) for i in range(4)]
        for number, claim in enumerate(statements(rng)):
            at = rng.randrange(4)
            reports[at] = Report(reports[at].source, (*reports[at].claims, {"id": f"c{number}", **claim}))
        corpus = corpus_of(VOCABULARY, reports)
        quick = check(corpus, RULES)
        with monkeypatch.context() as patched:
            patched.setattr(agreements, "_speakers", long_way)
            patched.setattr(coverage, "_is_heard_of", never_heard_of)
            slow = check(corpus, RULES)
        assert slow.agreements == quick.agreements
        assert (slow.claims, slow.not_checked) == (quick.claims, quick.not_checked)
        told += len(quick.agreements)
    assert told > 40
