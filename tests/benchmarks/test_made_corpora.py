"""What the benchmarks rest on: a corpus is the same for its recipe, and in it just what is planted is found."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from goals import outcomes  # noqa: E402
from made_corpus import Made, Recipe, make  # noqa: E402
from peer import all_peers, compared  # noqa: E402
from side_by_side import Row  # noqa: E402
from timing import Ratio, ratio_of  # noqa: E402
from yaml_styles import STYLES  # noqa: E402

from claimcheck.corpus.load import load  # noqa: E402
from claimcheck.corpus.project import open_exactly  # noqa: E402
from claimcheck.engine.run import check  # noqa: E402
from claimcheck.findings.model import Severity  # noqa: E402
from claimcheck.rules.load import load_rules  # noqa: E402

SMALL = Recipe(60, rate=0.1, a_file=12)


def bytes_of(corpus: Made) -> dict[str, bytes]:
    return {str(path.relative_to(corpus.root)): path.read_bytes() for path in corpus.root.rglob("*") if path.is_file()}


def test_the_same_recipe_makes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, same = make(SMALL, tmp_path / "one"), make(SMALL, tmp_path / "same")
    assert bytes_of(one) == bytes_of(same)
    other = make(replace(SMALL, seed=8), tmp_path / "one")
    assert bytes_of(other) != bytes_of(one)


def test_every_style_says_the_same(tmp_path: Path) -> None:
    corpora = [load(open_exactly(make(replace(SMALL, style=style), tmp_path).root)) for style in STYLES]
    assert [corpus.findings for corpus in corpora] == [()] * len(STYLES)
    first, *others = [[(claim.id, claim.fields) for claim in corpus.claims] for corpus in corpora]
    assert len(first) >= 60
    assert others == [first] * len(others)


@pytest.mark.parametrize("rate", [0.0, 0.1])
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, rate: float) -> None:
    made = make(replace(SMALL, rate=rate, style="any"), tmp_path)
    rules = load_rules([BENCHMARKS.parent / "rules"], BENCHMARKS.parent).rules
    result = check(load(open_exactly(made.root)), rules)
    told = [each for each in result.findings if each.severity is not Severity.INFO]
    assert {each.severity for each in told} <= {Severity.ERROR}
    named = [{member.claim for member in each.claims} & made.planted.keys() for each in told]
    assert all(named)
    assert set().union(*named) == made.planted.keys()
    assert bool(made.planted) == (rate > 0)


def test_every_peer_is_found_and_says_what_it_does() -> None:
    names = [peer.name for peer in all_peers()]
    assert {"claimcheck", "claimcheck, JSONL", "claimcheck, Parquet", "yamllint", "pySHACL", "DuckDB"} <= set(names)
    assert len(set(names)) == len(names)


def test_what_is_missed_or_extra_is_an_error() -> None:
    assert compared(["a", "b"], ["b", "a"]) == "all 2, nothing else"
    with pytest.raises(ValueError, match=r"missed 1 \['b'\], extra 1 \['c'\]"):
        compared(["a", "c"], ["a", "b"])


def test_goals_are_reached_missed_or_not_measured() -> None:
    def row(peer: str, ratio: float, style: str = "plain") -> Row:
        return Row(
            Recipe(1_000, style=style), 1_000, peer, "", Ratio(ratio, ratio, ratio), 10**8, "all 3, nothing else"
        )

    rows = [row("claimcheck", 5), row("claimcheck", 11, "any"), row("yamllint", 283)]
    found = {each.work: (each.measured, each.reached) for each in outcomes(rows, ())}
    assert found["cold, plain style, × the floor"] == ("5.00 at 1,000 claims", True)
    assert found["cold, any style, × the floor"] == ("11.0 at 1,000 claims", False)
    assert found["against yamllint, syntax alone"] == ("56.60 times as fast at 1,000 claims", True)
    assert found["against pySHACL with two rules"] == ("", None)
    assert found["planted contradictions"] == ("so at rates 0.01", True)


def test_a_ratio_shows_its_spread() -> None:
    assert str(ratio_of([3.0, 1.0, 2.0])) == "2.00 (1.00 to 3.00)"
    assert str(ratio_of([1234.5])) == "1,234"
