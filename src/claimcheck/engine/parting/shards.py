"""The work of a run on another machine: files of claims are read by their paths, and keys made or parts checked.

What is sent says which claims of which files are meant, with the digest of each. A file that is not there, or says
something else there, is a shard that cannot be used.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck import __version__
from claimcheck.corpus.digests import digests, digests_of_lines, is_of_lines
from claimcheck.corpus.load import read_claims, vocabulary_of
from claimcheck.corpus.project import Project, open_exactly
from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.collector import no_collector
from claimcheck.engine.parting.part_checker import PartChecker
from claimcheck.engine.parting.part_data import written_keys, written_results
from claimcheck.engine.parting.parts import Part
from claimcheck.rules.pack import rules_of
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import value_class

MAX_CLAIMS = 50_000
"""How many claims of files that were read a worker remembers."""


@value_class
class Assignment:
    """What all tasks of one run rest on; `run` tells it from any other, so that nothing is remembered beyond it."""

    run: str
    version: str
    root: str
    codes: tuple[str, ...]
    plugins: bool


@value_class
class Work:
    """One task: the claims that it is about, by file, as (id, digest); then the parts of them, or none for keys.

    Parts name claims by their places in the order of the ids.
    """

    shards: Mapping[str, Sequence[tuple[str, str]]]
    parts: tuple[Part, ...] | None


@value_class
class Done:
    """What a task came to: keys, or the results of the parts; or the shards that could not be used, and why."""

    data: bytes = b""
    unusable: Mapping[str, str] = field(default_factory=dict)


class ShardWorker:
    """Reads shards and works on their claims, for one run."""

    def __init__(self, assignment: Assignment) -> None:
        self.project: Project = open_exactly(Path(assignment.root))
        self.vocabulary = vocabulary_of(self.project)
        found = rules_of(self.project, plugins=assignment.plugins, kinds=self.vocabulary.kinds, examples=False)
        awake = {rule.code: rule for rule in found.rules}
        self.missing = [code for code in assignment.codes if code not in awake]
        self.rules: list[Rule] = [awake[code] for code in assignment.codes if code in awake]
        self._read: OrderedDict[str, _Shard] = OrderedDict()
        self._held = 0

    @no_collector()
    def do(self, work: Work) -> Done:
        """Do one task."""
        claims: dict[str, ClaimRecord] = {}
        unusable: dict[str, str] = {}
        for file, wanted in work.shards.items():
            shard = self._shard(file)
            for name, digest in wanted:
                record = shard.claims.get(name)
                if record is None or digest != shard.digest(name, digest):
                    known = bool(shard.claims)
                    unusable[file] = "it says something else there than here" if known else "it cannot be read there"
                else:
                    claims[name] = record
        if unusable:
            return Done(unusable=unusable)
        checker = PartChecker([claims[name] for name in sorted(claims)], self.rules, self.vocabulary)
        if work.parts is None:
            return Done(written_keys(checker.keys(range(len(claims)))))
        return Done(written_results(checker.check_all(work.parts)))

    def _shard(self, file: str) -> _Shard:
        if file in self._read:
            self._read.move_to_end(file)
            return self._read[file]
        found = self._read[file] = _Shard(*read_claims(self.project, file, self.vocabulary))
        self._held += len(found.claims)
        while self._held > MAX_CLAIMS and len(self._read) > 1:
            _, oldest = self._read.popitem(last=False)
            self._held -= len(oldest.claims)
        return found


@dataclass(slots=True)
class _Shard:
    """A file that a worker has read."""

    claims: dict[str, ClaimRecord]
    text: str
    _digests: dict[bool, dict[str, str]] = field(init=False, default_factory=dict)

    def digest(self, claim: str, like: str) -> str:
        """Return the digest of a claim of the sort of another one."""
        of_lines = is_of_lines(like)
        if of_lines not in self._digests:
            claims = list(self.claims.values())
            found = digests_of_lines(claims, self.text) or [] if of_lines else digests(claims)
            self._digests[of_lines] = {each.id: digest for each, digest in zip(claims, found, strict=False)}
        return self._digests[of_lines].get(claim, "")


_CURRENT: dict[Assignment, ShardWorker] = {}


def do(assignment: Assignment, work: Work) -> Done:
    """Do one task of a run, here. Raises RuntimeError where this is another program, or has other rules."""
    if assignment.version != __version__:
        raise RuntimeError(f"a worker has claimcheck {__version__}, and the run is made by {assignment.version}")
    if assignment not in _CURRENT:
        _CURRENT.clear()
        _CURRENT[assignment] = ShardWorker(assignment)
    worker = _CURRENT[assignment]
    if worker.missing:
        raise RuntimeError(f"a worker does not have the rule {worker.missing[0]}")
    return worker.do(work)
