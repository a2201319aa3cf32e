"""A corpus with planted regularities: a port whose passengers are those who come and those who go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project

VOCABULARY: dict[str, Any] = {
    "entities": {"northhaven": {"type": "port"}, "southport": {"type": "port"}},
    "metrics": {
        "passengers": {"of": ["port"], "at_least": 0},
        "arrivals": {"of": ["port"], "at_least": 0},
        "departures": {"of": ["port"], "at_least": 0},
    },
    "series": {"regatta": {}},
}
PORTS = ("northhaven", "southport")
FLOWS = {2020: (612_300, 401_200), 2021: (388_500, 455_900), 2022: (731_400, 298_800)}
"""Arrivals and departures of a year, in the first port; the second has twice as many arrivals."""


def quantity(metric: str, of: str | list[str], during: int, value: object) -> dict[str, Any]:
    """Return a claim of a quantity."""
    return {
        "kind": "quantity",
        "metric": metric,
        "of": of if isinstance(of, str) else list(of),
        "during": during,
        "value": value,
    }


def planted() -> dict[str, list[dict[str, Any]]]:
    """Return claims by source: the total from one paper, the parts from two others."""
    claims: dict[str, list[dict[str, Any]]] = {"harbour-post": [], "coast-weekly": [], "daily-sail": []}
    for year, (arrivals, departures) in FLOWS.items():
        for port, factor in zip(PORTS, (1, 2), strict=True):
            claims["harbour-post"].append(quantity("passengers", port, year, f"{arrivals * factor + departures:,}"))
            claims["coast-weekly"].append(quantity("arrivals", port, year, f"{arrivals * factor:,}"))
            claims["daily-sail"].append(quantity("departures", port, year, f"{departures:,}"))
    return claims


def corpus_of(root: Path, claims: Mapping[str, list[dict[str, Any]]], vocabulary: Mapping[str, Any]) -> Corpus:
    """Write a project and read it. Sources have no text, so that nothing is asked of quotes."""
    folder = root / "claims"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.yaml").write_text(yaml.safe_dump(dict(vocabulary), sort_keys=False))
    for source, listed in claims.items():
        head = {"id": source, "publisher": source, "published": "2024-06-01"}
        entries = [{"id": f"c{number}", **claim, "quote": "…"} for number, claim in enumerate(listed)]
        (folder / f"{source}.yaml").write_text(yaml.safe_dump({"source": head, "claims": entries}, sort_keys=False))
    return load(open_project(start=root))
