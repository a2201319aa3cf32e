"""A source: one article, report or page, and when it was published."""

from __future__ import annotations

from pydantic import Field

from claimcheck.claims.base import Model
from claimcheck.claims.fields import Date, Id


class Source(Model):
    """One article, report or page: who published it, when, and where its text is."""

    id: Id = Field(description="Unique in the project")
    title: str | None = Field(default=None, max_length=1000)
    publisher: str | None = Field(default=None, max_length=200)
    author: str | None = Field(default=None, max_length=500)
    published: Date = Field(description="The date of publication, by EDTF")
    text: str | None = Field(default=None, max_length=500, description="The article, relative to this file")
    url: str | None = Field(default=None, max_length=2000)
    language: str | None = Field(default=None, max_length=35, description="A BCP 47 tag, such as en")
    via: str | None = Field(
        default=None, max_length=200, description="The agency or page it takes from; one `via` is one source"
    )
    trust: int = Field(default=1, ge=1, le=100, description="Weight in diagnosis; 1 unless you know better")
    note: str | None = Field(default=None, max_length=5000)

    @property
    def origin(self) -> str:
        """Whose word it is: what it takes from, else itself. Claims of one origin confirm nothing of each other."""
        return f"via {self.via}" if self.via else self.id
