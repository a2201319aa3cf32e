from __future__ import annotations

import re
from dataclasses import replace

import factory
import pytest

from claimcheck.findings.model import Correction, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.columns import guarded, shown, side_by_side, width_of, wrapped
from claimcheck.reporters.registry import reporter
from claimcheck.reporters.text import REPORTER

FULL = """\
claims/cgtn-2022.yaml:11:14: error ANN001 conflicting-anniversaries
  The anniversaries count from 1992 and from 1993.

  CGTN, 2022-09-16                                | Global Times, 2024-07-03
    “the 30th anniversary of diplomatic ties”     |   “the 31st anniversary of ties”
  → 1992 (ordinal)                                | → 1993 (ordinal)
  claims/cgtn-2022.yaml:11:14                     | claims/gt-2024.yaml:19:14
  cgtn-2022#ties-30th                             | gt-2024#ties-31st

  Arithmetic: 2022 - 30 = 1992
              2024 - 31 = 1993
  They disagree even in the widest meaning that the words allow.
  The sources cannot decide which of them is wrong. What would agree:
    either ordinal 29 instead of 30 in cgtn-2022#ties-30th
    or     ordinal 32 instead of 31 in gt-2024#ties-31st (one digit)

claims/gt-2024.yaml:30:5: warning CLM001 unknown-key
  A claim has no key `ordnial`.
  |     ordnial: 31
  |     ^^^^^^^
  Hint: Did you mean `ordinal`?

claims/gt-2024.yaml:27:5: info KEY001 near-key: Two claims seem to be about one thing.

1 error, 1 warning, 1 info in 3 claims of 2 sources, checked with 1 rule.
1 agreement between sources; 2 of 3 claims cross-checked (67 %); \
1 check could not be made; 1 finding suppressed (1 ignored by its claim).
"""


def render(result: object = None, **options: object) -> str:
    return REPORTER.render(result or factory.full(), ReportOptions(**options))  # type: ignore[arg-type]


def test_a_small_result_is_printed_exactly() -> None:
    assert render() == FULL


def test_a_clean_result_is_one_line_that_says_what_was_checked() -> None:
    assert render(factory.clean()) == (
        "No findings: 3 claims of 2 sources checked with 1 rule; 1 agreement between sources; "
        "2 of 3 claims cross-checked (67 %); 0 checks could not be made; 0 findings suppressed.\n"
    )


def test_quiet_leaves_out_the_infos_and_all_but_a_line_of_the_summary() -> None:
    out = render(quiet=True)
    assert "KEY001" not in out
    assert out.endswith("\n1 error, 1 warning, 1 info in 3 claims of 2 sources, checked with 1 rule.\n")


def test_infos_can_be_left_out_but_stay_counted() -> None:
    out = render(show_info=False)
    assert "KEY001" not in out
    assert "1 info in" in out


def test_a_narrow_terminal_sets_the_claims_one_under_the_other() -> None:
    out = render(width=60)
    assert " | Global" not in out
    assert out.index("cgtn-2022#ties-30th") < out.index("Global Times")
    assert max(map(len, out.splitlines()[1:19])) <= 60


def test_colour_paints_the_severity_alone() -> None:
    plain, painted = render(), render(colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    assert painted.count("\x1b[") == 6


def test_a_sole_suspect_is_named_and_no_choice_is_printed() -> None:
    suspect = Correction("gt-2024#ties-31st", "ordinal", "31", "32", "one digit")
    finding = replace(factory.CONTRADICTION, suspects=(suspect,), alternatives=((suspect,),))
    out = render(replace(factory.full(), findings=(finding,)))
    assert "  Suspect: ordinal 32 instead of 31 in gt-2024#ties-31st (one digit)\n" in out
    assert "either" not in out


def test_with_a_suspect_the_sources_are_not_said_to_be_undecided() -> None:
    suspect, other = (diagnosis[0] for diagnosis in factory.CONTRADICTION.alternatives)
    finding = replace(factory.CONTRADICTION, suspects=(suspect,), alternatives=((suspect, other), (suspect, suspect)))
    out = render(replace(factory.full(), findings=(finding,)))
    assert "cannot decide" not in out
    assert "  What would agree:\n    either ordinal 29 instead of 30 in cgtn-2022#ties-30th and ordinal 32" in out


def test_an_editors_reading_and_a_speaker_are_told_apart_from_the_source() -> None:
    result = factory.full()
    first = result.corpus.claims[0]
    model = first.model.model_copy(update={"inferred": "the text implies it", "speaker": "Xinhua"})
    claims = (replace(first, model=model), *result.corpus.claims[1:])
    inferred = replace(result, corpus=replace(result.corpus, claims=claims))
    out = render(inferred, width=60)
    assert "  CGTN, 2022-09-16, citing Xinhua\n" in out
    assert "    an editor's reading: the text implies it\n  → 1992 (ordinal)\n" in out
    for name, cited in (("html", "citing <bdi>Xinhua</bdi>"), ("markdown", "CGTN, 2022-09-16, citing Xinhua")):
        page = reporter(name).render(inferred, ReportOptions())
        assert cited in page
        assert "reading: the text implies it" in page


def test_a_plain_reading_says_that_the_words_allow_agreement() -> None:
    finding = replace(factory.CONTRADICTION, severity=Severity.WARNING, reading="plain")
    out = render(replace(factory.full(), findings=(finding,)))
    assert "They disagree as a reader understands them; the widest meaning of the words would still agree." in out


@pytest.mark.parametrize("width", [40, 80, 200])
def test_hostile_text_can_neither_steer_a_terminal_nor_command_a_build_server(width: int) -> None:
    out = render(factory.hostile(), width=width)
    assert all(character.isprintable() for character in out.replace("\n", ""))
    assert "\\u202egnp.exe" in out
    assert "[bold]rich[/bold] [/nope]" in re.sub(r"\s+", " ", out)
    for line in out.splitlines():
        assert not line.lstrip().startswith(("::", "##"))
        assert not re.search(r"##\w*\[", line)


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("::error::x", "\\u003a:error::x"),
        ("  ::x", "  \\u003a:x"),
        ("a::b", "a::b"),
        (":x", ":x"),
        ("", ""),
    ],
)
def test_a_line_never_starts_as_a_command(line: str, safe: str) -> None:
    assert guarded(line) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("##[x]", "\\u0023#[x]"),
        ("a ##vso[b", "a \\u0023#vso[b"),
        ("###teamcity[", "#\\u0023#teamcity["),
        ("## heading", "## heading"),
        ("a#b[1]", "a#b[1]"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
    ],
)
def test_shown_text_is_one_line_without_commands(text: str, safe: str) -> None:
    assert shown(text) == safe


def test_width_counts_columns_not_characters() -> None:
    assert (width_of("abc"), width_of("中文"), width_of("e\u0301")) == (3, 4, 1)


def test_wrapping_keeps_every_word_and_breaks_what_is_too_long() -> None:
    assert wrapped("aa bb cc", 5) == ["aa bb", "cc"]
    assert wrapped("aa bb cc", 12, "Note: ") == ["Note: aa bb", "      cc"]
    assert wrapped("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrapped("中文" * 4, 10) == ["中文中文中", "文中文"]
    assert wrapped("", 10, "- ") == ["- "]


def test_blocks_of_different_height_and_width_line_up() -> None:
    assert side_by_side(["中", "a"], ["b"], 4) == ["中   | b", "a    |"]
