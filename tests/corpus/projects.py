"""Small projects on disk, and what the loader finds in them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from claimcheck.corpus.corpus import Corpus
from claimcheck.corpus.load import load
from claimcheck.corpus.project import open_project

VOCABULARY = """\
entities:
  CN: {label: China, type: country}
  KZ: {label: Kazakhstan, type: country}
  astana: {label: Astana, type: city, in: KZ}
  xi: {label: Xi, type: person, country: CN}
groups:
  central-asia: [KZ]
events:
  ties: {label: ties}
  state-visit: {label: state visit, type: visit, who: xi, where: KZ, on: 2022-09}
series:
  council: {label: council, type: summit, who: xi}
properties:
  capital: {label: capital, of: country, value: city}
  standing: {label: standing, of: country, values: [member, observer]}
metrics:
  trade: {label: trade, unit: USD, of: [country, country], symmetric: true, at_least: 0}
  gold: {label: gold, unit: t, measures: stock, of: [country]}
  jobs: {label: jobs, measures: once}
"""
SOURCE = "source: {id: s, published: 2024-01-02, publisher: P}\nclaims:\n"
GOOD = """\
id: good
kind: quantity
metric: trade
of: [CN, KZ]
during: 2021
value: $5 billion
quote: q"""


def claim_file(*claims: str, source: str = SOURCE) -> str:
    """Return a claim file; the first claim begins on line 3, its keys at column 5."""
    entries = [textwrap.indent(claim.strip(), "    ").replace("    ", "  - ", 1) for claim in claims]
    return source + "".join(f"{entry}\n" for entry in entries)


def claim(text: str = GOOD, **changes: str | None) -> str:
    """Return a claim with some of its lines changed, added or (None) left out."""
    lines = {line.partition(":")[0]: line for line in text.splitlines()}
    for key, value in changes.items():
        name = key.rstrip("_")
        if value is None:
            del lines[name]
        else:
            lines[name] = f"{name}: {value}".rstrip()
    return "\n".join(lines.values())


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in {"claims/vocabulary.yaml": VOCABULARY, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def loaded(root: Path, files: Mapping[str, str | bytes]) -> Corpus:
    write(root, files)
    return load(open_project(start=root))


def loaded_claim(root: Path, text: str, **files: str | bytes) -> Corpus:
    """Load a project of one file with one good claim (so that there is something to check) and this one."""
    return loaded(root, {"claims/a.yaml": claim_file(text, GOOD), **files})


def shown(corpus: Corpus) -> list[str]:
    """Return the findings as lines; that a source gives no text is left out."""
    return [f"{found.place} {found.code} {found.message}" for found in corpus.findings if found.code != "SRC002"]
