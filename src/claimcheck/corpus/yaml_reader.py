"""Reads a YAML file into nodes with places, or into problems with places; it never raises.

What is written plainly is read line by line. Of the rest libyaml reads what it can, ten times as fast as
ruamel.yaml, a reader of YAML 1.2 whose places and reasons the messages are made of. Each reader hands over what it
does not accept to the next; where two accept a text they give the same nodes. Where all files are
plain, no parser is loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.corpus.yaml_builder import TreeBuilder, mark_of
from claimcheck.corpus.yaml_entries import read_entries
from claimcheck.corpus.yaml_hints import syntax_sentence
from claimcheck.corpus.yaml_nodes import Mark, Node, Scalar
from claimcheck.corpus.yaml_plain import read_plainly
from claimcheck.corpus.yaml_text import YamlProblem, check_characters, decode_text
from claimcheck.values.value_class import value_class

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

__all__ = ["ReadResult", "YamlProblem", "read_yaml"]

# Beside these the two readers differ in the names of anchors and in a block of text that no key holds.
_READ_DIFFERENTLY = re.compile(r"\t|[|>][-+0-9]*#|^\.\.\.", re.MULTILINE)


@value_class
class ReadResult:
    """What a file holds, and what is wrong with it.

    `root` is None if the file cannot be read, and then `problems` says why, in one entry. Otherwise each
    problem is a repeated key: the first of the two is kept, so that the rest can still be checked. `text` is
    the decoded file without its byte order mark, to which all places refer; empty if it cannot be decoded.
    """

    root: Node | None
    problems: tuple[YamlProblem, ...]
    text: str


def read_yaml(data: bytes | str) -> ReadResult:
    """Read one YAML document. Never raises: whatever is wrong is a problem with its place.

    An empty file is a problem too, so that nothing is taken for clean that says nothing.
    """
    text = ""
    try:
        text = decode_text(data)
        check_characters(text)
    except YamlProblem as problem:
        return ReadResult(None, (problem,), text)
    plain = read_entries(text) or read_plainly(text)
    if plain is not None:
        return ReadResult(plain, (), text)
    return read_fast(text) or read_fully(text)


def read_fast(text: str) -> ReadResult | None:
    """Read a text with libyaml; None if there is anything in it that it, or this format, does not accept."""
    if _READ_DIFFERENTLY.search(text):
        return None
    import yaml

    builder = TreeBuilder()
    try:
        root = builder.build(text, yaml.parse(text, Loader=yaml.CSafeLoader))
    except Exception:
        return None
    if isinstance(root, Scalar) or builder.has_anchors:
        return None
    return ReadResult(root, builder.repeats_reported(), text)


def read_fully(text: str) -> ReadResult:
    """Read a text with ruamel.yaml, and say what is wrong with it."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    builder = TreeBuilder()
    try:
        root = builder.build(text, YAML(typ="safe", pure=True).parse(text))
    except YamlProblem as problem:
        return ReadResult(None, (problem,), text)
    except MarkedYAMLError as error:
        return ReadResult(None, (_syntax_problem(error, builder.last_end),), text)
    except Exception:  # the parser also raises TypeError, AssertionError, ValueError and more on odd input
        end = builder.last_end
        return ReadResult(None, (YamlProblem(syntax_sentence("", 1), end.line, end.column),), text)
    return ReadResult(root, builder.repeats_reported(), text)


def _syntax_problem(error: MarkedYAMLError, fallback: Mark) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    place = mark_of(mark) if mark is not None else fallback
    opened = error.context_mark.line + 1 if error.context_mark is not None else place.line
    return YamlProblem(syntax_sentence(str(error.problem or ""), opened), place.line, place.column)
