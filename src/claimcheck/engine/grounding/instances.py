"""What a rule about no claim comes to by itself, where it is known what claims mention."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.corpus.vocabulary import Vocabulary
from claimcheck.engine.grounding.bench import Bench
from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.grounding.grounding import Grounder, Grounding
from claimcheck.engine.grounding.mentions import kinds_of
from claimcheck.rules.rule import Rule
from claimcheck.values.figure import Reading


def instances(
    rule: Rule, constraints: Iterable[Ground], vocabulary: Vocabulary, reading: Reading, bench: Bench
) -> Grounding:
    """Return what comes of a rule about no claim where claims mention what these constraints are about."""
    grounder = Grounder((), (), vocabulary, reading, bench)
    mentions = grounder.result.mentions
    for each in constraints:
        if each.rule.binders and not each.rule.indices:
            for slot in each.variables:
                mentions.add(slot, None)
    grounder.apply(rule)
    return grounder.result


def may_have_instances(rule: Rule, constraints: Iterable[Ground]) -> bool:
    """Tell whether constraints are about anything that a rule about no claim takes its names from."""
    kinds = kinds_of(rule)
    return any(slot.kind in kinds for each in constraints for slot in each.variables)
