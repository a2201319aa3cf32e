"""Texts of rows, kept as bytes: they come back as they were, and a long one is kept once."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus.bulk.kept_texts import LONG, TOGETHER, KeptTexts

TEXTS = st.lists(st.none() | st.text(max_size=5) | st.text("aé", min_size=LONG - 1, max_size=LONG + 1), max_size=4)


@given(st.lists(TEXTS, max_size=8))
def test_rows_come_back_as_they_were(rows: list[list[str | None]]) -> None:
    kept = KeptTexts()
    for row in rows:
        kept.add(row)
    assert [kept.texts(place) for place in range(1, len(rows) + 1)] == rows


def test_a_long_text_of_many_rows_is_kept_once() -> None:
    text = "long " * 20_000
    tracemalloc.start()
    kept = KeptTexts()
    for _ in range(2 * TOGETHER):
        kept.add([text, "short"])
    assert kept.texts(2 * TOGETHER) == [text, "short"]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 2 * len(text)
