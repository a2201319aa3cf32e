"""DuckDB with two rules in SQL, on the Parquet table that `claimcheck export` writes."""

from __future__ import annotations

from collections.abc import Sequence

from bulk_copy import bulk_copy
from made_corpus import Made
from peer import Peer, in_python, subjects_found

PROGRAM = """
import sys, duckdb
for subject, kind in (("event", "anniversary"), ("series", "edition")):
    query = f'''SELECT "claim.{subject}" FROM read_parquet(?) WHERE "claim.kind" = '{kind}' GROUP BY 1
                HAVING count(DISTINCT substr("claim.on", 1, 4)::INT - "claim.ordinal"::INT) > 1'''
    for (name,) in duckdb.execute(query, [sys.argv[1]]).fetchall():
        print(name)
"""


def prepare(corpus: Made) -> Sequence[str]:
    """Return the command, once the table is written."""
    start = in_python("duckdb", "duckdb")
    return [*start, "-c", PROGRAM, str(bulk_copy(corpus, ".parquet") / "claims/all.parquet")]


PEER = Peer("DuckDB", "2 rules, no YAML read", 2_000_000, prepare, subjects_found)
