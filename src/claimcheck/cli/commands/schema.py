"""`claimcheck schema`: the JSON Schema of claim, vocabulary and rule files, for editors."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from claimcheck.cli.status import Problem

FILES = ("claims", "vocabulary", "rule")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema")(schema)


def schema(
    of: Annotated[str, typer.Argument(help="claims, vocabulary or rule.")] = "claims",
) -> None:
    """Print the JSON Schema of a kind of file, with the project's own kinds, for editors that complete and check."""
    from claimcheck.claims.schema import Schema, claim_file_schema, vocabulary_schema
    from claimcheck.corpus.load import kinds_of
    from claimcheck.corpus.project import open_project
    from claimcheck.rules.schema import rule_schema

    def claims() -> Schema:
        return claim_file_schema(kinds_of(open_project()))

    makers = {"claims": claims, "vocabulary": vocabulary_schema, "rule": rule_schema}
    if of not in makers:
        raise Problem(f"there is no schema of {of}; there are {', '.join(FILES)}")
    typer.echo(json.dumps(makers[of](), indent=2, ensure_ascii=False))
