"""The claims that the two rules of peers are about, as rows: the year less the number must be one for each subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from made_corpus import Made


@dataclass(frozen=True, slots=True)
class NumberedYear:
    """An anniversary of an event or an edition of a series."""

    id: str
    subject: str
    ordinal: int
    year: int


def numbered_years(corpus: Made) -> Iterator[NumberedYear]:
    """Yield the anniversaries and editions of a corpus."""
    for path in corpus.files:
        if "vocabulary" in path.parts:
            continue
        data = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
        for claim in data["claims"]:
            subject = claim.get("event") or claim.get("series")
            if subject is not None:
                name = f"{data['source']['id']}#{claim['id']}"
                yield NumberedYear(name, subject, int(claim["ordinal"]), int(claim["on"][:4]))
