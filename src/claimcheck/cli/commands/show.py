"""`claimcheck show` and `ask`: what the corpus implies about an unknown, a claim or an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.session import Session, open_session
from claimcheck.cli.status import Problem

if TYPE_CHECKING:
    from claimcheck.engine.consequences import Answer

MAX_SUGGESTED = 5


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("show")(show)
    app.command("ask")(ask)


def show(
    variable: Annotated[
        str | None,
        typer.Argument(help='An unknown: "trade[CN, TJ, 2022]", "origin[some-event]".', show_default=False),
    ] = None,
    claim: Annotated[
        str | None,
        typer.Option("--claim", help="A claim's id, SOURCE#ID: what it implies by itself.", show_default=False),
    ] = None,
) -> None:
    """Print what the corpus implies about an unknown, from which claims, even where no source says it."""
    if (variable is None) == (claim is None):
        raise Problem('name one unknown, such as "trade[CN, TJ, 2022]", or one claim with --claim')
    session = open_session()
    if claim is not None:
        _show_claim(session, claim)
    elif variable is not None:
        _print_answers(session, variable)


def ask(
    question: Annotated[str, typer.Argument(help='An expression: "trade[CN, KZ, 2023] > 10 * trade[CN, TJ, 2023]".')],
) -> None:
    """Answer a question in the rule language: a value with its bounds, or yes, no, possibly."""
    _print_answers(open_session(), question)


def _show_claim(session: Session, identifier: str) -> None:
    from claimcheck.corpus.suggest import did_you_mean
    from claimcheck.engine.consequences import implied_by
    from claimcheck.findings.printable import printable

    records = session.corpus.by_id
    record = records.get(identifier)
    if record is None:
        raise Problem(f"there is no claim {identifier}{did_you_mean(identifier, records)}")
    typer.echo(f'{record.place()}: {identifier}\n  "{printable(record.model.quote)}"')
    lines = implied_by(session.corpus, session.rules.rules, record)
    for line in lines or ("nothing that another claim could meet",):
        typer.echo(f"  implies: {printable(line)}")


def _print_answers(session: Session, question: str) -> None:
    from claimcheck.engine.consequences import Unanswerable
    from claimcheck.engine.consequences import ask as answers_to
    from claimcheck.findings.printable import printable

    try:
        answers = answers_to(session.corpus, session.rules.rules, question)
    except Unanswerable as error:
        raise Problem(f"{question}: {error}") from None
    known = [answer for answer in answers if answer.known]
    typer.echo(printable(question))
    if not known:
        typer.echo("  nothing is known of it")
        _suggest(session, question)
        return
    for answer in answers:
        typer.echo(f"  {answer.reading.value}: {printable(answer.value)}")
    _print_claims(session, known[0])
    for answer in known[:1]:
        if answer.left_out:
            typer.echo(f"  left out, since they contradict each other: {', '.join(answer.left_out)}")


def _print_claims(session: Session, answer: Answer) -> None:
    from claimcheck.findings.printable import printable

    records = session.corpus.by_id
    for identifier in answer.claims:
        record = records[identifier]
        typer.echo(f'  from {record.place()} {identifier}\n       "{printable(record.model.quote)}"')


def _suggest(session: Session, question: str) -> None:
    from rapidfuzz import process

    from claimcheck.engine.consequences import variables_of

    near = process.extract(question, variables_of(session.corpus, session.rules.rules), limit=MAX_SUGGESTED)
    if near:
        typer.echo("  nearest: " + "; ".join(name for name, _, _ in near))
