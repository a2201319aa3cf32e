"""`claimcheck verify`: replays certificates of findings; and what writes them for `lint --certificates`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.status import BROKEN, CLEAN, FINDINGS, Problem

if TYPE_CHECKING:
    from claimcheck.engine.result import Result


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify)


def verify(
    files: Annotated[list[Path], typer.Argument(help="Certificates that `lint --certificates` wrote.")],
) -> None:
    """Replay certificates of findings: does the contradiction follow from what the claims say?

    The checker is a short file that shares no code with the engine. Exit status: 0 when every certificate holds,
    1 when one does not, 2 when one cannot be read.
    """
    from claimcheck.findings.printable import printable
    from claimcheck.verify import RejectedError, check

    status = CLEAN
    for path in files:
        name = printable(str(path))
        try:
            check(_text(path))
        except RejectedError as rejected:
            status = max(status, FINDINGS)
            typer.echo(f"{name}: does not hold: {printable(str(rejected))}")
        except ValueError as unreadable:
            status = BROKEN
            typer.echo(f"{name}: {printable(str(unreadable))}", err=True)
        else:
            typer.echo(f"{name}: holds")
    raise typer.Exit(status)


def _text(path: Path) -> str:
    """Return the text of a certificate. Raises ValueError when there is none, or too much."""
    from claimcheck.verify import MAX_BYTES

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise ValueError(f"it is larger than the {MAX_BYTES:,} bytes that are read of a certificate")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("it is no text in UTF-8, so it is no certificate") from None


def write_certificates(result: Result, folder: Path) -> None:
    """Write FINGERPRINT.json for every contradiction; say of which there is no proof that a certificate can hold."""
    from claimcheck.cli.files import write_atomically
    from claimcheck.engine.proving.certificates import certificates

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for finding, text in certificates(result):
            if text is None:
                typer.echo(
                    f"claimcheck: no certificate for {finding.fingerprint} {finding.code}: no short proof", err=True
                )
            else:
                write_atomically(folder / f"{finding.fingerprint}.json", text)
    except OSError as error:
        raise Problem(f"the certificates cannot be written to {folder}: {error.strerror}") from None
