"""From the bytes of a YAML file to text that the parser may safely see."""

from __future__ import annotations

from claimcheck.values.late_pattern import late

MAX_BYTES = 10_000_000
MAX_DEPTH = 64
MAX_NODES = 200_000

_LINE_END = late(r"\r\n|\r|\n")
# Besides what YAML forbids: U+0085, U+2028 and U+2029, which some tools count as line ends and others do not,
# and U+FEFF, which some count as a column and others do not. What is refused is listed, for that is compiled eight
# times as fast as what is allowed.
_REFUSED = late("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]")
_UTF_32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class YamlProblem(Exception):
    """A reason why a YAML file, or a part of it, cannot be read: a plain sentence and its place, from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def place_of(text: str, index: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of an offset; only LF, CRLF and CR end a line."""
    line, line_start = 1, 0
    for end in _LINE_END.finditer(text, 0, index):
        line, line_start = line + 1, end.end()
    return line, index - line_start + 1


def decode_text(data: bytes | str) -> str:
    """Return the text of a file without its byte order mark.

    Raises YamlProblem if the file is too large or is not UTF-8.
    """
    if len(data) > MAX_BYTES:
        size = f"{MAX_BYTES // 1_000_000} MB"
        raise YamlProblem(f"this file is larger than {size}: split it into several files", 1, 1)
    return (_decode(data) if isinstance(data, bytes) else data).removeprefix("\ufeff")


def check_characters(text: str) -> None:
    """Raise YamlProblem for the first character that YAML does not allow, or that tools count differently."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return
    refused = _REFUSED.search(text)
    if refused is not None:
        raise YamlProblem(_refusal(refused.group()), *place_of(text, refused.start()))


def _decode(data: bytes) -> str:
    wide = _wide_encoding(data)
    if wide is not None:
        raise YamlProblem(f"this file is {wide}: save it as UTF-8", 1, 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8 here: save the file as UTF-8"
        raise YamlProblem(message, *place_of(before, len(before))) from None


def _wide_encoding(data: bytes) -> str | None:
    if data.startswith(_UTF_32_MARKS) or (data[:3] == b"\0\0\0" and len(data) >= 4):
        return "UTF-32"
    nul = [byte == 0 for byte in data[:4]]
    if data.startswith(_UTF_16_MARKS) or nul in ([True, False] * 2, [False, True] * 2):
        return "UTF-16"
    return None


def _refusal(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\ufeff":
        return f"a byte order mark ({code}) may stand only at the start of a file: remove it"
    if character in "\x85\u2028\u2029":
        return f"the line separator {code} is not a line end of this format: use an ordinary line end"
    if "\ud800" <= character <= "\udfff":
        return f"half of a character ({code}) stands alone: replace it by the whole character"
    return f"the control character {code} is not allowed in YAML: remove it"
