"""Installing this checkout into an environment of its own, as users do, without asking a network for anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from workbench import ROOT

PARTS = ("src", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml", "action")
_TIMEOUT = 300


def environment(folder: Path) -> dict[str, str]:
    """Return surroundings in which pip finds what claimcheck needs beside this interpreter, and nowhere else.

    pip itself and claimcheck are left out, so that the new environment has its own of both.
    """
    beside = folder / "packages"
    beside.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        name = path.name.lower()
        if not name.startswith(("pip", "claimcheck", "_editable", "__editable", "setuptools")):
            (beside / path.name).symlink_to(path)
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PIP_", "PYTHON", "VIRTUAL"))
    }
    return kept | {
        "HOME": str(folder),
        "PYTHONPATH": str(beside),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads 0 as yes, there is none
        "PIP_NO_CACHE_DIR": "1",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "NO_COLOR": "1",
    }


def checkout(folder: Path) -> Path:
    """Copy what a release has of this repository."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def run(folder: Path, surroundings: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command; what it prints to standard error follows what it prints otherwise."""
    return subprocess.run(
        command,
        cwd=folder,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_TIMEOUT,
        check=False,
    )


def commit(folder: Path, surroundings: dict[str, str]) -> str:
    """Make a repository of a folder, or add a commit to it, and return the commit."""
    if not (folder / ".git").exists():
        run(folder, surroundings, "git", "init", "--quiet")
    run(folder, surroundings, "git", "add", "--all")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = run(folder, surroundings, "git", *who, "commit", "--quiet", "--no-verify", "--message", "Work")
    assert done.returncode == 0, done.stdout
    return run(folder, surroundings, "git", "rev-parse", "HEAD").stdout.strip()
