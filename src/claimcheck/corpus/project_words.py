"""Reads the vocabulary of a project; what is wrong with a file of it is noted with all else that is wrong."""

from __future__ import annotations

from pathlib import Path

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.project import Project
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.corpus.vocabulary_files import build_vocabulary
from claimcheck.corpus.yaml_file import read_node
from claimcheck.corpus.yaml_nodes import Mapping


class Notes:
    """The problems of each file, in the order in which files were met."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.by_file: dict[str, Problems] = {}

    def of(self, path: Path) -> Problems:
        """Return the problems of a file, to be added to."""
        name = self._project.relative(path)
        return self.by_file.setdefault(name, Problems(name))


class Words:
    """Reads the vocabulary; `unread` are the files of it that cannot be read."""

    def __init__(self, project: Project, notes: Notes | None = None) -> None:
        self._project = project
        self.notes = notes or Notes(project)
        self.unread: list[Problems] = []

    def read(self) -> Vocabulary:
        """Return the vocabulary, as far as it can be read."""
        read = []
        for path in self._project.vocabulary_files():
            problems = self.notes.of(path)
            node = read_node(path, problems, self._project.root)
            if isinstance(node, Mapping):
                read.append((node, problems))
            else:
                self.unread.append(problems)
                if node is not None:
                    problems.add("VOC001", "a vocabulary file is a mapping of sections such as `entities`", node)
        return build_vocabulary(read)
