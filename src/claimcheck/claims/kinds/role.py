"""The kind `role`: someone holds a role."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.fields import EntityId, SinceOrUntil, Type


class Role(TimedClaim):
    """Someone holds a role: at a time, throughout a period, from a start to an end."""

    kind: Literal["role"]
    person: EntityId = Field(description="Who holds it; an organisation or a country can too")
    role: Type = Field(description="The role: president, chair, secretary-general")
    of: EntityId | None = Field(default=None, description="Of which country or organisation")
    since: SinceOrUntil | None = Field(default=None, description="The role began")
    until: SinceOrUntil | None = Field(default=None, description="The role ended")
