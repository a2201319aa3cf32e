"""The kind `state`: a property of a subject has a value."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.claims.base import TimedClaim
from claimcheck.claims.fields import PropertyId, SinceOrUntil, StateValue, SubjectId


class State(TimedClaim):
    """A property of a subject has a value: a capital, a membership, the status of relations."""

    kind: Literal["state"]
    subject: SubjectId = Field(description="Whose property")
    property: PropertyId = Field(description="The property of the vocabulary")
    value: StateValue = Field(description="Its value: an id")
    since: SinceOrUntil | None = Field(default=None, description="The state began")
    until: SinceOrUntil | None = Field(default=None, description="The state ended")
