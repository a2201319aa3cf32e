from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

import pytest
from pages import TEMPLATE

from claimcheck.corpus import yaml_file
from claimcheck.corpus.yaml_reader import read_yaml

_remembered = lru_cache(maxsize=None)(read_yaml)


@pytest.fixture
def first_project(tmp_path: Path) -> Path:
    """What `claimcheck init` makes."""
    return Path(shutil.copytree(TEMPLATE, tmp_path / "project"))


@pytest.fixture(autouse=True)
def _same_bytes_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the pack once for all the commands that these tests run: it is most of what they cost."""
    monkeypatch.setattr(yaml_file, "read_yaml", _remembered)
