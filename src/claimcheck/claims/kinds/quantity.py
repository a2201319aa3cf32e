"""The kind `quantity`: a metric had a value."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.fields import Dimensions, EntityIds, FigureText, MetricId


class Quantity(TimedClaim):
    """A metric had a value."""

    kind: Literal["quantity"]
    metric: MetricId = Field(description="The metric of the vocabulary")
    of: Dimensions = Field(default=(), description="The dimensions, in the order that the vocabulary declares")
    value: FigureText = Field(description="The figure as the source words it")
    also: FigureText | None = Field(default=None, description="The same value in another unit")
    members: EntityIds | None = Field(default=None, description="Who is counted, for the size of a group")
