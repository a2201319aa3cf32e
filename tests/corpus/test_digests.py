"""Digests: claims of one digest say the same in the same words, and what says something else has another."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from random import Random

import pytest
from projects import VOCABULARY

from claimcheck.corpus.digests import digests, digests_of_lines, is_of_lines
from claimcheck.corpus.load import read_claims, vocabulary_of
from claimcheck.corpus.project import open_project
from claimcheck.corpus.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from made_corpus import Recipe, make  # noqa: E402

FILE = "claims/a.yaml"
TEXT = """\
source:
  id: paper
  publisher: Paper
  published: 2024-05-06
claims:
  - id: first
    kind: anniversary
    event: ties
    ordinal: 30
    on: 2022
    quote: its 30th anniversary

  # Between two claims.
  - id: second
    kind: anniversary
    event: ties
    ordinal: 32
    on: 2024
    quote: "the 32nd"
  - id: third
    kind: anniversary
    event: ties
    ordinal: 33  # counted by hand
    on: 2025
    quote: >
      a 33rd
      anniversary
"""


class Desk:
    """A project of which one file is written again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.project = open_project((self.folder,))
        self.words: Vocabulary = vocabulary_of(self.project)

    def write(self, text: str, file: str = FILE) -> None:
        (self.folder / file).write_text(text, encoding="utf-8")

    def of_lines(self, file: str = FILE) -> dict[str, str]:
        claims, text = read_claims(self.project, file, self.words)
        found = digests_of_lines(list(claims.values()), text)
        return dict(zip(claims, found or [], strict=False))

    def of_nodes(self, file: str = FILE) -> dict[str, str]:
        claims, _ = read_claims(self.project, file, self.words)
        return dict(zip(claims, digests(claims.values()), strict=True))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    made = Desk(tmp_path)
    made.write(TEXT)
    return made


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("ordinal: 30", "ordinal: 31", ["first"]),
        ("ordinal: 30\n", "ordinal: 30 \n", ["first"]),
        ("    event: ties\n    ordinal: 30\n", "    ordinal: 30\n    event: ties\n", ["first"]),
        ("id: second", "id: next", ["second"]),
        ('"the 32nd"', "the 32nd", ["second"]),
        ("by hand", "by machine", ["third"]),
        ("      a 33rd\n", "      a  33rd\n", ["third"]),
        ("Between two", "Betwixt two", []),
        ("  # Between two claims.\n", "", []),
        ("\n\n  # Between", "\n\n\n\n  # Between", []),
        ("      anniversary\n", "      anniversary\n# The end.\n", []),
        ("source:\n", "# The beginning.\nsource:\n", []),
        ("publisher: Paper", "publisher: Papers", ["first", "second", "third"]),
        ("published: 2024-05-06\n", "published: 2024-05-06\n  title: Thirty years\n", ["first", "second", "third"]),
        ("id: paper", "id: papers", ["first", "second", "third"]),
    ],
)
def test_a_digest_changes_with_what_its_claim_and_its_source_say(
    old: str, new: str, changed: list[str], desk: Desk
) -> None:
    before = desk.of_lines()
    assert old in TEXT
    desk.write(TEXT.replace(old, new, 1))
    after = desk.of_lines()
    assert len(before) == len(after) == 3
    assert [claim.split("#")[1] for claim in before if before[claim] not in after.values()] == changed


def test_a_source_that_stands_last_is_part_of_every_digest(desk: Desk) -> None:
    source, claims = TEXT[: TEXT.index("claims:")], TEXT[TEXT.index("claims:") :]
    desk.write(claims + source)
    before = desk.of_lines()
    desk.write(claims + source.replace("2024-05-06", "2024-05-07"))
    assert len(before) == 3
    assert set(before.values()).isdisjoint(desk.of_lines().values())


def test_claims_in_another_order_keep_their_digests(desk: Desk) -> None:
    before = desk.of_lines()
    head = TEXT.partition("  - id: first")[0]
    first = TEXT[len(head) : TEXT.index("  # Between")]
    second = TEXT[TEXT.index("  - id: second") : TEXT.index("  - id: third")]
    third = TEXT[TEXT.index("  - id: third") :]
    desk.write(head + second + third + first.rstrip("\n") + "\n")
    after = desk.of_lines()
    assert before["paper#second"] == after["paper#second"]
    assert set(before) == set(after)


def test_the_same_words_in_another_file_are_another_claim(desk: Desk) -> None:
    desk.write(TEXT, "claims/b.yaml")
    assert set(desk.of_lines().values()).isdisjoint(desk.of_lines("claims/b.yaml").values())


def test_the_two_sorts_are_told_apart(desk: Desk) -> None:
    assert all(map(is_of_lines, desk.of_lines().values()))
    assert not any(map(is_of_lines, desk.of_nodes().values()))


def test_a_file_that_is_not_read_line_by_line_has_digests_of_nodes(desk: Desk) -> None:
    desk.write(TEXT.replace("quote: its 30th anniversary", "quote: 'its 30th\n      anniversary'"))
    assert desk.of_lines() == {}
    assert len(set(desk.of_nodes().values())) == 3


def test_claims_of_one_line_have_digests_of_their_own(desk: Desk) -> None:
    text = (
        "source: {id: paper, publisher: Paper, published: 2024-05-06}\n"
        "claims: [{id: a, kind: anniversary, event: ties, ordinal: 3, on: 2024, quote: a third},"
        " {id: b, kind: anniversary, event: ties, ordinal: 4, on: 2025, quote: a fourth}]\n"
    )
    desk.write(text)
    before = desk.of_lines()
    desk.write(text.replace("a fourth", "a fifth"))
    after = desk.of_lines()
    assert before["paper#a"] == after["paper#a"]
    assert before["paper#b"] != after["paper#b"]


@pytest.mark.parametrize("seed", range(80))
def test_what_has_one_digest_of_lines_has_one_of_nodes(seed: int, tmp_path: Path) -> None:
    """Random edits: where the lines of a claim are the same, nothing that stands in it has changed."""
    rng = Random(seed)
    make(Recipe(60, style="any", seed=seed % 7, a_file=30), tmp_path)
    shutil.copytree(ROOT / "claims", tmp_path / "claims", dirs_exist_ok=True)
    desk = Desk(tmp_path)
    names = [path.relative_to(desk.folder).as_posix() for path in desk.project.claim_files()]
    name = rng.choice(sorted(names))
    text = (desk.folder / name).read_text(encoding="utf-8")
    lines, nodes = desk.of_lines(name), desk.of_nodes(name)
    assert nodes
    edited = text
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(edited))
        put = rng.choice(["", " ", "\n", "#", "-", ":", "'", "\n  ", "x", "9", "}", ", "])
        edited = edited[:place] + put + edited[place + rng.randint(0, 2) :]
    desk.write(edited, name)
    after = desk.of_nodes(name)
    for claim, digest in desk.of_lines(name).items():
        if digest == lines.get(claim):
            assert after[claim] == nodes[claim], claim
