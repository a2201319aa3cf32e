"""The tools of others that outputs are given to: found in tests/validators, else the test is skipped or fails."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "validators"
INSTALL = "npm ci --prefix tests/validators"


def installed(name: str) -> Path:
    """Return a file of the installed packages.

    Without it the test is skipped, or fails where CLAIMCHECK_REQUIRE_TOOLS is 1.
    """
    path = FOLDER / "node_modules" / name
    if not path.exists():
        words = f"{name} is not installed; run `{INSTALL}`"
        if os.environ.get("CLAIMCHECK_REQUIRE_TOOLS") == "1":
            pytest.fail(words)
        pytest.skip(words)
    return path


def ran(tool: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of the installed packages in a folder."""
    command = (str(installed(tool)), *arguments)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def type_errors(folder: Path, declaration: str, value: str) -> str:
    """Return what the TypeScript compiler says of a JSON text under a declaration that types the name `value`.

    `declaration` is such as `import type {T} from "package"; const value: T`.
    """
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(installed("typescript").parent)
    (folder / "check.ts").write_text(f"{declaration} = {value};\nexport {{ value }};\n", encoding="utf-8")
    options = ("--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--types", "")
    return ran(".bin/tsc", *options, "check.ts", folder=folder).stdout
