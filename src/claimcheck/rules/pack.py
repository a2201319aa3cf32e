"""The rules that apply to a project: the pack that ships, and the project's own."""

from __future__ import annotations

from claimcheck.corpus.project import Project
from claimcheck.rules.load import RuleSet, load_rules, pack_folder


def rules_of(project: Project) -> RuleSet:
    """Load the pack and the project's own rules."""
    return load_rules((pack_folder(), project.rules_folder), project.root)
