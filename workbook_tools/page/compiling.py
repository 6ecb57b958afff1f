"""Inside the runtime, when a page is built: its own Python compiles everything, for 3.14 reads only what 3.14 wrote."""

from __future__ import annotations

import ast
import importlib._bootstrap_external as bootstrap
import zipfile
from collections.abc import Iterable
from pathlib import Path
from types import CodeType

_ENTRY, _MOST_UNITS = 0x80 | 13 << 3, 8
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip can date back to: the same bytes whenever it is made


def compile_part(sources: Path, part: str, target: Path) -> None:
    """What lies below `part` in the archive of sources, as an archive of compiled modules and everything else."""
    with zipfile.ZipFile(sources) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(each for each in archive.namelist() if each.startswith(f"{part}/")):
            data, inner = archive.read(name), name.removeprefix(f"{part}/")
            if inner.endswith(".py"):
                data, inner = compiled(data, inner), inner + "c"
            packed.writestr(zipfile.ZipInfo(inner, EARLIEST), data)


def compiled(source: bytes, name: str) -> bytes:
    """A .pyc that is believed without its source."""
    tree = ast.parse(source, name)
    strip(tree)
    code = on_one_line(compile(tree, name, "exec", dont_inherit=True))
    return bytes(bootstrap._code_to_hash_pyc(code, bytes(8), False))  # type: ignore[attr-defined]


def strip(tree: ast.Module) -> None:
    """Without what nobody reads in there: documentation strings, and the types of arguments and results."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
            every = node.args
            for argument in (*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg):
                if argument is not None:
                    argument.annotation = None
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                alone = len(node.body) == 1 and not isinstance(node, ast.Module)
                node.body[:1] = [ast.copy_location(ast.Pass(), first)] if alone else []


def on_one_line(code: CodeType) -> CodeType:
    """The code with all of it on its first line: a fault is told by its kind and words, nobody is shown a traceback.

    Each entry of the table of lines (Objects/locations.md of CPython) is of at most eight units of two bytes: form 13,
    a line without columns, and a difference of 0.
    """
    inner = tuple(on_one_line(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    whole, rest = divmod(len(code.co_code) // 2, _MOST_UNITS)
    table = bytes([_ENTRY | (_MOST_UNITS - 1), 0]) * whole + (bytes([_ENTRY | (rest - 1), 0]) if rest else b"")
    return code.replace(co_consts=inner, co_linetable=table)


def without(archive: Path, root: str, loaded: Iterable[str]) -> None:
    """The archive anew, without the modules that are loaded from it: their files lie below `root`."""
    gone = {each.removeprefix(root) for each in loaded}
    with zipfile.ZipFile(archive) as whole:
        left = [(entry, whole.read(entry)) for entry in whole.infolist() if entry.filename not in gone]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for entry, data in left:
            packed.writestr(entry, data)
