"""The derivation of a conflict: its arithmetic, line by line, and how far the two ends of it lie apart."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.engine.explaining import show
from claimcheck.engine.explaining.added_up import added_up
from claimcheck.engine.explaining.isolate import isolate
from claimcheck.engine.explaining.paper import Amount, Paper, is_open_part
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.network import Outcome, System
from claimcheck.rules.runtime import Symbols
from claimcheck.rules.terms import (
    OPPOSITE,
    All,
    AnyOf,
    Condition,
    Const,
    Leaf,
    Minus,
    Over,
    Plus,
    Relation,
    Slot,
    Sort,
    Term,
    Times,
    Var,
    Variable,
    YearOf,
    relations,
    sort_of,
    unknowns,
)
from claimcheck.rules.variables import describe
from claimcheck.values.interval import Interval
from claimcheck.values.truth import Truth
from claimcheck.values.value_class import value_class

SIGNS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


@value_class
class Derivation:
    """The lines of the arithmetic, the unknown that it is about, and the distance of the failure."""

    lines: tuple[str, ...]
    subject: Variable | None = None
    distance: str | None = None
    grounds: tuple[Ground, ...] = ()


def derive(system: System, symbols: Symbols) -> Derivation:
    """Return the derivation of a system that contradicts itself."""
    outcome = system.run()
    paper = _paper(system, symbols)
    if outcome.conflict is None:
        return _by_linear_step(system, paper)
    return _Writer(system, outcome, paper).write()


def _paper(system: System, symbols: Symbols) -> Paper:
    figures = [
        abs(Fraction(end))
        for term in system.terms
        if isinstance(term, Leaf)
        and term.sort is Sort.NUMBER
        and term.unit not in ("percent", "points", "days", "years")
        for end in (term.value.lo, term.value.hi)
        if end is not None
    ]
    factor, word = show.scale_of(figures)
    units = {term.unit for term in system.terms if term.unit not in ("", "percent", "points", "days", "years")}
    return Paper(symbols, factor, word, units.pop() if len(units) == 1 else "")


def _by_linear_step(system: System, paper: Paper) -> Derivation:
    """Print what must hold together, where only all relations at once show that it cannot."""
    lines: list[str] = []
    for ground in system.grounds:
        lines.extend(
            f"{_named(relation.left, paper)} {SIGNS[relation.op]} {_named(relation.right, paper)}"
            for relation in relations(ground.condition)
        )
    lines = list(dict.fromkeys(lines))
    variables = [slot for ground in system.grounds for slot in ground.variables]
    subject = max(dict.fromkeys(variables), key=variables.count, default=None)
    suffix = " ".join(part for part in (paper.word, paper.unit) if part)
    total = added_up(system.grounds, paper, lambda term: _wrapped(term, paper))
    last = "no values satisfy all of these" if total is None else f"added up: {total} {suffix}".rstrip()
    return Derivation((*lines, last), subject, None, tuple(system.grounds))


def _named(term: Term, paper: Paper) -> str:
    match term:
        case Var(slot=slot):
            return describe(slot)
        case Plus(items):
            parts = [_named(item, paper) for item in items]
            return " + ".join(parts).replace("+ -", "- ")
        case Minus(item):
            return f"-{_named(item, paper)}"
        case Times(left, right):
            return f"{_wrapped(left, paper)} × {_wrapped(right, paper)}"
        case Over(left, right):
            return f"{_wrapped(left, paper)} / {_wrapped(right, paper)}"
        case YearOf(item) if isinstance(item, Var):
            return f"year of {_named(item, paper)}"
        case _:
            return paper.write(term)


def _wrapped(term: Term, paper: Paper) -> str:
    text = _named(term, paper)
    return f"({text})" if isinstance(term, Plus) else text


class _Writer:
    """Writes the steps of a propagation that ended in a conflict."""

    def __init__(self, system: System, outcome: Outcome, paper: Paper) -> None:
        self.system = system
        self.outcome = outcome
        self.paper = paper
        self.lines: list[str] = []
        self.line_of: dict[Slot, int] = {}
        self.shown: dict[Slot, tuple[Amount, Term]] = {}

    def write(self) -> Derivation:
        system, outcome = self.system, self.outcome
        for number in self._ancestors():
            step = outcome.trail[number]
            term = system.terms[step.slot]
            if step.constraint >= 0 and isinstance(term, Var):
                self._step(system.grounds[step.constraint], term, step.interval)
            elif isinstance(term, Leaf) and step.constraint >= 0:
                known = self.paper.known.get(term.slot)
                self.paper.known[term.slot] = Amount(step.interval, known.nominal if known else term.nominal)
        grounds = tuple(system.grounds[number] for number in sorted(self._constraints()))
        subject, distance = self._clash(system.grounds[outcome.constraint])
        return Derivation(tuple(self.lines), subject, distance, grounds)

    def _ancestors(self) -> list[int]:
        seen: set[int] = set()
        stack = list(self.outcome.conflict or ())
        while stack:
            number = stack.pop()
            if number not in seen:
                seen.add(number)
                stack.extend(self.outcome.trail[number].antecedents)
        return sorted(seen)

    def _constraints(self) -> set[int]:
        _, constraints = self.system.ancestors(self.outcome, self.outcome.conflict or ())
        return {*constraints, self.outcome.constraint}

    def _step(self, ground: Ground, term: Var, interval: Interval) -> None:
        solved = _solved(ground.condition, term.slot)
        if solved is None:
            self.paper.known[term.slot] = Amount(interval)
            return
        unknown, _, other = solved
        amount = self.paper.amount(other)
        if not self._is_plain(other):
            written = self._written(other)
            self.lines.extend(line for line in written if line not in self.lines)
            self.line_of[term.slot] = self.lines.index(written[-1])
        self.shown[term.slot] = (amount, unknown)
        nominal = amount.nominal if sort_of(unknown) is not Sort.YEAR else None
        self.paper.known[term.slot] = Amount(interval, nominal)

    def _is_plain(self, term: Term) -> bool:
        """Whether a term is a number as it stands, so that writing `x = x` would say nothing."""
        match term:
            case Const() | Leaf() | Var():
                return True
            case YearOf(item) | Minus(item):
                return self._is_plain(item)
            case Plus(items):
                kept = [item for item in items if not self._adds_nothing(item)]
                return len(kept) == 1 and self._is_plain(kept[0])
            case _:
                return False

    def _adds_nothing(self, item: Term) -> bool:
        amount = self.paper.amount(item)
        return is_open_part(amount) or (isinstance(item, Const) and amount.value == Interval.point(0))

    def _written(self, other: Term) -> list[str]:
        """Return `expression = value`, with sums inside products on lines of their own."""
        lines: list[str] = []
        simple = self._without_inner_sums(other, lines)
        written, result = self.paper.write(simple), self.paper.result(simple)
        if written != result or not lines:
            lines.append(f"{written} = {result}")
        return lines

    def _without_inner_sums(self, term: Term, lines: list[str]) -> Term:
        match term:
            case Times(left, right):
                return Times(self._as_number(left, lines), self._as_number(right, lines))
            case Over(left, right):
                return Over(self._as_number(left, lines), self._as_number(right, lines))
            case _:
                return term

    def _as_number(self, term: Term, lines: list[str]) -> Term:
        if not isinstance(term, Plus):
            return self._without_inner_sums(term, lines)
        inner = [item for item in term.items if not isinstance(item, Const)]
        if len(inner) < 2:
            return term
        written, result = self.paper.write(term), self.paper.result(term)
        if written != result:
            lines.append(f"{written} = {result}")
        amount = self.paper.amount(term)
        slot = Variable("sum", (len(lines),))
        self.paper.known[slot] = amount
        return Var(slot, sort_of(term), self.paper.unit)

    def _clash(self, ground: Ground) -> tuple[Variable | None, str | None]:
        """Write the last line: where what a constraint needs and what is known cannot meet."""
        target = self._target(ground)
        if target is None:
            if not isinstance(ground.condition, Truth):
                self.lines.append(_failing(ground.condition, self.paper))
            return _only_variable(ground), None
        term, (unknown, op, other) = target
        needed = self.paper.amount(other)
        known, compared = self._known(term, unknown)
        subject = term.slot if isinstance(term.slot, Variable) else None
        sign = _sign(known.value, needed.value, op)
        sort, unit = sort_of(compared), term.unit
        shown_known = self.paper.text(known, sort, unit)
        if self._is_plain(other):
            text = self.paper.result(other)
            line = self.line_of.get(term.slot)
            if line is not None:
                self.lines[line] += f" {sign} {text}"
                self.lines.append(self.lines.pop(line))
            else:
                self.lines.append(f"{shown_known} {sign} {text}")
        else:
            written = self._written(other)
            if term.slot not in self.line_of:
                written[-1] += f" {_sign(needed.value, known.value, op)} {shown_known}"
            self.lines.extend(written)
        self._name_scale()
        return subject, _distance(known.value, needed.value, sort, unit, self.paper)

    def _known(self, term: Var | Leaf, unknown: Term) -> tuple[Amount, Term]:
        if term.slot in self.shown:
            amount, shown = self.shown[term.slot]
            if sort_of(shown) is sort_of(unknown):
                return amount, unknown
        return self.paper.amount(unknown), unknown

    def _target(self, ground: Ground) -> tuple[Var | Leaf, tuple[Term, str, Term]] | None:
        """Return the unknown at which the conflict is best shown: one with arithmetic on the other side if possible."""
        found: list[tuple[tuple[bool, bool, bool], int, Var | Leaf, tuple[Term, str, Term]]] = []
        for term in unknowns(ground.condition):
            solved = _solved(ground.condition, term.slot)
            if solved is None or (isinstance(solved[2], Const) and isinstance(term, Leaf) and not solved[2].text):
                continue
            is_known = term.slot in self.shown
            plain = self._is_plain(solved[2])
            found.append(((not isinstance(term, Var), not is_known, plain), len(found), term, solved))
        if not found:
            return None
        _, _, term, solved = min(found, key=lambda each: each[:2])
        return term, solved

    def _name_scale(self) -> None:
        suffix = " ".join(part for part in (self.paper.word, self.paper.unit) if part)
        if suffix and self.lines:
            self.lines[-1] += f" {suffix}"


def _solved(condition: Condition, slot: Slot) -> tuple[Term, str, Term] | None:
    if isinstance(condition, AnyOf):
        return None
    for relation in relations(condition):
        solved = isolate(relation, slot)
        if solved is not None:
            return solved
    return None


def _sign(left: Interval, right: Interval, op: str) -> str:
    if left.is_point and left == right:
        return "="
    if op in ("==", "!=") and left.is_point and right.is_point:
        return "≠"
    if left.lo is not None and right.hi is not None and left.lo >= right.hi:
        return ">"
    if left.hi is not None and right.lo is not None and left.hi <= right.lo:
        return "<"
    return "≠"


def _failing(condition: Condition, paper: Paper) -> str:
    """Write what holds instead of a condition that fails."""
    match condition:
        case Relation(left, op, right):
            return f"{paper.write(left)} {SIGNS[OPPOSITE[op]]} {paper.write(right)}"
        case AnyOf(items):
            return " and ".join(_failing(item, paper) for item in items if not isinstance(item, Truth))
        case All(items):
            return " or ".join(_failing(item, paper) for item in items)
        case _:
            return "it does not hold"


def _only_variable(ground: Ground) -> Variable | None:
    return ground.variables[0] if ground.variables else None


def _distance(a: Interval, b: Interval, sort: Sort, unit: str, paper: Paper) -> str | None:
    """Return how far apart two intervals lie that do not meet, and what share of the larger that is."""
    gap, base = _gap(a, b)
    if gap is None or sort is Sort.SYMBOL:
        return None
    if sort is Sort.DAY:
        return f"{show.number(gap)} {'day' if gap == 1 else 'days'} apart"
    if sort is Sort.YEAR:
        return f"{show.number(gap)} {'year' if gap == 1 else 'years'} apart"
    if gap == 0:
        return "they touch at an end that belongs to one of them alone"
    if unit in ("percent", "points"):
        return f"{show.number(gap * 100, 3)} percentage points apart"
    scaled = show.number(gap / paper.factor, 3)
    share = f", {show.number(100 * gap / base, 2)} % of the larger" if base else ""
    words = " ".join(part for part in (scaled, paper.word, unit) if part)
    return f"{words} apart{share}"


def _gap(a: Interval, b: Interval) -> tuple[Fraction | None, Fraction]:
    for low, high in ((a, b), (b, a)):
        if low.hi is not None and high.lo is not None and low.hi <= high.lo:
            return Fraction(high.lo - low.hi), max(abs(Fraction(high.lo)), abs(Fraction(low.hi)))
    return None, Fraction(0)
