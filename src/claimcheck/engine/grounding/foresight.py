"""What a rule will ask of variables that claims mention, told from one variable or one claim alone.

Keys of claims follow from it: what may meet must have a key in common before anybody has looked at both.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.engine.grounding.mentions import Mentions, binding_most, match_pattern
from claimcheck.engine.grounding.patterns import Bindings, head_of, is_of_type, normal_form
from claimcheck.rules.evaluate import decide
from claimcheck.rules.rule import Rule
from claimcheck.rules.runtime import Compiled, Env, Missing
from claimcheck.rules.terms import Variable
from claimcheck.values.truth import Truth


def wanted(rule: Rule, env: Env, mentions: Mentions) -> Iterator[tuple[object, ...]]:
    """Yield the heads of variables that others must mention for the rule's names to have values.

    For a rule of claims these are all that it takes values from; for an identity what is still looked for once a
    pattern has matched one of the mentions and has not bound all names.
    """
    names = set(rule.indices)
    for pattern in binding_most(rule.patterns, names):
        if env.claims:
            yield head_of(normal_form(pattern, env), env, {})
            continue
        rest = [p for p in rule.patterns if p is not pattern]
        for found, _ in match_pattern(rule, pattern, {}, None, env, mentions, None):
            missing = names - found.keys()
            local = env.with_names(found)
            for other in binding_most(rest, missing) if missing else ():
                yield head_of(normal_form(other, env), local, found)


def speaks_of(rule: Rule, env: Env, slot: Variable) -> bool:
    """Whether variables of the kind and first index of this one may give names values that the `where` is about."""
    return any(_may_apply(rule, env.with_names(names)) for names in _names_of_head(rule, env, slot))


def asserts_of(rule: Rule, env: Env, slot: Variable) -> bool:
    """Whether an identity seems to have something to assert of variables of the kind and first index of this one."""
    return any(
        all(_has_value(part, local) for pattern in assertion.patterns for part in pattern.parts)
        for names in _names_of_head(rule, env, slot)
        for local in (env.with_names(names),)
        for assertion in rule.assertions
    )


def _names_of_head(rule: Rule, env: Env, slot: Variable) -> Iterator[Bindings]:
    """Yield what names a variable's first index gives values to, by each pattern that the variable's kind fits."""
    for pattern in binding_most(rule.patterns, set(rule.indices)):
        shape = normal_form(pattern, env)
        if shape.kind != slot.kind:
            continue
        first = shape.binds[0]
        if len(shape.binds) == 1 or not isinstance(first, str):
            yield {}
        elif is_of_type(slot.parts[0], rule.indices[first], env):
            yield {first: slot.parts[0]}


def _may_apply(rule: Rule, env: Env) -> bool:
    for _, condition in rule.conditions:
        try:
            if decide(condition(env)) is Truth.NO:
                return False
        except Missing:
            return False
        except Exception:
            continue
    return True


def _has_value(part: Compiled, env: Env) -> bool:
    """Whether nothing is known to be missing for an index, as far as names have values."""
    try:
        part(env)
    except Missing:
        return False
    except Exception:
        return True
    return True
