"""A constraint that shares no unknown with any other: most claims have some, and one look at it decides."""

from __future__ import annotations

from claimcheck.engine.grounding.ground import Ground
from claimcheck.engine.solving.network import initial_of
from claimcheck.engine.solving.nodes import Domains
from claimcheck.rules.terms import Var
from claimcheck.values.interval import Interval


def lone_domains(ground: Ground) -> Domains | None:
    """Return what a constraint that stands alone leaves of its unknowns; None where one look at it does not decide.

    It decides when each unknown stands in it once and no interval hides numbers that do not satisfy it. None, too,
    when it cannot hold, or when several claims speak of an unknown by it.
    """
    form = ground.form
    if form.repeats or form.gaps or (len(ground.claims) > 1 and any(isinstance(term, Var) for term in form.terms)):
        return None
    domains = [initial_of(term) for term in form.terms]

    def narrow(slot: int, interval: Interval) -> bool:
        met = domains[slot].intersect(interval)
        if met is None or (form.terms[slot].sort.is_whole and met != met.to_integers()):
            return False
        domains[slot] = met
        return True

    return domains if form.contractor.revise(domains, narrow) else None
