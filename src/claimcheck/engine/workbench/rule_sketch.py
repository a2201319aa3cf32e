"""Writes the file of a new rule: its head, its pattern, and two examples, one with an expectation still to write."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from claimcheck.claims.registry import KindSet
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.engine.workbench.sketch_examples import example_lines
from claimcheck.engine.workbench.yaml_words import flow, sentence, word
from claimcheck.rules.model import DraftRule
from claimcheck.rules.rule import Rule, RuleMistake, build_rule
from claimcheck.values.value_class import value_class

WIDTH = 118


class SketchMistake(ValueError):
    """What is wrong with a rule that is being written: the key, a sentence, and the column in an expression."""

    def __init__(self, key: str, message: str, column: int | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
        self.column = column


@value_class
class Sketch:
    """The answers that a new rule is made of. `each` and `for_` are as YAML gives them."""

    code: str
    name: str
    since: str
    severity: str
    summary: str
    why: str
    each: Mapping[str, Any]
    assertion: str
    for_: Mapping[str, str] = field(default_factory=dict)
    where: str | None = None


def sketched(sketch: Sketch, kinds: KindSet) -> str:
    """Return the text of the rule's file. Raises SketchMistake when it would be no rule."""
    rule = _built(head(sketch), kinds)
    text = head(sketch) + "".join(f"{line}\n" for line in example_lines(rule))
    _built(text, kinds)
    return text


def _built(text: str, kinds: KindSet) -> Rule:
    problems = Problems("the new rule")
    read = read_yaml(text)
    if read.root is None:
        raise SketchMistake("", read.problems[0].message)
    model = read_model(DraftRule, read.root, problems, "the rule")
    if model is None:
        message = problems.found[0].message
        named = re.match(r"`(\w+)", message)
        raise SketchMistake(named.group(1) if named else "", message)
    try:
        return build_rule(model, "the new rule", Path(), kinds)
    except RuleMistake as mistake:
        raise SketchMistake(str(mistake.path[0]), mistake.message, mistake.column) from None


def head(sketch: Sketch) -> str:
    """Return the rule without its examples."""
    lines = [
        f"code: {word(sketch.code)}",
        f"name: {word(sketch.name)}",
        f"since: {word(sketch.since)}",
        "status: stable",
        f"severity: {word(sketch.severity)}",
        f"summary: {sentence(sketch.summary)}",
        "why: |" if sketch.why.strip() else 'why: ""',
        *(f"  {line}" for line in textwrap.wrap(" ".join(sketch.why.split()), WIDTH)),
    ]
    if any(isinstance(value, Mapping) for value in sketch.each.values()):
        lines += ["each:", *(f"  {word(name)}: {flow(value)}" for name, value in sketch.each.items())]
    elif sketch.each:
        lines.append(f"each: {flow(sketch.each)}")
    lines += [f"for: {flow(sketch.for_)}"] if sketch.for_ else []
    lines += [f"where: {sentence(sketch.where)}"] if sketch.where else []
    return "\n".join([*lines, f"assert: {sentence(sketch.assertion)}"]) + "\n"
