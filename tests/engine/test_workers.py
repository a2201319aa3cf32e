"""Workers: the same bytes with any number of them, and what becomes of a run when some die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.corpus.claim_files import ClaimFiles, FileRead
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.known import KnownClaim
from claimcheck.corpus.load import load
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import Project, open_project
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.parting.by_parts import check_by_parts
from claimcheck.engine.parting.in_parallel import SharedFiles
from claimcheck.engine.parting.key_maker import KeyMaker
from claimcheck.engine.parting.keys import Keys
from claimcheck.engine.parting.part import PartResult
from claimcheck.engine.parting.part_checker import PartChecker
from claimcheck.engine.parting.parts import Part
from claimcheck.engine.parting.workers import Lost, can_fork, shared_out, usable_cores, workers_for, working
from claimcheck.engine.result import ClaimState, Result
from claimcheck.engine.run import check
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporters
from claimcheck.rules.load import load_rules

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules([ROOT / "rules"], ROOT).rules

pytestmark = pytest.mark.skipif(not can_fork(), reason="there are workers on Linux alone")


def articles() -> Project:
    return open_project((ROOT,))


def loaded(jobs: int | None = 1) -> Corpus:
    return load(articles(), SharedFiles(jobs))


def printed(result: Result) -> dict[str, str]:
    return {name: each.render(result, ReportOptions()) for name, each in reporters().items()}


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_workers_prints_the_same(jobs: int) -> None:
    alone, shared = loaded(), loaded(jobs)
    assert shared.findings == alone.findings
    assert (dict(shared.matches), shared.unfounded) == (dict(alone.matches), alone.unfounded)
    whole, parts = check(alone, RULES), check_by_parts(shared, RULES, jobs=jobs)
    assert printed(parts) == printed(whole)
    assert parts.claims == whole.claims


def test_answers_come_in_the_order_of_the_tasks() -> None:
    def squared(number: int) -> tuple[int, int]:
        return number * number, os.getpid()

    with working(3, squared) as workers:
        answers = [each for each in workers.run(list(range(40))) if not isinstance(each, Lost)]
        assert [square for square, _ in answers] == [number * number for number in range(40)]
        assert os.getpid() not in {process for _, process in answers}
        assert workers.run([]) == []


def _kills_itself(number: int) -> int:
    if number % 7 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_worker_that_dies_costs_its_task_alone() -> None:
    with working(2, _kills_itself) as workers:
        for _ in range(2):
            answers = workers.run(list(range(20)))
            assert [number for number, answer in enumerate(answers) if isinstance(answer, Lost)] == [3, 10, 17]
            assert [answer for answer in answers if not isinstance(answer, Lost)] == [
                number for number in range(20) if number % 7 != 3
            ]


def _has_no_memory(number: int) -> int:
    raise MemoryError


def _breaks(number: int) -> int:
    raise ValueError(f"of {number}")


def test_a_worker_without_memory_is_lost_and_one_that_breaks_breaks_the_run() -> None:
    with working(2, _has_no_memory) as workers:
        assert all(isinstance(answer, Lost) for answer in workers.run([1, 2]))
    with pytest.raises(RuntimeError, match="ValueError: of 1"), working(1, _breaks) as breaking:
        breaking.run([1, 2])


def _deadly(monkeypatch: pytest.MonkeyPatch, claim: str, times: Path | None = None) -> None:
    """Have the process die that checks a part with a claim, whenever it does, or the first time."""
    safe = PartChecker.check

    def check_or_die(self: PartChecker, part: Part) -> PartResult:
        if any(self.claims[number].id == claim for number in part) and (times is None or not times.exists()):
            if times is not None:
                times.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return safe(self, part)

    monkeypatch.setattr(PartChecker, "check", check_or_die)


def test_a_part_that_ends_its_worker_once_is_checked_by_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus = loaded()
    whole = check(corpus, RULES)
    _deadly(monkeypatch, corpus.claims[3].id, tmp_path / "died")
    result = check_by_parts(corpus, RULES, jobs=2)
    assert (tmp_path / "died").exists()
    assert printed(result) == printed(whole)


def test_a_part_that_ends_every_worker_is_one_finding_that_names_its_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = loaded()
    whole = check(corpus, RULES)
    alone = next(
        each.claim for each in (whole.claims or {}).values() if not each.rules and each.state is ClaimState.NOT_CHECKED
    )
    _deadly(monkeypatch, alone)
    result = check_by_parts(corpus, RULES, jobs=2)
    (lost,) = [finding for finding in result.findings if finding.code == "RUN002"]
    named = {member.claim for member in lost.claims}
    assert alone in named
    assert len(named) < 5
    assert f"that checked {min(named)}" in lost.message
    rest = tuple(finding for finding in result.findings if finding is not lost)
    assert rest == tuple(each for each in whole.findings if not named & {member.claim for member in each.claims})
    assert {each.claims for each in result.not_checked if each.operand == "process"} == {(name,) for name in named}


def test_files_that_workers_do_not_come_back_from_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, here = loaded(), os.getpid()
    safe = ClaimFiles.read

    def read_or_die(self: ClaimFiles, path: Path, problems: Problems) -> FileRead:
        if os.getpid() != here and path.name.startswith("cgtn"):
            os.kill(os.getpid(), signal.SIGKILL)
        return safe(self, path, problems)

    monkeypatch.setattr(ClaimFiles, "read", read_or_die)
    shared = loaded(2)
    assert shared.findings == alone.findings
    assert dict(shared.matches) == dict(alone.matches)
    assert [type(claim) for claim in shared.claims].count(ClaimRecord) == sum(
        "cgtn" in each.id for each in alone.claims
    )


@pytest.mark.parametrize("dies", [False, True])
def test_what_workers_remember_of_claims_are_their_keys(dies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    here, safe = os.getpid(), ClaimFiles.read

    def read(self: ClaimFiles, path: Path, problems: Problems) -> FileRead:
        if dies and os.getpid() != here and path.name.startswith("cgtn"):
            os.kill(os.getpid(), signal.SIGKILL)
        return safe(self, path, problems)

    monkeypatch.setattr(ClaimFiles, "read", read)
    corpus = load(articles(), SharedFiles(2), foresee=lambda words: KeyMaker(RULES, words).packed)
    claims = [claim for claim in corpus.claims if isinstance(claim, KnownClaim)]
    assert len(claims) > 30
    maker = KeyMaker(RULES, corpus.vocabulary)
    assert [Keys.unpacked(claim.memo) for claim in claims] == maker.keys_of([claim.read() for claim in claims])
    checker = PartChecker(corpus.claims, RULES, corpus.vocabulary)
    numbers = range(len(corpus.claims))
    assert checker.remembers(numbers) is not dies
    # Of claims some of which were read here, all are asked again; what was remembered is remembered once.
    for _ in range(2):
        assert list(checker.keys(numbers)) == maker.keys_of([claim.read() for claim in corpus.claims])
    assert checker.remembers(numbers) is False


def test_a_source_id_that_two_workers_meet_is_a_finding_about_the_later_file(tmp_path: Path) -> None:
    claim = "  - {id: a, kind: duration, from: 2020, to: 2021, length: 1 year, quote: a year}\n"
    for name in ("a", "b", "c"):
        (tmp_path / "claims").mkdir(exist_ok=True)
        text = "source: {id: same, publisher: P, published: 2024-01-01}\nclaims:\n" + claim
        (tmp_path / f"claims/{name}.yaml").write_text(text, encoding="utf-8")
    alone = load(open_project((tmp_path,)))
    assert [each.place.file for each in alone.findings if each.code == "CLM005"] == ["claims/b.yaml", "claims/c.yaml"]
    for jobs in (2, 3):
        shared = load(open_project((tmp_path,)), SharedFiles(jobs))
        assert shared.findings == alone.findings
        assert [claim.id for claim in shared.claims] == [claim.id for claim in alone.claims] == ["same#a"]


def test_workers_end_with_the_process_that_they_work_for(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys, time\n"
        "from claimcheck.engine.parting.workers import Workers\n"
        "workers = Workers(2, lambda task: os.getpid())\n"
        "print(*workers.run([1, 2, 3, 4]), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == -signal.SIGKILL
    for process in {int(word) for word in ran.stdout.split()}:
        for _ in range(200):
            status = Path(f"/proc/{process}/stat")
            if not status.exists() or status.read_text().split()[2] == "Z":
                break
            os.sched_yield()
        else:
            pytest.fail(f"{process} goes on")


def test_how_many_workers_are_taken() -> None:
    assert workers_for(10, None) == workers_for(999, 1) == 1
    assert workers_for(10, 4) == 4
    assert workers_for(10**9, None) == usable_cores()


def test_work_is_shared_out_in_groups_of_about_one_size() -> None:
    sizes = [50, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    groups = shared_out(sizes, 2)
    assert groups[0] == (0,)
    assert sorted(number for group in groups for number in group) == list(range(11))
    assert max(sum(sizes[number] for number in group) for group in groups[1:]) <= 60 // 16
    assert shared_out([], 2) == []
