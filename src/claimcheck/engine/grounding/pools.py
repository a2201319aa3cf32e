"""Seats claims by their forms, and finds those that may stand under each name of a rule that compares several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.corpus.records import ClaimRecord
from claimcheck.engine.grounding.match import Match, joined, may_stand
from claimcheck.engine.grounding.plans import Form, Formed, Forms
from claimcheck.rules.evaluate import decide
from claimcheck.rules.rule import Binder, Rule
from claimcheck.rules.runtime import Env
from claimcheck.values.truth import Truth


class Pools:
    """The claims of one grounding by kind, with their forms."""

    def __init__(self, by_kind: Mapping[str, Sequence[ClaimRecord]], forms: Forms, env: Env) -> None:
        self._by_kind, self._forms, self._env = by_kind, forms, env
        self._formed: dict[str, Formed] = {}

    def formed(self, kind: str) -> Formed:
        """Return the claims of a kind with their forms."""
        formed = self._formed.get(kind)
        if formed is None:
            formed = self._formed[kind] = self._forms.of(self._by_kind.get(kind, ()))
        return formed

    def joined(self, rule: Rule) -> Iterator[Match]:
        """Yield the matches of a rule that compares claims."""
        pools = []
        for binder in rule.binders:
            pool = list(self._pool(rule, binder))
            if not pool:
                return
            pools.append(pool)
        yield from joined(rule, pools)

    def _pool(self, rule: Rule, binder: Binder) -> Iterator[ClaimRecord]:
        """Yield the claims that may stand under a name of a rule."""
        for kind in binder.kinds:
            if kind not in self._by_kind:
                continue
            formed = self.formed(kind)
            told = {form: self._form_fits(rule, binder, form, claim) for form, (claim, _) in formed.groups.items()}
            if all(answer is False for answer in told.values()):
                continue
            for seat in formed.seats:
                claim, told_fits = seat.claim, told[seat.form]
                if told_fits or (
                    told_fits is None and may_stand(rule, binder, claim) and fits(rule, binder.name, claim, self._env)
                ):
                    yield claim

    def _form_fits(self, rule: Rule, binder: Binder, form: Form | None, claim: ClaimRecord) -> bool | None:
        if form is None or form.count < self._forms.enough:
            return None
        return self._forms.fits(rule, binder, form, self._env.with_claims({binder.name: claim}))


def fits(rule: Rule, name: str, claim: ClaimRecord, env: Env) -> bool:
    """Whether no condition about this claim alone leaves it out; what cannot be told is told of each match."""
    env = env.with_claims({name: claim})
    try:
        return not any(decide(condition(env)) is Truth.NO for about, condition in rule.conditions if about == name)
    except Exception:
        return True
