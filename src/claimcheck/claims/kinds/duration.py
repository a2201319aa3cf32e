"""The kind `duration`: something lasts, lies back, or took so long."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from claimcheck.claims.base import Claim
from claimcheck.claims.fields import Dates, EventId, LengthText, SinceOrUntil


class Duration(Claim):
    """Since an event, or from one time to another, so much time has passed."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["event", "on"]}, {"required": ["from", "to"]}]}
    )

    kind: Literal["duration"]
    event: EventId | None = Field(default=None, description="The event that lies back or lasts since")
    from_: SinceOrUntil | None = Field(default=None, alias="from", description="The start: a date or an event")
    to: SinceOrUntil | None = Field(default=None, description="The end: a date or an event")
    length: LengthText = Field(description="How long, as the source words it")
    on: Dates | None = Field(default=None, description="As seen from this date")

    @model_validator(mode="after")
    def _ends(self) -> Any:
        if self.event is None and (self.from_ is None or self.to is None):
            raise ValueError("a duration needs `event` and `on`, or both `from` and `to`")
        if self.event is not None and (self.from_ is not None or self.to is not None):
            raise ValueError("a duration has `event`, or `from` and `to`, but not both")
        if self.event is not None and self.on is None:
            raise ValueError("a duration since an `event` needs `on`: the date that it is seen from")
        return self
