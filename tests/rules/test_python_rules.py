"""Rules in Python: on the same interface as YAML, named by the settings, and never a clean run when they break."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from claimcheck.claims.registry import built_in_kinds
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.engine.workbench.examples import run_examples
from claimcheck.findings.codes import CHECKS
from claimcheck.rules.load import RuleSet, load_rules
from claimcheck.rules.pack import NO_PLUGINS, rules_of

ROOT = Path(__file__).parents[2]
HEAD = """\
code: PYT001
name: even-number
since: 0.1.0
severity: error
summary: A number is even.
why: It holds because the test says so, and for no other reason.
each: {kind: quantity, metric: visitors}
examples:
  - name: odd
    claims:
      - {id: a, kind: quantity, metric: visitors, of: hall, during: 2024, value: 41}
  - name: even
    claims:
      - {id: a, kind: quantity, metric: visitors, of: hall, during: 2024, value: 42}
    expect:
      - {severity: error, at: [a.value], says: "42 is even ≠ an odd number"}
"""
CODE = """\
from pathlib import Path
from claimcheck.rules.python_api import *

def odd(claims):
    figure = claims.claim().fields["value"].value
    if figure % 2 == 0:
        yield Problem(f"{figure} is even", "an odd number")

RULES = PythonRule(Path(__file__).with_name("even-number.yaml"), odd, about=("value",))
"""
CLAIMS = """\
source: {id: s, published: 2024-12-31, publisher: P}
claims:
  - {id: a, kind: quantity, metric: visitors, of: hall, during: 2024, value: VALUE, quote: q}
"""
VOCABULARY = "entities: {hall: {type: hall}}\nmetrics: {visitors: {of: [hall]}}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project, and beside it a folder of installed packages that is empty yet."""
    (tmp_path / "p/claims").mkdir(parents=True)
    (tmp_path / "p/claimcheck.toml").write_text('plugins = ["numbers"]\n')
    (tmp_path / "p/claims/vocabulary.yaml").write_text(VOCABULARY)
    (tmp_path / "p/claims/s.yaml").write_text(CLAIMS.replace("VALUE", "42"))
    (tmp_path / "site").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "site")
    # One rule of the pack is enough, and all of them would be read for every test.
    shutil.copytree(ROOT / "rules/quantity", tmp_path / "pack/quantity")
    monkeypatch.setattr("claimcheck.rules.pack.pack_folder", lambda: tmp_path / "pack")
    yield tmp_path / "p"
    for name in [name for name in sys.modules if name.startswith("numbers_plugin")]:
        del sys.modules[name]


def install(project: Path, code: str = CODE, head: str = HEAD, module: str = "numbers_plugin") -> None:
    site = project.parent / "site"
    (site / module).mkdir()
    (site / module / "__init__.py").write_text(code)
    (site / module / "even-number.yaml").write_text(head)
    info = site / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[claimcheck.rules]\nnumbers = {module}:RULES\n")
    importlib.invalidate_caches()


def run(project: Path) -> Result:
    opened = open_project(start=project)
    rules = rules_of(opened)
    return check(load(opened), rules.rules, rules.findings)


def told(project: Path) -> list[str]:
    """Return the findings about the rules themselves."""
    found = [each for each in run(project).findings if each.code.startswith("RUL")]
    assert all(CHECKS[each.code].untrusted for each in found)
    return [f"{each.place} {each.code} {each.message}" for each in found]


def test_a_rule_in_python_finds_what_it_is_for(project: Path) -> None:
    install(project)
    (finding,) = [each for each in run(project).findings if each.code == "PYT001"]
    assert (finding.severity.value, finding.message) == ("error", "A number is even (s#a): 42 is even ≠ an odd number")
    assert str(finding.place) == "claims/s.yaml:3:78"


def test_its_examples_run_like_those_of_any_rule(project: Path) -> None:
    install(project)
    rules = rules_of(open_project(start=project))
    rule = rules.get("PYT001")
    assert rule is not None
    assert rule.file == "numbers_plugin/even-number.yaml"
    assert rule.model.assert_ == ("numbers_plugin.odd(claims)",)
    assert [(each.name, each.differences) for each in run_examples(rule, rules)] == [("odd", ()), ("even", ())]


def test_nothing_is_loaded_that_the_settings_do_not_name(project: Path) -> None:
    install(project, code="raise SystemExit(0)")
    (project / "claimcheck.toml").write_text("")
    assert told(project) == []
    assert "numbers_plugin" not in sys.modules


def test_what_is_left_out_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(project, code="raise SystemExit(0)")
    for rules in (rules_of(open_project(start=project), plugins=False), _without_plugins(project, monkeypatch)):
        assert rules.get("PYT001") is None
        assert [(each.code, each.severity.value, each.message) for each in rules.findings] == [
            ("RUL003", "info", "the rules of numbers are left out of this run")
        ]
    assert "numbers_plugin" not in sys.modules


def _without_plugins(project: Path, monkeypatch: pytest.MonkeyPatch) -> RuleSet:
    monkeypatch.setenv(NO_PLUGINS, "1")
    return rules_of(open_project(start=project))


def test_a_package_that_is_not_installed(project: Path) -> None:
    (project / "claimcheck.toml").write_text('fail-on = "error"\nplugins = ["feests"]\n')
    assert told(project) == [
        "claimcheck.toml:2:1 RUL001 no installed package offers rules called `feests`; did you mean `feasts`?"
    ]


def test_two_packages_of_one_name(project: Path) -> None:
    install(project)
    install(project, module="numbers_plugin_too")
    (message,) = told(project)
    assert message.startswith("claimcheck.toml:1:1 RUL001 2 installed packages offer rules called `numbers`: ")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise SystemExit(0)", "the rules of `numbers` cannot be loaded: SystemExit: 0"),
        ("raise KeyError('x')", "the rules of `numbers` cannot be loaded: KeyError: 'x'"),
        ("RULES = 1", "`numbers` gives int where a PythonRule, or a list of such, is needed"),
        ("RULES = []", "`numbers` gives nothing where a PythonRule, or a list of such, is needed"),
        ("", "the rules of `numbers` cannot be loaded: AttributeError: module 'numbers_plugin' has no attribute "
            "'RULES'"),
    ],
)  # fmt: skip
def test_a_package_that_cannot_be_loaded(code: str, message: str, project: Path) -> None:
    install(project, code=code)
    assert told(project) == [f"claimcheck.toml:1:1 RUL001 {message}"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 / 0; yield", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(0); yield", "it tried to end the run"),
        ("yield 5", "it gives int where a condition or a Problem is needed"),
        ("yield Problem('a', 'a')", "a Problem finds just what it expects"),
        ("while True: yield claims.condition('value > 0')", "it gives more than 1000 conditions for one match"),
        ("yield claims.condition('valu > 0')", "`valu > 0`: `valu` is no field, no index name declared in `for`, and "
            "no constant; an id is written in quotes; did you mean `value`?"),
        ("yield compare(claims.term('value'), '=', number(1))", "'=' is no comparison"),
    ],
)  # fmt: skip
def test_a_function_that_breaks_is_a_finding(line: str, message: str, project: Path) -> None:
    code = CODE.replace("    figure =", f"    {line}\n    figure =")
    install(project, code=code)
    assert told(project) == [f"numbers_plugin/even-number.yaml:1:1 RUL002 PYT001 even-number broke on s#a: {message}"]


def test_what_is_missing_is_not_checked(project: Path) -> None:
    install(project, code=CODE.replace("    figure =", "    claims.term('basis')\n    figure ="))
    missed = [each for each in run(project).not_checked if each.rule == "PYT001"]
    assert [(each.claims, each.operand) for each in missed] == [(("s#a",), "basis")]


def test_its_constraints_meet_those_of_other_rules(project: Path) -> None:
    code = CODE.partition("    figure =")[0] + "    yield claims.condition('visitors[of, when] >= 43')\n\n"
    install(project, code=code + CODE[CODE.index("RULES") :])
    (finding,) = [each for each in run(project).findings if each.code == "PYT001"]
    assert set(finding.rules) == {"PYT001", "QTY001"}
    assert finding.subject == "visitors[hall, 2024]"


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (HEAD + "assert: value < 3\n", "even-number.yaml:17:9 RUL001 `assert` of the rule: "),
        (HEAD.replace("visitors}\nex", "visitors, ov: 1}\nex"), "RUL001 a claim of kind `quantity` has no field `ov`"),
        (HEAD.replace("each: {kind: quantity, metric: visitors}\n", ""), "RUL001 a rule in Python binds claims"),
        (HEAD.replace("PYT001", "QTY001"), "RUL001 QTY001 even-number has the code or the name of rules/quantity/"),
        ("- 1\n", "RUL001 the head of a rule is a mapping of keys such as code, name and each"),
    ],
)
def test_a_head_that_cannot_be_used(head: str, message: str, project: Path) -> None:
    install(project, head=head)
    (found,) = told(project)
    assert message.replace("rules/quantity/", "") in found.replace("claimcheck/rules/quantity/", "")


def test_a_package_lying_in_the_checkout_is_not_installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(project)
    (project.parent / "site").rename(project / "site")
    monkeypatch.chdir(project)
    importlib.invalidate_caches()
    (message,) = told(project)
    assert message.startswith("claimcheck.toml:1:1 RUL001 no installed package offers rules called `numbers`")


# The package that ships as an example, installed as `make` does it.


def test_the_package_of_feasts() -> None:
    (point,) = entry_points(group="claimcheck.rules", name="feasts")
    (rule,) = point.load()
    from claimcheck.findings.model import Place
    from claimcheck.rules.python_rules import with_python_rules

    rules = with_python_rules(load_rules((ROOT / "rules",), ROOT), ["feasts"], ROOT, Place("x"), built_in_kinds())
    assert rules.findings == ()
    loaded = rules.get("FST001")
    assert loaded is not None
    assert loaded.path == rule.head
    assert [each.name for each in run_examples(loaded, rules) if each.difference] == []


def test_easter_against_another_reckoning() -> None:
    easter = pytest.importorskip("claimcheck_feasts.easter")
    oracle = pytest.importorskip("dateutil.easter")
    for year in range(easter.FIRST_YEAR, easter.LAST_YEAR + 1):
        assert easter.gregorian_easter(year) == oracle.easter(year, oracle.EASTER_WESTERN)
        assert easter.julian_easter(year) == oracle.easter(year, oracle.EASTER_ORTHODOX)
        assert easter.gregorian_easter(year).weekday() == 6
    assert easter.gregorian_easter(2024) + timedelta(days=1) == date(2024, 4, 1)
