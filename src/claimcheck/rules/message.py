"""The sentence that a rule may give its findings: plain text with the fields of its claims in braces."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimcheck.rules import syntax
from claimcheck.rules.compile import compile_expr
from claimcheck.rules.scope import Scope
from claimcheck.rules.syntax import RuleSyntaxError

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]{0,79}(?:\.[a-z][a-z0-9_]{0,79})?)\}")


def check_message(text: str, scope: Scope) -> None:
    """Refuse a brace that is not the start of `{field}` or `{claim.field}`, and a field that no claim has.

    Raises RuleSyntaxError with the column of the brace, counted from 0.
    """
    column = 0
    while column < len(text):
        found = _PLACEHOLDER.match(text, column)
        if found is not None:
            _check_field(found.group(1), scope, column)
            column = found.end()
            continue
        if text[column] in "{}":
            raise RuleSyntaxError("braces hold the name of a field and nothing else: {on}, {first.on}", column)
        column += 1


def fill_message(text: str, value: Callable[[str, str], str]) -> str:
    """Return the sentence with each field's text in its place; `value` takes the claim's name ("" for the only one)."""

    def replace(found: re.Match[str]) -> str:
        claim, dot, name = found.group(1).partition(".")
        return value(claim, name.rstrip("_")) if dot else value("", claim.rstrip("_"))

    return _PLACEHOLDER.sub(replace, text)


def _check_field(written: str, scope: Scope, column: int) -> None:
    claim, dot, name = written.partition(".")
    try:
        compile_expr(syntax.Field(claim, name, 0) if dot else syntax.Name(claim, 0), scope)
    except RuleSyntaxError as error:
        raise RuleSyntaxError(error.message, column + 1 + error.column) from None
