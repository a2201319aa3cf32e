"""Prints what became of findings between two states of a project: as text, JSON or Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from claimcheck.corpus.comparison import Change
from claimcheck.engine.difference import Difference, Fate
from claimcheck.reporters.as_json import as_text, finding_object
from claimcheck.reporters.columns import guarded, shown, wrapped
from claimcheck.reporters.markdown_text import plain, prose
from claimcheck.values.value_class import value_class

VERSION = 1
LIMIT = 60_000
"""The most characters of a Markdown comment."""
_TEXT = 500


@value_class
class Comparison:
    """Two states by the names that the user gave them, their differences, and remarks about the states."""

    before: str
    after: str
    found: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Fate, int]:
        """How many findings met each fate."""
        counted = Counter(each.fate for each in self.found)
        return {fate: counted[fate] for fate in Fate}


def text(comparison: Comparison, width: int) -> str:
    """Return a line of numbers, then each finding that is not as it was, with what lies behind it."""
    lines = [f"{_numbers(comparison)} ({shown(comparison.before)} to {shown(comparison.after)})."]
    lines += [line for note in comparison.notes for line in wrapped(shown(note), width, "Note: ")]
    for each in _moved(comparison):
        finding = each.finding
        head = f"{each.fate}: {finding.place}: {finding.severity} {finding.code} {finding.name} {finding.fingerprint}"
        lines += ["", shown(head), *wrapped(shown(finding.message), width, "  ")]
        for sentence in _reasons(each):
            lines += wrapped(shown(sentence), width, "  ", "    ")
    return "\n".join(map(guarded, lines)) + "\n"


def markdown(comparison: Comparison, _width: int) -> str:
    """Return a comment for a pull request, never longer than such a comment may be."""
    lines = ["# claimcheck: what changed", ""]
    lines += [f"**{_numbers(comparison)}** ({plain(comparison.before, 200)} to {plain(comparison.after, 200)}).", ""]
    lines += [f"_{plain(note, _TEXT)}_\n" for note in comparison.notes[:20]]
    room = LIMIT - 1000 - sum(map(len, lines))
    left = 0
    for each in _moved(comparison):
        block = _block(each)
        if len(block) < room:
            room -= len(block) + 1
            lines.append(block)
        else:
            left += 1
    if left:
        lines.append(f"_Cut to {LIMIT:,} characters: {left} more._")
    return "\n".join(lines).rstrip("\n") + "\n"


def as_json(comparison: Comparison, _width: int) -> str:
    """Return one object: the two states, the numbers, and every finding but those still there, which are counted."""
    value: dict[str, Any] = {
        "version": VERSION,
        "before": comparison.before,
        "after": comparison.after,
        "summary": {fate.value.replace(" ", "_"): number for fate, number in comparison.counts.items()},
        "notes": list(comparison.notes),
        "differences": [
            {
                "fate": each.fate.value,
                "finding": finding_object(each.finding),
                "because": [_change(change) for change in each.because],
                "perhaps": [_change(change) for change in each.perhaps],
            }
            for each in _moved(comparison)
        ],
    }
    return as_text(value)


FORMATS: dict[str, Callable[[Comparison, int], str]] = {"text": text, "json": as_json, "markdown": markdown}


def _moved(comparison: Comparison) -> Iterator[Difference]:
    return (each for each in comparison.found if each.fate is not Fate.SAME)


def _numbers(comparison: Comparison) -> str:
    return ", ".join(f"{number:,} {fate}" for fate, number in comparison.counts.items())


def _reasons(each: Difference) -> Sequence[str]:
    if each.because:
        return [f"because {change}" for change in each.because]
    nothing = "nothing of its own changed"
    if not each.perhaps:
        return [f"{nothing}; what lies behind it is not among the files of the project"]
    return [f"{nothing}; perhaps because", *(f"  {change}" for change in each.perhaps)]


def _block(each: Difference) -> str:
    finding = each.finding
    head = (
        f"- **{each.fate}** {finding.severity} {plain(finding.code)} {plain(finding.name)}, {plain(str(finding.place))}"
    )
    return "\n".join(
        [
            f"{head}\\",
            f"  {prose(finding.message, _TEXT)}",
            *(f"  - {plain(line, _TEXT)}" for line in _reasons(each)),
            "",
        ]
    )


def _change(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "name": change.name, "how": change.how, "details": list(change.details)}
