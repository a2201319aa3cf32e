"""Where people meet claimcheck without typing it: pre-commit, GitHub Actions, GitLab CI, the CI file of `init`.

Each runs as it would there, on a scratch repository, with claimcheck installed from this checkout.
"""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import offline
import pytest
import yaml
from shell import EVENING, TEMPLATE
from workbench import ROOT

BIN = Path(sys.executable).parent
WORKFLOW = ".github/workflows/claimcheck.yml"
HEADLINE = "claims/evening-news-2022-11-20.yaml:12:14: error ANN001 conflicting-anniversaries"

pytestmark = [pytest.mark.skipif(shutil.which(name) is None, reason=f"needs {name}") for name in ("git", "bash")]


@dataclass(frozen=True, slots=True)
class Desk:
    """A scratch project in a repository, and the surroundings in which claimcheck is installed from a checkout."""

    project: Path
    checkout: Path
    temporary: Path
    surroundings: dict[str, str]

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project."""
        return offline.run(self.project, self.surroundings | more, *command)

    def contradict(self) -> None:
        """Make an article and its claim say 47 for 48."""
        for file in (EVENING, "seeds/evening-news-2022-11-20.txt"):
            path = self.project / file
            path.write_text(path.read_text(encoding="utf-8").replace("48", "47"), encoding="utf-8")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], str]:
    """This checkout as a repository of its own, which pre-commit clones and the action is run from."""
    folder = tmp_path_factory.mktemp("released")
    surroundings = offline.environment(folder)
    checkout = offline.checkout(folder / "claimcheck")
    return checkout, surroundings, offline.commit(checkout, surroundings)


@pytest.fixture
def desk(tmp_path: Path, released: tuple[Path, dict[str, str], str]) -> Desk:
    project = Path(shutil.copytree(TEMPLATE, tmp_path / "project"))
    (tmp_path / "runner").mkdir()
    return Desk(project, released[0], tmp_path / "runner", released[1])


@pytest.fixture(scope="module")
def installed(released: tuple[Path, dict[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the action's first step makes: a folder of the runner with claimcheck in an environment of its own."""
    checkout, surroundings, _ = released
    runner = tmp_path_factory.mktemp("runner")
    told = {"RUNNER_TEMP": str(runner), "GITHUB_ACTION_PATH": str(checkout), "CLAIMCHECK_PYTHON": sys.executable}
    done = offline.run(checkout, surroundings | told, *steps()[0])
    assert done.returncode == 0, done.stdout
    return runner


def steps() -> list[tuple[str, ...]]:
    """Return the commands of the action as GitHub runs them."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return [("bash", "-c", step["run"]) for step in action["runs"]["steps"]]


# pre-commit


def test_pre_commit_installs_the_hook_and_stops_a_contradiction(desk: Desk, released: tuple[Path, Any, str]) -> None:
    config = {"repos": [{"repo": str(desk.checkout), "rev": released[2], "hooks": [{"id": "claimcheck"}]}]}
    (desk.project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    offline.commit(desk.project, desk.surroundings)
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never")
    # Run from this environment, pre-commit itself needs no packages beside it.
    clean = desk.run(*command)
    assert clean.returncode == 0, clean.stdout
    assert clean.stdout.splitlines()[-1].startswith("claimcheck....")
    assert clean.stdout.splitlines()[-1].endswith("Passed")
    desk.contradict()
    broken = desk.run(*command)
    assert broken.returncode == 1
    assert "- hook id: claimcheck\n- exit code: 1\n" in broken.stdout
    assert HEADLINE in broken.stdout


def test_the_hooks_are_a_manifest_that_pre_commit_takes() -> None:
    done = offline.run(ROOT, {}, sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_hook_of_rules_runs_their_examples(desk: Desk) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    entry = next(hook["entry"] for hook in hooks if hook["id"] == "claimcheck-rules").split()
    done = desk.run(str(BIN / entry[0]), *entry[1:], "rules/harbour/too-many-passengers.yaml")
    assert (done.returncode, done.stdout) == (0, "1 rule, 2 examples, 0 failed\n")


# The action


def lint(desk: Desk, runner: Path, **more: str) -> tuple[int, str, dict[str, str], str]:
    """Run the action's second step; return its status, what it prints, its outputs and its summary."""
    output, summary = desk.temporary / "output", desk.temporary / "summary"
    for file in (output, summary):
        file.write_text("", encoding="utf-8")
    told = {
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": str(desk.checkout),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "CLAIMCHECK_SARIF_FILE": "claimcheck.sarif",
    }
    done = desk.run(*steps()[1], **(told | more))
    outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
    return done.returncode, done.stdout, outputs, summary.read_text(encoding="utf-8")


def test_the_action_passes_a_clean_project(desk: Desk, installed: Path) -> None:
    status, printed, outputs, summary = lint(desk, installed)
    sarif = desk.project / "claimcheck.sarif"
    assert status == 0, printed
    assert outputs == {"status": "0", "errors": "0", "warnings": "0", "sarif-file": str(sarif)}
    assert printed.splitlines()[0] == "5 claims of 2 sources: no contradiction was found."
    assert summary.startswith("# claimcheck\n\n**5 claims of 2 sources: no contradiction was found.**\n")
    assert json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"] == []


def test_the_action_annotates_a_contradiction_and_fails(desk: Desk, installed: Path) -> None:
    desk.contradict()
    status, printed, outputs, summary = lint(desk, installed)
    assert status == 1
    assert (outputs["status"], outputs["errors"], outputs["warnings"]) == ("1", "1", "0")
    assert printed.startswith(f"::error file={EVENING},line=12,col=14,title=ANN001 conflicting-anniversaries::")
    assert "### Error ANN001 conflicting-anniversaries" in summary
    assert not list(desk.project.glob("*.json")), "nothing is left in the project but what was asked for"


def test_inputs_of_the_action_are_words_and_never_commands(desk: Desk, installed: Path) -> None:
    planted = "$(touch planted)`touch planted`; touch planted\n--version\n"
    status, printed, outputs, _ = lint(desk, installed, CLAIMCHECK_PATHS=planted, CLAIMCHECK_SUMMARY="false")
    assert status == 2
    assert "does not exist" in printed
    assert outputs == {"status": "2"}
    status, _, outputs, summary = lint(
        desk,
        installed,
        CLAIMCHECK_PATHS="claims\n",
        CLAIMCHECK_FAIL_ON="$(touch planted)",
        CLAIMCHECK_SUMMARY="false",
        CLAIMCHECK_SARIF_FILE="",
    )
    assert (status, outputs, summary) == (2, {"status": "2"}, "")
    assert not (desk.project / "planted").exists()


def test_scripts_of_the_action_can_be_run() -> None:
    for script in (ROOT / "action").glob("*.sh"):
        assert script.stat().st_mode & stat.S_IXUSR, script.name
        assert subprocess.run(("bash", "-n", script), check=False).returncode == 0


# GitLab, and what init makes


def test_the_example_for_gitlab_does_what_it_says(desk: Desk) -> None:
    job = yaml.safe_load((ROOT / "examples/ci/gitlab-ci.yml").read_text(encoding="utf-8"))["claimcheck"]
    desk.contradict()
    script = "\n".join(("set -e", *job["script"]))
    done = desk.run("bash", "-c", script, CLAIMCHECK=str(desk.checkout))
    assert done.returncode == 1, done.stdout
    assert HEADLINE in done.stdout
    reports = job["artifacts"]["reports"]
    assert [each["location"]["path"] for each in json.loads((desk.project / reports["codequality"]).read_text())] == [
        EVENING
    ]
    assert 'failures="1"' in (desk.project / reports["junit"]).read_text(encoding="utf-8")
    unset = desk.run("bash", "-c", job["script"][1])
    assert unset.returncode != 0
    assert "say where claimcheck is installed from" in unset.stdout


def test_the_ci_file_of_a_first_project_is_green(desk: Desk) -> None:
    job = yaml.safe_load((desk.project / WORKFLOW).read_text(encoding="utf-8"))["jobs"]["facts"]
    commands = [step["run"] for step in job["steps"] if step.get("run", "").startswith("claimcheck ")]
    assert commands == ["claimcheck rules test rules/*/*.yaml", "claimcheck lint --format github"]
    for command in commands:
        done = desk.run("bash", "-e", "-c", command, PATH=f"{BIN}:{desk.surroundings['PATH']}")
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", "examples/ci/github-workflow.yml"),
        ("github-workflows", f"src/claimcheck/cli/template/{WORKFLOW}"),
        ("gitlab-ci", "examples/ci/gitlab-ci.yml"),
    ],
)
def test_ci_files_are_valid_by_the_schemas_of_their_services(schema: str, file: str) -> None:
    done = offline.run(ROOT, {}, str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", file)
    assert done.returncode == 0, done.stdout
