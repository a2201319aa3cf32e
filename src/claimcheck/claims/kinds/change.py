"""The kind `change`: a metric rose or fell."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.fields import Changes, Dimensions, FigureText, MetricId, Period


class Change(TimedClaim):
    """A metric rose or fell: by how much, to how much, or just which way."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["by"]}, {"required": ["to"]}]})

    kind: Literal["change"]
    metric: MetricId = Field(description="The metric of the vocabulary")
    of: Dimensions = Field(default=(), description="The dimensions, in the order that the vocabulary declares")
    base: Period | None = Field(default=None, description="The period before, that the change is counted from")
    by: Changes | None = Field(default=None, description="Percent, points or an amount; `up` or `down`")
    to: FigureText | None = Field(default=None, description="The value reached")

    @model_validator(mode="after")
    def _some_change(self) -> Any:
        if self.by is None and self.to is None:
            raise ValueError("a change needs `by` or `to`; where only the way is told, write `by: up` or `by: down`")
        return self
