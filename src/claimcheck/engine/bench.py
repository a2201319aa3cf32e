"""What several groundings of one corpus share: terms made once, and the constraints of claims that stand alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.ground import Ground
from claimcheck.rules.runtime import Env, Symbols
from claimcheck.values.figure import Reading

Alone = tuple[str, str]
"""A rule that binds one claim, and the claim."""


@dataclass(slots=True)
class Bench:
    """Shared by groundings of the same claims under the same vocabulary.

    `alone` holds the constraints that a rule made of a claim under the plain reading, where it made them without a
    word of what is missing. They are taken out when they are used: each claim is in one part.
    """

    vocabulary: Vocabulary
    symbols: Symbols = field(default_factory=Symbols)
    alone: dict[Alone, tuple[Ground, ...]] = field(default_factory=dict)
    _envs: dict[Reading, Env] = field(default_factory=dict)

    def env(self, reading: Reading) -> Env:
        """Return what expressions see before any claim is bound."""
        if reading not in self._envs:
            self._envs[reading] = Env(self.vocabulary, reading, self.symbols)
        return self._envs[reading]
