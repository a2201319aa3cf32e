"""The kind `share`: parts are a share of a whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import OperandField, TimedClaim
from claimcheck.claims.fields import FigureText


class Share(TimedClaim):
    """A part, or several disjoint parts together, are a share of a whole."""

    kind: Literal["share"]
    part: OperandField = Field(description="The part; several metrics mean their sum")
    whole: OperandField = Field(description="The whole")
    share: FigureText = Field(description="The share as the source words it")
