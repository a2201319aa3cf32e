"""Which ends of its unknowns' intervals a constraint reads: when only others have moved, it narrows nothing anew."""

from __future__ import annotations

from claimcheck.engine.solving.contract import Contractor
from claimcheck.engine.solving.pairs import PairContractor
from claimcheck.engine.solving.sums import SumContractor

LOWER, UPPER = 1, 2
BOTH = LOWER | UPPER


def reads_of(contractor: Contractor, count: int) -> list[int]:
    """Return for each of the unknowns of a contractor the ends that decide what it narrows, and whether it can hold.

    `a <= b` reads the lower end of a and the upper end of b: they bound the lower end of b and the upper end of a.
    """
    reads = [BOTH] * count
    if isinstance(contractor, PairContractor) and contractor.op != "==":
        rising = contractor.op in ("<", "<=")
        reads[contractor.left] = LOWER if rising else UPPER
        reads[contractor.right] = UPPER if rising else LOWER
    elif isinstance(contractor, SumContractor) and all(node is None for _, _, node, _ in contractor.parts):
        single = len(contractor.parts) == 1
        for factor, slot, _, _ in contractor.parts:
            if single or not contractor.equal:
                reads[slot] = 0 if single else LOWER if factor > 0 else UPPER
    return reads
