"""Changes a rule in one small way at a time: what its examples do not notice, they do not show."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence

from claimcheck.rules.model import RuleFile
from claimcheck.values.value_class import value_class

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


@value_class
class Mutant:
    """A rule with one change: its code, what the change is, and the rule as a file would give it."""

    code: str
    change: str
    model: RuleFile


def mutants(model: RuleFile) -> Iterator[Mutant]:
    """Yield every rule that differs from this one in one comparison, condition, sign, constant or pattern."""
    for number, text in enumerate(model.assert_):
        for changed in _expressions(text):
            asserts = (*model.assert_[:number], changed, *model.assert_[number + 1 :])
            yield _mutant(model, f"assert: {changed}", {"assert_": asserts})
        if len(model.assert_) > 1:
            fewer = (*model.assert_[:number], *model.assert_[number + 1 :])
            yield _mutant(model, f"assert without: {text}", {"assert_": fewer})
    if model.where is not None:
        for changed in _expressions(model.where):
            yield _mutant(model, f"where: {changed}", {"where": changed})
        yield _mutant(model, "no where", {"where": None})
    if model.as_of is not None:
        yield _mutant(model, "no as_of", {"as_of": None})
    yield from _wider_patterns(model)


def _mutant(model: RuleFile, change: str, update: dict[str, object]) -> Mutant:
    return Mutant(model.code, change, model.model_copy(update=update))


def _wider_patterns(model: RuleFile) -> Iterator[Mutant]:
    """Yield the rule without one of the words that a claim's field must be."""
    single = "kind" in model.each and not isinstance(model.each["kind"], dict)
    for name, pattern in ({"": model.each} if single else model.each).items():
        for key in pattern:
            if key == "kind":
                continue
            wider = {other: value for other, value in pattern.items() if other != key}
            each = wider if single else {**model.each, name: wider}
            yield _mutant(model, f"each {name} without {key}".replace("  ", " "), {"each": each})


def _expressions(text: str) -> list[str]:
    """Return the expressions that differ from one in a single place, each once."""
    tree = ast.parse(" ".join(text.split()), mode="eval")
    before = ast.unparse(tree)
    found: dict[str, None] = {}
    for number, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            changed: ast.AST = copy.deepcopy(tree)
            place = list(ast.walk(changed))[number]
            new = change(place)
            found[ast.unparse(changed if new is None else _Swap(place, new).visit(changed))] = None
    found.pop(before, None)
    return list(found)


class _Swap(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


Change = Callable[[ast.AST], "ast.expr | None"]
"""Changes a node where it stands, or returns what takes its place."""


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                for other in _COMPARISONS[type(op)]:
                    yield _comparison(i, other())
        case ast.BoolOp(op=op, values=values):
            yield _junction(ast.Or() if isinstance(op, ast.And) else ast.And())
            for i in range(len(values)):
                yield _dropped(i)
        case ast.UnaryOp(op=ast.Not(), operand=_):
            yield lambda place: getattr(place, "operand", None)
        case ast.BinOp(op=op) if type(op) in _SIGNS:
            yield _sign(_SIGNS[type(op)]())
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            yield _constant(value - 1)
            yield _constant(value + 1)
        case ast.List(elts=elts) if _are_words(elts):
            for i in range(len(elts)):
                yield _without_word(i)
        case ast.GeneratorExp(generators=[ast.comprehension(ifs=[_])]):
            yield _unconditional
        case _:
            return


def _comparison(i: int, op: ast.cmpop) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.Compare)
        place.ops[i] = op

    return change


def _junction(op: ast.boolop) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.BoolOp)
        place.op = op

    return change


def _dropped(i: int) -> Change:
    def change(place: ast.AST) -> ast.expr | None:
        assert isinstance(place, ast.BoolOp)
        del place.values[i]
        return place.values[0] if len(place.values) == 1 else None

    return change


def _sign(op: ast.operator) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.BinOp)
        place.op = op

    return change


def _constant(value: int) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.Constant)
        place.value = value

    return change


def _without_word(i: int) -> Change:
    def change(place: ast.AST) -> None:
        assert isinstance(place, ast.List)
        del place.elts[i]

    return change


def _unconditional(place: ast.AST) -> None:
    assert isinstance(place, ast.GeneratorExp)
    place.generators[0].ifs.clear()


def _are_words(items: Sequence[ast.expr]) -> bool:
    """Whether a list is one of words to choose from, with more than one of them."""
    return len(items) > 1 and all(
        isinstance(item, ast.Name) or (isinstance(item, ast.Constant) and isinstance(item.value, str)) for item in items
    )


def comparison_mutants(model: RuleFile) -> Iterator[tuple[tuple[str, int], Mutant]]:
    """Yield every rule that differs from this one in one comparison, with the key and the number of its expression.

    The change of each is worded by the comparison alone: `a < b` for `a <= b`.
    """
    for number, text in enumerate(model.assert_):
        for words, changed in _compared(text):
            asserts = (*model.assert_[:number], changed, *model.assert_[number + 1 :])
            yield ("assert", number), _mutant(model, words, {"assert_": asserts})
    for words, changed in _compared(model.where or "True"):
        yield ("where", 0), _mutant(model, words, {"where": changed})


def _compared(text: str) -> Iterator[tuple[str, str]]:
    """Yield the changes of each comparison of an expression: in words, and the whole expression with it."""
    tree = ast.parse(" ".join(text.split()), mode="eval")
    for number, node in enumerate(ast.walk(tree)):
        for change in _changes(node) if isinstance(node, ast.Compare) else ():
            changed = copy.deepcopy(tree)
            place = list(ast.walk(changed))[number]
            change(place)
            yield f"`{ast.unparse(place)}` for `{ast.unparse(node)}`", ast.unparse(changed)
