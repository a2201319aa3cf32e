"""A run with the cache leaves and prints what one without it does, whatever was edited before."""

from __future__ import annotations

from pathlib import Path
from random import Random

from edits import OPTIONS, World, play, surroundings


def test_random_edits(tmp_path: Path) -> None:
    world = play(tmp_path.resolve(), 1, 14)
    assert 5 <= world.recalled <= world.runs - 5


def test_what_did_not_change_is_recalled(tmp_path: Path) -> None:
    world = World(tmp_path.resolve(), Random(1))
    with surroundings(world):
        world.build()
        for options in OPTIONS[:3]:
            world.compare(options, "")
        assert (world.runs, world.recalled) == (6, 3)
        for path in world.files():
            path.touch()
        (world.project / "README.md").write_text("no claim\n")
        (world.project / "claims" / "notes.txt").write_text("no claim\n")
        (world.project / "claims" / ".hidden.yaml").write_text("no claim\n")
        world.compare((), "")
        assert (world.runs, world.recalled) == (8, 5)
