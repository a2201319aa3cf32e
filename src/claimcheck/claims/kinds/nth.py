"""The kind `nth`: the first, nth or last event of a pattern."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import Claim
from claimcheck.claims.fields import Dates, EntityIds, NthOrdinal, Places, Scope, SinceOrUntil, Type


class Nth(Claim):
    """The first, nth or last event of a pattern, ever or since something."""

    kind: Literal["nth"]
    ordinal: NthOrdinal = Field(description="1 for the first; a figure such as `more than 1`; `last`")
    type: Type = Field(description="visit, summit, founding, agreement, proposal, …")
    who: EntityIds | None = Field(default=None, description="Who did it; several did it together")
    with_: EntityIds | None = Field(default=None, alias="with", description="With whom; all together")
    where: Places | None = Field(default=None, description="Where it took place")
    scope: Scope | None = Field(
        default=None, description="Where an earlier one would count: a place, or `abroad`; else `where`"
    )
    since: SinceOrUntil | None = Field(default=None, description="Counted from this date, event or length back")
    on: Dates | None = Field(default=None, description="At some time within this date")
