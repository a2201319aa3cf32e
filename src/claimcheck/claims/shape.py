"""What a field of a claim is to everything that does not care how it is read."""

from __future__ import annotations

from claimcheck.values.value_class import value_class


@value_class
class Binding:
    """What a declared kind asks of a field: ids `of` a type, figures in a `unit` or of a `metric`.

    `phrases` are for each word that the field may have those of which its passage must have one.
    """

    of: str | None = None
    unit: str | None = None
    metric: str | None = None
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()


FREE = Binding()
"""What is asked of the fields of the kinds that ship: nothing more than their type."""


@value_class
class Shape:
    """What a field is to the rule language and to the vocabulary.

    `type` is the field's type in rules. `refers` are the sections of the vocabulary that its ids come from.
    `expands` says that a list stands for one claim each, `states` that the field is what the claim says (and
    not what it speaks about), so that it can be wrong and be corrected.
    """

    type: str
    refers: tuple[str, ...] = ()
    expands: bool = False
    states: bool = False
    bound: Binding = FREE
