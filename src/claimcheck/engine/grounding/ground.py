"""Ground constraints: a rule's assertion about one match, ready for the network."""

from __future__ import annotations

from dataclasses import field

from claimcheck.engine.solving.form import Form, form_of
from claimcheck.rules.rule import Rule
from claimcheck.rules.terms import Condition, Var, Variable
from claimcheck.values.value_class import slot_class


# Not frozen, for nothing is made as often here, and a frozen one takes three times as long; nothing is assigned to it.
@slot_class(eq=False)
class Ground:
    """One constraint. `claims` is the evidence that it falls with; an identity has none.

    `as_of` is the day that the claim was published, for a rule that judges by what was known then. `bound` tells
    which claim stands under which name of the rule.
    """

    rule: Rule
    assertion: int
    condition: Condition
    claims: tuple[str, ...]
    as_of: int | None = None
    bound: tuple[tuple[str, str], ...] = ()
    _form: Form | None = field(default=None, init=False, repr=False)

    @property
    def form(self) -> Form:
        """The condition made ready for propagation, once for all systems that it stands in."""
        if self._form is None:
            self._form = form_of(self.condition)
        return self._form

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The unknowns that it shares with others, each once, in order."""
        return tuple([term.slot for term in self.form.terms if type(term) is Var])

    @property
    def text(self) -> str:
        """The assertion as the rule words it."""
        return self.rule.assertions[self.assertion].text
