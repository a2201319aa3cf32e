"""What several groundings of one corpus share: what expressions see, and the terms and symbols made there once."""

from __future__ import annotations

from dataclasses import field

from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.plans import ENOUGH, Forms
from claimcheck.rules.runtime import Env, Symbols
from claimcheck.values.figure import Reading
from claimcheck.values.value_class import slot_class


@slot_class()
class Bench:
    """Shared by groundings of the same claims under the same vocabulary.

    A form has plans once there were `enough` claims of it.
    """

    vocabulary: Vocabulary
    enough: int = ENOUGH
    symbols: Symbols = field(default_factory=Symbols)
    _envs: dict[Reading, Env] = field(default_factory=dict)
    _forms: dict[Reading, Forms] = field(default_factory=dict)

    def cleared(self) -> Bench:
        """Return a bench for other claims: what rules come to for forms is known there, of claims nothing."""
        return Bench(self.vocabulary, self.enough, _forms=self._forms)

    def env(self, reading: Reading) -> Env:
        """Return what expressions see before any claim is bound."""
        if reading not in self._envs:
            self._envs[reading] = Env(self.vocabulary, reading, self.symbols)
        return self._envs[reading]

    def forms(self, reading: Reading) -> Forms:
        """Return the forms of claims that were met under a reading, with what rules come to for each."""
        if reading not in self._forms:
            self._forms[reading] = Forms(self.enough)
        return self._forms[reading]
