"""The syntax of rule expressions: a short list of what Python's grammar allows, with columns for messages.

Python's `ast` reads the text; nothing is ever evaluated by it. What is not on the list is refused where it
stands, with what would be allowed there.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Any

from claimcheck.values.value_class import value_class

MAX_LENGTH = 4000
MAX_DEPTH = 32
MAX_EXPONENT = 16
MAX_DIGITS = 40
MAX_TEXT = 200
MAX_NAME = 80
MAX_LOOPS = 2
LOOPS = ("sum", "count", "all")


class RuleSyntaxError(ValueError):
    """An expression that is not of the language. `column` counts characters from 0 in the expression."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@value_class
class Number:
    """A number literal."""

    value: Fraction
    text: str
    at: int


@value_class
class Text:
    """A quoted word or id."""

    value: str
    at: int


@value_class
class Name:
    """A field, an index name or a constant."""

    id: str
    at: int


@value_class
class Field:
    """A field of a named claim: `first.on`."""

    binding: str
    name: str
    at: int


@value_class
class Index:
    """A variable: a name with brackets."""

    kind: str
    parts: tuple[Expr, ...]
    at: int


@value_class
class ListOf:
    """A list of dimensions."""

    items: tuple[Expr, ...]
    at: int


@value_class
class Negative:
    """A sign."""

    item: Expr
    at: int


@value_class
class Arithmetic:
    """Two numbers combined: + - * / or ** with a constant exponent."""

    left: Expr
    op: str
    right: Expr
    at: int


@value_class
class Comparison:
    """A chain of comparisons: `a < b < c`."""

    first: Expr
    rest: tuple[tuple[str, Expr], ...]
    at: int


@value_class
class Logic:
    """`and` or `or`."""

    op: str
    items: tuple[Expr, ...]
    at: int


@value_class
class Not:
    """`not`."""

    item: Expr
    at: int


@value_class
class Call:
    """A call of a listed function."""

    function: str
    args: tuple[Expr, ...]
    at: int


@value_class
class Over:
    """`sum(… for name in list if …)`, `count(…)` or `all(…)`."""

    function: str
    body: Expr
    name: str
    source: Expr
    condition: Expr | None
    at: int


Expr = Number | Text | Name | Field | Index | ListOf | Negative | Arithmetic | Comparison | Logic | Not | Call | Over

_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_COMPARISON: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_ALLOWED = (
    "names, numbers, quoted words, + - * / ** , == != < <= > >= in, and or not, "
    "variables such as origin[event], and the listed functions"
)
_REFUSED: dict[type[ast.AST], str] = {
    ast.Lambda: "a lambda",
    ast.IfExp: "an `if … else`",
    ast.Dict: "a mapping",
    ast.Set: "a set",
    ast.ListComp: "a list comprehension",
    ast.SetComp: "a set comprehension",
    ast.DictComp: "a mapping comprehension",
    ast.GeneratorExp: "a loop outside sum(…), count(…) and all(…)",
    ast.Await: "an `await`",
    ast.Yield: "a `yield`",
    ast.YieldFrom: "a `yield`",
    ast.JoinedStr: "a formatted string",
    ast.Starred: "a star",
    ast.NamedExpr: "an assignment",
    ast.Slice: "a slice",
    ast.Tuple: "a tuple",
}


def parse(source: str) -> Expr:
    """Parse an expression. Raises RuleSyntaxError, with the column and what would be allowed there."""
    text = source.strip(_BLANKS)
    shift = len(source) - len(source.lstrip(_BLANKS))
    if not text:
        raise RuleSyntaxError("the expression is empty", 0)
    if len(text) > MAX_LENGTH:
        raise RuleSyntaxError(
            f"the expression has {len(text)} characters; at most {MAX_LENGTH} are read", shift + MAX_LENGTH
        )
    _scan(text, shift)
    # Each line end becomes one blank, so that a column still counts the characters of the source.
    text = text.translate(_AS_BLANKS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        column = min(len(text), max(0, (error.offset or len(text) + 1) - 1))
        raise RuleSyntaxError(
            f"this is not an expression ({error.msg}); allowed are {_ALLOWED}", column + shift
        ) from None
    except (RecursionError, MemoryError, ValueError):
        raise RuleSyntaxError("the expression is nested too deeply to be read", shift) from None
    return _Reader(text, shift).read(tree.body, 0)


_BLANKS = " \t\r\n"
_AS_BLANKS = {ord(char): " " for char in _BLANKS}
_PLAIN = re.compile(r"[A-Za-z0-9_ .,:<>=!*/%'\"()\[\]+-]*")
_NESTING = "([+-"


def _scan(text: str, shift: int) -> None:
    """Refuse, before Python's parser sees the text, what it would skip, unescape or recurse into."""
    # Nearly every expression is settled by one look: nothing but plain signs, and of those that nest only a few.
    if not (_PLAIN.fullmatch(text) and sum(map(text.count, _NESTING)) <= MAX_DEPTH):
        _scan_closely(text, shift)


def _scan_closely(text: str, shift: int) -> None:
    depth = signs = 0
    quote = ""
    for column, char in enumerate(text, shift):
        if char == "\\":
            raise RuleSyntaxError("a backslash is not part of the rule language", column)
        if not char.isprintable() and char not in _BLANKS:
            raise RuleSyntaxError(f"the character U+{ord(char):04X} cannot be seen; remove it", column)
        if quote:
            quote = "" if char == quote else quote
            continue
        if char in "'\"":
            quote = char
        if char == "#":
            raise RuleSyntaxError('a comment stands on a line of its own above the key, not behind a "#" here', column)
        signs = signs + 1 if char in "-+~" else signs if char in _BLANKS else 0
        depth += (char in "([{") - (char in ")]}")
        if depth > MAX_DEPTH:
            raise RuleSyntaxError(f"brackets are nested more than {MAX_DEPTH} deep", column)
        if signs > MAX_DEPTH:
            raise RuleSyntaxError(f"more than {MAX_DEPTH} signs stand one behind the other", column)


class _Reader:
    """Turns Python's tree into ours, refusing what is not on the list."""

    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift
        self._bytes = None if text.isascii() else text.encode()
        self._loops = 0

    def _characters(self, offset: int) -> int:
        """Return how many characters stand before an offset; `ast` counts UTF-8 bytes."""
        return offset if self._bytes is None else len(self._bytes[:offset].decode(errors="ignore"))

    def _at(self, node: ast.AST) -> int:
        return self._characters(getattr(node, "col_offset", 0)) + self._shift

    def _written(self, node: ast.expr) -> str:
        return self._text[self._characters(node.col_offset) : self._characters(node.end_col_offset or 0)]

    def _operator_at(self, left: ast.expr) -> int:
        """Return the column of the operator behind an operand."""
        column = self._characters(left.end_col_offset or 0)
        while column < len(self._text) - 1 and self._text[column] in " )":
            column += 1
        return column + self._shift

    def _refuse(self, node: ast.AST, message: str) -> RuleSyntaxError:
        return RuleSyntaxError(message, self._at(node))

    def read(self, node: ast.expr, depth: int) -> Expr:
        if depth > MAX_DEPTH:
            raise self._refuse(node, f"the expression is nested more than {MAX_DEPTH} deep")
        reader = getattr(self, f"_read_{type(node).__name__.lower()}", None)
        if reader is None:
            what = _REFUSED.get(type(node), "this")
            raise self._refuse(node, f"{what} is not part of the rule language; allowed are {_ALLOWED}")
        result: Expr = reader(node, depth + 1)
        return result

    def _word(self, node: ast.AST, word: str, column: int | None = None) -> str:
        at = self._at(node) if column is None else column
        if not self._text.startswith(word, at - self._shift) or not word.isascii():
            message = f'the name "{word[:MAX_NAME]}" has letters that look like others; write names in plain ASCII'
            raise RuleSyntaxError(message, at)
        if len(word) > MAX_NAME:
            raise RuleSyntaxError(f"a name has at most {MAX_NAME} characters, and this one has {len(word)}", at)
        if word.startswith("_"):
            raise RuleSyntaxError(f'the name "{word}" begins with "_"; no name of the rule language does', at)
        if not word.endswith("_"):
            return word
        # A field may be called what Python keeps for itself: `as_`, `from_` and `with_` are those fields.
        if not keyword.iskeyword(word[:-1]):
            raise RuleSyntaxError(f'the name "{word}" ends with "_"; did you mean `{word.rstrip("_")}`?', at)
        return word[:-1]

    def _read_constant(self, node: ast.Constant, _: int) -> Expr:
        value = node.value
        if isinstance(value, str):
            if len(value) > MAX_TEXT:
                raise self._refuse(node, f"a quoted word has at most {MAX_TEXT} characters")
            if self._written(node)[1:-1] != value:
                raise self._refuse(node, "a quoted word is one pair of quotation marks with the word between them")
            return Text(value, self._at(node))
        if isinstance(value, bool):
            return Name("true" if value else "false", self._at(node))
        if isinstance(value, (int, float)):
            return self._number(node)
        raise self._refuse(
            node, f"`{self._written(node)[:30]}` is not part of the rule language; allowed are {_ALLOWED}"
        )

    def _number(self, node: ast.Constant) -> Number:
        text = self._written(node)
        digits = text.replace(".", "", 1)
        if not digits.isdigit() or not digits.isascii():
            raise self._refuse(node, f'"{text[:30]}" is not a plain number: write digits, with a point if need be')
        if len(digits) > MAX_DIGITS:
            raise self._refuse(node, f"a number has at most {MAX_DIGITS} digits")
        return Number(Fraction(text if text[0] != "." else f"0{text}"), text, self._at(node))

    def _read_name(self, node: ast.Name, _: int) -> Expr:
        return Name(self._word(node, node.id), self._at(node))

    def _read_attribute(self, node: ast.Attribute, _: int) -> Expr:
        if not isinstance(node.value, ast.Name):
            raise self._refuse(node, "a dot stands only between the name of a claim and a field: first.on")
        binding = self._word(node, node.value.id)
        after = self._characters(node.end_col_offset or 0) + self._shift - len(node.attr)
        return Field(binding, self._word(node, node.attr, after), self._at(node))

    def _read_subscript(self, node: ast.Subscript, depth: int) -> Expr:
        if not isinstance(node.value, ast.Name):
            raise self._refuse(node, "brackets stand only behind the name of a variable: origin[event]")
        inner = node.slice
        items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        parts = tuple(self.read(item, depth) for item in items)
        return Index(self._word(node, node.value.id), parts, self._at(node))

    def _read_list(self, node: ast.List, depth: int) -> Expr:
        return ListOf(tuple(self.read(item, depth) for item in node.elts), self._at(node))

    def _read_unaryop(self, node: ast.UnaryOp, depth: int) -> Expr:
        item = self.read(node.operand, depth)
        if isinstance(node.op, ast.Not):
            return Not(item, self._at(node))
        if isinstance(node.op, ast.USub):
            return Negative(item, self._at(node))
        raise self._refuse(node, "only `-` and `not` stand before a value")

    def _read_binop(self, node: ast.BinOp, depth: int) -> Expr:
        op = _ARITHMETIC.get(type(node.op))
        if op is None:
            raise RuleSyntaxError("only + - * / and ** combine numbers", self._operator_at(node.left))
        left, right = self.read(node.left, depth), self.read(node.right, depth)
        if op == "**" and not (isinstance(right, Number) and right.value.denominator == 1):
            raise self._refuse(node.right, "the exponent of ** is a whole number that is written out")
        if op == "**" and isinstance(right, Number) and not 0 <= right.value * _degree(left) <= MAX_EXPONENT:
            within = ", with those of the powers inside it" if _degree(left) > 1 else ""
            raise self._refuse(node.right, f"the exponent of ** is at most {MAX_EXPONENT}{within}")
        return Arithmetic(left, op, right, self._at(node))

    def _read_compare(self, node: ast.Compare, depth: int) -> Expr:
        rest = []
        before = node.left
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            op = _COMPARISON.get(type(operator))
            if op is None:
                message = "`is` is not part of the rule language; write == or !="
                raise RuleSyntaxError(message, self._operator_at(before))
            rest.append((op, self.read(operand, depth)))
            before = operand
        return Comparison(self.read(node.left, depth), tuple(rest), self._at(node))

    def _read_boolop(self, node: ast.BoolOp, depth: int) -> Expr:
        op = "and" if isinstance(node.op, ast.And) else "or"
        return Logic(op, tuple(self.read(item, depth) for item in node.values), self._at(node))

    def _read_call(self, node: ast.Call, depth: int) -> Expr:
        if not isinstance(node.func, ast.Name):
            raise self._refuse(node, "only the listed functions are called, by their bare name")
        name = self._word(node, node.func.id)
        if node.keywords:
            raise self._refuse(node.keywords[0], "a function takes its arguments without names")
        if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            return self._loop(name, node.args[0], depth)
        return Call(name, tuple(self.read(arg, depth) for arg in node.args), self._at(node))

    def _loop(self, name: str, node: ast.GeneratorExp, depth: int) -> Expr:
        if name not in LOOPS or len(node.generators) != 1:
            raise self._refuse(node, "a loop is sum, count or all (… for x in list), with one `for`")
        clause = node.generators[0]
        if not isinstance(clause.target, ast.Name) or len(clause.ifs) > 1 or clause.is_async:
            raise self._refuse(node, "a loop has one plain name and at most one `if`")
        self._loops += 1
        if self._loops > MAX_LOOPS:
            raise self._refuse(node, f"loops are nested more than {MAX_LOOPS} deep")
        condition = self.read(clause.ifs[0], depth) if clause.ifs else None
        loop = Over(
            name,
            self.read(node.elt, depth),
            self._word(clause.target, clause.target.id),
            self.read(clause.iter, depth),
            condition,
            self._at(clause.target),
        )
        self._loops -= 1
        return loop


def _degree(expr: Expr) -> int:
    """Return the largest product of exponents that a part of the expression is raised to."""
    inner = max((_degree(part) for part in subexpressions(expr)), default=1)
    if isinstance(expr, Arithmetic) and expr.op == "**" and isinstance(expr.right, Number):
        return inner * max(1, int(expr.right.value))
    return inner


def subexpressions(expr: Expr) -> tuple[Expr, ...]:
    """Return the expressions directly inside, from left to right."""
    inside = _INSIDE.get(expr.__class__)
    return () if inside is None else inside(expr)


def _of_loop(expr: Over) -> tuple[Expr, ...]:
    return (expr.source, expr.body) if expr.condition is None else (expr.source, expr.condition, expr.body)


_INSIDE: Mapping[type, Callable[[Any], tuple[Expr, ...]]] = {
    Index: attrgetter("parts"),
    ListOf: attrgetter("items"),
    Logic: attrgetter("items"),
    Call: attrgetter("args"),
    Negative: lambda expr: (expr.item,),
    Not: lambda expr: (expr.item,),
    Arithmetic: attrgetter("left", "right"),
    Comparison: lambda expr: (expr.first, *(operand for _, operand in expr.rest)),
    Over: _of_loop,
}
