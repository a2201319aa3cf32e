"""The rules that apply to a project: the pack that ships, the project's own, and those in Python that it names."""

from __future__ import annotations

import os

from claimcheck.cache.trace import real_path, spoil
from claimcheck.claims.registry import KindSet
from claimcheck.corpus.load import kinds_of
from claimcheck.corpus.project import Project
from claimcheck.corpus.settings import origins_of
from claimcheck.findings.model import Place
from claimcheck.rules.load import RuleSet, load_rules, pack_folder

NO_PLUGINS = "CLAIMCHECK_NO_PLUGINS"
"""The environment variable that keeps the code of other packages out of every command."""


def rules_of(project: Project, *, plugins: bool = True, kinds: KindSet | None = None, examples: bool = True) -> RuleSet:
    """Load the pack, the project's own rules, and the rules in Python that its settings name.

    Without `plugins` no code of another package is loaded, and that is said. `kinds` are those of the project's
    vocabulary, which is read for them where they are not given. Without `examples` those of the pack are left out,
    unless the pack is the project's own and may just be in the making.
    """
    known = kinds_of(project) if kinds is None else kinds
    pack, own = pack_folder(), project.rules_folder
    finished = None if examples or real_path(pack) == real_path(own) else pack
    loaded = load_rules((pack, own), project.root, known, finished)
    names = project.settings.plugins
    if not names:
        return loaded
    # Nothing of it is imported for a project that names none.
    from claimcheck.rules.python_rules import left_out, with_python_rules

    place = origins_of(project.root).of("plugins") or Place("pyproject.toml")
    if os.environ.get(NO_PLUGINS) or not plugins:
        return left_out(loaded, names, place)
    spoil("rules in Python may rest on anything")
    return with_python_rules(loaded, names, project.root, place, known)
