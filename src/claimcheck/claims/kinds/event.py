"""The kind `event`: something took place."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import Claim
from claimcheck.claims.fields import Dates, EntityIds, EventId, Places, SeriesId, Type, Weekday


class Event(Claim):
    """Something took place: a visit, a summit, a founding, an agreement, a proposal."""

    kind: Literal["event"]
    type: Type = Field(description="visit, summit, founding, agreement, proposal, …")
    who: EntityIds | None = Field(default=None, description="Who did it; several did it together")
    with_: EntityIds | None = Field(default=None, alias="with", description="With whom; all together")
    where: Places | None = Field(default=None, description="Where; a list is one claim each")
    on: Dates | None = Field(default=None, description="At some time within this date; a list is one claim each")
    weekday: Weekday | None = Field(default=None, description="The day of the week that the source names")
    event: EventId | None = Field(default=None, description="The event of the vocabulary")
    series: SeriesId | None = Field(default=None, description="The series of the vocabulary that it belongs to")
