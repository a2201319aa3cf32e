"""A pattern that is compiled late answers as one that is compiled at once, and only when it is asked."""

from __future__ import annotations

import re

import pytest

from claimcheck.values import late_pattern
from claimcheck.values.late_pattern import late

TEXT = "In 1992 and 2022, twice"


def test_it_answers_as_a_pattern_does() -> None:
    written = r"\b([0-9]{4})|TWICE"
    mine, its = late(written, re.IGNORECASE), re.compile(written, re.IGNORECASE)
    for _ in range(2):
        assert mine.findall(TEXT) == its.findall(TEXT)
        assert [each.span() for each in mine.finditer(TEXT, 5)] == [each.span() for each in its.finditer(TEXT, 5)]
        assert mine.sub("x", TEXT) == its.sub("x", TEXT)
        assert mine.split(TEXT) == its.split(TEXT)
        for ask in ("match", "search", "fullmatch"):
            found, expected = getattr(mine, ask)(TEXT, 3), getattr(its, ask)(TEXT, 3)
            assert (found and found.span()) == (expected and expected.span())
    assert (mine.pattern, mine.flags, mine.groups) == (its.pattern, its.flags, its.groups)


def test_it_is_compiled_once_and_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def noted(written: str, flags: int) -> re.Pattern[str]:
        compiled.append(written)
        return re.compile(written, flags)

    monkeypatch.setattr(late_pattern, "re", type("_Noted", (), {"compile": staticmethod(noted)}))
    pattern = late("two|three")
    assert compiled == []
    assert [pattern.search("one"), pattern.match("one")] == [None, None]
    assert compiled == ["two|three"]


def test_it_says_what_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        late("x").nothing  # type: ignore[attr-defined] # noqa: B018
