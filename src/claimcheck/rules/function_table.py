"""The table of functions that rules can call, and how a function takes its arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimcheck.rules.runtime import DateValue, Env, LengthValue, Missing, OperandValue, RuleFault, Value, claim_when
from claimcheck.values.periods import When
from claimcheck.values.value_class import value_class

Implementation = Callable[[Env, Sequence[Value]], Value]


@value_class
class Function:
    """A function of the rule language."""

    name: str
    signature: str
    meaning: str
    least: int
    most: int
    run: Implementation

    @property
    def decides(self) -> bool:
        """Whether it answers yes or no, so that it can stand where a comparison can."""
        return self.meaning.startswith("whether")


FUNCTIONS: dict[str, Function] = {}


def function(signature: str, meaning: str) -> Callable[[Implementation], Implementation]:
    """Enter an implementation into the table; an argument with `=` behind it may be left out."""
    name, _, rest = signature.partition("(")
    arguments = [argument for argument in rest.rstrip(")").split(",") if argument.strip()]
    least = sum(1 for argument in arguments if "=" not in argument)

    def register(run: Implementation) -> Implementation:
        FUNCTIONS[name] = Function(name, signature.replace("=", ""), meaning, least, len(arguments), run)
        return run

    return register


def length_of(value: Value) -> LengthValue:
    """Return an argument that is a length. Raises RuleFault."""
    if isinstance(value, LengthValue):
        return value
    raise RuleFault("a length is needed here")


def operand_of(value: Value) -> OperandValue:
    """Return an argument that is an operand. Raises RuleFault."""
    if isinstance(value, OperandValue):
        return value
    raise RuleFault("an operand is needed here: part, whole, left or right")


def operand_when(value: OperandValue) -> When:
    """Return the time of an operand: its own, else its claim's."""
    model = value.operand
    own = model.during or model.on
    if own is None:
        try:
            return claim_when(value.claim)
        except Missing:
            return When(None, None)
    return DateValue(own, value.slot, "during" if model.during is not None else "on").when()


def id_of(value: Value) -> str:
    """Return an argument that is one id. Raises RuleFault."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    raise RuleFault("an id is needed here")


def ids_of(value: Value) -> tuple[str, ...]:
    """Return an argument that is one id or several. Raises RuleFault."""
    if isinstance(value, tuple):
        return tuple(id_of(item) for item in value)
    return (id_of(value),)
