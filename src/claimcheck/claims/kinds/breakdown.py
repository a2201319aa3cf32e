"""The kind `breakdown`: a whole and its parts in one statement."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import OperandField, OperandsField, TimedClaim
from claimcheck.claims.fields import Flag


class Breakdown(TimedClaim):
    """A whole and its disjoint parts in one statement."""

    kind: Literal["breakdown"]
    whole: OperandField = Field(description="The whole")
    parts: OperandsField = Field(description="The parts, taken as disjoint")
    complete: Flag = Field(default=False, description="Whether the parts are all there are")
