"""Settings: a mistake is said at its line, and nothing outside the project can be named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claimcheck.corpus.path_patterns import is_pattern, path_matches
from claimcheck.corpus.project import open_project
from claimcheck.corpus.settings import Settings, keys_of, read_settings
from claimcheck.corpus.toml_places import key_places, nearest_place
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
        ('[severity]\nRUL001 = "off"', "2:1 RUL001 can be neither ignored nor made milder"),
        ('ignore = ["CFG001"]', "1:1 CFG001 can be neither ignored nor made milder"),
        ('[paths."../x"]\nignore = ["ANN"]', '1:1 "../x" is no pattern of paths inside the project'),
        ('[paths."a/b"]\nignor = ["ANN"]', '2:1 there is no setting `paths."a/b".ignor`; did you mean `ignore`?'),
        ('[paths.x.severity]\nANN = "fatal"', "2:1 the setting `paths.x.severity.ANN`: it is 'error', 'warning', "),
        ("paths = {x = 3}", "1:1 the setting `paths.x`: it is a table with the keys `ignore` and `severity`"),
        ("severity = 3", '1:1 the setting `severity`: it is a table, such as {NAM001 = "info"}'),
        ('preview = "yes"', "1:1 the setting `preview`: it is true or false, without quotation marks"),
        ("baseline = '/x.yaml'", "1:1 the setting `baseline` must be a file inside the project, not /x.yaml"),
        ("claims = ''", "1:1 the setting `claims` must be a folder inside the project, not ."),
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


def test_settings_in_two_files_are_not_read_in_silence(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.claimcheck]\nignore = ["NAM"]\n')
    settings, problems = read(tmp_path, 'ignore = ["KEY"]\n')
    assert problems == ["claimcheck.toml:1:1 pyproject.toml has settings too, and they are not read"]
    assert settings.ignore == ("KEY",)


TOML = """\
# [not.a.table]
title = "a = [b] # c"
text = '''
[x]
y = 1'''
"quoted key".'in parts' = [
  "one", # =
  {z = 1},
]

  [tool."claim.check"] # = 1
  more = \"\"\"a\\\"\"\"b\"\"\"\"
  last = {a = 1}
[[list]]
k = 1"""


def test_the_places_of_keys() -> None:
    assert tomllib.loads(TOML)
    assert dict(key_places(TOML)) == {
        ("title",): (2, 1),
        ("text",): (3, 1),
        ("quoted key", "in parts"): (6, 1),
        ("tool", "claim.check"): (11, 3),
        ("tool", "claim.check", "more"): (12, 3),
        ("tool", "claim.check", "last"): (13, 3),
        ("list",): (14, 1),
        ("list", "k"): (15, 1),
    }
    assert nearest_place(key_places(TOML), ("tool", "claim.check", "last", "a")) == (13, 3)
    assert nearest_place(key_places(TOML), ("nothing",)) == (1, 1)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("claims/a.yaml", "claims/a.yaml", True),
        ("claims", "claims/a.yaml", True),
        ("claims/", "claims/b/a.yaml", True),
        ("claim", "claims/a.yaml", False),
        ("claims/*", "claims/a.yaml", True),
        ("claims/*.yaml", "claims/b/a.yaml", False),
        ("claims/**/a.yaml", "claims/a.yaml", True),
        ("claims/**/a.yaml", "claims/b/c/a.yaml", True),
        ("**/a.yaml", "claims/a.yaml", True),
        ("**", "claims/a.yaml", True),
        ("*", "claims/a.yaml", True),
        ("claims/?.yaml", "claims/ab.yaml", False),
        ("a.yaml", "claims/a.yaml", False),
        ("CLAIMS", "claims/a.yaml", False),
        ("claims/a.yaml/b", "claims/a.yaml", False),
    ],
)
def test_patterns_of_paths(pattern: str, path: str, fits: bool) -> None:
    assert path_matches(pattern, path) is fits


def test_a_pattern_is_bounded() -> None:
    assert is_pattern("claims/**/*.yaml")
    for text in ("", "/", "a//b", "../a", "a/./b", "a\\b", "*" * 13, "a" * 301):
        assert not is_pattern(text), text


def test_settings_alone_make_a_project(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    inner = tmp_path / "inner"
    (inner / "facts").mkdir(parents=True)
    (inner / "pyproject.toml").write_text('[tool.claimcheck]\nclaims = "facts"\n')
    assert open_project(start=inner / "facts").claims_folder == inner / "facts"


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    for key in keys_of(Settings):
        assert f"| `{key}` |" in page, key
