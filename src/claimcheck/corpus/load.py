"""Loads a project into a corpus: vocabulary, sources, claims, articles. What is wrong is noted; the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from dataclasses import replace
from pathlib import Path

from claimcheck.claims.registry import KindSet
from claimcheck.claims.source import Source
from claimcheck.corpus.article_checks import CheckArticles, check_articles
from claimcheck.corpus.build import build_claims, describe
from claimcheck.corpus.bulk.documents import read_documents
from claimcheck.corpus.bulk.registry import is_bulk
from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.files import UnreadableFile, contained, read_regular
from claimcheck.corpus.identifiers import check_identifiers
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import Project
from claimcheck.corpus.quotes import Article
from claimcheck.corpus.records import ClaimRecord, SourceRecord
from claimcheck.corpus.references import check_references
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.text_source import SourceTextError, read_article, written_path
from claimcheck.corpus.validate import read_model
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_nodes import Mapping, Node, Scalar, Sequence
from claimcheck.corpus.yaml_reader import read_yaml
from claimcheck.corpus.yaml_text import MAX_BYTES
from claimcheck.findings.model import Finding

FILE_KEYS = ("source", "claims")


def load(project: Project, articles: CheckArticles = check_articles) -> Corpus:
    """Read everything that belongs to the project, or to the paths that it was opened with.

    `articles` does what `check_articles` does, in whichever processes.
    """
    return _Loader(project).go(articles)


def read_claims(
    project: Project, files: Iterable[str], vocabulary: Vocabulary | None = None
) -> tuple[dict[str, ClaimRecord], Vocabulary]:
    """Return the claims of some files of a project by their ids, with the vocabulary, read where it is not given.

    What is wrong with them is told when the corpus is read.
    """
    loader = _Loader(project)
    known = loader.vocabulary() if vocabulary is None else vocabulary
    for file in files:
        loader.read_file(project.root / file, known, {"calendars": known.calendars})
    return loader.claims, known


def kinds_of(project: Project) -> KindSet:
    """Return the kinds that a project knows. What is wrong with its vocabulary is told when the corpus is read."""
    return _Loader(project).vocabulary().kinds


def read_node(path: Path, problems: Problems, root: Path, until: str | None = None) -> Node | None:
    """Read a YAML file inside a root into nodes, noting what is wrong with it; `until` is a text to stop before."""
    try:
        data = read_regular(contained(root, path), MAX_BYTES)
    except UnreadableFile as error:
        problems.add("YML001", f"the file {error}, so it is not read")
        return None
    problems.text = data.decode("utf-8-sig", "replace")
    result = read_yaml(data if until is None else data.partition(until.encode())[0])
    for problem in result.problems:
        code = "YML002" if result.root is not None else "YML001"
        problems.at(code, problem.message, problem.line, problem.column)
    return result.root


class _Loader:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.findings: list[Finding] = list(project.findings)
        self.sources: dict[str, SourceRecord] = {}
        self.claims: dict[str, ClaimRecord] = {}
        self.articles: dict[str, Article] = {}
        self.files: list[Problems] = []
        self.by_file: dict[str, Problems] = {}
        self.unread: list[Problems] = []
        self.waiting = 0

    def go(self, articles: CheckArticles) -> Corpus:
        vocabulary = self.vocabulary()
        context = {"calendars": vocabulary.calendars}
        files = self.project.claim_files()
        for path in files:
            self.read_file(path, vocabulary, context)
        if not files:
            problems = self._problems(self.project.claims_folder)
            where = self.project.relative(self.project.claims_folder)
            problems.add(
                "RUN001",
                f"there is no claim file in {where}/",
                hint="`claimcheck init` makes a first project",
            )
        elif not self.claims:
            self._problems(files[0]).add("RUN001", "no claim could be read, so nothing was checked")
        for problems in self.unread if self.waiting else ():
            _add_note(problems, f"{self.waiting} claims are not checked until the whole vocabulary can be read")
        claims = tuple(self.claims[key] for key in sorted(self.claims))
        check_references(claims, self.by_file)
        matches, unfounded = articles(claims, self.articles, vocabulary, self.by_file)
        for problems in self.files:
            self.findings.extend(problems.found)
        return Corpus(
            self.project.root,
            vocabulary,
            tuple(self.sources[key] for key in sorted(self.sources)),
            claims,
            tuple(self.findings),
            self.articles,
            matches,
            unfounded,
        )

    def _problems(self, path: Path) -> Problems:
        name = self.project.relative(path)
        if name not in self.by_file:
            self.by_file[name] = Problems(name)
            self.files.append(self.by_file[name])
        return self.by_file[name]

    def vocabulary(self) -> Vocabulary:
        """Read the vocabulary files."""
        read = []
        for path in self.project.vocabulary_files():
            problems = self._problems(path)
            node = read_node(path, problems, self.project.root)
            if isinstance(node, Mapping):
                read.append((node, problems))
            else:
                self.unread.append(problems)
                if node is not None:
                    problems.add("VOC001", "a vocabulary file is a mapping of sections such as `entities`", node)
        return build_vocabulary(read)

    def read_file(self, path: Path, vocabulary: Vocabulary, context: MappingType[str, object]) -> None:
        """Read the claims of a file."""
        problems = self._problems(path)
        if is_bulk(path):
            for document in read_documents(path, problems, self.project.root):
                self._read_document(document, path, vocabulary, problems, context)
            return
        root = read_node(path, problems, self.project.root)
        if root is None:
            if not problems.found:
                problems.add("CLM002", "the file is empty; a claim file has `source` and `claims`")
            return
        if not isinstance(root, Mapping):
            problems.add("CLM003", "a claim file is a mapping with the keys `source` and `claims`", root)
            return
        self._read_document(root, path, vocabulary, problems, context)

    def _read_document(
        self,
        root: Mapping,
        path: Path,
        vocabulary: Vocabulary,
        problems: Problems,
        context: MappingType[str, object],
    ) -> None:
        for key, _ in root.entries:
            if key.text not in FILE_KEYS:
                hint = did_you_mean(key.text, FILE_KEYS)
                problems.add("CLM001", f"a claim file has no key `{key.text[:80]}`{hint}", key)
        source = self._source(root, path, problems, context)
        if source is not None:
            self._claims(root, source, vocabulary, problems, context)
        elif isinstance(root.get("claims"), Sequence):
            _add_note(problems, "the claims of this file are not read until its source is mended")

    def _source(
        self, root: Mapping, path: Path, problems: Problems, context: MappingType[str, object]
    ) -> SourceRecord | None:
        node = root.get("source")
        if node is None:
            problems.add(
                "CLM002",
                "the file lacks `source`: whose claims these are, and when they were published",
                root,
            )
            return None
        model = read_model(Source, node, problems, "the source", context)
        if model is None:
            return None
        record = SourceRecord(model, problems.file, node)
        if model.id in self.sources:
            first = self.sources[model.id].file
            problems.add(
                "CLM005",
                f'the source id "{model.id}" is taken by {first}; give this source another',
                _value_of(node, "id"),
            )
            return None
        self.sources[model.id] = record
        self._article(model, node, path, problems)
        return record

    def _article(self, model: Source, node: Node, path: Path, problems: Problems) -> None:
        if model.text is None:
            problems.add("SRC002", f'the source "{model.id}" gives no text, so its quotes are not checked', node)
            return
        try:
            text = read_article(self.project.root, written_path(path.parent, model.text))
        except SourceTextError as error:
            problems.add("SRC001", str(error), _value_of(node, "text"))
            return
        self.articles[model.id] = Article(text)

    def _claims(
        self,
        root: Mapping,
        source: SourceRecord,
        vocabulary: Vocabulary,
        problems: Problems,
        context: MappingType[str, object],
    ) -> None:
        node = root.get("claims")
        if node is None or (isinstance(node, Scalar) and node.is_null):
            place = root.key_node("claims") or root
            problems.add("CLM002", "the file lacks `claims`: a list of what the source says", place)
            return
        if not isinstance(node, Sequence):
            found = "a mapping" if isinstance(node, Mapping) else "a single word"
            message = f'`claims` is a list, each item with a "-" before it, and {found} stands here'
            problems.add("CLM003", message, node)
            return
        seen: dict[str, Node] = {}
        for entry in node.items:
            records = build_claims(entry, source, problems, context, vocabulary.kinds)
            if not records:
                continue
            identifier = records[0].model.id
            if identifier in seen:
                first = seen[identifier].start.line
                problems.add(
                    "CLM005",
                    f"{describe(records[0].node)} has the id of the claim on line {first}; give it another",
                    _value_of(records[0].node, "id"),
                )
                continue
            seen[identifier] = entry
            before = len(problems.found)
            if _are_known(records, vocabulary, problems):
                self.claims.update({record.id: record for record in records})
            elif self.unread:
                # What they refer to may stand in the file that cannot be read; that has been said.
                del problems.found[before:]
                self.waiting += 1


def _add_note(problems: Problems, note: str) -> None:
    last = problems.found[-1]
    problems.found[-1] = replace(last, notes=(*last.notes, note))


def _are_known(records: Iterable[ClaimRecord], vocabulary: Vocabulary, problems: Problems) -> bool:
    """Check the claims that one entry stands for; what is wrong with several of them is noted once."""
    before = len(problems.found)
    known = True
    for record in records:
        known = check_identifiers(record, vocabulary, problems) and known
    seen = {(each.code, each.place, each.message): each for each in problems.found[before:]}
    problems.found[before:] = seen.values()
    return known


def _value_of(node: Node, key: str) -> Node:
    value = node.get(key) if isinstance(node, Mapping) else None
    return value if isinstance(value, Scalar) else node
