"""Settings: a mistake is said at its line, and nothing outside the project can be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.corpus.settings import Settings, keys_of, read_settings
from claimcheck.findings.codes import CHECKS

KNOWN = f"the settings are {', '.join(keys_of(Settings))}"


def read(root: Path, text: str | bytes, name: str = "claimcheck.toml") -> tuple[Settings, list[str]]:
    (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    settings, problems = read_settings(root)
    found = problems.found if problems is not None else []
    assert {each.code for each in found} <= {"CFG001"}
    return settings, [f"{each.place} {each.message}" for each in found]


def test_without_a_file_all_is_as_it_ships(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), None)
    assert CHECKS["CFG001"].untrusted


def test_settings_are_read(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, 'claims = "facts"\nfail-on = "warning"\nignore = ["KEY", "NAM001"]\n')
    assert problems == []
    assert (settings.claims, settings.fail_on, settings.ignore) == ("facts", "warning", ("KEY", "NAM001"))


def test_settings_of_pyproject(tmp_path: Path) -> None:
    text = '[tool.other]\nselect = 3\n\n[tool.claimcheck]\nselect = "ANN"\n'
    assert read(tmp_path, text, "pyproject.toml") == (
        Settings(),
        ['pyproject.toml:5:1 the setting `select`: it is a list of texts, such as ["ANN", "DAT001"]'],
    )


def test_a_pyproject_of_others_is_none_of_ours(tmp_path: Path) -> None:
    assert read(tmp_path, "[tool.other]\nx = 1\n", "pyproject.toml") == (Settings(), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\nclams = 'x'\n", "2:1 there is no setting `clams`; did you mean `claims`?"),
        ("fail-on = 'never'\n", "1:1 the setting `fail-on`: it is 'error' or 'warning'"),
        ("claims = 3\n", "1:1 the setting `claims`: it is a text in quotation marks"),
        ("claims = '../x'\n", "1:1 the setting `claims` must be a folder inside the project, not ../x"),
        ("\nrules = '/etc'\n", "2:1 the setting `rules` must be a folder inside the project, not /etc"),
        ("imports = ['os']\n", "1:1 there is no setting `imports`"),
        ("claims = \n", "1:10 claimcheck.toml cannot be read: Invalid value"),
        (b"claims = '\xff'\n", "1:1 claimcheck.toml cannot be read: 'utf-8' codec can't decode byte 0xff in position "
            "10: invalid start byte"),
        ("x = '" + "y" * 1_000_001 + "'", "1:1 claimcheck.toml cannot be read: it is larger than 1000000 bytes"),
        ("x = " + "[" * 5000, "1:1 claimcheck.toml cannot be read: maximum recursion depth exceeded"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_at_its_line(text: str | bytes, expected: str, tmp_path: Path) -> None:
    settings, problems = read(tmp_path, text)
    assert settings == Settings()
    (found,) = problems
    assert found.startswith(f"claimcheck.toml:{expected}")


def test_an_unknown_setting_is_answered_with_those_that_exist(tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text("clams = 1\n")
    _, problems = read_settings(tmp_path)
    assert problems is not None
    assert [each.hint for each in problems.found] == [KNOWN]
