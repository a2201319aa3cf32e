"""Loads a project into a corpus: vocabulary, sources, claims, articles. What is wrong is noted; the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from claimcheck.cache.trace import Trace, current, tracing
from claimcheck.cache.trace_data import trace_of
from claimcheck.claims.registry import KindSet
from claimcheck.corpus.article_checks import check_articles
from claimcheck.corpus.bulk.registry import format_of, is_bulk
from claimcheck.corpus.bulk.row import Changed, Rows
from claimcheck.corpus.claim_files import ClaimFiles, FileRead, add_note, value_of
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.files import size_of
from claimcheck.corpus.known import KnownClaim, KnownFile
from claimcheck.corpus.known_articles import KnownArticles, KnownMatches
from claimcheck.corpus.known_files import Data, KnownFiles, file_of
from claimcheck.corpus.name_index import forget_names
from claimcheck.corpus.outline import outline, outline_rows, row_claims
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import Project
from claimcheck.corpus.project_words import Notes, Words
from claimcheck.corpus.quotes import Article, QuoteMatch
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.references import check_references
from claimcheck.corpus.shelf import FileChanged, ReadingShelf, text_of
from claimcheck.corpus.text_source import SourceTextError, read_article, written_path
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.findings.model import Finding
from claimcheck.values.value_class import value_class

MANY = 4_000_000
"""So many bytes of claim files a sparing corpus holds as they were read, some 20,000 claims; of more, claims that are
not at work are read again."""
AT_ONCE = 1_000
"""How many claims are read before those that are put down are."""


KnowFiles = Callable[[Project], KnownFiles | None]
"""Returns the files of a project that need not be read, once its vocabulary has been."""

ReadAhead = Callable[[Sequence[Path], Callable[[tuple[str, ...]], list[Data]]], Iterable[list[Data]]]
"""Has files read, some at a time, in whichever processes, and returns what came of those that were."""

Remember = Callable[[Sequence[ClaimRecord]], Sequence[bytes]]
"""Returns what is to be remembered of claims that are put down, for whoever works on them later."""


def _nothing(claims: Sequence[ClaimRecord]) -> Sequence[bytes]:
    return [b""] * len(claims)


def load(
    project: Project,
    ahead: ReadAhead | None = None,
    know: KnowFiles | None = None,
    *,
    sparing: bool = False,
    foresee: Callable[[Vocabulary], Remember] | None = None,
) -> Corpus:
    """Read everything that belongs to the project, or to the paths that it was opened with.

    `ahead` has others read files; `know` has files that need not be read. A sparing corpus holds few of many claims:
    it is for those who look at claims part by part. `foresee` says under a vocabulary what they will want to remember.
    """
    loader = _Loader(project, Words(project, Notes(project)), know, sparing=sparing)
    if foresee is not None:
        loader.remember = foresee(loader.vocabulary)
    return loader.go(ahead)


def read_claims(project: Project, file: str, vocabulary: Vocabulary) -> tuple[dict[str, ClaimRecord], str]:
    """Return the claims of a file of a project by their ids, with its text.

    What is wrong with them is told when the corpus is read.
    """
    problems = Problems(file)
    read = ClaimFiles(project.root, vocabulary).read(project.root / file, problems)
    return read.claims, problems.text


def vocabulary_of(project: Project) -> Vocabulary:
    """Return the vocabulary of a project. What is wrong with it is told when the corpus is read."""
    return Words(project).read()


def kinds_of(project: Project) -> KindSet:
    """Return the kinds that a project knows."""
    return vocabulary_of(project).kinds


@value_class
class _Pending:
    """A file whose claims have not been held against their article; `trace` is what its reading asked.

    Of a file of claims in bulk that are put down it is a source; its `rows` are there to be read again.
    """

    path: Path
    problems: Problems
    read: FileRead
    trace: Trace
    rows: Rows | None = None


class _Loader:
    def __init__(
        self,
        project: Project,
        words: Words,
        know: KnowFiles | None = None,
        vocabulary: Vocabulary | None = None,
        *,
        sparing: bool = False,
    ) -> None:
        self.project = project
        self.notes = words.notes
        self.vocabulary = words.read() if vocabulary is None else vocabulary
        self.unread = words.unread
        # While ids may be unknown for want of a file, what is found out of a claim does not hold for another run.
        self.known = None if self.unread or know is None else know(project)
        self.reader = ClaimFiles(project.root, self.vocabulary, whole=not self.unread)
        self.shelf = ReadingShelf(project.root, self.vocabulary)
        self.sources: list[SourceRecord] = []
        self.claims: list[ClaimRecord] = []
        self.articles: dict[str, Article] = {}
        self.matches: dict[str, QuoteMatch] = {}
        self.unfounded: set[str] = set()
        self.files: list[KnownFile] = []
        self.pending: list[_Pending] = []
        self.put_down = self.digested = self.known is not None
        self.taken: dict[Path, tuple[KnownFile, Trace]] = {}
        self.sparing = sparing and not self.unread
        self.many = False
        self.remember: Remember = _nothing
        self.waiting = 0

    def go(self, ahead: ReadAhead | None) -> Corpus:
        files = self.project.claim_files()
        self.many = self.sparing and sum(map(_weight, files)) > MANY
        if self.many:
            self.put_down = True
            self.shelf.hold_few()
        self._take_known(files)
        if ahead is not None and not self.unread:
            new = [path for path in files if path not in self.taken and not is_bulk(path)]
            self._take_read(ahead(new, self._shard))
        for path in files:
            self._file(path)
        self._settle()
        if self.many:
            forget_names()
        self._check_there_is_something(files)
        for problems in self.unread if self.waiting else ():
            add_note(problems, f"{self.waiting} claims are not checked until the whole vocabulary can be read")
        claims = tuple(sorted(self.claims, key=lambda claim: claim.id))
        check_references(claims, self.notes.by_file)
        findings: list[Finding] = list(self.project.findings)
        for problems in self.notes.by_file.values():
            findings.extend(problems.found)
        return Corpus(
            self.project.root,
            self.vocabulary,
            tuple(sorted(self.sources, key=lambda source: source.id)),
            claims,
            tuple(findings),
            KnownArticles(self.articles, self.files) if self.files else self.articles,
            KnownMatches(self.matches, self.files) if self.files else self.matches,
            frozenset(self.unfounded),
            held=not self.files,
        )

    def _check_there_is_something(self, files: list[Path]) -> None:
        if not files:
            where = self.project.relative(self.project.claims_folder)
            self.notes.of(self.project.claims_folder).add(
                "RUN001",
                f"there is no claim file in {where}/",
                hint="`claimcheck init` makes a first project",
            )
        elif not self.claims:
            self.notes.of(files[0]).add("RUN001", "no claim could be read, so nothing was checked")

    def _take_known(self, files: Iterable[Path]) -> None:
        """Take the files that need not be read."""
        known = self.known
        if known is not None:
            found = ((path, known.take(path, self.shelf)) for path in files)
            self.taken = {path: taken for path, taken in found if taken is not None}

    def _take_read(self, shards: Iterable[list[Data]]) -> None:
        """Take the files that others read."""
        for data in (each for shard in shards for each in shard):
            file = file_of(data["file"], self.shelf)
            for claim, memo in zip(file.claims, data.pop("memos"), strict=True):
                claim.remember(memo)
            self.taken[Path(data["path"])] = file, trace_of(data["asked"])
            if self.known is not None:
                self.known.found[data["path"]] = data

    def _shard(self, paths: tuple[str, ...]) -> list[Data]:
        """Read some files for another process, and return what is to be known of them as data."""
        none = KnownFiles({})
        shard = _Loader(self.project, Words(self.project), lambda _: none, self.vocabulary)
        shard.digested, shard.remember = self.digested, self.remember
        for path in paths:
            shard._file(Path(path))
        shard._settle()
        memos = {file.name: [claim.memo for claim in file.claims] for file in shard.files}
        return [{**data, "memos": memos[data["file"]["name"]]} for data in none.found.values()]

    def _file(self, path: Path) -> None:
        problems = self.notes.of(path)
        taken = self.taken.pop(path, None)
        if taken is not None and taken[0].source not in self.reader.taken:
            file, asked = taken
            _note(asked)
            problems.found.extend(file.findings)
            self._take(file, problems)
            return
        trace = Trace()
        with tracing(trace):
            if self.many and is_bulk(path):
                self._rows(path, problems, trace)
            else:
                self._pend(_Pending(path, problems, self.reader.read(path, problems), trace))
        _note(trace)
        self._settle_many()

    def _rows(self, path: Path, problems: Problems, trace: Trace) -> None:
        """Read a file of claims in bulk source by source, and put each down."""
        pieces, rows = self.reader.pieces(path, problems)
        try:
            for read in pieces:
                self._pend(_Pending(path, problems, read, trace, rows))
                self._settle_many()
        except Changed:
            raise FileChanged(problems.file) from None

    def _pend(self, pending: _Pending) -> None:
        for source in pending.read.sources:
            self._article(source, pending.path, pending.problems)
        self.waiting += pending.read.waiting
        self.pending.append(pending)

    def _settle_many(self) -> None:
        if self.many and sum(1 + len(each.read.claims) for each in self.pending) >= AT_ONCE:
            self._settle()

    def _article(self, source: SourceRecord, path: Path, problems: Problems) -> None:
        model, node = source.model, source.node
        if model.text is None or node is None:
            problems.add("SRC002", f'the source "{model.id}" gives no text, so its quotes are not checked', node)
            return
        try:
            text = read_article(self.project.root, written_path(path.parent, model.text))
        except SourceTextError as error:
            problems.add("SRC001", str(error), value_of(node, "text"))
            return
        self.articles[model.id] = Article(text)

    def _settle(self) -> None:
        """Hold what was read against its articles, and put it down where it is not to be held."""
        claims = [claim for each in self.pending for claim in each.read.claims.values()]
        claims.sort(key=lambda claim: claim.id)
        matches, unfounded = check_articles(claims, self.articles, self.vocabulary, self.notes.by_file)
        self.unfounded |= unfounded
        for each in self.pending:
            if each.rows is not None:
                self._put_rows_down(each, each.rows)
            elif self.put_down and each.read.sources and not is_bulk(each.path):
                self._put_down(each, unfounded)
            else:
                self.sources.extend(each.read.sources)
                self.claims.extend(each.read.claims.values())
                self.matches |= {claim: matches[claim] for claim in each.read.claims if claim in matches}
        self.pending.clear()

    def _put_down(self, pending: _Pending, unfounded: frozenset[str]) -> None:
        articles = {source.id for source in pending.read.sources if self.articles.pop(source.id, None) is not None}
        file = outline(
            pending.path,
            pending.problems,
            pending.read,
            pending.trace,
            unfounded,
            self.shelf,
            has_article=bool(articles),
            digested=self.digested,
        )
        if self.known is not None:
            self.known.keep(pending.path, file, pending.trace)
        self._remember(file.claims, pending.read)
        self.shelf.hold_text(file, pending.problems.text)
        self._take(file, pending.problems)

    def _put_rows_down(self, pending: _Pending, rows: Rows) -> None:
        read = pending.read
        for source in read.sources:
            has_article = self.articles.pop(source.id, None) is not None
            self.files.append(outline_rows(read, rows, self.shelf, has_article=has_article))
            self.sources.append(self.files[-1].record)
        if read.claims:
            claims = row_claims(self.files[-1], read, digested=self.digested)
            self._remember(claims, read)
            self.files[-1].claims += claims
            self.claims.extend(claims)

    def _remember(self, claims: Sequence[KnownClaim], read: FileRead) -> None:
        records = list(read.claims.values())
        for claim, memo in zip(claims, self.remember(records), strict=True):
            claim.remember(memo)
        self.shelf.hold(records)

    def _take(self, file: KnownFile, problems: Problems) -> None:
        problems.text, problems.again = "", partial(text_of, file)
        self.files.append(file)
        self.unfounded.update(file.unfounded)
        self.reader.taken[file.source] = file.name
        self.sources.append(file.record)
        self.claims.extend(file.claims)


def _weight(path: Path) -> int:
    """Return how many bytes of YAML a file says about as much as."""
    return size_of(path) * (format_of(path.suffix[1:]).weight if is_bulk(path) else 1)


def _note(asked: Trace) -> None:
    trace = current()
    if trace is not None:
        trace.add(asked)
