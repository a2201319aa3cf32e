"""The kind `compare`: one value against another."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from claimcheck.claims.base import OperandField, TimedClaim
from claimcheck.claims.fields import Direction, FigureText


class Compare(TimedClaim):
    """One value against another: more, less, twice, as planned."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["by"]}, {"required": ["ratio"]}, {"required": ["direction"]}]}
    )

    kind: Literal["compare"]
    left: OperandField = Field(description="The value that is compared")
    right: OperandField = Field(description="The value that it is compared with")
    by: FigureText | None = Field(default=None, description="How much more the left is (negative: less)")
    ratio: FigureText | None = Field(default=None, description="How many times the right the left is")
    direction: Direction | None = Field(default=None, description="more, less, equal, or as planned")

    @model_validator(mode="after")
    def _some_relation(self) -> Any:
        if self.by is None and self.ratio is None and self.direction is None:
            raise ValueError("a comparison needs one of `by`, `ratio` and `direction`")
        return self
