"""Checks what a claim says of other claims: `distinct` and `supersedes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.corpus.problems import Problems
from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.yaml_nodes import at


def resolve(claim: ClaimRecord, name: str) -> str:
    """Return the global id that a claim means by a name: one without `#` is of its own source."""
    return name if "#" in name else f"{claim.source.id}#{name}"


def check_references(claims: Sequence[ClaimRecord], problems: Mapping[str, Problems]) -> None:
    """Note every claim that is referred to and does not exist, and every supersession that is none."""
    entries = {claim.entry: claim for claim in claims}
    for claim in entries.values():
        if not claim.has_notes:
            continue
        noted = problems[claim.source.file]
        for name in claim.model.distinct:
            _check_known(claim, "distinct", name, entries, noted)
        for name in claim.model.supersedes:
            if _check_known(claim, "supersedes", name, entries, noted):
                _check_supersession(claim, entries[resolve(claim, name)], noted)
        for table in ("distinct", "ignore"):
            for name, reason in getattr(claim.model, table).items():
                if not reason.strip():
                    noted.add("CLM003", f"`{table}` of {name} gives no reason", at(claim.node, (table, name)))


def _check_known(
    claim: ClaimRecord, key: str, name: str, entries: Mapping[str, ClaimRecord], problems: Problems
) -> bool:
    identifier = resolve(claim, name)
    if identifier in entries:
        return True
    own = f"{claim.source.id}#"
    hint = did_you_mean(
        name, [other if "#" in name else other.removeprefix(own) for other in entries if other != claim.entry]
    )
    problems.add("IDS001", f'`{key}` names the claim "{name}", which does not exist{hint}', at(claim.node, (key, name)))
    return False


def _check_supersession(claim: ClaimRecord, older: ClaimRecord, problems: Problems) -> None:
    node = at(claim.node, ("supersedes",))
    ours, theirs = claim.source.model, older.source.model
    if ours.publisher is None or ours.publisher != theirs.publisher:
        problems.add(
            "SUP001",
            f"{claim.id} is by {ours.publisher or 'no named publisher'} and {older.id} by "
            f"{theirs.publisher or 'no named publisher'}; only a publisher's own later word replaces its earlier one",
            node,
        )
    elif (ours.published.earliest or 0) < (theirs.published.latest or 0):
        problems.add("SUP001", f"{claim.id} was not published after {older.id}, so it cannot replace it", node)


def superseded(claims: Sequence[ClaimRecord]) -> frozenset[str]:
    """Return the claims, as written, that a later claim of the same publisher replaces."""
    entries = {claim.entry: claim for claim in claims}
    found = set()
    for claim in entries.values():
        for name in claim.model.supersedes if claim.has_notes else ():
            older = entries.get(resolve(claim, name))
            if older is None or claim.source.model.publisher is None:
                continue
            same = claim.source.model.publisher == older.source.model.publisher
            later = (claim.source.model.published.earliest or 0) >= (older.source.model.published.latest or 0)
            if same and later:
                found.add(older.entry)
    return frozenset(found)
