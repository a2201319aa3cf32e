from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shell import Shell
from workbench import ROOT, Workbench, copy_project, digest

from claimcheck.corpus.project import open_project
from claimcheck.engine.result import Result
from claimcheck.rules import load as loading
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


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pack: None) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR", "CLAIMCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each rule file of the pack once, not once for every command."""
    read: Callable[..., Any] = loading._load
    folder = loading.pack_folder().resolve()

    def remembered(path: Path, *more: Any) -> Any:
        if not path.resolve().is_relative_to(folder):
            return read(path, *more)
        key = (path, *(part for part in more if isinstance(part, str)))
        if key not in _PACK:
            _PACK[key] = read(path, *more)
        return _PACK[key]

    monkeypatch.setattr(loading, "_load", remembered)


_PACK: dict[tuple[object, ...], Any] = {}
