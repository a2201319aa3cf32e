"""Shows how an example came out: its expectation against what was found, line by line, in the words of rule files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from claimcheck.engine.result import Result
from claimcheck.findings.model import Finding, Severity
from claimcheck.findings.printable import printable
from claimcheck.rules.model import Example, ExpectedFinding
from claimcheck.rules.rule import Rule
from claimcheck.values.value_class import value_class

LOADER_CODES = frozenset(("CFG001", "SRC002", "KEY001"))
UNWRITTEN = "?"
"""What stands for the places of an expectation that its author has still to write."""


@value_class
class Difference:
    """Lines that begin with `-` (expected), `+` (found) or a space (both); none where the example is as it says.

    `missing` counts expected findings that are not there, `unexpected` findings that nobody expected, `unwritten`
    expectations that are still to be written.
    """

    lines: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    missing: int = 0
    unexpected: int = 0
    unwritten: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines)


@value_class
class _Pair:
    wish: ExpectedFinding | None
    found: Finding | None


def unreadable(findings: Sequence[Finding]) -> Difference:
    """Return what is wrong with the claims of an example, which was therefore not run."""
    lines = tuple(f"+ line {finding.place.line}: {finding.message}" for finding in findings)
    return Difference(lines, ("the claims of the example cannot be read, so it was not run",))


def compare(rule: Rule, example: Example, result: Result) -> Difference:
    """Compare what an example of a rule says with what came of it."""
    found = [finding for finding in result.findings if finding.code not in LOADER_CODES]
    pairs = list(_paired(rule, example.expect, found))
    lines = [*_expect_lines(rule, pairs), *_agree_lines(example, result), *_unchecked_lines(rule, example, result)]
    if not any(line.startswith(("-", "+")) for line in lines):
        return Difference()
    unwritten = sum(_is_unwritten(wish) for wish in example.expect)
    return Difference(
        tuple(lines),
        tuple(dict.fromkeys(_advice(rule, example, pairs, result))),
        sum(pair.found is None for pair in pairs) - sum(p.found is None and _is_unwritten(p.wish) for p in pairs),
        sum(pair.wish is None for pair in pairs),
        unwritten,
    )


def _is_unwritten(wish: ExpectedFinding | None) -> bool:
    return wish is not None and UNWRITTEN in wish.at


def _paired(rule: Rule, wishes: Sequence[ExpectedFinding], found: Sequence[Finding]) -> Iterator[_Pair]:
    """Yield each wish with the finding that is it or comes nearest to it, then what nobody wished for."""
    left = list(found)
    taken: dict[int, Finding] = {}
    for nearness in (_same, _same_places, _same_code, _to_be_written):
        for number, wish in enumerate(wishes):
            match = next((each for each in left if number not in taken and nearness(wish, each, rule)), None)
            if match is not None:
                taken[number] = match
                left = [each for each in left if each is not match]
    for number, wish in enumerate(wishes):
        yield _Pair(wish, taken.get(number))
    for finding in left:
        yield _Pair(None, finding)


def _same(wish: ExpectedFinding, finding: Finding, rule: Rule) -> bool:
    same_severity = finding.severity is Severity(wish.severity)
    return same_severity and _same_code(wish, finding, rule) and _same_places(wish, finding, rule)


def _same_places(wish: ExpectedFinding, finding: Finding, _: Rule) -> bool:
    return places_of(finding) == wish.at


def _same_code(wish: ExpectedFinding, finding: Finding, rule: Rule) -> bool:
    return finding.code == (wish.code or rule.code)


def _to_be_written(wish: ExpectedFinding, _: Finding, __: Rule) -> bool:
    return _is_unwritten(wish)


def places_of(finding: Finding) -> tuple[str, ...]:
    """Return the places of a finding as an example names them: claim.field."""
    return tuple(f"{member.claim}.{member.field}" for member in finding.claims)


def _expect_lines(rule: Rule, pairs: Sequence[_Pair]) -> list[str]:
    lines = ["  expect:"] if pairs else []
    for pair in pairs:
        wished = None if pair.wish is None else _wish_line(pair.wish, rule)
        found = None if pair.found is None else _found_line(pair.found, pair.wish, rule)
        if wished == found:
            lines.append(f"    {wished}")
            continue
        lines += [f"-   {wished}"] if wished is not None else []
        lines += [f"+   {found}"] if found is not None else []
    return lines


def _wish_line(wish: ExpectedFinding, rule: Rule) -> str:
    code = None if wish.code in (None, rule.code) else wish.code
    return _line(wish.severity, wish.at, code, wish.says, wish.suspects)


def _found_line(finding: Finding, wish: ExpectedFinding | None, rule: Rule) -> str:
    code = None if finding.code == rule.code else finding.code
    if not finding.claims:
        return f"# {finding.severity} {finding.code} at {finding.place}: {printable(finding.message)}"
    suspects = tuple(f"{entry.claim}.{entry.field}" for entry in finding.suspects)
    if wish is None or _is_unwritten(wish):
        return _line(finding.severity, places_of(finding), code, finding.derivation[:1], None)
    says = wish.says if not unsaid(wish, finding) else (finding.derivation or (finding.message,))
    return _line(finding.severity, places_of(finding), code, says, None if wish.suspects is None else suspects)


def said_by(finding: Finding) -> str:
    """Return what a finding says: its sentence and its arithmetic, which its sentence may end with already."""
    arithmetic = "; ".join(finding.derivation)
    return finding.message if finding.message.endswith(arithmetic) else f"{finding.message}: {arithmetic}"


def unsaid(wish: ExpectedFinding, finding: Finding) -> list[str]:
    """Return the words that a finding was expected to say and does not."""
    text = "; ".join((finding.message, *finding.derivation))
    return [words for words in wish.says if words not in text]


def _line(
    severity: str, at: Sequence[str], code: str | None, says: Sequence[str], suspects: Sequence[str] | None
) -> str:
    parts = [f"severity: {severity}", f"at: [{', '.join(map(_word, at))}]"]
    parts += [f"code: {code}"] if code else []
    if says:
        quoted = [json.dumps(printable(words), ensure_ascii=False) for words in says]
        parts.append(f"says: {quoted[0] if len(quoted) == 1 else '[' + ', '.join(quoted) + ']'}")
    if suspects is not None:
        parts.append(f"suspects: [{', '.join(map(_word, suspects))}]")
    return f"- {{{', '.join(parts)}}}"


def _word(text: str) -> str:
    """Return a place as YAML writes it in a list: quoted where it is no plain word."""
    shown = printable(text)
    plain = all(char.isalnum() or char in "._-[]" for char in shown) and shown[:1].isalnum()
    return shown if plain and "[" not in shown else json.dumps(shown, ensure_ascii=False)


def _agree_lines(example: Example, result: Result) -> list[str]:
    """Return the agreements that the example lists, and those that there are; none where it lists none."""
    if "agree" not in example.model_fields_set:
        return []
    found = {agreement.subject: agreement.value for agreement in result.agreements}
    lines = ["  agree:"]
    for subject in dict.fromkeys((*example.agree, *found)):
        wished, got = example.agree.get(subject), found.get(subject)
        if wished == got:
            lines.append(f"    {printable(subject)}: {printable(wished or '')}")
            continue
        lines += [f"-   {printable(subject)}: {printable(wished)}"] if wished is not None else []
        lines += [f"+   {printable(subject)}: {printable(got)}"] if got is not None else []
    return lines


def _unchecked_lines(rule: Rule, example: Example, result: Result) -> list[str]:
    """Return what the example says could not be checked, `[]` for nothing; no line where it says nothing of it."""
    if "not_checked" not in example.model_fields_set:
        return []
    missed = sorted({claim for entry in result.not_checked if entry.rule == rule.code for claim in entry.claims})
    wished = sorted(set(example.not_checked))
    if missed == wished:
        return [f"  not_checked: [{', '.join(map(_word, wished))}]"]
    return [f"{sign} not_checked: [{', '.join(map(_word, names))}]" for sign, names in (("-", wished), ("+", missed))]


def _advice(rule: Rule, example: Example, pairs: Sequence[_Pair], result: Result) -> Iterator[str]:
    for pair in pairs:
        if pair.wish is None and pair.found is not None:
            yield from _on_unexpected(pair.found, rule)
        elif pair.wish is not None and _is_unwritten(pair.wish):
            yield _on_unwritten(pair.found)
        elif pair.wish is not None and pair.found is None:
            yield from _on_missing(rule, result)
        elif pair.wish is not None and pair.found is not None:
            yield from _on_other(pair.wish, pair.found, rule)
    if "not_checked" in example.model_fields_set:
        yield from _reasons(rule, result)


def _on_unexpected(finding: Finding, rule: Rule) -> Iterator[str]:
    yield f"found by {finding.code}: {said_by(finding)}"
    if not finding.claims:
        return
    if finding.code != rule.code:
        yield f"another rule speaks: change the claims so that they agree, or expect it with `code: {finding.code}`"
    else:
        yield "right? then write the line with + into `expect`; wrong? then narrow `where` or weaken `assert`"


def _on_unwritten(found: Finding | None) -> str:
    if found is None:
        return f"`{UNWRITTEN}` stands for what must be found: make the claims contradict each other, then write it"
    return f"`{UNWRITTEN}` stands for what must be found: if the line with + is right, it takes the place of that line"


def _on_missing(rule: Rule, result: Result) -> Iterator[str]:
    reasons = list(_reasons(rule, result))
    yield from reasons
    compared = [claim for claim, entry in sorted((result.claims or {}).items()) if rule.code in entry.rules]
    if compared:
        yield f"{rule.code} judged {', '.join(compared)}, and what it asserts can be true of them: see `assert`"
    elif not reasons:
        yield f"{rule.code} is about none of these claims: see `each` and `where`"


def _reasons(rule: Rule, result: Result) -> Iterator[str]:
    for entry in result.not_checked:
        if entry.rule == rule.code:
            about = ", ".join(entry.claims) or "its identity"
            yield f"not checked: {about}: {entry.operand}: {entry.reason}"


def _on_other(wish: ExpectedFinding, found: Finding, rule: Rule) -> Iterator[str]:
    if found.severity is not Severity(wish.severity):
        yield _on_severity(found, rule)
    if unsaid(wish, found):
        yield f"it says: {said_by(found)}"
    if places_of(found) != wish.at:
        yield "`at` names the claims of the smallest conflict, in the order of the report"


def _on_severity(found: Finding, rule: Rule) -> str:
    if found.severity is Severity.ERROR:
        return "an error: even the widest meaning of the words contradicts; make the figures come closer for a warning"
    if found.code == rule.code and rule.severity is not Severity.ERROR:
        return f"a rule of severity {rule.severity} never gives an error"
    return "a warning: the widest meaning of the words allows it; move the figures further apart for an error"
