"""The rules that a command line names: by code, by name or by file, also those that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.status import Problem
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from claimcheck.rules.load import RuleSet
    from claimcheck.rules.rule import Rule

_CODE = re.compile(r"^code:[ \t]*([A-Z]{2,6}[0-9]{3})\b", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")


@value_class
class Targets:
    """The rules that are meant, and the files of those that cannot be used."""

    rules: tuple[Rule, ...]
    broken: tuple[str, ...] = ()


def targets(rules: RuleSet, words: Sequence[str], root: Path) -> Targets:
    """Return what words name. Raises Problem for a word that names nothing, with what is nearest to it."""
    found: dict[str, Rule] = {}
    broken: dict[str, None] = {}
    for word in words:
        rule = _rule_of(rules, word)
        if rule is not None:
            found[rule.code] = rule
            continue
        file = _broken_file(rules, word, root)
        if file is None:
            raise Problem(_nothing(rules, word))
        broken[file] = None
    return Targets(tuple(found[code] for code in sorted(found)), tuple(broken))


def is_file_name(word: str) -> bool:
    """Whether a word is meant as a file rather than as a code or a name."""
    return "/" in word or word.endswith(_SUFFIXES)


def _rule_of(rules: RuleSet, word: str) -> Rule | None:
    if not is_file_name(word):
        return rules.get(word) or rules.get(word.upper())
    try:
        real = Path(word).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return next((rule for rule in rules.rules if rule.path.resolve() == real), None)


def _broken_file(rules: RuleSet, word: str, root: Path) -> str | None:
    """Return the file of a rule that cannot be used, by its path, its name, or the code that stands in it."""
    files = dict.fromkeys(finding.place.file for finding in rules.findings)
    for file in files:
        if is_file_name(word):
            if (root / file).resolve() == Path(word).resolve():
                return file
        elif Path(file).stem == word or code_in(root / file) == word.upper():
            return file
    return None


def code_in(path: Path) -> str | None:
    """Return the code that stands in a file that may be no rule, or None."""
    from claimcheck.corpus.files import UnreadableFile, read_regular
    from claimcheck.corpus.yaml_text import MAX_BYTES

    try:
        text = read_regular(path.resolve(), MAX_BYTES).decode("utf-8", "replace")
    except (UnreadableFile, OSError, RuntimeError):
        return None
    found = _CODE.search(text)
    return None if found is None else found.group(1)


def _nothing(rules: RuleSet, word: str) -> str:
    from claimcheck.corpus.suggest import did_you_mean

    if is_file_name(word):
        return f"{word} is no rule of the pack or of this project; `claimcheck rules try FILE` runs a draft"
    known = [name for each in rules.rules for name in (each.code, each.model.name)]
    return f"there is no rule {word}{did_you_mean(word.upper(), known)}"
