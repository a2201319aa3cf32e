"""Random edits of a project: after each, a run with the cache must leave and print what one without it does.

Run `python tests/cache/edits.py 5000` for so many edits (and `--seed 7` for others). Nothing is said of the runs that
agree but how many there were; the first that do not, end it with the edits that led there.
"""

from __future__ import annotations

import argparse
import functools
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import typer.main

from claimcheck.cache import program as programs
from claimcheck.cache import signature
from claimcheck.cache.runs import Recalled, Runs
from claimcheck.cli.remembering import NO_CACHE
from claimcheck.rules import load as loading
from claimcheck.rules import pack as packing

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "src" / "claimcheck" / "cli" / "template"
PACK = ("anniversary/conflicting-anniversaries.yaml", "change/growth-against-levels.yaml")
EVENING = "claims/evening-news-2022-11-20.yaml"
MORNING = "claims/morning-post-2024-03-01.yaml"
BASELINE = """\
version: 1
findings:
  - fingerprint: 4036951f7f2aacc1
    code: ANN001
    subject: origin[port-founding]
    claims:
      evening-news-2022-11-20#forty-eighth: d7e4d44de628
      morning-post-2024-03-01#fiftieth: f816b5f6cb70
    reason: the port counts from another year
    author: A. Editor
    date: 2026-11-22
"""
SETTINGS = (
    'fail-on = "warning"\n',
    'ignore = ["SRC"]\n',
    'severity = {ANN001 = "info"}\n',
    'claims = "other"\n',
    "cache = false\n",
    "preview = true\n",
    'rules = "more"\n',
    'baseline = "else.yaml"\n',
    'nothing = "of this name"\n',
    "broken = [\n",
)
OPTIONS = (
    (),
    ("--format", "json"),
    ("--format", "sarif", "--fail-on", "warning"),
    ("--quiet", "--ignore", "HBR"),
    ("--format", "csv", "--format", "markdown:out.md"),
    ("claims/evening-news-2022-11-20.yaml",),
    ("--no-baseline", "--exit-zero"),
    ("--preview", "--format", "gitlab"),
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run left behind."""

    status: int
    out: bytes
    err: bytes
    written: bytes | None


@dataclass(slots=True)
class World:
    """A project that is edited, the rules that ship for it, and how its runs went."""

    folder: Path
    rng: Random
    recalled: int = 0
    runs: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def project(self) -> Path:
        return self.folder / "outer" / "project"

    @property
    def pack(self) -> Path:
        return self.folder / "pack"

    def build(self) -> None:
        """Make the project and the pack anew."""
        for folder in (self.folder / "outer", self.pack):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(TEMPLATE, self.project, ignore=shutil.ignore_patterns(".github"))
        (self.project / "sub").mkdir()
        for file in PACK:
            (self.pack / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "rules" / file, self.pack / file)

    def files(self) -> list[Path]:
        """Return every file that a run may read."""
        found = [
            path for root in (self.project, self.pack) for path in sorted(root.rglob("*")) if path.name != "out.md"
        ]
        return [path for path in found if path.is_file() or (path.is_symlink() and not path.exists())]

    def run(self, options: tuple[str, ...], folder: str, *, cached: bool, command: str = "lint") -> Ran:
        """Run a command in a folder of the project."""
        from claimcheck.cli.start import run

        written = self.project / folder / "out.md"
        written.unlink(missing_ok=True)
        streams = sys.stdout, sys.stderr, sys.argv
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        sys.argv = ["claimcheck", command, *options, *(() if cached else ("--no-cache",))]
        sys.stdout, sys.stderr = out, err
        os.chdir(self.project / folder)
        try:
            run()
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else -1
            out.flush()
            err.flush()
            text = written.read_bytes() if written.is_file() else None
            return Ran(status, out.buffer.getvalue(), err.buffer.getvalue(), text)
        finally:
            os.chdir(self.folder)
            sys.stdout, sys.stderr, sys.argv = streams
        raise AssertionError("it did not leave")

    def step(self) -> None:
        """Make an edit, and compare the runs after it."""
        for _ in range(self.rng.choice((1, 1, 1, 2, 3))):
            edit = self.rng.choice(EDITS)
            with suppress(OSError, UnicodeDecodeError):
                # An edit that cannot be made, such as to remove what is not there, is none.
                edit(self)
            self.log.append(edit.__name__)
        for _ in range(self.rng.choice((1, 2))):
            self.compare(self.rng.choice(OPTIONS), self.rng.choice(("", "", "claims", "sub")))
        if self.rng.random() < 0.3:
            time.sleep(0.03)

    def compare(self, options: tuple[str, ...], folder: str) -> None:
        """Hold what comes of a run with the cache, at times by two workers, and of a second, against one without."""
        if not (self.project / folder).is_dir():
            return
        self.runs += 2
        shared = (*options, *self.rng.choice(((), (), ("--jobs", "2"))))
        first, second = self.run(shared, folder, cached=True), self.run(shared, folder, cached=True)
        plain = self.run(options, folder, cached=False)
        last = f"after {', '.join(self.log[-8:])}: {options} in {folder or 'the root'}"
        assert first == plain, f"{last}\n{first}\n{plain}"
        assert second == plain, f"{last}\n{second}\n{plain}"


def refuse_pipe(path: Path) -> None:
    """Do not wait for somebody to open the other end of a pipe."""
    if path.is_fifo():
        raise FileExistsError(path)


def rewrite(world: World, path: Path, change: Callable[[str], str]) -> None:
    """Change a file in one of the ways of which editors have several; sometimes its times are put back."""
    before = path.stat()
    refuse_pipe(path)
    text = change(path.read_text(encoding="utf-8"))
    if world.rng.random() < 0.5:
        path.write_text(text, encoding="utf-8")
    else:
        beside = path.with_name(".beside")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    if world.rng.random() < 0.5:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def other_digit(world: World) -> None:
    """Change one digit of a file: its size stays."""
    path = world.rng.choice(world.files())

    def change(text: str) -> str:
        places = [i for i, letter in enumerate(text) if letter.isdigit()]
        if not places:
            return text
        place = world.rng.choice(places)
        return text[:place] + world.rng.choice("0123456789") + text[place + 1 :]

    rewrite(world, path, change)


def conflict(world: World) -> None:
    for path in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        rewrite(world, world.project / path, lambda text: text.replace("48", "47"))


def peace(world: World) -> None:
    for path in (EVENING, "seeds/evening-news-2022-11-20.txt"):
        rewrite(world, world.project / path, lambda text: text.replace("47", "48"))


def drop_line(world: World) -> None:
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        del lines[world.rng.randrange(len(lines))]
        return "".join(lines)

    rewrite(world, world.rng.choice(world.files()), change)


def swap_words(world: World) -> None:
    word, other = world.rng.choice(
        (("passengers", "visitors"), ("northhaven", "southhaven"), ("error", "warning"), ("stable", "preview"))
    )
    rewrite(world, world.rng.choice(world.files()), lambda text: text.replace(word, other, 1))


def touch(world: World) -> None:
    world.rng.choice(world.files()).touch()


def same_again(world: World) -> None:
    rewrite(world, world.rng.choice(world.files()), lambda text: text)


def nothing(world: World) -> None:
    """No edit."""


def chmod(world: World) -> None:
    world.rng.choice(world.files()).chmod(world.rng.choice((0o600, 0o644, 0o444, 0o000)))


def remove(world: World) -> None:
    world.rng.choice(world.files()).unlink()


def rename(world: World) -> None:
    path = world.rng.choice(world.files())
    path.rename(path.with_name(world.rng.choice(("a.yaml", "z.yaml", ".hidden.yaml", "vocabulary.yaml", "x.txt"))))


def swap_files(world: World) -> None:
    one, other = world.rng.sample(world.files(), 2)
    beside = one.with_name(".beside")
    one.rename(beside)
    other.rename(one)
    beside.rename(other)


def copy(world: World) -> None:
    one, other = world.rng.sample(world.files(), 2)
    shutil.copy2(one, other.with_name(f"copy-{world.rng.randrange(3)}{one.suffix}"))


def link(world: World) -> None:
    """Put a link in the place of a file: to itself moved away, to nothing, to itself, or out of the project."""
    path = world.rng.choice(world.files())
    aside = world.rng.choice((world.project / "aside", world.folder / "aside"))
    aside.mkdir(exist_ok=True)
    target = aside / path.name
    shutil.copy2(path, target)
    path.unlink()
    path.symlink_to(world.rng.choice((target, target, Path("nowhere"), path, Path("..") / "aside" / path.name)))


def link_folder(world: World) -> None:
    """Put a link in the place of a folder."""
    name = world.rng.choice(("seeds", "claims", "rules"))
    aside = world.rng.choice((world.project, world.folder)) / f"{name}-aside"
    if not (world.project / name).is_symlink():
        shutil.rmtree(aside, ignore_errors=True)
        (world.project / name).rename(aside)
        (world.project / name).symlink_to(aside)


def settings(world: World) -> None:
    name = world.rng.choice(("claimcheck.toml", "claimcheck.toml", "pyproject.toml"))
    head = "[tool.claimcheck]\n" if name == "pyproject.toml" else ""
    refuse_pipe(world.project / name)
    (world.project / name).write_text(head + world.rng.choice(SETTINGS))


def no_settings(world: World) -> None:
    (world.project / "claimcheck.toml").unlink(missing_ok=True)
    (world.project / "pyproject.toml").unlink(missing_ok=True)


def nearer_root(world: World) -> None:
    refuse_pipe(world.project / "sub" / "claimcheck.toml")
    (world.project / "sub" / "claimcheck.toml").write_text("")


def farther_root(world: World) -> None:
    for name in ("claimcheck.toml", "sub/claimcheck.toml"):
        (world.project / name).unlink(missing_ok=True)
    (world.project.parent / "claims").mkdir(exist_ok=True)


def baseline(world: World) -> None:
    refuse_pipe(world.project / "claimcheck-baseline.yaml")
    expires = world.rng.choice(("", "    expires: 2020-01-01\n", "    expires: 2999-01-01\n"))
    (world.project / "claimcheck-baseline.yaml").write_text(BASELINE + expires)


def lost_baseline(world: World) -> None:
    path = world.project / "claimcheck-baseline.yaml"
    path.unlink(missing_ok=True)
    if world.rng.random() < 0.3:
        path.symlink_to("nowhere")


def repository(world: World) -> None:
    place = world.rng.choice((world.project, world.project.parent)) / ".git"
    if place.exists():
        place.rmdir()
    else:
        place.mkdir()


def folder_for_file(world: World) -> None:
    path = world.rng.choice(world.files())
    path.unlink()
    path.mkdir()


def pipe(world: World) -> None:
    path = world.rng.choice(world.files())
    path.unlink()
    os.mkfifo(path)


def large(world: World) -> None:
    rewrite(world, world.project / EVENING, lambda text: text + "# and so on\n" * 2_000)


EDITS = (
    *(other_digit, conflict, peace, drop_line, swap_words, touch, same_again, nothing, chmod) * 3,
    *(remove, rename, swap_files, copy, link, link_folder, settings, no_settings, baseline, lost_baseline),
    *(nearer_root, farther_root, repository, folder_for_file, pipe, large),
)


@contextmanager
def surroundings(world: World) -> Iterator[None]:
    """Use the world's pack and a cache of its own, and have files settle after 20 ms, so that signatures are relied on.

    That is twice the tick of the clock of the file systems that it runs on.
    """
    known = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", NO_CACHE)}
    pack, margin, recall = loading.pack_folder, signature.MARGIN, Runs.recall
    command, identity = typer.main.get_command, programs.program

    def counted(runs: Runs, start: str) -> Recalled | None:
        found = recall(runs, start)
        world.recalled += found is not None
        return found

    os.environ["XDG_CACHE_HOME"] = str(world.folder / "cache")
    os.environ.pop(NO_CACHE, None)
    try:
        loading.pack_folder, signature.MARGIN = (lambda: world.pack), 20_000_000
        setattr(packing, "pack_folder", loading.pack_folder)  # noqa: B010 - it is imported there
        # What the commands are is found out once, not for every run.
        typer.main.get_command = functools.cache(command)
        # Somebody may be working at the program meanwhile.
        programs.program = lambda: "this program"
        Runs.recall = counted  # type: ignore[method-assign, assignment]
        yield
    finally:
        loading.pack_folder, signature.MARGIN, typer.main.get_command = pack, margin, command
        programs.program = identity
        setattr(packing, "pack_folder", pack)  # noqa: B010
        Runs.recall = recall  # type: ignore[method-assign]
        for name, value in known.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def play(folder: Path, seed: int, steps: int, world_every: int = 8) -> World:
    """Make so many steps; the project is made anew every so often, for edits mostly break it."""
    world = World(folder, Random(seed))
    with surroundings(world):
        for step in range(steps):
            if step % world_every == 0:
                world.build()
                world.log.append("anew")
            world.step()
    return world


def main() -> None:
    """Play as many steps as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            world = play(Path(folder).resolve(), given.seed, given.steps)
        except AssertionError as wrong:
            raise SystemExit(f"seed {given.seed}: {wrong}") from None
        told = f"{given.steps} steps, {world.runs} runs, {world.recalled} of them recalled"
        print(f"seed {given.seed}: {told}; all as without the cache")


if __name__ == "__main__":
    main()
