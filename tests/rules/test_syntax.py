"""The parser: what each construct is read as, what binds tighter, and the column of each mistake."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.rules import syntax
from claimcheck.rules.syntax import Expr, RuleSyntaxError, parse


def shape(expr: Expr) -> str:
    """Return an expression with every bracket written."""
    match expr:
        case syntax.Number(text=text):
            return text
        case syntax.Text(value=value):
            return repr(value)
        case syntax.Name(id=name):
            return name
        case syntax.Field(binding=binding, name=name):
            return f"{binding}.{name}"
        case syntax.Index(kind=kind, parts=parts):
            return f"{kind}[{', '.join(map(shape, parts))}]"
        case syntax.ListOf(items=items):
            return f"[{', '.join(map(shape, items))}]"
        case syntax.Negative(item=item):
            return f"(-{shape(item)})"
        case syntax.Arithmetic(left=left, op=op, right=right):
            return f"({shape(left)} {op} {shape(right)})"
        case syntax.Comparison(first=first, rest=rest):
            return f"({shape(first)}{''.join(f' {op} {shape(operand)}' for op, operand in rest)})"
        case syntax.Logic(op=op, items=items):
            return f"({f' {op} '.join(map(shape, items))})"
        case syntax.Not(item=item):
            return f"(not {shape(item)})"
        case syntax.Call(function=function, args=args):
            return f"{function}({', '.join(map(shape, args))})"
        case syntax.Over(function=function, body=body, name=name, source=source, condition=condition):
            tail = "" if condition is None else f" if {shape(condition)}"
            return f"{function}({shape(body)} for {name} in {shape(source)}{tail})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 ** 2", "(1 + (2 * (3 ** 2)))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("8 / 4 / 2", "((8 / 4) / 2)"),
        ("-a ** 2", "(-(a ** 2))"),
        ("-a + b", "((-a) + b)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("a < b <= c != d", "(a < b <= c != d)"),
        ("a + 1 == b", "((a + 1) == b)"),
        ("not a == b", "(not (a == b))"),
        ("not a and b or c", "(((not a) and b) or c)"),
        ("a or b and c", "(a or (b and c))"),
        ("a and b and c", "(a and b and c)"),
        ("a in ['x', 'y']", "(a in ['x', 'y'])"),
        ("a not in b", "(a not in b)"),
        ("a > b >= c", "(a > b >= c)"),
        ("first.on < other.on", "(first.on < other.on)"),
        ("first.as_ == first.from_", "(first.as == first.from)"),
        ("with_ == in_", "(with == in)"),
        ("trade[a, b, t - 1]", "trade[a, b, (t - 1)]"),
        ("measure['trade', ['CN', 'KZ'], when]", "measure['trade', ['CN', 'KZ'], when]"),
        ("year(on)", "year(on)"),
        ("f()", "f()"),
        ("sum(measured(p) for p in parts)", "sum(measured(p) for p in parts)"),
        ("count(p for p in parts if p == q)", "count(p for p in parts if (p == q))"),
        ("all(a == b for a in x)", "all((a == b) for a in x)"),
        ("sum(sum(a for a in b) for b in c)", "sum(sum(a for a in b) for b in c)"),
        ("true", "true"),
        ("True != False", "(true != false)"),
        ("1.50", "1.50"),
        (".5", ".5"),
        ("5.", "5."),
        ('"a word"', "'a word'"),
        ("'it is “quoted” (so)'", "'it is “quoted” (so)'"),
        ("'#1'", "'#1'"),
        ("2 ** 0", "(2 ** 0)"),
        ("2 ** 16", "(2 ** 16)"),
        ("(a ** 4) ** 4", "((a ** 4) ** 4)"),
        ("  a  ==\n  b  ", "(a == b)"),
        ("a ==\r\n b", "(a == b)"),
    ],
)
def test_constructs(text: str, expected: str) -> None:
    assert shape(parse(text)) == expected


def test_numbers_are_exact_and_keep_their_text() -> None:
    found = parse("0.10")
    assert found == syntax.Number(Fraction(1, 10), "0.10", 0)


def test_columns_count_characters_of_the_source() -> None:
    found = parse("  'é' ==\n  first.on")
    assert isinstance(found, syntax.Comparison)
    assert (found.at, found.first.at, found.rest[0][1].at) == (2, 2, 11)


ALLOWED = (
    "names, numbers, quoted words, + - * / ** , == != < <= > >= in, and or not, variables such as origin[event], "
    "and the listed functions"
)
MISTAKES = [
    ("", 0, "the expression is empty"),
    (" \n ", 0, "the expression is empty"),
    ("a ==", 4, f"this is not an expression (invalid syntax); allowed are {ALLOWED}"),
    ("a == )", 5, f"this is not an expression (unmatched ')'); allowed are {ALLOWED}"),
    ("'é' == )", 7, f"this is not an expression (unmatched ')'); allowed are {ALLOWED}"),
    ("a ==\n  é ==\n )", 13, f"this is not an expression (unmatched ')'); allowed are {ALLOWED}"),
    ("  a = b", 4, f"this is not an expression (invalid syntax); allowed are {ALLOWED}"),
    ("a == b # so", 7, 'a comment stands on a line of its own above the key, not behind a "#" here'),
    ("a ==\n # so\n b", 6, 'a comment stands on a line of its own above the key, not behind a "#" here'),
    (r"a == '\n'", 6, "a backslash is not part of the rule language"),
    ("a == '\u200b'", 6, "the character U+200B cannot be seen; remove it"),
    ("a\x00 == 1", 1, "the character U+0000 cannot be seen; remove it"),
    ("a == '\ud800'", 6, "the character U+D800 cannot be seen; remove it"),
    ("a == \u2028 b", 5, "the character U+2028 cannot be seen; remove it"),
    ("a is b", 2, "`is` is not part of the rule language; write == or !="),
    ("'é' is not b", 4, "`is` is not part of the rule language; write == or !="),
    ("(a) // b", 4, "only + - * / and ** combine numbers"),
    ("a + b % c", 6, "only + - * / and ** combine numbers"),
    ("a + ~b", 4, "only `-` and `not` stand before a value"),
    ("a == first.on.year", 5, "a dot stands only between the name of a claim and a field: first.on"),
    ("a == first.__class__", 11, 'the name "__class__" begins with "_"; no name of the rule language does'),
    ("a == _b", 5, 'the name "_b" begins with "_"; no name of the rule language does'),
    ("a == on_", 5, 'the name "on_" ends with "_"; did you mean `on`?'),
    ("a == as__", 5, 'the name "as__" ends with "_"; did you mean `as`?'),
    ("a == еvent", 5, 'the name "еvent" has letters that look like others; write names in plain ASCII'),
    ("a == ｅvent", 5, 'the name "event" has letters that look like others; write names in plain ASCII'),
    ("event == ｅvent", 9, 'the name "event" has letters that look like others; write names in plain ASCII'),
    ("a == " + "b" * 81, 5, "a name has at most 80 characters, and this one has 81"),
    ("a == '" + "b" * 201 + "'", 5, "a quoted word has at most 200 characters"),
    ("a == 'b' 'c'", 5, "a quoted word is one pair of quotation marks with the word between them"),
    ("a == '''b'''", 5, "a quoted word is one pair of quotation marks with the word between them"),
    ("a == r'b'", 5, "a quoted word is one pair of quotation marks with the word between them"),
    ("a == 1e9", 5, '"1e9" is not a plain number: write digits, with a point if need be'),
    ("a == 1_000", 5, '"1_000" is not a plain number: write digits, with a point if need be'),
    ("a == 0x10", 5, '"0x10" is not a plain number: write digits, with a point if need be'),
    ("a == " + "9" * 41, 5, "a number has at most 40 digits"),
    ("a ** b", 5, "the exponent of ** is a whole number that is written out"),
    ("a ** 1.5", 5, "the exponent of ** is a whole number that is written out"),
    ("a ** -1", 5, "the exponent of ** is a whole number that is written out"),
    ("a ** 17", 5, "the exponent of ** is at most 16"),
    ("(a ** 4 + 1) ** 5", 16, "the exponent of ** is at most 16, with those of the powers inside it"),
    ("f(a)(b)", 0, "only the listed functions are called, by their bare name"),
    ("a == x.f(b)", 5, "only the listed functions are called, by their bare name"),
    ("a == f(b=c)", 7, "a function takes its arguments without names"),
    ("a == f(**c)", 7, "a function takes its arguments without names"),
    ("f(a)[b]", 0, "brackets stand only behind the name of a variable: origin[event]"),
    ("max(a for b in c)", 3, "a loop is sum, count or all (… for x in list), with one `for`"),
    ("sum(a for b in c for d in e)", 3, "a loop is sum, count or all (… for x in list), with one `for`"),
    ("sum(a for b, c in d)", 3, "a loop has one plain name and at most one `if`"),
    ("sum(a for b in c if d if e)", 3, "a loop has one plain name and at most one `if`"),
    ("sum(sum(sum(1 for a in x) for b in y) for c in z)", 11, "loops are nested more than 2 deep"),
    ("(" * 33 + "a" + ")" * 33, 32, "brackets are nested more than 32 deep"),
    ("- " * 40 + "a", 64, "more than 32 signs stand one behind the other"),
    ("not " * 40 + "a", 132, "the expression is nested more than 32 deep"),
    ("a" * 4001, 4000, "the expression has 4001 characters; at most 4000 are read"),
]


@pytest.mark.parametrize(("text", "column", "message"), MISTAKES)
def test_a_mistake_is_at_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(RuleSyntaxError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.message) == (column, message)


@pytest.mark.parametrize("before", ["", "   ", "\n\n ", "'é' == é and ", "a ==\n"])
def test_what_stands_before_moves_the_column_and_nothing_else(before: str) -> None:
    text = f"{before}a @ b"
    with pytest.raises(RuleSyntaxError) as caught:
        parse(text.replace("é and", "e and"))
    assert caught.value.column == text.index("@")


def test_a_bracket_in_a_quoted_word_is_no_bracket() -> None:
    assert parse("a == '" + "(" * 100 + "'")


def test_a_long_chain_is_read_at_once() -> None:
    found = parse("a == 1 and " * 300 + "a == 1")
    assert isinstance(found, syntax.Logic)
    assert len(found.items) == 301


NAMES = ("a", "first.on", "1", "2.5", "'w'", "origin[e]", "f(a)", "é", "lambda")
SIGNS = ("+", "-", "*", "**", "/", "==", "<", "<=", ":=", "(", ")", "[", "]", ",", "#", "\\", "\n")
PIECES = (*NAMES, *SIGNS, "in", "and", "or", "not", "sum(", "for x in", "if")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
@example("a\n==\n1")
def test_anything_is_read_or_refused_at_a_column_inside(text: str) -> None:
    found = parsed_or_column(text)
    if isinstance(found, int):
        assert 0 <= found <= len(text)
        return
    assert shape(parse(shape(found))) == shape(found)
    assert all(0 <= part.at < len(text) for part in walk(found))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = parsed_or_column(text)
    assert not isinstance(found, int) or 0 <= found <= len(text)


def parsed_or_column(text: str) -> Expr | int:
    try:
        return parse(text)
    except RuleSyntaxError as error:
        return error.column


def walk(expr: Expr) -> list[Expr]:
    return [expr, *(deeper for part in syntax.subexpressions(expr) for deeper in walk(part))]


@given(st.text("ab1 .,:<>=!*/%'\"()[]+-~{}#\\\n\t\u200b€é_", max_size=60) | st.text("(+[- ", max_size=99))
def test_one_look_refuses_what_a_closer_one_refuses(text: str) -> None:
    def refusal(scan: Callable[[str, int], None]) -> tuple[str, int] | None:
        try:
            scan(text, 3)
        except RuleSyntaxError as error:
            return error.message, error.column
        return None

    assert refusal(syntax._scan) == refusal(syntax._scan_closely)
