"""Random edits of the articles' claims: a check that knows the parts of the runs before must come to the same.

Run `python tests/cache/part_edits.py 200` for so many edits (and `--seed 7` for others).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.parting.by_parts import check_by_parts
from claimcheck.engine.parting.known_parts import KnownParts, as_data, of_data
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporter
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules([ROOT / "rules"], ROOT)


@dataclass(slots=True)
class Desk:
    """A project that is edited and checked, and what its runs leave for the next."""

    root: Path
    kept: str = "[]"
    parts: int = 0
    known: int = 0
    seen: list[KnownParts] = field(default_factory=list)

    def checks(self) -> Result:
        """Check with what is known, hold it against a check of everything, and keep the parts."""
        corpus = load(open_project((self.root,)))

        def known(claims: Sequence[ClaimRecord]) -> KnownParts:
            made = KnownParts(claims, of_data(json.loads(self.kept)))
            self.seen.append(made)
            return made

        before = {(each.claims, each.order) for each in of_data(json.loads(self.kept))}
        result, whole = check_by_parts(corpus, RULES.rules, know=known), check(corpus, RULES.rules)
        for name in ("json", "html", "sarif"):
            said = reporter(name)
            assert said.render(result, ReportOptions()) == said.render(whole, ReportOptions()), name
        assert result.claims == whole.claims
        found = self.seen.pop().found
        self.kept = json.dumps(as_data(list(found.values())))
        self.parts, self.known = len(found), sum((each.claims, each.order) in before for each in found.values())
        return result


def desk(folder: Path) -> Desk:
    for name in ("claims", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return Desk(folder)


def other_digit(text: str, rng: Random) -> str:
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    place = rng.choice(places)
    return text[:place] + rng.choice("0123456789") + text[place + 1 :]


def more_lines(text: str, rng: Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(rng.randrange(len(lines)), "# a remark\n")
    return "".join(lines)


def fewer_claims(text: str, rng: Random) -> str:
    head, *claims = text.split("\n  - id: ")
    del claims[rng.randrange(len(claims))]
    return "\n  - id: ".join((head, *claims))


def other_order(text: str, rng: Random) -> str:
    head, *claims = text.rstrip("\n").split("\n  - id: ")
    rng.shuffle(claims)
    return "\n  - id: ".join((head, *claims)) + "\n"


EDITS: Sequence[Callable[[str, Random], str]] = (other_digit, other_digit, more_lines, fewer_claims, other_order)


def play(folder: Path, seed: int, steps: int) -> tuple[int, int]:
    """Make so many edits, each checked; return how many parts there were, and how many of them were known."""
    rng, made = Random(seed), desk(folder)
    made.checks()
    parts = known = 0
    for _ in range(steps):
        path = rng.choice(sorted((folder / "claims").glob("*2*.yaml")))
        before = path.read_text(encoding="utf-8")
        path.write_text(rng.choice(EDITS)(before, rng), encoding="utf-8")
        made.checks()
        parts, known = parts + made.parts, known + made.known
        if rng.random() < 0.6:
            path.write_text(before, encoding="utf-8")
    return parts, known


def main() -> None:
    """Make edits in a folder of their own, and print how many parts there were and how many were known."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("steps", type=int)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        parts, known = play(Path(folder).resolve(), chosen.seed, chosen.steps)
    print(f"{chosen.steps} edits, {parts:,} parts, {known:,} of them known")


if __name__ == "__main__":
    main()
