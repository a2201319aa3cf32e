from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import factory
import pytest

from claimcheck.findings.model import Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.digest import counted, listed, totals, verdict
from claimcheck.reporters.registry import reporter, reporters


def test_reporters_are_found_by_name_and_by_suffix() -> None:
    found = reporters()
    assert {"html", "json", "markdown", "text"} <= set(found)
    assert all(name == entry.name for name, entry in found.items())
    assert reporter("md") is found["markdown"]
    assert reporter("json") is found["json"]


def test_a_reporter_asked_for_by_name_is_the_one_among_all_and_comes_without_the_others() -> None:
    found = reporters()
    assert all(reporter(name) is each for name, each in found.items())
    assert all(reporter(each.suffix[1:]).suffix == each.suffix for each in found.values() if each.suffix[1:])
    code = "import sys; from claimcheck.reporters.registry import reporter; reporter('text'); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    others = {type(each).__module__ for each in found.values()} - {type(found["text"]).__module__}
    assert sorted(others.intersection(shown)) == []


def test_an_unknown_format_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ValueError, match=r"there is no format `markdwon`.*markdown.*formats are .*html, json"):
        reporter("markdwon")


@pytest.mark.parametrize("name", ["html", "json", "markdown", "text"])
def test_the_same_result_gives_the_same_text_with_a_line_end_at_its_end(name: str) -> None:
    made = [reporter(name).render(make(), ReportOptions()) for make in (factory.full, factory.full)]
    assert made[0] == made[1]
    assert made[0].endswith("\n")
    assert not made[0].endswith("\n\n")


def test_numbers_and_lists_read_as_sentences() -> None:
    assert (counted(0, "claim"), counted(1, "claim"), counted(2000, "claim")) == (
        "0 claims",
        "1 claim",
        "2,000 claims",
    )
    assert (listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == ("a", "a and b", "a, b and c")


def test_the_verdict_tells_contradictions_from_mistakes_in_files() -> None:
    full = factory.full()
    mistake = replace(factory.MISSPELT, severity=Severity.ERROR)
    where = "in the files or the claims as they are written"
    for findings, said in (
        ((), "3 claims of 2 sources: no contradiction was found."),
        ((factory.MISSPELT,), "3 claims of 2 sources: no contradiction was found, but 1 warning to look at."),
        (
            (mistake, mistake, factory.CONTRADICTION),
            f"3 claims of 2 sources: 1 contradiction and 2 errors {where}.",
        ),
        (
            (mistake,),
            f"3 claims of 2 sources: no contradiction was found, but 1 error {where}.",
        ),
    ):
        assert verdict(totals(replace(full, findings=findings))) == said
    nothing = replace(full, corpus=replace(full.corpus, claims=()), claims=None)
    assert verdict(totals(nothing)) == "Nothing was checked: no claim could be read."
