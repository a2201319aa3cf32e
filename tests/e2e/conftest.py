from __future__ import annotations

from pathlib import Path

import pytest
from workbench import ROOT, Workbench, copy_project, digest

from claimcheck.corpus.project import open_project
from claimcheck.engine.result import Result
from claimcheck.rules.load import RuleSet
from claimcheck.rules.pack import rules_of


@pytest.fixture(scope="session")
def rules() -> RuleSet:
    return rules_of(open_project((), ROOT))


@pytest.fixture(scope="session")
def real(rules: RuleSet) -> Result:
    """The real articles, checked once."""
    return Workbench(ROOT, rules).check()


@pytest.fixture
def bench(rules: RuleSet, real: Result, tmp_path: Path) -> Workbench:
    """A copy of the real project, to be damaged."""
    return Workbench(copy_project(tmp_path), rules, frozenset(map(digest, real.findings)))
