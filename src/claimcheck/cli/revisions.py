"""Another state of a project: a git revision, or a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.session import Session, is_untrusted, session_of
from claimcheck.cli.status import Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.corpus.project import Project
    from claimcheck.engine.result import Result


@value_class
class Opened:
    """A state of a project, and what of it could not be read, each with the reason."""

    project: Project
    left_out: dict[str, str]


@contextmanager
def opened(project: Project, written: str) -> Iterator[Opened]:
    """Open another state of a project for as long as it is needed. Raises Problem when there is none.

    What has a slash and is a folder is a folder; all else is a revision, or a folder where git knows no such revision.
    """
    from claimcheck.corpus.git_tree import RevisionError, open_tree
    from claimcheck.corpus.revision import project_at

    folder = Path(written)
    is_folder = bool(written) and "\0" not in written and folder.is_dir()
    if is_folder and ("/" in written or written in (".", "..")):
        yield Opened(_of_folder(folder), {})
        return
    try:
        tree = open_tree(project.root, written)
    except RevisionError as error:
        if not is_folder:
            raise Problem(f"{error}; name a revision such as HEAD~1, or a folder such as ./old") from None
        yield Opened(_of_folder(folder), {})
        return
    with tempfile.TemporaryDirectory(prefix="claimcheck-") as place:
        try:
            found, left_out = project_at(tree, Path(place).resolve())
        except RevisionError as error:
            raise Problem(f"the revision {written} cannot be read: {error}") from None
        yield Opened(found, left_out)


def _of_folder(folder: Path) -> Project:
    from claimcheck.corpus.project import open_exactly

    project = open_exactly(folder.absolute())
    if not project.claims_folder.is_dir():
        raise Problem(f"the folder {folder} is no project: it has no {project.settings.claims}/")
    return project


def session_at(state: Opened, beside: Project, *, plugins: bool = True) -> Session:
    """Read another state of a project, with the rules that it had.

    A project whose own rules are the pack itself brings them along: those of today would have the same codes.
    """
    from claimcheck.corpus.load import kinds_of
    from claimcheck.rules.load import load_rules, pack_folder

    if beside.rules_folder.resolve() == pack_folder().resolve():
        rules = load_rules((state.project.rules_folder,), state.project.root, kinds_of(state.project))
        return session_of(state.project, rules)
    return session_of(state.project, plugins=plugins)


def only_changed(result: Result, session: Session, written: str) -> Result:
    """Keep the findings that involve what changed since a revision or a folder; a broken run stays one."""
    from claimcheck.corpus.comparison import compare
    from claimcheck.engine.causes import causes

    with opened(session.project, written) as state:
        changes = compare(state.project, session.project, (session.corpus,))
    kept = tuple(
        finding for finding in result.findings if is_untrusted(finding.code) or causes(finding, changes, result)
    )
    return replace(result, findings=kept, left_out=result.left_out + len(result.findings) - len(kept))
