"""A rule file by a stranger can do nothing but compare: every attempt is a mistake at its column, at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from drafts import HEAD, draft, mistake, rule_text, write_rule

from claimcheck.rules.load import load_rules

ATTEMPTS: dict[str, tuple[str, int]] = {
    # Attributes and names of Python's own.
    "on.__class__": ("on.__class__", 3),
    "the classes of a tuple": ("().__class__.__bases__[0].__subclasses__()", 0),
    "a method of a word": ("''.join(on)", 0),
    "an attribute of a number": ("(1).real == 1", 0),
    "globals of a function": ("year.__globals__ == 1", 5),
    "an attribute of a call": ("year(on).year == 1", 0),
    "an attribute of a variable": ("origin[event].x == 1", 0),
    "import": ("__import__('os') == 1", 0),
    "eval": ("eval('1') == 1", 0),
    "exec": ("1 == exec('1')", 5),
    "open": ("open('/etc/passwd') == 1", 0),
    "getattr": ("getattr(on, 'x') == 1", 0),
    "globals": ("globals() == 1", 0),
    "compile": ("compile('1') == 1", 0),
    "breakpoint": ("breakpoint() == 1", 0),
    "a builtin as a name": ("print == 1", 0),
    "self": ("self.x == 1", 0),
    "debug": ("__debug__", 0),
    # Constructs of Python that the language does without.
    "lambda": ("(lambda: 1)() == 1", 0),
    "bare lambda": ("lambda x: x", 0),
    "walrus": ("1 == (x := 1)", 6),
    "conditional": ("1 == (on if on else on)", 6),
    "list comprehension": ("on == [x for x in on]", 6),
    "set comprehension": ("on == {x for x in on}", 6),
    "mapping comprehension": ("on == {x: x for x in on}", 6),
    "generator": ("on == (x for x in on)", 6),
    "mapping": ("on == {1: 2}", 6),
    "set": ("on == {1, 2}", 6),
    "tuple": ("on == (1, 2)", 6),
    "await": ("on == (await on)", 7),
    "yield": ("on == (yield)", 7),
    "asynchronous loop": ("sum(1 async for x in on) == 1", 3),
    "star in a call": ("year(*on) == 1", 5),
    "stars in a call": ("year(**on) == 1", 5),
    "star in a list": ("on == [*on]", 7),
    "named argument": ("year(date=on) == 1", 5),
    "slice": ("origin[event:1] == 1", 7),
    "ellipsis": ("origin[...] == 1", 7),
    "formatted string": ("on == f'{on.__class__}'", 6),
    "width of a formatted string": ("on == f'{1:>999999999}'", 6),
    "percent format": ("'%s' % on == 1", 5),
    "format": ("'{0.__class__}'.format(on) == 1", 0),
    "bytes": ("on == b'x'", 6),
    "none": ("on == None", 6),
    "a statement": ("import os", 0),
    "a second statement": ("on == 1; import os", 7),
    "an assignment": ("on = 1", 3),
    "a second line": ("on == 1\nimport os", 8),
    "matrix product": ("on @ on == 1", 3),
    "a shift": ("1 << 9999 == 1", 2),
    "inversion": ("~1 == 1", 0),
    # Numbers and text without end.
    "tower of powers": ("9 ** 9 ** 9 == 1", 5),
    "huge power": ("2 ** 1000000 == 1", 5),
    "power of powers": ("((((2 ** 16) ** 16) ** 16) ** 16) == 1", 16),
    "negative power": ("2 ** -1 == 1", 5),
    "huge exponent": ("on == 1e999999999", 6),
    "imaginary": ("on == 1j", 6),
    "digits without end": ("on == " + "9" * 3000, 6),
    "digits of another script": ("on == ٣", 6),
    "a word without end": ("event == '" + "x" * 3000 + "'", 9),
    "a name without end": ("x" * 3000 + " == 1", 0),
    "a hundred thousand characters": ("x" * 100_000, 4000),
    "a word times a number": ("event == 'x' * 100000000", 9),
    "a list times a number": ("[1] * 100000000 == event", 0),
    # Depth.
    "brackets": ("(" * 1000 + "1" + ")" * 1000, 32),
    "lists": ("[" * 1000 + "1" + "]" * 1000, 32),
    "signs": ("-" * 3000 + "1 == 1", 32),
    "nots": ("not " * 900 + "on == 1", 132),
    "a sum without end": ("1+" * 1900 + "1 == 1", 0),
    "loops in loops": (
        "sum(sum(sum(1 for a in members('x')) for b in members('x')) for c in members('x')) == 1",
        11,
    ),
    # Look-alikes and what cannot be seen.
    "a letter of another alphabet": ("on == еvent", 6),
    "a wide letter": ("on == ｅvent", 6),
    "a wide builtin": ("ｅｖａｌ('1') == 1", 0),
    "a roman numeral": ("on == Ⅰ", 6),
    "a zero-width blank": ("on\u200b == 1", 2),
    "right to left": ("on == 'a\u202eb'", 8),
    "NUL": ("on == \x00", 6),
    "half a character": ("on == '\ud800'", 7),
    "a line separator": ("on ==\u2028 1", 5),
    "an escape": ("event == '\\N{BULLET}'", 10),
    "a line joined": ("on == \\\n 1", 6),
    "a comment that hides the rest": ("on == 1 # \n and on == 2", 8),
    # Names that mean something already, or nothing.
    "a loop that hides a field": ("sum(1 for on in members('x')) == 1", 10),
    "a loop that hides a function": ("sum(1 for year in members('x')) == 1", 10),
    "a loop that hides a variable": ("sum(1 for origin in members('x')) == 1", 10),
    "a loop that hides a constant": ("sum(1 for ever in members('x')) == 1", 10),
    "a loop that hides a loop": ("sum(1 for sum in members('x')) == 1", 10),
    "a loop that hides another": ("sum(sum(1 for x in members('x')) for x in members('x')) == 1", 14),
    "a loop over letters": ("sum(1 for x in 'abc') == 1", 15),
    "a pattern that explodes": ("matches(event, '(a+)+$')", 0),
    "a value without a comparison": ("on", 0),
    "a number without a comparison": ("on == 1 and 1", 12),
    "an order of words": ("event < 'a'", 8),
    "membership in a number": ("event in 1", 9),
}


def test_there_are_many_attempts() -> None:
    assert len(ATTEMPTS) >= 40


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """Load what the first mistake loads, so that the clock measures the rule alone."""
    mistake(assert_="yaer(on) == evnt")


@pytest.mark.parametrize("name", ATTEMPTS)
@pytest.mark.parametrize("key", ["assert_", "where"])
def test_an_attempt_is_refused_at_its_column_at_once(name: str, key: str) -> None:
    text, column = ATTEMPTS[name]
    before = time.process_time()
    found = mistake(**{key: text})
    spent = time.process_time() - before
    assert found.column == column
    assert found.path == (("assert", 0) if key == "assert_" else ("where",))
    assert spent < 0.2
    assert len(found.message) < 800


HEADS: dict[str, tuple[dict[str, Any], tuple[str, ...], int | None]] = {
    "format of an attribute": ({"message": "on {on.__class__}"}, ("message",), 3),
    "format of a position": ({"message": "{0.__init__.__globals__}"}, ("message",), 0),
    "format of an item": ({"message": "{on[0]}"}, ("message",), 0),
    "format of a width": ({"message": "{on:>999999999}"}, ("message",), 0),
    "format of a conversion": ({"message": "{on!r}"}, ("message",), 0),
    "format in a format": ({"message": "{on:{on}}"}, ("message",), 0),
    "doubled braces": ({"message": "{{on}}"}, ("message",), 0),
    "a brace alone": ({"message": "on }"}, ("message",), 3),
    "an unknown field": ({"message": "on {evnt}"}, ("message",), 4),
    "a kind that is a list": ({"each": {"kind": [["event"]]}}, ("each", "kind"), None),
    "no kind": ({"each": {"kind": []}}, ("each", "kind"), None),
    "a word that is a mapping": ({"each": {"kind": "anniversary", "event": {"a": "b"}}}, ("each", "event"), None),
    "a claim of Python's name": ({"each": {"__class__": {"kind": "event"}}}, ("each", "__class__"), None),
    "a claim that hides a constant": ({"each": {"ever": {"kind": "event"}}}, ("each", "ever"), None),
    "a claim of look-alike letters": ({"each": {"оn": {"kind": "event"}}}, ("each", "оn"), None),
    "more claims than can be joined": (
        {"each": {name: {"kind": "event"} for name in "abcd"}},
        ("each",),
        None,
    ),
    "an index of Python's name": ({"for": {"__t": "period"}}, ("for", "__t"), None),
    "an index that hides a field": ({"for": {"on": "period"}}, ("for", "on"), None),
    "an index that hides a function": ({"for": {"year": "period"}}, ("for", "year"), None),
    "an index of no type": ({"for": {"t": "perod"}}, ("for", "t"), None),
    "an index that nothing gives a value": ({"for": {"t": "period"}}, ("for", "t"), None),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_a_rule_does_nothing_either(name: str) -> None:
    changes, path, column = HEADS[name]
    before = time.process_time()
    found = mistake(**changes)
    assert time.process_time() - before < 0.2
    assert (found.path, found.column) == (path, column)


def test_what_a_message_may_hold() -> None:
    assert draft(message="the {ordinal}th anniversary of {event}, as of {published}")
    each = {"first": {"kind": "event"}, "other": {"kind": "event"}}
    assert draft(each=each, assert_="first.on == other.on", message="{first.on} and {other.when}")
    assert mistake(each=each, assert_="first.on == other.on", message="so {first.off}").column == 10


FILES = {
    "a tag": ("!!python/object/apply:os.system ['true']", 'tags ("!…") are not read'),
    "an alias of aliases": ("a: &a [x]\nb: [*a, *a]\n", "names a list or a mapping"),
    "a merge": ("<<: {a: b}\n", "merge keys"),
    "a key of Python": (rule_text() + "exec: import os\n", "has no key `exec`"),
    "a path": (rule_text(name="../x"), "is not of the form"),
    "a name of another file": (rule_text(name="another-name"), "its file a-draft.yaml"),
    "text without end": (rule_text(why="x" * 100_000), "at most 2000 are read"),
    "depth without end": (rule_text(each="{a: " * 100 + "}" * 100), "nested deeper than 64"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_rule_is_a_finding_at_once(name: str, tmp_path: Path) -> None:
    text, words = FILES[name]
    before = time.process_time()
    found = load_rules((write_rule(tmp_path, text),), tmp_path)
    assert time.process_time() - before < 1
    assert found.rules == ()
    assert {each.code for each in found.findings} == {"RUL001"}
    assert any(words in each.message or words in (each.hint or "") for each in found.findings), found.findings


WATCH = """
import json, sys
from claimcheck.rules.model import RuleFile
from claimcheck.rules.rule import RuleMistake, build_rule
from claimcheck.corpus.suggest import nearest
nearest("warm", ["worm"])
head, texts = json.load(sys.stdin)
seen, refused = [], 0
def hook(event, args):
    if event in ("import", "open", "exec") or event.startswith(("os.", "subprocess.", "socket.", "ctypes.", "shutil.")):
        seen.append(event)
def attempt(text):
    try:
        build_rule(RuleFile.model_validate({**head, "assert": text}), "x")
    except RuleMistake:
        return 1
    return 0
attempt("yaer(on) == evnt")
attempt("on in")
sys.addaudithook(hook)
for text in texts:
    refused += attempt(text)
print(json.dumps([seen, refused]))
"""


def test_nothing_is_imported_opened_or_run_while_rules_are_read() -> None:
    texts = [text for text, _ in ATTEMPTS.values()]
    given = json.dumps([HEAD, texts])
    shown = subprocess.run([sys.executable, "-c", WATCH], input=given, capture_output=True, text=True, check=True)
    seen, refused = json.loads(shown.stdout)
    assert seen == []
    assert refused == len(texts)
    assert shown.stderr == ""


def test_a_link_that_leads_in_a_circle_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    found = load_rules([tmp_path], tmp_path).findings
    assert [(each.code, each.place.file, each.message) for each in found] == [
        ("RUL001", "loop.yaml", "the file cannot be reached, so it is not read")
    ]
