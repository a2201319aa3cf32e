"""The kind `anniversary`: the nth anniversary of an event falls in a year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import Claim
from claimcheck.claims.fields import Dates, EventId, Ordinal


class Anniversary(Claim):
    """The nth anniversary of an event falls in a year."""

    kind: Literal["anniversary"]
    event: EventId = Field(description="The event of the vocabulary")
    ordinal: Ordinal = Field(description="The number of years")
    on: Dates = Field(description="When the anniversary is")
