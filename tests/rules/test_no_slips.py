"""Words of the pack that nobody looks for slips of are slips of nothing."""

from __future__ import annotations

import pytest

from claimcheck.corpus.suggest import nearest
from claimcheck.rules.scope import INDEX_TYPES, NO_SLIPS
from claimcheck.rules.variables import KINDS


@pytest.mark.parametrize("word", sorted(NO_SLIPS))
@pytest.mark.parametrize("known", [INDEX_TYPES, KINDS])
def test_a_word_of_the_pack_is_near_to_nothing(word: str, known: tuple[str, ...]) -> None:
    assert nearest(word, known) is None
