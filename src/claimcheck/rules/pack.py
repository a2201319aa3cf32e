"""The rules that apply to a project: the pack that ships, and the project's own."""

from __future__ import annotations

from claimcheck.corpus.project import Project
from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.rules.load import RuleSet, load_rules, pack_folder


def rules_of(project: Project, vocabulary: Vocabulary | None = None) -> RuleSet:
    """Load the pack and the project's rules; names of metrics in the rules are those of the vocabulary."""
    del vocabulary
    return load_rules((pack_folder(), project.rules_folder), project.root)
