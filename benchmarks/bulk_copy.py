"""A copy of a corpus whose claims are in bulk: one file of them, the same vocabulary and articles."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from made_corpus import Made
from peer import claimcheck, made_once


def bulk_copy(corpus: Made, suffix: str) -> Path:
    """Return the folder of the copy. Raises CalledProcessError when the claims cannot be exported."""

    def make(target: Path) -> None:
        (target / "claims").mkdir(parents=True)
        shutil.copytree(corpus.root / "seeds", target / "seeds", copy_function=os.link)
        shutil.copytree(corpus.root / "claims/vocabulary", target / "claims/vocabulary", copy_function=os.link)
        # What lies outside claims/ leads to the articles from claims/ once it is moved there.
        written = corpus.root / "claims" / f"all{suffix}"
        subprocess.run([*claimcheck(), "export", "--output", str(written)], cwd=corpus.root, check=True)
        written.rename(target / "claims" / written.name)

    return made_once(corpus.root.with_name(f"{corpus.root.name}{suffix}"), make)
