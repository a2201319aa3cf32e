"""`--engine`: which processes check the claims."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.status import Problem
from claimcheck.values.late_pattern import late

if TYPE_CHECKING:
    from claimcheck.engine.parting.by_parts import Share
    from claimcheck.engine.parting.in_parallel import SharedParts
    from claimcheck.engine.parting.part_checker import PartChecker

_ADDRESS = late(r"dask(?:://(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):(?P<port>[0-9]{1,5}))?")


def share_of(engine: str, root: Path, *, jobs: int | None, plugins: bool) -> Share | None:
    """Return who shares the work of an engine; None for this machine's own processes. Raises Problem."""
    if engine == "local":
        return None
    address = _ADDRESS.fullmatch(engine)
    if address is None:
        raise Problem(f"--engine takes local, dask or dask://HOST:PORT, not {engine[:80]}")
    where = f"{address['host']}:{address['port']}" if address["host"] else None

    @contextmanager
    def share(checker: PartChecker) -> Iterator[SharedParts]:
        from claimcheck.engine.parting.dask_pool import NoCluster, dask_parts

        try:
            with dask_parts(checker, where, root, jobs=jobs, plugins=plugins) as shared:
                yield shared
        except NoCluster as error:
            raise Problem(str(error)) from None

    return share
