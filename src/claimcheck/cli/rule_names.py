"""The codes and names of rules: what is taken, what comes next, and where a family lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.rule_targets import code_in
from claimcheck.cli.status import Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.corpus.project import Project
    from claimcheck.rules.load import RuleSet

_CODE = re.compile(r"([A-Z]{2,6})([0-9]{3})")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_FAMILY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LAST = 999


@value_class
class Taken:
    """Codes and names in use, each with the file that has it; and the families that prefixes of codes belong to."""

    codes: dict[str, str]
    names: dict[str, str]
    families: dict[str, str]

    def prefix_of(self, family: str) -> str | None:
        """Return the prefix of the codes of a family that has rules."""
        return next((prefix for prefix, found in self.families.items() if found == family), None)

    def new_prefix(self, family: str) -> str:
        """Return a prefix for a family that has none: as few of its first letters as nobody else has."""
        letters = re.sub(r"[^A-Z]", "", family.upper())
        free = (letters[:size] for size in range(3, 7) if letters[:size] not in self.families)
        found = next((prefix for prefix in free if _PREFIX.fullmatch(prefix)), None)
        if found is None:
            raise Problem(f"no prefix of codes follows from {family}; give a code such as XYZ001")
        return found

    def next_code(self, prefix: str) -> str:
        """Return the next free code of a prefix."""
        used = [int(found.group(2)) for code in self.codes if (found := _CODE.fullmatch(code)) and found[1] == prefix]
        if max(used, default=0) >= LAST:
            raise Problem(f"the codes of {prefix} are used up")
        return f"{prefix}{max(used, default=0) + 1:03d}"


def taken(rules: RuleSet, root: Path) -> Taken:
    """Return what is in use: by rules, by rule files that cannot be read, and by the built-in checks."""
    from claimcheck.findings.codes import CHECKS

    codes = {check.code: "a built-in check" for check in CHECKS.values()}
    names = {check.name: "a built-in check" for check in CHECKS.values()}
    families = dict.fromkeys((code.rstrip("0123456789") for code in codes), "the built-in checks")
    for code, name, file in _in_files(rules, root):
        codes.setdefault(code, file)
        names.setdefault(name, file)
        families.setdefault(code.rstrip("0123456789"), Path(file).parent.name)
    return Taken(codes, names, families)


def _in_files(rules: RuleSet, root: Path) -> Iterator[tuple[str, str, str]]:
    for rule in rules.rules:
        yield rule.code, rule.model.name, rule.file
    for file in dict.fromkeys(finding.place.file for finding in rules.findings):
        code = code_in(root / file)
        if code is not None:
            yield code, Path(file).stem, file


def checked_family(family: str) -> str:
    """Return a family's name. Raises Problem where it is no name of one folder."""
    if not _FAMILY.fullmatch(family) or len(family) > 60:
        raise Problem(f'"{family}" is no family: it is one folder of the rules, in small letters, such as harbour')
    return family


def checked_code(word: str, family: str, used: Taken) -> str:
    """Return a free code for a word: a code, or a prefix that is given its next number. Raises Problem."""
    wanted = word.upper()
    if _PREFIX.fullmatch(wanted):
        wanted = used.next_code(wanted)
    found = _CODE.fullmatch(wanted)
    if found is None:
        raise Problem(f"{word} is no code: two to six capitals and three digits, such as HAL001")
    prefix = found.group(1)
    if wanted in used.codes:
        free = used.next_code(prefix)
        raise Problem(f"the code {wanted} is taken by {used.codes[wanted]}; the next free one is {free}")
    home = used.families.get(prefix, family)
    if home != family:
        raise Problem(f"codes with {prefix} belong to {home}, not to the family {family}")
    return wanted


def checked_name(name: str, used: Taken) -> str:
    """Return a name that no rule has. Raises Problem."""
    if not _FAMILY.fullmatch(name) or len(name) > 80:
        raise Problem(f'"{name}" is no name: it states the problem, as more-visitors-than-seats does')
    if name in used.names:
        raise Problem(f"the name {name} is taken by {used.names[name]}")
    return name


def new_file(project: Project, family: str, name: str) -> Path:
    """Return the file of a new rule inside the project. Raises Problem where it lies elsewhere or exists."""
    from claimcheck.corpus.files import UnreadableFile, contained

    path = project.rules_folder / family / f"{name}.yaml"
    try:
        contained(project.root, path)
        contained(project.root, path.parent)
    except UnreadableFile as error:
        raise Problem(f"{project.relative(path)} {error}, so nothing is written there") from None
    if path.exists() or path.is_symlink():
        raise Problem(f"{project.relative(path)} exists; a rule is never overwritten")
    return path
