"""Do the tests notice? Small changes to modules, one at a time, drawn by a seed; each must make a test fail.

    python tests/mutants.py workbook_tools/reading/words --tests tests/reading/words --sample 100

Run on demand, not with the tests. The tests are collected once and each is run once, to learn which lines it runs;
a mutant is then tried, in a process of its own, by the tests alone that run its line, those named after its module
first, up to the first failure. Nothing is written: the changed module lives only in the process that tries it. What
survives is printed with its line, to be killed by a test, or judged to mean the same and written with the reason into
`tests/equivalent_mutants.txt`, which are not drawn.
"""

from __future__ import annotations

import argparse
import ast
import functools
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")
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
    last: int  # of the statement that it is in, or of its head
    source: str  # the line as it is written
    what: str
    kind: str
    place: int  # of the node, as `ast.walk` counts them
    in_function: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}: {self.source}"

    @property
    def known_as(self) -> tuple[str, str, str]:
        """What stays the same when lines are added above."""
        return self.path.resolve().relative_to(ROOT).as_posix(), self.what, self.source

    def tree(self) -> ast.Module:
        """The module with the one change."""
        tree = ast.parse(_text(self.path))
        node = next(each for number, each in enumerate(ast.walk(tree)) if number == self.place)
        _apply(node, self.kind)
        return ast.fix_missing_locations(tree)


@functools.cache
def _text(path: Path) -> str:
    """A module as it is when the trials begin; it may be worked on while they go on."""
    return path.read_text("utf-8")


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module that could do another thing. Texts, and with them docstrings and messages, stay."""
    text = _text(path)
    lines, tree = text.splitlines(), ast.parse(text)
    idle, inside, spans = _idle(tree), _inside(tree), _spans(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in idle:
            continue
        for kind, what in _changes(node):
            line = getattr(node, "lineno", 0)
            first, last = spans.get(id(node), (line, line))
            source = lines[line - 1].strip()
            yield Mutant(path, line, max(last, first), source, what, kind, place, id(node) in inside)


def _idle(tree: ast.Module) -> set[int]:
    """Nodes that do nothing when the program runs: types and `if TYPE_CHECKING`, what decorators are told, `strict`."""
    idle: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                idle.append(node)
            case ast.FunctionDef() | ast.ClassDef():
                idle += node.decorator_list
                if isinstance(node, ast.FunctionDef) and node.returns:
                    idle.append(node.returns)
            case ast.keyword(arg="strict"):
                idle.append(node)
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=ast.expr() as annotation):
                idle.append(annotation)
    return {id(each) for node in idle for each in ast.walk(node)}


def _inside(tree: ast.Module) -> set[int]:
    """Nodes in the body of a function: these can be changed in a module that is loaded already."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {id(each) for function in functions for statement in function.body for each in ast.walk(statement)}


def _spans(tree: ast.Module) -> dict[int, tuple[int, int]]:
    """Node → first and last line of its statement; of one with a body only the head counts."""
    spans: dict[int, tuple[int, int]] = {}
    for statement in ast.walk(tree):  # outer ones first
        if isinstance(statement, ast.stmt):
            body = getattr(statement, "body", None)
            last = max(body[0].lineno - 1, statement.lineno) if body else statement.end_lineno or statement.lineno
            spans.update((id(each), (statement.lineno, last)) for each in ast.walk(statement))
    return spans


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


def equivalent() -> dict[tuple[str, str, str], str]:
    """Mutants that change nothing which can be observed: module, change and line → why."""
    lines = [line.strip() for line in EQUIVALENT.read_text("utf-8").splitlines()]
    told = iter([line for line in lines if line and not line.startswith("#")])
    found = {}
    for module_and_change, source, why in zip(told, told, told, strict=True):  # a merge may lose blank lines
        module, change = module_and_change.split(": ", 1)
        found[module, change, source] = why
    return found


def drawn_from(files: list[Path], sample: int, seed: int) -> tuple[list[Mutant], int]:
    """The sample, and of how many."""
    known = equivalent()
    everyone = [mutant for file in files for mutant in mutants_of(file)]
    there, here = (
        {mutant.known_as for mutant in everyone},
        {file.resolve().relative_to(ROOT).as_posix() for file in files},
    )
    for module, change, source in known:
        if module in here and (module, change, source) not in there:
            print(f"no such line any more: {module}: {change}: {source}", flush=True)
    found = [mutant for mutant in everyone if mutant.known_as not in known]
    return random.Random(seed).sample(found, min(sample, len(found))), len(found)


def main() -> int:
    from mutant_trials import Traced, trials

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", type=Path, help="modules, or folders of them")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60, help="of passing tests, after which a mutant has survived")
    parser.add_argument("--at-least", type=float, default=0.95)
    parser.add_argument("--trace", type=Path, help="a file to keep in which tests run which lines, for the next run")
    asked = parser.parse_args()
    files = [file for each in asked.modules for file in (sorted(each.rglob("*.py")) if each.is_dir() else [each])]
    drawn, of = drawn_from(files, asked.sample, asked.seed)
    traced = Traced(frozenset(str(file.resolve()) for file in files), asked.trace)
    killed = 0
    for number, (mutant, is_killed) in enumerate(trials(drawn, asked.tests, asked.seconds, traced), 1):
        killed += is_killed
        if not is_killed:
            print(f"survived: {mutant}", flush=True)
        if number % 20 == 0:
            print(f"{killed} of {number} killed", file=sys.stderr, flush=True)
    share = killed / len(drawn) if drawn else 1.0
    print(f"{killed} of {len(drawn)} killed ({share:.1%}); {of} in all, seed {asked.seed}")
    return 0 if share >= asked.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
