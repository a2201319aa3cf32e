"""Which changes a finding has to do with: of its claims and rules first, else of what these rest on."""

from __future__ import annotations

import re

from claimcheck.corpus.comparison import Change, Changes, words_of
from claimcheck.corpus.validate import to_data
from claimcheck.engine.result import Result
from claimcheck.engine.suppression import involved
from claimcheck.findings.model import Finding

_WORD = re.compile(r"[\w-]+")
ASIDE = frozenset(("id", "kind", "quote", "prefix", "suffix", "note", "tags"))
MAX_ELSEWHERE = 5


def causes(finding: Finding, changes: Changes, result: Result) -> tuple[Change, ...]:
    """Return the changes that a finding comes from or went with, the nearest kind alone.

    A claim or a rule of its own comes first, with its entry in the baseline; then a source or a vocabulary entry that
    its claims name; then an article; then the file that it stands in.
    """
    entries = {claim.split("[", 1)[0] for claim in involved(finding)}
    sources = {entry.partition("#")[0] for entry in entries}
    own = [("claim", name) for name in sorted(entries)] + [("rule", code) for code in sorted(finding.rules)]
    own.append(("baseline entry", finding.fingerprint))
    named = sorted(_names(finding, entries, changes, result)) if changes.all_of("vocabulary entry") else []
    beside = [("source", name) for name in sorted(sources)] + [("vocabulary entry", name) for name in named]
    articles = [("article", name) for name in sorted(sources)]
    file = [("file", finding.place.file)] if not finding.claims else []
    for keys in (own, beside, articles, file):
        found = tuple(change for key in keys if (change := changes.of(*key)) is not None)
        if found:
            return found
    return ()


def elsewhere(finding: Finding, changes: Changes, result: Result) -> tuple[Change, ...]:
    """Return changes that may lie behind a finding of which nothing changed: claims of its subject, then settings."""
    subject = set(_WORD.findall(finding.subject or ""))
    about = []
    for change in changes.all_of("claim"):
        record = next((claim for claim in result.corpus.claims if claim.entry == change.name), None)
        if record is not None and subject & set(words_of(to_data(record.node))):
            about.append(change)
    return tuple([*about, *changes.all_of("setting"), *changes.all_of("rule")][:MAX_ELSEWHERE])


def _names(finding: Finding, entries: set[str], changes: Changes, result: Result) -> set[str]:
    """Return the ids that a finding's claims use, and those that their vocabulary entries use in turn."""
    waiting = set(_WORD.findall(finding.subject or ""))
    for claim in result.corpus.claims:
        if claim.entry in entries:
            stated = {key.text: to_data(value) for key, value in claim.node.entries if key.text not in ASIDE}
            waiting |= set(words_of(stated))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting |= changes.mentions.get(name, frozenset()) - seen
    return seen
