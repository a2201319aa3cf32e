"""A copy of the real project that tests damage and check again, and findings as readable text."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project
from claimcheck.engine.result import Result
from claimcheck.engine.run import check
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Correction, Finding
from claimcheck.rules.load import RuleSet

ROOT = Path(__file__).resolve().parents[2]
CGTN = "cgtn-2022-09-16"
GT = "gt-2024-07-03"
ARTICLES = {CGTN: "seeds/003_c23d5527b29e5108.txt", GT: "seeds/000_5c38d140b171b103.txt"}
SHORT = {CGTN: "cgtn", GT: "gt"}


@dataclass(frozen=True, slots=True)
class Workbench:
    """A project in a folder of its own, and the rules that ship."""

    root: Path
    rules: RuleSet
    pristine: frozenset[str] = field(default_factory=frozenset)

    def swap(self, file: str, old: str, new: str, times: int = 1) -> None:
        """Replace words of a file that stand there so many times, and no others."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == times, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def claim(self, identifier: str, old: str, new: str) -> None:
        """Replace words that stand once in one claim, given as SOURCE#ID."""
        source, _, name = identifier.partition("#")
        path = self.root / "claims" / f"{source}.yaml"
        before, head, rest = path.read_text(encoding="utf-8").partition(f"  - id: {name}\n")
        body, gap, after = rest.partition("\n  - id: ")
        assert head, f"there is no claim {identifier}"
        assert body.count(old) == 1, f"{old!r} stands {body.count(old)} times in {identifier}"
        path.write_text(before + head + body.replace(old, new) + gap + after, encoding="utf-8")

    def article(self, source: str, old: str, new: str, times: int = 1) -> None:
        """Replace words of an article."""
        self.swap(ARTICLES[source], old, new, times)

    def quoted(self, identifier: str, old: str, new: str) -> None:
        """Replace words of a claim's quote and of the article alike."""
        self.claim(identifier, old, new)
        self.article(identifier.partition("#")[0], old, new)

    def source(self, identifier: str, published: str, text: str, claims: str) -> None:
        """Add a third source: its article, and its claims as YAML."""
        (self.root / "seeds" / f"{identifier}.txt").write_text(text, encoding="utf-8")
        head = (
            f"source:\n  id: {identifier}\n  title: A third source\n  publisher: {identifier.title()}\n"
            f"  published: {published}\n  text: ../seeds/{identifier}.txt\n\nclaims:\n"
        )
        (self.root / "claims" / f"{identifier}.yaml").write_text(head + claims, encoding="utf-8")

    def check(self) -> Result:
        """Read and cross-check the project."""
        project = open_project((), self.root)
        return check(load(project), self.rules.rules, self.rules.findings)

    def news(self) -> list[str]:
        """Return what the check finds now and did not find in the real project, and what it no longer finds."""
        now = [digest(finding) for finding in self.check().findings]
        gone = sorted(self.pristine - set(now))
        return [*(text for text in now if text not in self.pristine), *(f"no longer: {text}" for text in gone)]


def line_of(source: str, claim: str) -> int:
    """Return the line of a claim's id in the real file of its source."""
    lines = (ROOT / "claims" / f"{source}.yaml").read_text(encoding="utf-8").split("\n")
    return lines.index(f"  - id: {claim}") + 1


def copy_project(target: Path) -> Path:
    """Copy the claims and the articles of this repository."""
    shutil.copytree(ROOT / "claims", target / "claims")
    shutil.copytree(ROOT / "seeds", target / "seeds")
    return target


def digest(finding: Finding) -> str:
    """Return a finding as a few lines: no places, no wording of rules, but all that a reader judges by."""
    if finding.code in CHECKS:
        return f"{finding.severity} {finding.code}: {_short(finding.message)}"
    lines = [f"{finding.severity} {finding.code}: {_short(finding.subject or finding.message)}"]
    lines += [f"  claims: {', '.join(_short(each.claim) for each in finding.claims)}"] * bool(finding.claims)
    lines += [f"  sum: {line}" for line in finding.derivation]
    lines += [f"  suspect: {_correction(each)}" for each in finding.suspects]
    lines += [f"  either: {' and '.join(map(_correction, each))}" for each in finding.alternatives]
    return "\n".join(lines)


def _correction(each: Correction) -> str:
    return _short(f"{each.claim} {each.field}: {each.stated} -> {each.would_agree}")


def _short(text: str) -> str:
    for source, short in SHORT.items():
        text = text.replace(f"{source}#", f"{short}#")
    return text
