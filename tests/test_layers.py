"""Layers are kept, no module imports in a circle, and the start loads nothing that is heavy."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
LAYERS = ("values", "findings", "cache", "claims", "corpus", "rules", "engine", "reporters", "cli")
HEAVY = ("jinja2", "z3", "rapidfuzz", "pydantic", "ruamel.yaml", "rich", "hypothesis", "claimcheck.engine")
MODULES = sorted(SOURCE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def imported(tree: ast.AST, module: str, known: frozenset[str]) -> Iterator[str]:
    """Yield what a module imports anywhere in it: in functions and for type checks as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            base = node.module or ""
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in known else base


def graph() -> dict[str, set[str]]:
    known = frozenset(NAMES)
    found: dict[str, set[str]] = {}
    for module, path in NAMES.items():
        names = imported(parsed(path), module, known)
        found[module] = {name for name in names if name in known and name != module}
    return found


def layer(module: str) -> int | None:
    """Return the place of a module's layer; None for what stands above them, such as the entry point."""
    parts = module.split(".")
    return LAYERS.index(parts[1]) if len(parts) > 1 and parts[1] in LAYERS else None


def strays(edges: dict[str, set[str]]) -> list[str]:
    found = []
    for module, targets in sorted(edges.items()):
        own = layer(module)
        for target in sorted(targets):
            above = layer(target)
            if own is not None and above is not None and above > own:
                found.append(f"{module} imports {target}")
    return found


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return one circle of imports, or nothing."""
    done: set[str] = set()
    path: list[str] = []

    def visit(module: str) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        path.append(module)
        for target in sorted(edges.get(module, ())):
            if found := visit(target):
                return found
        done.add(path.pop())
        return []

    return next((found for module in sorted(edges) if (found := visit(module))), [])


def test_every_folder_of_the_package_is_a_layer() -> None:
    folders = {path.parent.relative_to(SOURCE / "claimcheck").parts[:1] for path in MODULES}
    assert {folder[0] for folder in folders if folder} == set(LAYERS)


def test_modules_import_from_their_left_alone() -> None:
    assert strays(graph()) == []


def test_a_stray_import_is_seen_also_inside_a_function() -> None:
    tree = ast.parse("def f():\n    from claimcheck.engine import run\n")
    names = set(imported(tree, "claimcheck.values.truth", frozenset(NAMES)))
    assert names == {"claimcheck.engine.run"}
    assert strays({"claimcheck.values.truth": names}) == ["claimcheck.values.truth imports claimcheck.engine.run"]


def test_no_module_imports_in_a_circle() -> None:
    assert circle(graph()) == []


def test_a_circle_is_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


def test_nothing_evaluates_text_as_code() -> None:
    for module, path in NAMES.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, f"{module} line {node.lineno}"


def test_the_values_and_findings_need_nothing_but_the_standard_library_and_iso4217() -> None:
    for module, path in NAMES.items():
        if not module.startswith(("claimcheck.values", "claimcheck.findings")):
            continue
        for name in imported(parsed(path), module, frozenset(NAMES)):
            top = name.partition(".")[0]
            assert top in {*sys.stdlib_module_names, "claimcheck", "iso4217"}, (module, name)


def test_the_command_line_starts_light() -> None:
    code = "import sys; from claimcheck.cli.main import command_line; command_line(); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in HEAVY if name in shown] == []


NEEDED_BY_FEW = (
    *("yaml", "ruamel", "rapidfuzz", "rich", "jinja2", "z3", "tomllib", "multiprocessing"),
    "claimcheck.engine.parting.by_parts",
)


def test_a_lint_with_nothing_to_find_imports_what_it_needs_alone(tmp_path: Path) -> None:
    """Each of these takes as long to import as some claims take to check; a few of the claims that are wrong ask it."""
    shutil.copytree(SOURCE / "claimcheck" / "cli" / "template", tmp_path, dirs_exist_ok=True)
    code = (
        "import sys; sys.argv = ['claimcheck', 'lint', '--no-cache', '--format', 'text:out.txt']\n"
        "from claimcheck.cli.start import run\n"
        "try: run()\n"
        "except SystemExit as left: print(left.code, *sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    status, *modules = ran.stdout.split()
    assert (status, ran.stderr) == ("0", "")
    assert "claimcheck.engine.run" in modules
    assert [name for name in NEEDED_BY_FEW if name in modules] == []
