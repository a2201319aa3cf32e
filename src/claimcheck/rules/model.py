"""A rule as it is written: one file with its head, its pattern, its assertion and its examples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from claimcheck.claims.base import Model
from claimcheck.claims.fields import Id
from claimcheck.claims.kind_declaration import KindDeclaration

CODE_PATTERN = r"^[A-Z]{2,6}[0-9]{3}$"
NAME_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
INDEX_PATTERN = r"^[a-z][a-z0-9_]{0,30}$"


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


class ExpectedFinding(Model):
    """What an example expects of one finding: its severity, its places in order, words of its text."""

    severity: Literal["error", "warning", "info"]
    at: tuple[str, ...] = Field(min_length=1, description="claim.field, in the order of the report")
    says: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = Field(
        default=(), description="Words that its message or its derivation has"
    )
    code: str | None = Field(default=None, description="The code, when another rule than this one speaks")
    suspects: tuple[str, ...] | None = Field(default=None, description="claim.field of each suspect")


class Example(Model):
    """Claims, and exactly what must come of them: no more findings, no fewer."""

    name: str = Field(min_length=3, max_length=200)
    claims: tuple[dict[str, Any], ...] = Field(min_length=1)
    vocabulary: dict[str, Any] = Field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = Field(default_factory=dict, description="By claim: what its source says")
    expect: tuple[ExpectedFinding, ...] = ()
    agree: dict[str, str] = Field(default_factory=dict, description="Variables that sources agree on, with their value")
    not_checked: tuple[str, ...] = Field(default=(), description="Claims that this rule could not check")


class RuleFile(Model):
    """One rule: for each match, the assertion holds."""

    code: str = Field(pattern=CODE_PATTERN, description="Its code, for good")
    name: str = Field(pattern=NAME_PATTERN, description="The problem that it finds; the name of its file")
    since: str = Field(pattern=r"^\d+\.\d+\.\d+$", description="The version that brought it")
    status: Literal["preview", "stable", "deprecated"] = "stable"
    severity: Literal["error", "warning", "info"] = Field(description="The worst that it can give")
    summary: str = Field(min_length=10, max_length=120, pattern=r"\.$", description="One sentence")
    why: str = Field(min_length=20, max_length=2000, description="Why it holds, and what it leaves out")
    source: str | None = Field(default=None, max_length=500, description="The method or publication that it follows")
    case: str | None = Field(
        default=None, min_length=20, max_length=500, description="The real text that it earns its place with"
    )
    each: dict[str, Any] = Field(default_factory=dict, description="The claim, or the named claims, that it binds")
    kinds: dict[Id, KindDeclaration] = Field(
        default_factory=dict, description="Kinds that it speaks of, where a project does not declare them"
    )
    for_: dict[str, str] = Field(default_factory=dict, alias="for", description="Index names and their types")
    where: str | None = Field(default=None, description="What must hold for the rule to apply")
    assert_: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = Field(
        alias="assert", min_length=1, description="What must hold; of a list, each"
    )
    as_of: Literal["claim"] | None = Field(
        default=None, description="`claim`: judged by what was published when the claim was made"
    )
    message: str | None = Field(default=None, max_length=500, description="One sentence with {fields} of the claims")
    examples: tuple[Example, ...] = Field(min_length=2)


class DraftRule(RuleFile):
    """A rule that is being written: its examples may still be missing."""

    examples: tuple[Example, ...] = ()
