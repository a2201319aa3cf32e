"""The kind `record`: a value is the highest or lowest so far."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.fields import Dimensions, Extreme, MetricId, SinceOrUntil


class Record(TimedClaim):
    """A value is the highest or lowest so far, as far as the source can know."""

    kind: Literal["record"]
    metric: MetricId = Field(description="The metric of the vocabulary")
    of: Dimensions = Field(default=(), description="The dimensions, in the order that the vocabulary declares")
    extreme: Extreme = Field(description="highest or lowest")
    since: SinceOrUntil | None = Field(default=None, description="Since this time; else ever")
