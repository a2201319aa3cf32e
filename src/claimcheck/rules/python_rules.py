"""Rules in Python, by entry point: found among what is installed, and only those that a project's settings name.

An installed package is trusted, as any program that one installs; a checkout is not. So the settings name entry points
and never code, and what is named and missing, or cannot be loaded, is a finding: a check is missing from the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from pathlib import Path

from pydantic import Field

from claimcheck.claims.registry import KindSet
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.yaml_file import read_node
from claimcheck.corpus.yaml_nodes import Mapping
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Finding, Place
from claimcheck.rules.load import RuleSet
from claimcheck.rules.model import RuleFile
from claimcheck.rules.python_api import Match, Problem, PythonRule, names_of
from claimcheck.rules.rule import Assertion, Rule, RuleMistake, build_rule
from claimcheck.rules.runtime import Absent, Env, Missing, RuleFault
from claimcheck.rules.scope import Scope
from claimcheck.rules.terms import All, AnyOf, Condition, Const, Relation, Sort
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

GROUP = "claimcheck.rules"
MAX_CONDITIONS = 1000
"""How many conditions one match may come to."""


class PythonHead(RuleFile):
    """The head of a rule in Python: a rule file whose assertion is a function."""

    assert_: tuple[str, ...] = Field(default=(), alias="assert", max_length=0)


@value_class
class _Loaded:
    """A rule with the node of its file."""

    rule: Rule
    node: Mapping


def with_python_rules(
    rules: RuleSet, names: Sequence[str], root: Path, place: Place, kinds: KindSet | None = None
) -> RuleSet:
    """Return the rules with those of the entry points named. `place` is where the settings name them.

    `kinds` are those that the rules may speak of; without them those that ship.
    """
    found = dict.fromkeys(names)
    made: list[_Loaded] = []
    findings = list(rules.findings)
    for name in found:
        listed = _entry_points(name)
        if len(listed) != 1:
            findings.append(_unusable(place, _not_one(name, listed)))
            continue
        for given in _loaded(listed[0], place, findings):
            problems = Problems(_shown(given.head, root))
            loaded = _rule(given, problems, kinds)
            findings.extend(problems.found)
            if loaded is not None:
                made.append(loaded)
    return _joined(rules, made, findings)


def left_out(rules: RuleSet, names: Sequence[str], place: Place) -> RuleSet:
    """Return the rules with a remark that those of the entry points named do not run."""
    check = CHECKS["RUL003"]
    message = f"the rules of {', '.join(dict.fromkeys(names))} are left out of this run"
    finding = Finding(check.code, check.name, check.severity, message, place)
    return replace(rules, findings=(*rules.findings, finding))


def _entry_points(name: str) -> list[EntryPoint]:
    """Return the installed entry points of a name; a package that is found twice counts once."""
    return list({point.value: point for point in entry_points(group=GROUP, name=name)}.values())


def _not_one(name: str, listed: Sequence[EntryPoint]) -> str:
    if listed:
        return (
            f"{len(listed)} installed packages offer rules called `{name}`: {_packages(listed)}; uninstall all but one"
        )
    known = sorted({point.name for point in entry_points(group=GROUP)})
    hint = did_you_mean(name, known) or (f"; installed are {', '.join(known)}" if known else "; none is installed")
    return f"no installed package offers rules called `{name}`{hint}"


def _packages(listed: Sequence[EntryPoint]) -> str:
    return ", ".join(sorted(point.dist.name if point.dist is not None else point.value for point in listed))


def _loaded(point: EntryPoint, place: Place, findings: list[Finding]) -> list[PythonRule]:
    """Import what an entry point names. Whatever goes wrong there is a finding, an attempt to end the run too."""
    try:
        value = point.load()
        given = list(value) if isinstance(value, (list, tuple)) else [value]
    except (Exception, SystemExit) as error:
        findings.append(_unusable(place, f"the rules of `{point.name}` cannot be loaded: {_described(error)}"))
        return []
    wrong = [each for each in given if not isinstance(each, PythonRule)]
    if wrong or not given:
        what = type(wrong[0]).__name__ if wrong else "nothing"
        said = f"`{point.name}` gives {what} where a PythonRule, or a list of such, is needed"
        findings.append(_unusable(place, said))
        return []
    return given


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _unusable(place: Place, message: str) -> Finding:
    check = CHECKS["RUL001"]
    return Finding(check.code, check.name, check.severity, message, place)


def _shown(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return f"{path.parent.name}/{path.name}"


def _rule(given: PythonRule, problems: Problems, kinds: KindSet | None) -> _Loaded | None:
    """Read the head of a rule and put its function in the place of the assertion."""
    reading = Problems(problems.file)
    node = read_node(given.head, reading, given.head.parent)
    model = read_model(PythonHead, node, reading, "the rule") if isinstance(node, Mapping) else None
    for found in reading.found:
        problems.at("RUL001", found.message, found.place.line, found.place.column, found.hint)
    if model is None or not isinstance(node, Mapping):
        if not problems.found:
            problems.add("RUL001", "the head of a rule is a mapping of keys such as code, name and each", node)
        return None
    try:
        return _Loaded(_built(given, model, problems.file, kinds), node)
    except RuleMistake as mistake:
        problems.add("RUL001", mistake.message, node.get(str(mistake.path[0])) or node)
        return None


def _built(given: PythonRule, model: RuleFile, file: str, kinds: KindSet | None) -> Rule:
    """Return the rule. Raises RuleMistake for a head that binds no claims."""
    if not model.each:
        raise RuleMistake("a rule in Python binds claims: write `each`", ("code",))
    built = build_rule(model.model_copy(update={"assert_": ("true",)}), file, given.head, kinds)
    name = getattr(given.check, "__qualname__", type(given.check).__name__)
    text = f"{given.check.__module__}.{name}(claims)"
    claims = {binder.name: binder.kinds for binder in built.binders}
    scope = Scope(claims, kinds=built.kinds)
    # It counts as a relation: what a function finds is called after it, and not after a figure that it read.
    assertion = Assertion(text, _condition_of(given, scope), (), 2, names_of(claims, given.about))
    return replace(built, model=model.model_copy(update={"assert_": (text,)}), assertions=(assertion,))


def _condition_of(given: PythonRule, scope: Scope) -> Callable[[Env], Condition]:
    def condition(env: Env) -> Condition:
        try:
            found = list(islice(given.check(Match(env, scope)), MAX_CONDITIONS + 1))
        except SystemExit:
            raise RuleFault("it tried to end the run") from None
        except Absent as gap:
            # The language leaves out an assertion whose optional field is absent; a function asks `has` for that.
            raise Missing(gap.operand, gap.reason) from None
        if len(found) > MAX_CONDITIONS:
            raise RuleFault(f"it gives more than {MAX_CONDITIONS} conditions for one match")
        made = tuple(_as_condition(each, env) for each in found)
        return made[0] if len(made) == 1 else All(made) if made else Truth.YES

    return condition


def _as_condition(value: object, env: Env) -> Condition:
    if isinstance(value, Problem):
        sides = (Const(Interval.point(env.symbols.code(word)), word, Sort.SYMBOL) for word in _sides(value))
        return Relation(next(sides), "==", next(sides))
    if isinstance(value, (Relation, All, AnyOf, Truth)):
        return value
    raise RuleFault(f"it gives {type(value).__name__} where a condition or a Problem is needed")


def _sides(problem: Problem) -> Iterator[str]:
    if problem.found == problem.expected:
        raise RuleFault("a Problem finds just what it expects")
    yield from (problem.found, problem.expected)


def _joined(rules: RuleSet, made: Sequence[_Loaded], findings: list[Finding]) -> RuleSet:
    """Add rules to those that are there; a code or a name is taken once."""
    known = {rule.code: rule for rule in rules.rules}
    names = {rule.model.name: rule for rule in rules.rules}
    nodes = dict(rules.nodes)
    for each in made:
        rule = each.rule
        taken = known.get(rule.code) or names.get(rule.model.name)
        if taken is not None:
            message = f"{rule.code} {rule.model.name} has the code or the name of {taken.file}"
            findings.append(_unusable(Place(rule.file), message))
            continue
        known[rule.code] = names[rule.model.name] = rule
        nodes[rule.code] = each.node
    return RuleSet(tuple(known[code] for code in sorted(known)), tuple(findings), nodes)
