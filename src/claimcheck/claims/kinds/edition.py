"""The kind `edition`: an event of a series, with its number."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import Claim
from claimcheck.claims.fields import Dates, Ordinal, Places, SeriesId


class Edition(Claim):
    """The nth event of a series took place."""

    kind: Literal["edition"]
    series: SeriesId = Field(description="The series of the vocabulary")
    ordinal: Ordinal = Field(description="Its number in the series")
    on: Dates | None = Field(default=None, description="At some time within this date")
    where: Places | None = Field(default=None, description="Where it took place")
