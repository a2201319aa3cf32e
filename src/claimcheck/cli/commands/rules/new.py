"""`claimcheck rules new`: writes the file of a new rule, from options or from answers on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.cli.rule_names import Taken, checked_code, checked_family, checked_name, new_file, taken
from claimcheck.cli.session import Session, open_session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.engine.workbench.rule_sketch import Sketch, SketchMistake

MOST_TRIES = 10
"""How often a terminal is asked the same question again."""

QUESTIONS = {
    "each": "Kind of the claims that it is about (several: with commas; none: an identity)",
    "for": "Index names and their types, such as p: port, t: period",
    "where": "Condition for it to apply (none: empty)",
    "assert": "What must hold",
    "severity": "How bad at worst: error, warning or info",
    "summary": "What is wrong, in one sentence that ends with a full stop",
    "why": "Why it holds, and which exceptions it leaves out",
}
OPTIONS = {"each": "--kind", "assert": "--assert", "severity": "--severity", "summary": "--summary", "why": "--why"}


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command("new")(new_rule)


def new_rule(
    code: Annotated[
        str | None,
        typer.Argument(help="A free code such as HAL001, or its letters alone for the next free one."),
    ] = None,
    name: Annotated[
        str | None, typer.Argument(help="The problem that it finds, as more-visitors-than-seats; its file's name.")
    ] = None,
    family: Annotated[str | None, typer.Option("--family", help="The folder below rules/.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="The kind of claims; repeat for several.")] = None,
    each: Annotated[
        str | None, typer.Option("--each", help="The whole pattern as YAML, instead of --kind: '{kind: event}'.")
    ] = None,
    indices: Annotated[str | None, typer.Option("--for", help="Index names as YAML: '{p: port, t: period}'.")] = None,
    where: Annotated[str | None, typer.Option("--where", help="What must hold for the rule to apply.")] = None,
    assertion: Annotated[str | None, typer.Option("--assert", help="What must hold.")] = None,
    severity: Annotated[str | None, typer.Option("--severity", help="error, warning or info: at worst.")] = None,
    summary: Annotated[str | None, typer.Option("--summary", help="What is wrong, in one sentence.")] = None,
    why: Annotated[str | None, typer.Option("--why", help="Why it holds, and what it leaves out.")] = None,
) -> None:
    """Write a new rule with two examples, the second of which waits for its expectation.

    What the options do not give is asked on a terminal. Nothing is written before the rule can be used, and no file
    is overwritten.
    """
    session = open_session()
    if not session.project.claims_folder.is_dir():
        raise Problem("there is no project here; `claimcheck init` makes a first one")
    pattern = _pattern(kind, each)
    given = {
        "each": pattern,
        "for": None if indices is None else _mapping(indices, "--for"),
        "where": where,
        "assert": assertion,
        "severity": severity,
        "summary": summary,
        "why": why,
    }
    used = taken(session.rules, session.project.root)
    home, free, problem = _identity(code, name, family, used)
    path = new_file(session.project, home, problem)
    sketch, text = _complete(given, free, problem, session)
    _write(path, text)
    typer.echo(f"{session.project.relative(path)}: {sketch.code} is written, with two examples to complete.")
    typer.echo(f'`claimcheck rules test {sketch.code}` fails until the second says what is found, in place of "?".')


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _ask(question: str, default: str | None = None, *, empty: bool = False) -> str:
    shown = "" if empty and default is None else default
    return str(typer.prompt(question, default=shown, show_default=bool(default))).strip()


def _answer(
    given: str | None, option: str, question: str, check: Callable[[str], str], default: str | None = None
) -> str:
    """Return what was given, or asks for it until it is right. Raises Problem without a terminal."""
    if given is not None:
        return check(given)
    if not _is_terminal():
        if default is not None:
            return check(default)
        raise Problem(f"{option} is missing; without a terminal to ask on, every option must be given")
    for _ in range(MOST_TRIES):
        try:
            return check(_ask(question, default))
        except Problem as problem:
            typer.echo(str(problem))
    raise Problem("that many answers cannot be used; nothing is written")


def _identity(code: str | None, name: str | None, family: str | None, used: Taken) -> tuple[str, str, str]:
    """Return the family, a free code and the name of the new rule."""
    prefix = (code or "").upper().rstrip("0123456789")
    known = used.families.get(prefix)
    home = _answer(family, "--family", "Family: the folder below rules/", checked_family, known)
    proposed = used.next_code(used.prefix_of(home) or used.new_prefix(home)) if code is None else code
    free = _answer(code, "the code", "Code", lambda word: checked_code(word, home, used), proposed)
    problem = _answer(name, "the name", "Name: the problem that it finds", lambda word: checked_name(word, used))
    return home, free, problem


def _pattern(kind: list[str] | None, each: str | None) -> Mapping[str, Any] | None:
    if each is not None:
        if kind:
            raise Problem("--kind and --each say the same; give one of them")
        return _mapping(each, "--each")
    kinds = [word.strip() for words in kind or () for word in words.split(",") if word.strip()]
    return _of_kinds(kinds) if kinds else None


def _of_kinds(kinds: list[str]) -> Mapping[str, Any]:
    return {"kind": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}


def _mapping(text: str, option: str) -> Mapping[str, Any]:
    """Return a mapping that is written as YAML, with or without its braces."""
    from claimcheck.corpus.validate import to_data
    from claimcheck.corpus.yaml_reader import read_yaml

    written = text.strip()
    read = read_yaml(written if written.startswith("{") else f"{{{written}}}")
    data = to_data(read.root)
    if not isinstance(data, dict) or read.problems:
        reason = f": {read.problems[0].message}" if read.problems else ""
        raise Problem(f"{option} takes a mapping such as {{kind: event, type: visit}}{reason}")
    return data


def _complete(given: dict[str, Any], code: str, name: str, session: Session) -> tuple[Sketch, str]:
    """Ask for what is missing, and again for what cannot be used; return the rule and the text of its file."""
    from claimcheck import __version__
    from claimcheck.engine.workbench.rule_sketch import Sketch, SketchMistake, sketched

    missing = [OPTIONS[key] for key in OPTIONS if given[key] is None and not (key == "each" and given["for"])]
    if missing and not _is_terminal():
        raise Problem(f"{', '.join(missing)} missing; without a terminal to ask on, every option must be given")
    given["where"] = "" if given["where"] is None and given["assert"] is not None else given["where"]
    for key in QUESTIONS:
        if given[key] is None:
            given[key] = _asked(key, given)
    for _ in range(MOST_TRIES):
        sketch = Sketch(
            code,
            name,
            __version__,
            given["severity"],
            given["summary"],
            given["why"],
            given["each"] or {},
            given["assert"],
            given["for"] or {},
            given["where"] or None,
        )
        try:
            return sketch, sketched(sketch, session.corpus.vocabulary.kinds)
        except SketchMistake as mistake:
            _mend(mistake, given)
    raise Problem("that many answers cannot be used; nothing is written")


def _asked(key: str, given: Mapping[str, Any]) -> Any:
    """Ask for the value of a key, where the answers so far leave it open."""
    if (key == "for" and given["each"]) or (key == "each" and given["for"]):
        return {}
    if key == "for":
        return _asked_indices()
    answer = _ask(QUESTIONS[key], {"severity": "warning"}.get(key), empty=key in ("each", "where"))
    return _of_kinds([word.strip() for word in answer.split(",") if word.strip()]) if key == "each" else answer


def _asked_indices() -> Mapping[str, Any]:
    """Ask for the index names of an identity until they can be read."""
    for _ in range(MOST_TRIES):
        try:
            return _mapping(_ask(QUESTIONS["for"]), "the index names")
        except Problem as problem:
            typer.echo(str(problem))
    raise Problem("that many answers cannot be used; nothing is written")


def _mend(mistake: SketchMistake, given: dict[str, Any]) -> None:
    """Say what is wrong, and ask again on a terminal. Raises Problem without one."""
    from claimcheck.reporters.columns import shown

    written = given.get(mistake.key)
    pointed = ""
    if mistake.column is not None and isinstance(written, str):
        pointed = f"\n  {shown(written)}\n  {' ' * mistake.column}^"
    label = OPTIONS.get(mistake.key, f"--{mistake.key}") if mistake.key in QUESTIONS else mistake.key
    told = f"{label}: {shown(mistake.message)}{pointed}"
    if not _is_terminal() or mistake.key not in QUESTIONS:
        raise Problem(told)
    typer.echo(told)
    given[mistake.key] = None
    given[mistake.key] = _asked(mistake.key, given)


def _write(path: Path, text: str) -> None:
    """Write a new file whole; one that exists by now is left alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o666), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror or error}") from None
