"""Finds rule files, reads them, and makes them ready. A broken rule is a finding; the others still run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import claimcheck
from claimcheck.cache.trace import real_path
from claimcheck.claims.registry import KindSet, built_in_kinds
from claimcheck.corpus.files import lies_in
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import yaml_files
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.vocabulary_kinds import known_kinds
from claimcheck.corpus.yaml_file import read_node
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, at
from claimcheck.findings.model import Finding
from claimcheck.rules.model import DraftRule, RuleFile
from claimcheck.rules.place import place_in
from claimcheck.rules.rule import Rule, RuleMistake, build_rule
from claimcheck.values.value_class import value_class

EXAMPLES = "\nexamples:\n"
"""Where the examples of a rule of the pack begin: behind the end of a line."""
Part = Literal["all", "head", "draft"]
"""What is read of a file: all of it; no examples, which the pack has last; all, where examples may be missing."""


@value_class
class RuleSet:
    """Rules in the order of their codes, with what was wrong with rule files."""

    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    nodes: dict[str, Mapping]

    def get(self, code: str) -> Rule | None:
        """Return the rule of a code or a name."""
        for rule in self.rules:
            if code in (rule.code, rule.model.name):
                return rule
        return None


def pack_folder() -> Path:
    """Return the folder of the rules that ship: inside the installed package, else beside the sources."""
    packed = Path(claimcheck.__path__[0]) / "rulepack"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def load_rules(
    folders: Sequence[Path], root: Path, kinds: KindSet | None = None, without_examples: Path | None = None
) -> RuleSet:
    """Load every rule of the folders. A file is read once, also where a folder is the pack itself.

    `kinds` are those that rules may speak of; without them those that ship. Of the folder `without_examples` the
    examples are not read: they are most of a file, and only some commands look at them.
    """
    rules: dict[str, Rule] = {}
    nodes: dict[str, Mapping] = {}
    findings: list[Finding] = []
    seen: set[Path] = set()
    names: dict[str, str] = {}
    real_root = root.resolve()
    for folder in folders:
        # The project's own rules lie inside it; the pack lies where it was installed.
        home = root if folder.is_relative_to(root) else folder
        real_home = _real(home)
        part: Part = "head" if folder == without_examples else "all"
        for path in yaml_files(folder):
            real = _real(path)
            if (real or path) in seen:
                continue
            seen.add(real or path)
            problems = Problems(_shown(path, real or path, real_root))
            known = None if real is None or real_home is None else (real_home, real)
            loaded = _load(path, problems, home, kinds, part, known)
            if loaded is not None:
                rule, node = loaded
                if _is_new(rule, node, rules, names, problems):
                    rules[rule.code] = rule
                    nodes[rule.code] = node
                    names[rule.model.name] = rule.code
            findings.extend(problems.found)
    return RuleSet(tuple(rules[code] for code in sorted(rules)), tuple(findings), nodes)


def load_draft(path: Path, root: Path, kinds: KindSet | None = None) -> RuleSet:
    """Load one rule file inside the root, wherever it lies, whatever it is called, and before it has examples."""
    problems = Problems(_shown(path, path.resolve(), root.resolve()))
    loaded = _load(path, problems, root, kinds, "draft")
    found = tuple(problems.found)
    return RuleSet((), found, {}) if loaded is None else RuleSet((loaded[0],), found, {loaded[0].code: loaded[1]})


def _real(path: Path) -> Path | None:
    """Return where a path leads; None where that is nowhere, which is said once it is read."""
    try:
        return real_path(path)
    except (OSError, RuntimeError, ValueError):
        return None


def _shown(path: Path, real: Path, root: Path) -> str:
    if lies_in(root, real):
        return real.relative_to(root).as_posix()
    return f"claimcheck/rules/{path.parent.name}/{path.name}"


def _load(
    path: Path,
    problems: Problems,
    home: Path,
    kinds: KindSet | None,
    part: Part = "all",
    real: tuple[Path, Path] | None = None,
) -> tuple[Rule, Mapping] | None:
    reading = Problems(problems.file)
    node = read_node(path, reading, home, EXAMPLES if part == "head" else None, real)
    problems.text = reading.text
    if isinstance(node, Mapping):
        model = read_model(RuleFile if part == "all" else DraftRule, node, reading, "the rule")
        if model is not None:
            known = _kinds(model, node, reading, built_in_kinds() if kinds is None else kinds)
            rule = _build(model, path, node, problems, known, draft=part == "draft")
            _broken(reading, problems)
            return None if rule is None else (rule, node)
    elif node is not None or not reading.found:
        problems.add("RUL001", "a rule file is a mapping of keys such as code, name, each and assert", node)
    _broken(reading, problems)
    return None


def _broken(reading: Problems, problems: Problems) -> None:
    """Note what the reader found as what it is for a rule: a rule that cannot be used."""
    for found in reading.found:
        problems.at("RUL001", found.message, found.place.line, found.place.column, found.hint)


def _kinds(model: RuleFile, node: Mapping, problems: Problems, known: KindSet) -> KindSet:
    """Return the kinds that a rule may speak of: those of the project, and those that it brings where it lacks them."""
    own = {name: declaration for name, declaration in model.kinds.items() if name not in known}
    return known_kinds(own, dict.fromkeys(own, (node, problems)), known, None) if own else known


def _build(
    model: RuleFile, path: Path, node: Mapping, problems: Problems, kinds: KindSet, *, draft: bool = False
) -> Rule | None:
    if path.stem != model.name and not draft:
        problems.add(
            "RUL001",
            f'the rule is called "{model.name}" and its file {path.name}; they must be the same',
            node.get("name"),
        )
        return None
    try:
        return build_rule(model, problems.file, path, kinds)
    except RuleMistake as mistake:
        _note(mistake, node, problems)
        return None


def _note(mistake: RuleMistake, root: Node, problems: Problems) -> None:
    node = at(root, mistake.path)
    parent = at(root, mistake.path[:-1])
    if mistake.at_key and isinstance(parent, Mapping):
        node = parent.key_node(str(mistake.path[-1])) or node
    if mistake.column is None or not isinstance(node, Scalar):
        problems.add("RUL001", mistake.message, node)
        return
    problems.at("RUL001", mistake.message, *place_in(node, mistake.column, problems.text))


def _is_new(rule: Rule, node: Mapping, rules: dict[str, Rule], names: dict[str, str], problems: Problems) -> bool:
    if rule.code in rules:
        problems.add("RUL001", f"the code {rule.code} is taken by {rules[rule.code].file}", node.get("code"))
        return False
    if rule.model.name in names:
        taken = names[rule.model.name]
        problems.add("RUL001", f'the name "{rule.model.name}" is taken by {taken}', node.get("name"))
        return False
    return True
