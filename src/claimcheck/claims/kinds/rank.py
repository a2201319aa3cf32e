"""The kind `rank`: an entity is the nth by a metric among a group."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.fields import EntityId, GroupId, MetricId, Ordinal


class Rank(TimedClaim):
    """An entity is the nth by a metric among a group; the largest is 1."""

    kind: Literal["rank"]
    entity: EntityId = Field(description="Who is ranked")
    metric: MetricId = Field(description="By what")
    among: GroupId = Field(description="The group of the vocabulary")
    rank: Ordinal = Field(description="1 for the largest")
