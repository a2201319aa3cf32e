"""The settings of a project: `[tool.claimcheck]` of pyproject.toml, or claimcheck.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claimcheck.corpus.files import UnreadableFile, contained, read_regular
from claimcheck.corpus.problems import Problems
from claimcheck.corpus.suggest import did_you_mean

MAX_SIZE = 1_000_000
NAMES = ("claimcheck.toml", "pyproject.toml")
_PLACE = re.compile(r" \(at line ([0-9]{1,9}), column ([0-9]{1,9})\)$")


class Settings(BaseModel):
    """What a project can set. No setting names code, or a path outside the project."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    claims: str = Field(default="claims", description="The folder of the claim files")
    rules: str = Field(default="rules", description="The folder of the project's own rules")
    select: tuple[str, ...] = Field(default=(), description="Codes or prefixes of codes to report; empty means all")
    ignore: tuple[str, ...] = Field(default=(), description="Codes or prefixes of codes not to report")
    fail_on: Literal["error", "warning"] = Field(
        default="error", alias="fail-on", description="The mildest finding that makes the exit status 1"
    )


def read_settings(root: Path) -> tuple[Settings, Problems | None]:
    """Return the settings of a project, with what is wrong with their file, if anything."""
    for name in NAMES:
        path = root / name
        if not path.is_file():
            continue
        problems = Problems(name)
        table = _table(root, path, problems)
        if table is None:
            if problems.found:
                return Settings(), problems
            continue
        return _validated(table, problems), problems if problems.found else None
    return Settings(), None


def _table(root: Path, path: Path, problems: Problems) -> dict[str, object] | None:
    try:
        data = read_regular(contained(root, path), MAX_SIZE)
        if len(data) > MAX_SIZE:
            raise ValueError(f"it is larger than {MAX_SIZE} bytes")
        problems.text = data.decode("utf-8-sig")
        parsed = tomllib.loads(problems.text)
    except UnreadableFile as error:
        problems.add("CFG001", f"{path.name} {error}")
        return None
    except (ValueError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found is not None else (1, 1)
        reason = str(error)[: found.start()] if found is not None else str(error)
        problems.at("CFG001", f"{path.name} cannot be read: {reason}", line, column)
        return None
    if path.name != "pyproject.toml":
        return parsed
    tool = parsed.get("tool", {})
    table = tool.get("claimcheck") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _validated(table: dict[str, object], problems: Problems) -> Settings:
    known = [field.alias or name for name, field in Settings.model_fields.items()]
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        for details in error.errors():
            key = ".".join(str(step) for step in details["loc"])
            if details["type"] == "extra_forbidden":
                message = f"there is no setting `{key}`{did_you_mean(key, known)}"
            else:
                message = f"the setting `{key}`: {_expected(details['type'], details['msg'])}"
            line = _line_of(str(details["loc"][0]), problems.text)
            problems.at("CFG001", message, line, 1, f"the settings are {', '.join(known)}")
        return Settings()
    for name in ("claims", "rules"):
        path = Path(getattr(settings, name))
        if path.is_absolute() or ".." in path.parts:
            message = f"the setting `{name}` must be a folder inside the project, not {path}"
            problems.at("CFG001", message, _line_of(name, problems.text), 1)
            return Settings()
    return settings


def _expected(kind: str, message: str) -> str:
    match kind:
        case "string_type":
            return "it is a text in quotation marks"
        case "tuple_type":
            return 'it is a list of texts, such as ["ANN", "DAT001"]'
        case _:
            return message.replace("Input should be", "it is")


def _line_of(key: str, text: str) -> int:
    """Return the line of a setting, from 1; the first line when the key is written in a way of its own."""
    lines = text.splitlines()
    start = lines.index("[tool.claimcheck]") if "[tool.claimcheck]" in lines else 0
    for number, line in enumerate(lines[start:], start + 1):
        if line.partition("=")[0].strip() == key:
            return number
    return 1
