"""check-jsonschema with the schema of claim files."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from made_corpus import Made
from peer import Peer, claimcheck, in_python, made_once, passed


def prepare(corpus: Made) -> Sequence[str]:
    """Return the command, once the schema is written."""
    start = in_python("check_jsonschema", "check-jsonschema")

    def make(target: Path) -> None:
        with target.open("wb") as file:
            subprocess.run([*claimcheck(), "schema", "claims"], cwd=corpus.root, stdout=file, check=True)

    schema = made_once(corpus.root / "claims.schema.json", make)
    files = [str(path) for path in corpus.files if "vocabulary" not in path.parts]
    return [*start, "-m", "check_jsonschema", "--schemafile", str(schema), *files]


PEER = Peer("check-jsonschema", "schema", 10_000, prepare, passed)
