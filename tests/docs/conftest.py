from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import TEMPLATE


@pytest.fixture
def first_project(tmp_path: Path) -> Path:
    """What `claimcheck init` makes."""
    return Path(shutil.copytree(TEMPLATE, tmp_path / "project"))
