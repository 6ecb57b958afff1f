"""Do the tests notice? Small changes to modules, one at a time, drawn by a seed; each must make a test fail.

    python tests/mutants.py workbook_tools/reading/words --tests tests/reading/words/test_cells.py --sample 100

Run on demand, not with the tests: every mutant costs a run of the given tests up to the first failure. Nothing is
written: the changed module lives only in the process that tries it. What survives is printed with its line, to be
killed by a test or judged to mean the same.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import io
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 120  # seconds; what loops for ever is killed
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    path: Path
    line: int
    what: str
    kind: str
    place: int  # of the node, as `ast.walk` counts them

    def tree(self) -> ast.Module:
        """The module with the one change."""
        tree = ast.parse(self.path.read_text("utf-8"))
        node = next(each for number, each in enumerate(ast.walk(tree)) if number == self.place)
        _apply(node, self.kind)
        return ast.fix_missing_locations(tree)


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module. Texts, and with them docstrings and messages, stay."""
    for place, node in enumerate(ast.walk(ast.parse(path.read_text("utf-8")))):
        for kind, what in _changes(node):
            yield Mutant(path, getattr(node, "lineno", 0), what, kind, place)


def _changes(node: ast.AST) -> list[tuple[str, str]]:
    """What can be changed at a node: the kind of change, and how it is called."""
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in _COMPARED:
            return [("compare", f"{type(first).__name__} → {_COMPARED[type(first)].__name__}")]
        case ast.BoolOp(op=op):
            return [("bool", "or → and" if isinstance(op, ast.Or) else "and → or")]
        case ast.UnaryOp(op=ast.Not()):
            return [("not", "not x → x")]
        case ast.BinOp(op=op) if type(op) in _COUNTED and not isinstance(node.left, ast.Constant | ast.JoinedStr):
            return [("count", f"{type(op).__name__} → {_COUNTED[type(op)].__name__}")]
        case ast.If() | ast.IfExp():
            return [("true", "if → if True"), ("false", "if → if False")]
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            return [("one more", f"{value} → {value + 1}")]
        case ast.Constant(value=bool() as value):
            return [("flip", f"{value} → {not value}")]
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            return [("name", f"{name} → {_NAMES[name]}")]
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            return [("nothing", "return x → return None")]
        case ast.Continue():
            return [("break", "continue → break")]
    return []


def _apply(node: ast.AST, kind: str) -> None:
    match node:
        case ast.Compare():
            node.ops[0] = _COMPARED[type(node.ops[0])]()
        case ast.BoolOp():
            node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.BinOp():
            node.op = _COUNTED[type(node.op)]()
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(kind == "true")
        case ast.Constant():
            node.value = not node.value if kind == "flip" else node.value + 1  # type: ignore[operator]
        case ast.Call(func=ast.Name() as name):
            name.id = _NAMES[name.id]
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.Continue():
            node.__class__ = ast.Break  # type: ignore[assignment]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module its changed code; all others come as ever."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        self.name, self.mutant = name, mutant

    def find_spec(self, name: str, path: object = None, target: object = None):  # type: ignore[no-untyped-def]
        if name != self.name:
            return None
        where = self.mutant.path
        package = [str(where.parent)] if where.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, where, loader=self, submodule_search_locations=package)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.tree(), str(self.mutant.path), "exec"), module.__dict__)


def is_killed(mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether a test fails, in a process of its own."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        os.close(0)
        sys.meta_path.insert(0, _Changed(_module_name(mutant.path), mutant))
        import pytest

        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            failed = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no", *tests]) != 0
        os._exit(int(failed))
    _, status = os.waitpid(child, 0)
    return status != 0


def _module_name(path: Path) -> str:
    parts = path.resolve().relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", type=Path, help="modules, or folders of them")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=float, default=0.95)
    asked = parser.parse_args()
    files = [file for each in asked.modules for file in (sorted(each.rglob("*.py")) if each.is_dir() else [each])]
    found = [mutant for file in files for mutant in mutants_of(file)]
    drawn = random.Random(asked.seed).sample(found, min(asked.sample, len(found)))
    killed = 0
    for mutant in drawn:
        if is_killed(mutant, asked.tests):
            killed += 1
        else:
            print(f"survived: {mutant.path}:{mutant.line}: {mutant.what}", flush=True)
    share = killed / len(drawn) if drawn else 1.0
    print(f"{killed} of {len(drawn)} killed ({share:.1%}); {len(found)} in all, seed {asked.seed}")
    return 0 if share >= asked.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
