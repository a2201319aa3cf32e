"""The settings of a project: `[tool.claimcheck]` of pyproject.toml, or claimcheck.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from claimcheck.cache.trace import is_file
from claimcheck.corpus.files import UnreadableFile, contained, read_regular
from claimcheck.corpus.path_patterns import is_pattern
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean
from claimcheck.corpus.toml_places import key_places, nearest_place
from claimcheck.findings.codes import CHECKS
from claimcheck.findings.model import Place
from claimcheck.values.late_pattern import late
from claimcheck.values.value_class import value_class

MAX_SIZE = 1_000_000
NAMES = ("claimcheck.toml", "pyproject.toml")
MAX_PATHS = 200
MAX_SHOWN = 80
_PLACE = late(r" \(at line ([0-9]{1,9}), column ([0-9]{1,9})\)$")
_FILES = ("claims", "rules", "baseline")

Level = Literal["error", "warning", "info", "off"]
Levels = dict[str, Level]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PathSettings(_Table):
    """What holds for findings that lie wholly in files of one pattern."""

    ignore: tuple[str, ...] = Field(default=(), description="Codes or prefixes of codes not to report there")
    severity: Levels = Field(default_factory=dict, description="Severities by code or prefix there")


class Settings(_Table):
    """What a project can set. No setting names code, or a path outside the project."""

    claims: str = Field(default="claims", description="The folder of the claim files")
    rules: str = Field(default="rules", description="The folder of the project's own rules")
    baseline: str = Field(default="claimcheck-baseline.yaml", description="The file of findings that are answered for")
    select: tuple[str, ...] = Field(default=(), description="Codes or prefixes of codes to report; empty means all")
    ignore: tuple[str, ...] = Field(default=(), description="Codes or prefixes of codes not to report")
    severity: Levels = Field(
        default_factory=dict,
        description="By code or prefix: `error`, `warning`, `info` or `off`; the longest prefix that fits counts",
    )
    paths: dict[str, PathSettings] = Field(
        default_factory=dict,
        max_length=MAX_PATHS,
        description="By pattern of paths, such as `claims/archive/**`: `ignore` and `severity` for findings that lie "
        "wholly in such files; of several patterns that fit, the later severity counts",
    )
    fail_on: Literal["error", "warning"] = Field(
        default="error", alias="fail-on", description="The mildest finding that makes the exit status 1"
    )
    plugins: tuple[str, ...] = Field(
        default=(), max_length=100, description="Names under which installed packages offer rules in Python"
    )
    preview: StrictBool = Field(default=False, description="Whether rules of status preview run")
    cache: StrictBool = Field(default=True, description="Whether lint keeps what it printed, outside the project")


@value_class
class Origins:
    """The file that the settings come from, if any, and where in it each key stands."""

    file: str | None = None
    places: Mapping[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()

    def of(self, *path: str) -> Place | None:
        """Return where a setting stands; None where the default is in force."""
        whole = (*self.prefix, *path)
        key = whole[: len(self.prefix) + 1]
        if self.file is None or not any(known[: len(key)] == key for known in self.places):
            return None
        return Place(self.file, *nearest_place(self.places, whole))


@value_class
class _Read:
    """A table of settings as a file has it."""

    table: dict[str, object]
    problems: Problems
    origins: Origins

    def note(self, path: tuple[str, ...], message: str, hint: str | None = None) -> None:
        """Note what is wrong with a key, at its place."""
        place = nearest_place(self.origins.places, (*self.origins.prefix, *path))
        self.problems.at("CFG001", message, *place, hint)


def read_settings(root: Path) -> tuple[Settings, Problems | None]:
    """Return the settings of a project, with what is wrong with their file, if anything."""
    found = list(_tables(root))
    if not found:
        return Settings(), None
    first = found[0]
    if isinstance(first, Problems):
        return Settings(), first
    settings = _validated(first)
    for other in found[1:]:
        if isinstance(other, _Read):
            message = f"{other.problems.file} has settings too, and they are not read"
            first.problems.at("CFG001", message, 1, 1, "keep all settings in one of the two files")
    return settings, first.problems if first.problems.found else None


def origins_of(root: Path) -> Origins:
    """Return where the settings of a project stand."""
    first = next(_tables(root), None)
    return first.origins if isinstance(first, _Read) else Origins()


def has_settings(folder: Path) -> bool:
    """Tell whether a folder has settings of claimcheck, be they right or wrong."""
    return is_file(folder / NAMES[0]) or isinstance(next(_tables(folder), None), _Read)


def _tables(root: Path) -> Iterator[_Read | Problems]:
    """Yield the tables of settings that a folder has; problems for a file that cannot be read."""
    for name in NAMES:
        path = root / name
        if not is_file(path):
            continue
        problems = Problems(name)
        parsed = _parsed(root, path, problems)
        if parsed is None:
            # A pyproject.toml that other tools cannot read either is theirs to mend, unless it speaks of us.
            if name == NAMES[0] or "claimcheck" in problems.text or not problems.text:
                yield problems
            continue
        prefix = () if name == NAMES[0] else ("tool", "claimcheck")
        table: object = parsed
        for step in prefix:
            table = table.get(step) if isinstance(table, dict) else None
        if isinstance(table, dict):
            yield _Read(table, problems, Origins(name, key_places(problems.text), prefix))


def _parsed(root: Path, path: Path, problems: Problems) -> dict[str, object] | None:
    import tomllib

    try:
        data = read_regular(contained(root, path), MAX_SIZE)
        if len(data) > MAX_SIZE:
            raise ValueError(f"it is larger than {MAX_SIZE} bytes")
        problems.text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(problems.text)
    except UnreadableFile as error:
        problems.add("CFG001", f"{path.name} {error}")
    except (ValueError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found is not None else (1, 1)
        reason = str(error)[: found.start()] if found is not None else str(error)
        problems.at("CFG001", f"{path.name} cannot be read: {reason}", line, column)
    return None


def _validated(read: _Read) -> Settings:
    try:
        settings = Settings.model_validate(read.table)
    except ValidationError as error:
        for details in error.errors():
            path = tuple(str(step) for step in details["loc"] if step != "[key]")
            _note(read, path, details["type"], details["msg"])
        return Settings()
    before = len(read.problems.found)
    _check_files(settings, read)
    _check_codes(settings, read)
    return settings if len(read.problems.found) == before else Settings()


def _note(read: _Read, path: tuple[str, ...], kind: str, message: str) -> None:
    key = dotted(path)
    if kind != "extra_forbidden":
        read.note(path, f"the setting `{key}`: {_expected(kind, message)}")
        return
    known = keys_of(PathSettings if len(path) > 1 else Settings)
    near = did_you_mean(path[-1], known)
    read.note(path, f"there is no setting `{key}`{near}", f"the settings are {', '.join(known)}")


def _check_files(settings: Settings, read: _Read) -> None:
    for name in _FILES:
        path = Path(getattr(settings, name))
        if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in str(path):
            what = "file" if name == "baseline" else "folder"
            read.note((name,), f"the setting `{name}` must be a {what} inside the project, not {path}")


def _check_codes(settings: Settings, read: _Read) -> None:
    """Refuse what would hide that a run is not to be trusted, and patterns that no path of the project can fit."""
    for pattern in settings.paths:
        if not is_pattern(pattern):
            read.note(("paths", pattern), f'"{pattern[:MAX_SHOWN]}" is no pattern of paths inside the project')
    for path, code in coded_settings(settings):
        if code in CHECKS and CHECKS[code].untrusted and path[0] != "select":
            read.note(path, f"{code} can be neither ignored nor made milder: the run is then not to be trusted")


def coded_settings(settings: Settings) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every code or prefix that the settings name, with the path of its key."""
    for name in ("select", "ignore"):
        yield from (((name,), code) for code in getattr(settings, name))
    yield from ((("severity", code), code) for code in settings.severity)
    for pattern, below in settings.paths.items():
        yield from ((("paths", pattern, "ignore"), code) for code in below.ignore)
        yield from ((("paths", pattern, "severity", code), code) for code in below.severity)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a table of settings as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def dotted(path: tuple[str, ...]) -> str:
    """Return the path of a setting as TOML writes it."""
    return ".".join(step if re.fullmatch(r"[A-Za-z0-9_-]+", step) else f'"{step[:MAX_SHOWN]}"' for step in path)


def _expected(kind: str, message: str) -> str:
    match kind:
        case "string_type":
            return "it is a text in quotation marks"
        case "tuple_type":
            return 'it is a list of texts, such as ["ANN", "DAT001"]'
        case "dict_type":
            return 'it is a table, such as {NAM001 = "info"}'
        case "model_type" | "model_attributes_type":
            return "it is a table with the keys `ignore` and `severity`"
        case "bool_type":
            return "it is true or false, without quotation marks"
        case "too_long":
            return f"it has more than {MAX_PATHS} patterns"
        case _:
            return message.replace("Input should be", "it is")
