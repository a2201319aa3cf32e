"""Rules written in tests: a whole rule around an assertion, and the mistake that is found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimcheck.rules.model import RuleFile
from claimcheck.rules.rule import Rule, RuleMistake, build_rule

HEAD: dict[str, Any] = {
    "code": "TST001",
    "name": "a-draft",
    "since": "0.1.0",
    "severity": "error",
    "summary": "A rule that a test writes.",
    "why": "It holds because the test says so, and for no other reason.",
    "each": {"kind": "anniversary"},
    "assert": "year(origin[event]) == year(on) - ordinal",
    "examples": [{"name": "none", "claims": [{"id": "a"}]}] * 2,
}
PAIR = {"first": {"kind": "nth"}, "other": {"kind": ["event", "nth"]}}


def draft(**changes: Any) -> Rule:
    """Return the rule with some keys changed; `assert_`, `for_` mean those keys."""
    keys = {key.rstrip("_"): value for key, value in changes.items()}
    return build_rule(RuleFile.model_validate({**HEAD, **keys}), "rules/a-draft.yaml")


def mistake(**changes: Any) -> RuleMistake:
    """Return the mistake in the rule. Fails when there is none."""
    try:
        draft(**changes)
    except RuleMistake as found:
        return found
    raise AssertionError(f"nothing is wrong with {changes}")


def rule_text(**changes: str) -> str:
    """Return the text of a rule file, each value as YAML writes it."""
    keys = {
        "code": "TST001",
        "name": "a-draft",
        "since": "0.1.0",
        "severity": "error",
        "summary": "A rule that a test writes.",
        "why": "It holds because the test says so, and for no other reason.",
        "each": "{kind: anniversary}",
        "assert": "year(on) == 2022",
        "examples": "[{name: none, claims: [{id: a}]}, {name: more, claims: [{id: a}]}]",
    }
    keys.update({key.rstrip("_"): value for key, value in changes.items()})
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if value)


def write_rule(root: Path, text: str, name: str = "a-draft.yaml") -> Path:
    folder = root / "rules"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder
