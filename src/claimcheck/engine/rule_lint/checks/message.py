"""The sentence of a rule: which claims it is about stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.engine.rule_lint.bench import Bench, RuleProblem
from claimcheck.findings.model import Severity
from claimcheck.rules.rule import Rule

_FIELD = re.compile(r"\{(?:([a-z][a-z0-9_]*)\.)?[a-z][a-z0-9_]*\}")


def problems(rule: Rule, bench: Bench) -> Iterator[RuleProblem]:
    """Yield a message that leaves out a claim which the rule binds."""
    text = rule.model.message
    if text is None:
        return
    named = {found.group(1) or "" for found in _FIELD.finditer(text)}
    missing = [binder.name for binder in rule.binders if binder.name not in named]
    if missing == [""]:
        said = "the message names no field of its claim, so that every finding reads alike; write one, such as {on}"
    elif missing:
        said = f"the message says nothing of {' and '.join(missing)}; write a field of it, such as {{{missing[0]}.on}}"
    else:
        return
    yield RuleProblem(bench.place(rule, "message"), rule.code, "message-without-claim", Severity.WARNING, said)
