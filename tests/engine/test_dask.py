"""Workers of dask.distributed: the same bytes, and what becomes of a run when a worker or a file goes away."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.engines import share_of
from claimcheck.cli.status import Problem
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.digests import is_of_lines
from claimcheck.corpus.known_files import KnownFiles
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.parting.by_parts import check_by_parts
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.reporters.base import ReportOptions
from claimcheck.reporters.registry import reporters
from claimcheck.rules.load import load_rules
from claimcheck.rules.rule import Rule

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules([ROOT / "rules"], ROOT).rules
NO_SCHEDULER = (
    r"^the scheduler at tcp://127\.0\.0\.1:9 does not answer \(\w+\); `dask scheduler` starts one, and "
    r"`--engine dask` makes a cluster on this machine$"
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed: Any = import_module("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("claims", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path.resolve()


def shared(cluster: Any, folder: Path, corpus: Corpus, rules: tuple[Rule, ...] = RULES) -> Result:
    engine = cluster.scheduler_address.replace("tcp://", "dask://")
    return check_by_parts(corpus, rules, share=share_of(engine, folder, jobs=None, plugins=False))


def printed(result: Result) -> dict[str, str]:
    return {name: each.render(result, ReportOptions()) for name, each in reporters().items()}


def test_a_cluster_prints_the_same(cluster: Any, folder: Path) -> None:
    corpus = load(open_project((folder,)))
    whole = check(corpus, RULES)
    result = shared(cluster, folder, corpus)
    assert whole.findings
    assert printed(result) == printed(whole)
    assert result.claims == whole.claims


def test_a_cluster_knows_claims_that_are_put_down_by_their_lines(cluster: Any, folder: Path) -> None:
    corpus = load(open_project((folder,)), know=lambda _: KnownFiles({}))
    assert all(is_of_lines(each.digest) for each in corpus.claims)
    result = shared(cluster, folder, corpus)
    assert result.findings
    assert printed(result) == printed(check(load(open_project((folder,))), RULES))


def _die_once(marker: str) -> None:
    """Have this worker die at the first part that it checks, unless another has died so."""
    from claimcheck.engine.parting.part_checker import PartChecker

    safe = PartChecker.check

    def check_or_die(self: Any, part: Any) -> Any:
        try:
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return safe(self, part)
        os.kill(os.getpid(), 9)
        return None

    PartChecker.check = check_or_die  # type: ignore[method-assign]


def test_a_cluster_survives_the_death_of_a_worker(cluster: Any, folder: Path, tmp_path: Path) -> None:
    corpus = load(open_project((folder,)))
    distributed: Any = import_module("distributed")
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.run(_die_once, str(tmp_path / "died"))
    result = shared(cluster, folder, corpus)
    assert (tmp_path / "died").exists()
    assert printed(result) == printed(check(corpus, RULES))


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_workers_cannot_use_is_one_finding(cluster: Any, folder: Path, gone: bool) -> None:
    corpus = load(open_project((folder,)))
    path = folder / "claims" / "gt-2024-07-03.yaml"
    if gone:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8").replace("\n    quote:", "\n    tags: [new]\n    quote:", 1))
    result = shared(cluster, folder, corpus)
    (bad,) = [finding for finding in result.findings if finding.code == "RUN003"]
    reason = "it cannot be read there" if gone else "it says something else there than here"
    assert (bad.place.file, reason in bad.message) == ("claims/gt-2024-07-03.yaml", True)
    missed = {claim for each in result.not_checked if each.operand == "process" for claim in each.claims}
    lacking = [claim.id for claim in corpus.claims if claim.source.file.endswith("gt-2024-07-03.yaml")]
    changed = min(lacking, key=lambda name: corpus.by_id[name].place())
    assert set(lacking if gone else [changed]) <= missed
    assert len(missed) < len(corpus.claims) if gone else len(missed) < len(lacking)
    assert result.claims is not None
    assert list(result.claims) == [claim.id for claim in corpus.claims]


def test_a_rule_that_workers_do_not_have_is_said(cluster: Any, folder: Path) -> None:
    own = folder / "rules" / "conflicting-anniversaries.yaml"
    own.parent.mkdir()
    text = (ROOT / "rules" / "anniversary" / "conflicting-anniversaries.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("ANN001", "OWN001"), encoding="utf-8")
    rules = load_rules([folder / "rules"], folder).rules
    corpus = load(open_project((folder,)))
    own.unlink()
    with pytest.raises(Problem, match=r"^a worker does not have the rule OWN001$"):
        shared(cluster, folder, corpus, rules)


def test_no_scheduler_and_no_dask_are_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = load(open_project((folder,)))
    share = share_of("dask://127.0.0.1:9", folder, jobs=None, plugins=False)
    monkeypatch.setattr("claimcheck.engine.parting.dask_pool.PATIENCE", 1.0)
    with pytest.raises(Problem, match=NO_SCHEDULER):
        check_by_parts(corpus, RULES, share=share)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Problem, match=r"^--engine dask needs dask\.distributed: install claimcheck with the extra"):
        check_by_parts(corpus, RULES, share=share)


def test_a_scheduler_without_workers_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed: Any = import_module("distributed")
    monkeypatch.setattr("claimcheck.engine.parting.dask_pool.PATIENCE", 1.0)
    with distributed.LocalCluster(n_workers=0, protocol="tcp://", dashboard_address=":0") as empty:
        where = empty.scheduler_address
        share = share_of(f"dask://{where.removeprefix('tcp://')}", folder, jobs=None, plugins=False)
        with pytest.raises(
            Problem, match=rf"^the scheduler at {where} has no workers; `dask worker {where}` starts one$"
        ):
            check_by_parts(load(open_project((folder,))), RULES, share=share)


def test_two_runs_at_once_do_not_meet(folder: Path, cluster: Any) -> None:
    """The cluster of a run takes no port that another has; a warning of it would be an error here."""
    corpus = load(open_project((folder,)))
    share = share_of("dask", folder, jobs=1, plugins=False)
    assert printed(check_by_parts(corpus, RULES, share=share)) == printed(check(corpus, RULES))


def test_engines_are_named_so(folder: Path) -> None:
    assert share_of("local", folder, jobs=None, plugins=True) is None
    for engine in ("dask", "dask://10.0.0.1:8786", "dask://[::1]:8786", "dask://head-node.lan:8786"):
        assert share_of(engine, folder, jobs=None, plugins=True) is not None
    for engine in ("ray", "dask://", "dask://host", "dask://ho st:1", "dask://host:123456", "dask:// host:1\n"):
        with pytest.raises(Problem, match="--engine takes local, dask or dask://HOST:PORT"):
            share_of(engine, folder, jobs=None, plugins=True)
