"""What earlier runs found out of a project, for a run that cannot be recalled as a whole: only what changed is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.values.value_class import slot_class

if TYPE_CHECKING:
    from claimcheck.cache.pieces import Pieces
    from claimcheck.cache.trace import Trace
    from claimcheck.cli.remembering import Memory
    from claimcheck.corpus.known_files import KnownFiles
    from claimcheck.corpus.project import Project
    from claimcheck.corpus.records import ClaimRecord
    from claimcheck.engine.parting.by_parts import Know
    from claimcheck.engine.parting.known_parts import KnownParts
    from claimcheck.rules.rule import Rule


@slot_class()
class ProjectMemory:
    """The files and the parts of a project that are kept between runs; `trace` is what this run has read."""

    memory: Memory
    trace: Trace
    _files: tuple[Pieces, KnownFiles] | None = field(init=False, default=None)
    _parts: tuple[Pieces, KnownParts] | None = field(init=False, default=None)

    def files(self, project: Project) -> KnownFiles | None:
        """Return what is known of the claim files; None where nothing is kept. The vocabulary has been read by now."""
        from claimcheck.corpus.known_files import KnownFiles

        kept = self._pieces(project, "files", ())
        if kept is None:
            return None
        self._files = kept, KnownFiles({each["path"]: each for each in kept.read()})
        return self._files[1]

    def parts(self, project: Project, rules: Sequence[Rule]) -> Know | None:
        """Return what tells what is known of the parts of claims; None where nothing is kept."""
        kept = self._pieces(project, "parts", rules)
        if kept is None:
            return None

        def known(claims: Sequence[ClaimRecord]) -> KnownParts:
            from claimcheck.engine.parting.known_parts import KnownParts, of_data

            self._parts = kept, KnownParts(claims, of_data(kept.read()))
            return self._parts[1]

        return known

    def save(self) -> None:
        """Keep the files and parts of this run for the next."""
        if self._files is not None:
            kept, files = self._files
            kept.write(files.named())
        if self._parts is not None:
            kept, parts = self._parts
            kept.write(parts.named())

    def _pieces(self, project: Project, what: str, rules: Sequence[Rule]) -> Pieces | None:
        """Return where pieces of a project are kept: under the content of its vocabulary and of rules."""
        from claimcheck.cache.pieces import Pieces
        from claimcheck.cache.program import program
        from claimcheck.cache.runs import name_of

        if self.memory.runs is None or not project.settings.cache or self.trace.spoilt is not None:
            return None
        codes = [(rule.code, self._digest(rule.path)) for rule in rules]
        words = [(str(path), self._digest(path)) for path in project.vocabulary_files()]
        if any(digest is None for _, digest in (*codes, *words)):
            return None
        return Pieces(self.memory.runs.store, str(project.root), name_of(what, program(), codes, words))

    def _digest(self, path: Path) -> str | None:
        real = self.trace.links.get(str(path))
        fact = self.trace.files.get(real) if real is not None else None
        return None if fact is None else fact.digest
