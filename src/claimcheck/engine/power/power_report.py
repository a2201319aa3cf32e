"""What `claimcheck power` prints: the share of slips that would be noticed, by kind, slip and rule, and blind spots."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from claimcheck.engine.power.power import Power, Trial
from claimcheck.findings.printable import printable


def as_text(power: Power) -> str:
    """Return the report for people."""
    lines = [_headline(power)]
    if power.trials:
        lines += _table("By kind", power.trials, lambda trial: trial.kind)
        lines += _table("By slip", power.trials, lambda trial: trial.slip)
        lines += ["", "By rule that would tell:"]
        lines += [f"  {count:5}  {code}" for code, count in _by_rule(power.trials)]
    blind = [f"{claim}  ({_tried(claim, power.trials)})" for claim in power.blind]
    lines += _listed("Cross-checked, and no slip in them would be noticed", blind)
    lines += _listed("Cross-checked, and they state no figure, date or direction that could slip", power.without)
    lines += _listed("Not cross-checked, so nothing in them would be noticed by the other claims", power.unchecked)
    return "\n".join(printable(line) for line in lines) + "\n"


def as_json(power: Power) -> str:
    """Return the report for programs, every trial included."""
    body = {
        "version": 1,
        "summary": {
            "slips": power.slips,
            "tried": len(power.trials),
            "noticed": power.noticed,
            "percent": percent(power.noticed, len(power.trials)),
            "cross_checked": len(power.cross_checked),
            "not_cross_checked": len(power.unchecked),
        },
        "by_kind": _shares(power.trials, lambda trial: trial.kind),
        "by_slip": _shares(power.trials, lambda trial: trial.slip),
        "by_rule": dict(_by_rule(power.trials)),
        "blind": list(power.blind),
        "without": list(power.without),
        "unchecked": list(power.unchecked),
        "trials": [_trial(trial) for trial in power.trials],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def percent(part: int, whole: int) -> int | None:
    """Return a share in percent, rounded down; None of nothing."""
    return part * 100 // whole if whole else None


def _headline(power: Power) -> str:
    if not power.trials:
        return "No claim that is cross-checked states anything that could slip: nothing was tried."
    share = percent(power.noticed, len(power.trials))
    sample = "" if len(power.trials) == power.slips else f", a sample of {power.slips}"
    return (
        f"{power.noticed} of {len(power.trials)} slips would be noticed ({share} %){sample}: one at a time, in each of "
        f"the {len(power.cross_checked)} claims that are cross-checked. "
        f"{len(power.unchecked)} claims are not cross-checked."
    )


Key = Callable[[Trial], str]


def _counted(trials: Iterable[Trial], key: Key) -> list[tuple[str, int, int]]:
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for trial in trials:
        tried[key(trial)] += 1
        noticed[key(trial)] += trial.noticed
    return [(name, noticed[name], tried[name]) for name in sorted(tried)]


def _table(title: str, trials: Sequence[Trial], key: Key) -> list[str]:
    rows = _counted(trials, key)
    width = max(len(name) for name, _, _ in rows)
    shown = [f"  {name:{width}}  {part:5} of {whole:5}  {percent(part, whole):3} %" for name, part, whole in rows]
    return ["", f"{title}:", *shown]


def _shares(trials: Iterable[Trial], key: Key) -> dict[str, Any]:
    return {name: {"noticed": part, "tried": whole} for name, part, whole in _counted(trials, key)}


def _by_rule(trials: Iterable[Trial]) -> list[tuple[str, int]]:
    counts = Counter(trial.code for trial in trials if trial.code is not None)
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def _tried(claim: str, trials: Iterable[Trial]) -> str:
    own = [trial for trial in trials if trial.claim == claim]
    first = own[0]
    return f"{len(own)} tried, such as {first.read} for {first.stated} in `{first.field}`"


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    return ["", f"{title} ({len(entries)}):", *(f"  {entry}" for entry in entries)] if entries else []


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "claim": trial.claim,
        "kind": trial.kind,
        "field": trial.field,
        "stated": trial.stated,
        "read": trial.read,
        "slip": trial.slip,
        "rule": trial.code,
        "severity": None if trial.severity is None else trial.severity.value,
    }
