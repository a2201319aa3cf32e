"""What most commands begin with: open the project, read it, check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.progress import working
from claimcheck.cli.status import BROKEN, CLEAN, FINDINGS, Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.cli.project_memory import ProjectMemory
    from claimcheck.corpus.corpus import Corpus
    from claimcheck.corpus.load import Remember
    from claimcheck.corpus.project import Project
    from claimcheck.corpus.vocabulary import Vocabulary
    from claimcheck.engine.parting.by_parts import Share
    from claimcheck.engine.parting.key_maker import KeyMaker
    from claimcheck.engine.result import Result
    from claimcheck.findings.model import Finding
    from claimcheck.rules.load import RuleSet

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Claim files or folders; without any, the claims/ of the nearest folder upwards.",
        show_default=False,
    ),
]

MAX_JOBS = 1000


@value_class
class Session:
    """A project that is open, with its claims, the rules that run, and the codes of preview rules that do not."""

    project: Project
    corpus: Corpus
    rules: RuleSet
    asleep: tuple[str, ...] = ()

    def check(self, memory: ProjectMemory | None = None, jobs: int | None = 1, share: Share | None = None) -> Result:
        """Cross-check everything. What is known of it from earlier runs is not checked again.

        So many processes share the rest, or those that `share` has.
        """
        from claimcheck.engine.parting.workers import workers_for

        rules, claims = self.rules, len(self.corpus.claims)
        with working(f"Cross-checking {claims:,} claims"):
            know = None if memory is None else memory.parts(self.project, rules.rules)
            if know is None and share is None and self.corpus.held and workers_for(claims, jobs) == 1:
                from claimcheck.engine.run import check

                return check(self.corpus, rules.rules, rules.findings, asleep=self.asleep)
            from claimcheck.engine.parting.by_parts import check_by_parts

            return check_by_parts(
                self.corpus, rules.rules, rules.findings, asleep=self.asleep, know=know, jobs=jobs, share=share
            )


def open_session(
    paths: Sequence[Path] | None = None,
    *,
    preview: bool | None = None,
    plugins: bool = True,
    jobs: int | None = 1,
    memory: ProjectMemory | None = None,
) -> Session:
    """Open the project that the paths, or the working directory, belong to, and read all of it.

    `preview` says whether rules of that status run, where the settings do not decide it; without `plugins` no code of
    another package is loaded; `jobs` is how many processes share the work, None as many as pay; `memory` has files that
    need not be read, and few claims are held with it.
    """
    from claimcheck.corpus.project import open_project

    try:
        Path.cwd()
    except OSError:
        raise Problem("the working folder is gone; change into the project's folder") from None
    for path in paths or ():
        if not path.exists():
            raise Problem(f"{path} does not exist; name claim files or folders, or nothing for all of claims/")
    return session_of(open_project(tuple(paths or ())), preview=preview, plugins=plugins, jobs=jobs, memory=memory)


def session_of(
    project: Project,
    rules: RuleSet | None = None,
    *,
    preview: bool | None = None,
    plugins: bool = True,
    jobs: int | None = 1,
    memory: ProjectMemory | None = None,
) -> Session:
    """Read all of a project; its own rules and those that ship, unless other rules are given."""
    from claimcheck.corpus.load import load
    from claimcheck.engine.collector import no_collector
    from claimcheck.engine.parting.in_parallel import SharedFiles
    from claimcheck.rules.pack import rules_of

    read: list[RuleSet] = []
    all_run = project.settings.preview if preview is None else preview

    def foresee(vocabulary: Vocabulary) -> Remember:
        kinds = vocabulary.kinds
        read.append(rules_of(project, plugins=plugins, kinds=kinds, examples=False) if rules is None else rules)
        # Of most projects no claim is put down, and no keys are made.
        maker = cache(lambda: _key_maker(_awake(read[0], all_run), vocabulary))
        return lambda claims: maker().packed(claims)

    with working("Reading claims, articles and rules"), no_collector():
        know = None if memory is None else memory.files
        corpus = load(project, SharedFiles(jobs), know, sparing=memory is not None, foresee=foresee)
    awake = _awake(read[0], all_run)
    running = {rule.code for rule in awake.rules}
    return Session(project, corpus, awake, tuple(r.code for r in read[0].rules if r.code not in running))


def _key_maker(rules: RuleSet, vocabulary: Vocabulary) -> KeyMaker:
    from claimcheck.engine.parting.key_maker import KeyMaker

    return KeyMaker(rules.rules, vocabulary)


def _awake(rules: RuleSet, all_run: bool) -> RuleSet:
    """Return the rules that run."""
    return rules if all_run else replace(rules, rules=tuple(r for r in rules.rules if r.model.status != "preview"))


def selected(result: Result, select: Sequence[str], ignore: Sequence[str]) -> Result:
    """Leave out findings whose code is not selected or is ignored; a broken run stays a broken run."""

    def is_kept(code: str) -> bool:
        if is_untrusted(code):
            return True
        if select and not code.startswith(tuple(select)):
            return False
        return not (ignore and code.startswith(tuple(ignore)))

    kept = tuple(finding for finding in result.findings if is_kept(finding.code))
    return replace(result, findings=kept, left_out=result.left_out + len(result.findings) - len(kept))


def touching(result: Result, project: Project) -> Result:
    """Keep the findings that have to do with the paths that the project was opened with; a broken run stays one."""
    if not project.paths:
        return result
    roots = tuple(project.relative(path) for path in project.paths)

    def is_kept(finding: Finding) -> bool:
        files = {finding.place.file, *(member.place.file for member in finding.claims)}
        inside = any(file == root or file.startswith(f"{root}/") for file in files for root in roots)
        return inside or is_untrusted(finding.code)

    return replace(result, findings=tuple(finding for finding in result.findings if is_kept(finding)))


def is_untrusted(code: str) -> bool:
    """Tell whether a finding of this code makes a run one that is not to be trusted."""
    from claimcheck.findings.codes import CHECKS

    return code in CHECKS and CHECKS[code].untrusted


def status_of(result: Result, fail_on: str) -> int:
    """Return the exit status: 2 for a run that is not to be trusted, 1 for findings that count, else 0."""
    from claimcheck.findings.model import Severity

    if any(is_untrusted(finding.code) for finding in result.findings):
        return BROKEN
    limit = Severity(fail_on).rank
    return FINDINGS if any(finding.severity.rank <= limit for finding in result.findings) else CLEAN


def level_of(fail_on: str | None, project: Project) -> str:
    """Return the level that makes the exit status 1: the option's, else that of the settings."""
    level = fail_on or project.settings.fail_on
    if level not in ("error", "warning"):
        raise Problem(f"--fail-on takes error or warning, not {level}")
    return level


def jobs_of(given: str) -> int | None:
    """Return how many processes `--jobs` asks for; None for as many as pay."""
    if given == "auto":
        return None
    if not given.isascii() or not given.isdigit() or not 0 < int(given) <= MAX_JOBS:
        raise Problem(f"--jobs takes auto or a number from 1 to {MAX_JOBS}, not {given[:80]}")
    return int(given)


def split_codes(values: Sequence[str] | None) -> tuple[str, ...]:
    """Return codes given as `A,B` or by repeating the option."""
    return tuple(code.strip() for value in values or () for code in value.split(",") if code.strip())
