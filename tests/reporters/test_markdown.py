from __future__ import annotations

import re
from dataclasses import replace

import factory
import pytest
from markdown_it import MarkdownIt

from claimcheck.findings.model import Agreement, Finding, Place, Severity
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.markdown import LIMIT, REPORTER
from claimcheck.reporters.markdown_text import fenced, opening, plain, prose

FULL = """\
# claimcheck

**3 claims of 2 sources: 1 contradiction and 1 warning to look at.**

1 agreement between sources; 2 of 3 claims cross-checked (67 %); 1 check could not be made; 1 finding suppressed (1 ignored by its claim).

| | Rule | Finding | Place |
| --- | --- | --- | --- |
| error | ANN001 conflicting-anniversaries | The anniversaries count from 1992 and from 1993. | claims/cgtn-2022.yaml:11:14 |
| warning | CLM001 unknown-key | A claim has no key <code>ordnial</code>. | claims/gt-2024.yaml:30:5 |

## Findings

### Error ANN001 conflicting-anniversaries

The anniversaries count from 1992 and from 1993.

At claims/cgtn-2022.yaml:11:14.

> **CGTN, 2022-09-16**: “the 30th anniversary of diplomatic ties”\\
> → 1992 (ordinal) (cgtn-2022#&#8203;ties-30th, claims/cgtn-2022.yaml:11:14)

> **Global Times, 2024-07-03**: “the 31st anniversary of ties”\\
> → 1993 (ordinal) (gt-2024#&#8203;ties-31st, claims/gt-2024.yaml:19:14)

```text
2022 - 30 = 1992
2024 - 31 = 1993
```

They disagree even in the widest meaning that the words allow.

The sources cannot decide which of them is wrong. What would agree:

- either ordinal 29 instead of 30 in cgtn-2022#&#8203;ties-30th
- or ordinal 32 instead of 31 in gt-2024#&#8203;ties-31st (one digit)

### Warning CLM001 unknown-key

A claim has no key <code>ordnial</code>.

At claims/gt-2024.yaml:30:5.

```text
    ordnial: 31
    ^^^^^^^
```

- **Hint:** Did you mean <code>ordinal</code>?

## Agreements

| About | Value | Sources |
| --- | --- | --- |
| first&#91;sco&#93; | 2001 | CGTN, 2022-09-16; Global Times, 2024-07-03 |
"""  # noqa: E501


def many(number: int) -> tuple[Finding, ...]:
    return tuple(
        replace(factory.CONTRADICTION, place=Place("claims/a.yaml", line, 1), message=f"Message {line}.")
        for line in range(1, number + 1)
    )


def test_a_small_result_is_printed_exactly() -> None:
    assert REPORTER.render(factory.full(), ReportOptions(show_info=False)) == FULL


def test_a_report_is_cut_at_the_limit_and_says_how_much() -> None:
    agreements = tuple(Agreement(f"first[s{i}]", "2001", (), ("cgtn-2022",)) for i in range(2000))
    out = REPORTER.render(replace(factory.full(), findings=many(1500), agreements=agreements), ReportOptions())
    assert LIMIT - 3_000 < len(out) <= LIMIT
    cut = re.search(
        r"_Cut to 60,000 characters: ([\d,]+) findings not in the table; ([\d,]+) findings not described; "
        r"([\d,]+) agreements not listed\. The HTML report has all of them\._\n$",
        out,
    )
    assert cut is not None
    rows, details, listed = (int(number.replace(",", "")) for number in cut.groups())
    assert len(re.findall(r"^\| error ", out, re.MULTILINE)) == 1500 - rows
    assert len(re.findall(r"^### Error ", out, re.MULTILINE)) == 1500 - details
    assert len(re.findall(r"^\| first", out, re.MULTILINE)) == 2000 - listed
    assert out.count("```") % 2 == 0


def test_one_finding_of_any_size_stays_within_the_limit() -> None:
    giant = replace(
        factory.CONTRADICTION,
        message="|" * 100_000,
        claims=tuple(replace(factory.CONTRADICTION.claims[0], claim="x#y", quote="`" * 5_000) for _ in range(500)),
        derivation=("x" * 100_000,) * 500,
    )
    out = REPORTER.render(replace(factory.full(), findings=(giant,) * 3), ReportOptions())
    assert len(out) <= LIMIT
    assert "_Cut to 60,000 characters: 3 findings not described." in out


def test_the_worst_findings_come_first() -> None:
    mild = replace(factory.CONTRADICTION, severity=Severity.WARNING, reading="plain", code="AAA001")
    out = REPORTER.render(replace(factory.full(), findings=(mild, factory.CONTRADICTION)), ReportOptions())
    assert out.index("| error | ANN001") < out.index("| warning | AAA001")
    assert out.index("### Error") < out.index("### Warning")


def test_hostile_text_forms_no_markup() -> None:
    out = REPORTER.render(factory.hostile(), ReportOptions())
    assert all(character.isprintable() for character in out.replace("\n", ""))
    for line in out.splitlines():
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)
    fences = re.compile(r"^(`{3,})text\n.*?^\1$", re.MULTILINE | re.DOTALL)
    assert not re.search(r"@\w|(?<![#&])#\d|://|www\.", fences.sub("", out))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(out)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inline} <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "hardbreak",
        "softbreak",
        "html_inline",
    }
    assert {token.content for token in inline if token.type == "html_inline"} <= {"<code>", "</code>"}
    assert not [token for token in tokens if token.type == "html_block"]
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == [
        "claimcheck",
        "Findings",
        "Error ANN001 conflicting-anniversaries",
        "Info ANN001 conflicting-anniversaries",
        "Agreements",
    ]
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert (len(rows), len(cells)) == (5, 3 * 4 + 2 * 3)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a | b", "a &#124; b"),
        ("[x](javascript:y)", "&#91;x&#93;(javascript:y)"),
        ("<b>&amp;", "&#60;b&#62;&#38;amp;"),
        ("@octocat", "@&#8203;octocat"),
        ("a@b.org", "a@&#8203;b.org"),
        ("#17 GH-17", "#&#8203;17 GH&#8203;-17"),
        ("https://a.b WWW.c", "https:&#8203;//a.b WWW&#8203;.c"),
        ("$x$ \\ *a* ~b~", "&#36;x&#36; &#92; &#42;a&#42; &#126;b&#126;"),
        ("a\r\nb", "a&#92;u000d&#92;u000ab"),
        ("Қазақ “½”", "Қазақ “½”"),
    ],
)
def test_text_is_escaped(text: str, safe: str) -> None:
    assert plain(text) == safe


def test_text_is_cut_in_its_own_characters() -> None:
    assert plain("||||", 3) == "&#124;&#124;…"
    assert plain("|||", 3) == "&#124;&#124;&#124;"


@pytest.mark.parametrize(
    ("text", "safe"),
    [("1. a", "&#49;. a"), ("- a", "&#45; a"), ("# a", "&#35; a"), ("a - b", "a - b"), ("", "")],
)
def test_a_line_opens_no_list_and_no_heading(text: str, safe: str) -> None:
    assert opening(text) == safe


def test_words_between_backticks_become_code_and_a_single_backtick_stays() -> None:
    assert prose("use `a|b`, not `*`") == "use <code>a&#124;b</code>, not <code>&#42;</code>"
    assert prose("`a` b") == "<code>a</code> b"
    assert prose("a ` b") == "a &#96; b"


def test_no_line_ends_a_block_of_code() -> None:
    assert fenced(["```", "a````b"]) == "`````text\n```\na````b\n`````"
