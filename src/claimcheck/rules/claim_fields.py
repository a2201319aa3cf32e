"""Names and fields of claims in expressions: what each stands for, and what is said of one that stands for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.rules import syntax
from claimcheck.rules.functions import FUNCTIONS
from claimcheck.rules.runtime import Absent, Compiled, DateValue, Env, Value, claim_when, field_value, moment_term
from claimcheck.rules.scope import CONSTANTS, PSEUDO_FIELDS, Scope
from claimcheck.rules.spoken import spoken_words
from claimcheck.rules.syntax import RuleSyntaxError
from claimcheck.rules.terms import Const, Sort, Stated
from claimcheck.rules.variables import KINDS, TIMELESS


def is_value(kinds: Sequence[str], name: str, scope: Scope) -> bool:
    """Whether a field is of any type but yes or no."""
    if name in PSEUDO_FIELDS:
        return True
    shapes = [scope.shapes(kind) for kind in kinds]
    return any(each[name].type != "flag" for each in shapes if name in each)


def compile_name(expr: syntax.Name, scope: Scope) -> Compiled:
    """Return what a plain name stands for. Raises RuleSyntaxError for one that stands for nothing."""
    name = expr.id
    if name in scope.locals or name in scope.indices:
        return lambda env: env.names[name]
    if scope.single is not None and scope.has_field(scope.single, name):
        return compile_field("", name, scope, expr.at)
    if name in CONSTANTS:
        constant = CONSTANTS[name]
        return lambda env: constant
    if scope.ids(name):
        return lambda env: name
    raise _unknown_name(name, scope, expr.at)


def _unknown_name(name: str, scope: Scope, at: int) -> RuleSyntaxError:
    if name in scope.claims:
        return RuleSyntaxError(f"`{name}` is a claim; write one of its fields, such as {name}.on", at)
    if name in KINDS:
        return RuleSyntaxError(f"`{name}` is a variable; write it with its indices: {KINDS[name][2]}", at)
    if name in FUNCTIONS:
        return RuleSyntaxError(f"`{name}` is a function; write {FUNCTIONS[name].signature}", at)
    known = [*scope.locals, *scope.indices, *CONSTANTS]
    if scope.single is not None:
        known += [*scope.fields(scope.single), *PSEUDO_FIELDS]
    else:
        known += [
            f"{claim}.{field_name}" for claim, kinds in scope.claims.items() for field_name in scope.fields(kinds)
        ]
    hint = did_you_mean(name, known)
    return RuleSyntaxError(
        f"`{name}` is no field, no index name declared in `for`, and no constant; an id is written in quotes{hint}",
        at,
    )


def compile_field(binding: str, name: str, scope: Scope, at: int) -> Compiled:
    """Return a field of a claim. Raises RuleSyntaxError where its kinds have none of that name."""
    kinds = scope.claims.get(binding)
    if kinds is None:
        claims = (
            ", ".join(claim for claim in scope.claims if claim) or "none: the fields of the one claim are plain names"
        )
        raise RuleSyntaxError(f"`{binding}` is not the name of a claim; this rule has {claims}", at)
    if name in PSEUDO_FIELDS:
        return lambda env: _pseudo_field(env.claims[binding], name, env)
    at += len(binding) + 1 if binding else 0
    for kind in kinds:
        shapes = scope.shapes(kind)
        if name not in shapes:
            hint = did_you_mean(name, [*shapes, *PSEUDO_FIELDS])
            raise RuleSyntaxError(f"a claim of kind `{kind}` has no field `{name}`{hint}", at)
    shape_type = scope.shapes(kinds[0])[name].type
    if shape_type == "moment":
        return lambda env: moment_term(
            field_value(env.claims[binding], name, shape_type, env), env.claims[binding], env
        )
    return lambda env: field_value(env.claims[binding], name, shape_type, env)


def _pseudo_field(claim: ClaimRecord, name: str, env: Env) -> Value:
    key = (claim, name, "pseudo")
    found = env.fields.get(key)
    if found is None:
        found = env.fields[key] = _new_pseudo_field(claim, name, env)
    return found


def _new_pseudo_field(claim: ClaimRecord, name: str, env: Env) -> Value:
    source = claim.source.model
    match name:
        case "when":
            return TIMELESS if _is_timeless(claim, env) else claim_when(claim)
        case "published":
            return Const(source.published.days(env.charitable), source.published.text, Sort.DAY)
        case "source":
            return source.id
        case "publisher":
            return _given(source.publisher, name)
        case "spoken":
            return _given(spoken_words(claim.model.quote), name)
        case "as":
            return str(claim.fields.get("as", "actual"))
        case "made" if "made" in claim.fields:
            return field_value(claim, "made", "date", env)
        case "made":
            return DateValue(source.published, Stated(claim.id, "made"), "on")
        case _:
            return _given(claim.fields.get(name), name)


def _is_timeless(claim: ClaimRecord, env: Env) -> bool:
    metric = claim.fields.get("metric")
    declared = env.vocabulary.metric(metric) if isinstance(metric, str) else None
    return declared is not None and declared.measures == "once"


def _given(value: object, name: str) -> Value:
    if value is None:
        raise Absent(name, "it is not stated")
    return value
