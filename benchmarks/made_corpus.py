"""Makes corpora on disk from a seed: claim files, articles, a vocabulary, and the contradictions planted in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from topics import METRICS, SHAPES, Fields, Firm, Statement, names, vocabulary
from yaml_styles import claim_file

A_VOCABULARY = 2_000
"""Firms a vocabulary file."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make: about so many claims, the same for the same recipe, wherever it is made."""

    size: int
    seed: int = 7
    rate: float = 0.01
    style: str = "plain"
    a_file: int = 30

    @property
    def name(self) -> str:
        """The name of the corpus's folder."""
        return f"{self.size}-{self.style}-{self.rate:g}-{self.a_file}-{self.seed}"


@dataclass(frozen=True, slots=True)
class Made:
    """A corpus on disk: how many claims it has, and the ids of those that are planted, with what they are about."""

    root: Path
    claims: int
    planted: Mapping[str, str]

    @property
    def files(self) -> list[Path]:
        """All its YAML files."""
        return sorted((self.root / "claims").rglob("*.yaml"))


def make(recipe: Recipe, folder: Path) -> Made:
    """Make a corpus in a folder of its own, or take the one that stands there already."""
    root = folder / recipe.name
    answers = root / "answers.json"
    if not answers.exists():
        _write(recipe, root)
    read = json.loads(answers.read_text(encoding="utf-8"))
    return Made(root, read["claims"], read["planted"])


def statements(recipe: Recipe) -> tuple[list[Firm], list[Statement]]:
    """Return the firms, and what is said of them: whole components of every shape in turn, shuffled."""
    rng = Random(f"{recipe.seed} topics")
    source = names(rng)
    firms: list[Firm] = []
    found: list[Statement] = []
    while len(found) < recipe.size:
        firms.append(Firm(next(source)))
        for shape in SHAPES:
            if len(found) < recipe.size:
                # A wrong claim in a component of about four at four times the rate.
                found.extend(shape(rng, firms[-1], rng.random() < 4 * recipe.rate))
    rng.shuffle(found)
    return firms, found


def _write(recipe: Recipe, root: Path) -> None:
    firms, found = statements(recipe)
    rng = Random(f"{recipe.seed} files")
    for name in ("claims/vocabulary", "seeds"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "claims/vocabulary/metrics.yaml").write_text(METRICS, encoding="utf-8")
    for start in range(0, len(firms), A_VOCABULARY):
        path = root / f"claims/vocabulary/firms-{start // A_VOCABULARY:04}.yaml"
        path.write_text(vocabulary(firms[start : start + A_VOCABULARY]), encoding="utf-8")
    planted: dict[str, str] = {}
    for number, start in enumerate(range(0, len(found), recipe.a_file)):
        told = found[start : start + recipe.a_file]
        name = f"s{number:06}"
        source = {
            "id": name,
            "publisher": f"Paper {number % 97}",
            "published": f"2024-{1 + number % 12:02}-{1 + number % 28:02}",
            "text": f"{'../' * 2}seeds/{name}.txt",
        }
        folder = root / f"claims/{number // 1000:03}"
        folder.mkdir(exist_ok=True)
        text = claim_file(source, list(_claims(told)), recipe.style, rng)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        article = "".join(f"{each.sentence}.\n\n" for each in told)
        (root / f"seeds/{name}.txt").write_text(article, encoding="utf-8")
        planted |= {f"{name}#c{at}": _subject(each) for at, each in enumerate(told) if each.planted}
    answers = {"claims": len(found), "planted": planted}
    (root / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


def _subject(statement: Statement) -> str:
    claim = statement.claim
    return str(claim.get("event") or claim.get("series") or claim["metric"])


def _claims(told: list[Statement]) -> Iterator[Fields]:
    for number, each in enumerate(told):
        yield {"id": f"c{number}", **each.claim, "quote": each.sentence}
