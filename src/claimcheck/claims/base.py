"""What every claim has, whatever its kind."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from claimcheck.claims.fields import Date, Dates, Dimensions, FigureText, Id, Metrics, Period
from claimcheck.claims.shape import Shape

Reasons = dict[str, str]
"""From a claim's id or a rule's code to the reason."""


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


class Model(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class Operand(Model):
    """A value that a share, a comparison or a breakdown speaks about; what it leaves out, the claim gives."""

    metric: Metrics = Field(description="The metric, or several whose sum is meant")
    of: Dimensions = Field(default=(), description="The dimensions, in the order that the vocabulary declares")
    on: Period | None = Field(default=None, description="At some time within this date")
    during: Period | None = Field(default=None, description="Throughout this period")
    value: FigureText | None = Field(default=None, description="The figure, where the claim states it")


OperandField = Annotated[Operand, Shape("operand", states=True)]
OperandsField = Annotated[
    tuple[Operand, ...],
    BeforeValidator(lambda v: v if isinstance(v, list) else [v]),
    Shape("operands", states=True),
]


class Claim(Model):
    """One checkable statement of a source.

    A declared kind says `about` which fields name what it speaks of, and by which `phrases` a passage tells it.
    """

    about: ClassVar[tuple[str, ...]] = ()
    phrases: ClassVar[tuple[str, ...]] = ()

    id: Id = Field(description="Unique in its file; elsewhere it is SOURCE#ID")
    kind: str
    quote: str = Field(min_length=1, max_length=5000, description="The verbatim words that the claim rests on")
    prefix: str | None = Field(default=None, max_length=1000, description="The words just before the quote")
    suffix: str | None = Field(default=None, max_length=1000, description="The words just after the quote")
    speaker: str | None = Field(default=None, max_length=200, description="Who says so, when not the publisher")
    as_: Literal["actual", "estimate", "guidance", "target", "plan"] = Field(
        default="actual", alias="as", description="What was planned does not contradict what came"
    )
    made: Date | None = Field(default=None, description="When the estimate, target or plan was made")
    basis: str | None = Field(
        default=None, max_length=200, description="The method: across bases there are only warnings"
    )
    inferred: str | None = Field(
        default=None, max_length=1000, description="Why an editor reads this, where no words state it"
    )
    distinct: Reasons = Field(default_factory=dict, description="Claims that are about something else, and why")
    supersedes: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = Field(
        default=(), description="Older claims of the same publisher that this one replaces"
    )
    ignore: Reasons = Field(default_factory=dict, description="Codes that do not apply to this claim, and why")
    note: str | None = Field(default=None, max_length=5000)
    tags: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()


class TimedClaim(Claim):
    """A claim about a value at a time: `on` at some time within the date, `during` throughout it."""

    on: Dates | None = Field(default=None, description="At some time within this date; a list is one claim each")
    during: Period | None = Field(default=None, description="Throughout this period")

    @model_validator(mode="after")
    def _one_time_word(self) -> Any:
        if self.on is not None and self.during is not None:
            raise ValueError("`on` and `during` are both given: `on` is some time within, `during` is throughout")
        return self
