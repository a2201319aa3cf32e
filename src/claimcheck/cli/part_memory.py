"""Parts that earlier runs checked, for a run that cannot be recalled as a whole: only what changed is checked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.cache.parts import Parts
    from claimcheck.cache.trace import Trace
    from claimcheck.cli.remembering import Memory
    from claimcheck.corpus.project import Project
    from claimcheck.corpus.records import ClaimRecord
    from claimcheck.engine.parting.known_parts import KnownParts
    from claimcheck.rules.load import RuleSet


@dataclass(slots=True)
class PartMemory:
    """The parts that are kept of a project under its rules and its vocabulary."""

    kept: Parts
    made: KnownParts | None = field(init=False, default=None)

    def known(self, claims: Sequence[ClaimRecord]) -> KnownParts:
        """Return what is known of the parts of these claims."""
        from claimcheck.engine.parting.known_parts import KnownParts, of_data

        self.made = KnownParts(claims, of_data(self.kept.read()))
        return self.made

    def save(self) -> None:
        """Keep the parts of this run for the next."""
        from claimcheck.engine.parting.known_parts import as_data

        if self.made is not None:
            found = list(self.made.found.values())
            self.kept.write({each.name: told for each, told in zip(found, as_data(found), strict=True)})


def part_memory(memory: Memory, project: Project, rules: RuleSet, trace: Trace) -> PartMemory | None:
    """Return the parts that are kept for a project under some rules; None where none are.

    `trace` is what was read: the parts are kept under the content of all rules and of the vocabulary.
    """
    from claimcheck.cache.parts import Parts
    from claimcheck.cache.program import program
    from claimcheck.cache.runs import name_of

    if memory.runs is None or not project.settings.cache or trace.spoilt is not None:
        return None
    codes = [(rule.code, _digest(rule.path, trace)) for rule in rules.rules]
    words = [(str(path), _digest(path, trace)) for path in project.vocabulary_files()]
    if any(digest is None for _, digest in (*codes, *words)):
        return None
    return PartMemory(Parts(memory.runs.store, str(project.root), name_of(program(), codes, words)))


def _digest(path: Path, trace: Trace) -> str | None:
    real = trace.links.get(str(path))
    fact = trace.files.get(real) if real is not None else None
    return None if fact is None else fact.digest
