"""What the README and the page on rules tell a reader to do is done, and gives what they say it gives."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from pages import DOCUMENTS, ROOT, Block, blocks_of, claimcheck, rows_of, section, text_of

from claimcheck.rules.load import load_rules

HEADLINE = re.compile(r"^\S+:\d+:\d+: (?:error|warning|info) [A-Z]+\d+ ")
HALL = "rules/hall/more-visitors-than-seats.yaml"
MISTAKES = [tuple(row) for row in rows_of(section(text_of("docs/rules.md"), "## Common mistakes"))]


def test_adding_a_source_gives_what_the_readme_says(first_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = section(text_of("README.md"), "### Add a source")
    article = "\n".join(line.removeprefix("> ") for line in text.splitlines() if line.startswith("> "))
    seed, claims = re.findall(r"`((?:seeds|claims)/coast[^`]+)`", text)[:2]
    fenced = dict(re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    (first_project / seed).write_text(article + "\n", encoding="utf-8")
    (first_project / claims).write_text(fenced["yaml"], encoding="utf-8")
    ran = claimcheck(first_project, monkeypatch, "lint")
    assert ran.status == 1
    found = ran.output.splitlines()
    told = [line for line in fenced["text"].splitlines() if line != "…"]
    assert [line for line in found if HEADLINE.match(line)] == [line for line in told if HEADLINE.match(line)]
    rest = iter(found)
    assert [line for line in told if line not in rest] == [], "in this order"


def test_all_three_sources_stand_in_the_finding_of_the_readme() -> None:
    told = section(text_of("README.md"), "### Add a source").partition("```text\n")[2]
    first = told[: told.index("warning")]
    assert {"coast-weekly", "evening-news", "morning-post"} <= set(re.findall(r"[a-z]+-[a-z]+(?=-20)", first))


def test_the_first_project_is_clean_as_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in section(text_of("README.md"), "## A project of your own").splitlines():
        if line.startswith("claimcheck "):
            ran = claimcheck(tmp_path, monkeypatch, *shlex.split(line.partition("#")[0])[1:])
            assert ran.status == 0, ran.output
    assert (tmp_path / "report.html").stat().st_size > 0


def test_the_rule_in_the_readme_is_the_one_that_init_makes(first_project: Path) -> None:
    text = section(text_of("README.md"), "### Add a rule")
    shown = text.partition("```yaml\n")[2].partition("```")[0].splitlines()
    file = next(iter(re.findall(r"`(rules/[^`]+\.yaml)`", text)))
    written = (first_project / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in shown if line not in written] == []


def step(block: Block, project: Path, last: Path | None, monkeypatch: pytest.MonkeyPatch) -> Path | None:
    """Do what a block says: write its file, put its assertion into the last file, or run its commands."""
    if block.language == "console":
        for command in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, _, expected = command.partition("\n")
            ran = claimcheck(project, monkeypatch, *shlex.split(line)[1:])
            assert ran.output == expected, f"{block}: {line}"
        return last
    if block.language != "yaml":
        return last
    if block.file is not None:
        last = project / block.file
        last.parent.mkdir(parents=True, exist_ok=True)
        # The comment is the reader's; without it the lines count from the head of the rule.
        last.write_text(block.text.partition("\n")[2], encoding="utf-8")
        return last
    assert last is not None
    changed, times = re.subn(r"^assert: .*\n", block.text, last.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert times == 1
    last.write_text(changed, encoding="utf-8")
    return last


def play(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last: Path | None = None
    for block in blocks_of(ROOT / "docs" / "rules.md"):
        last = step(block, project, last, monkeypatch)


def test_the_page_on_rules_is_played_from_its_start_to_its_end(
    first_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(first_project, monkeypatch)
    ran = claimcheck(first_project, monkeypatch, "lint")
    assert ran.status == 0, ran.output
    assert len(list((first_project / "rules").rglob("*.yaml"))) == 4


@pytest.fixture(scope="module")
def hall_rule() -> str:
    """The finished rule that the page on rules leads to."""
    blocks = [block for block in blocks_of(ROOT / "docs" / "rules.md") if block.language == "yaml"]
    first, second = blocks[:2]
    assert first.file == HALL
    return re.sub(r"^assert: .*\n", second.text, first.text.partition("\n")[2], flags=re.MULTILINE)


@pytest.mark.parametrize(("written", "message"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_a_common_mistake_gives_the_message_that_is_told(
    first_project: Path, hall_rule: str, written: str, message: str
) -> None:
    line = written.strip("`")
    key = line.partition(":")[0]
    file = first_project / HALL
    file.parent.mkdir(parents=True)
    file.write_text(
        line + "\n" + re.sub(rf"^{key}: .*\n", "", hall_rule, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    loaded = load_rules([first_project / "rules" / "harbour", first_project / "rules" / "hall"], first_project)
    found = [(finding.code, finding.message, finding.place.file, finding.place.line) for finding in loaded.findings]
    assert found == [("RUL001", message, HALL, 1)]


@pytest.mark.parametrize(
    ("assertion", "words"),
    [
        ("visitor[of, when] <= seats[of]", "-   - {severity: error, at: [a.value, b.value]"),
        ("visitors[of, when] <= seats[of, when]", "an id is needed as an index, not When"),
        ("visitors[of, when] < seats[of]", 'example "as many as there are seats"'),
    ],
)
def test_a_mistake_that_looks_like_none_makes_an_example_red(
    first_project: Path, monkeypatch: pytest.MonkeyPatch, hall_rule: str, assertion: str, words: str
) -> None:
    file = first_project / HALL
    file.parent.mkdir(parents=True)
    file.write_text(re.sub(r"^assert: .*\n", f"assert: {assertion}\n", hall_rule, flags=re.MULTILINE), encoding="utf-8")
    ran = claimcheck(first_project, monkeypatch, "rules", "test", "HAL001")
    assert ran.status == 1
    assert words in ran.output


def test_every_document_is_read() -> None:
    assert {"README.md", "architecture.md", "rules.md", "readings.md", "decisions.md"} <= {
        document.name for document in DOCUMENTS
    }
