"""Checks many true worlds and prints what was cried: `python tests/worlds/consistency.py 1000 [loose]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpora import corpus_of

from claimcheck.engine.run import check
from claimcheck.findings.model import Finding, Severity
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule
from worlds import consistent

ROOT = Path(__file__).resolve().parents[2]


def pack() -> tuple[Rule, ...]:
    """Return the rules that ship. Raises ValueError when one of them cannot be used."""
    loaded = load_rules([ROOT / "rules"], ROOT)
    if loaded.findings:
        raise ValueError("; ".join(finding.message for finding in loaded.findings))
    return loaded.rules


def cries(seed: int, rules: Sequence[Rule], *, loose: bool = False) -> tuple[Finding, ...]:
    """Return the errors and warnings about the honest sources of a true world: there should be none."""
    result = check(corpus_of(*consistent(seed, loose=loose)), rules)
    return tuple(finding for finding in result.findings if finding.severity is not Severity.INFO)


def main(count: int, *, loose: bool) -> None:
    """Print every false finding, and how many worlds had errors and warnings."""
    rules = pack()
    worlds: Counter[str] = Counter(worlds=count)
    for seed in range(count):
        found = cries(seed, rules, loose=loose)
        worlds.update({str(finding.severity) for finding in found})
        for finding in found if not loose else [each for each in found if each.severity is Severity.ERROR]:
            print(seed, finding.severity, finding.code, finding.message, flush=True)
    print(dict(worlds))


if __name__ == "__main__":
    main(int(sys.argv[1]), loose="loose" in sys.argv[2:])
