"""Mutants tried by the tests that run their lines; the machinery of `tests/mutants.py`.

A forked process collects the tests once, runs each once under a trace, and forks again for every mutant: functions get
their changed code in place. What a module does while it is loaded (its constants, the defaults of its functions) cannot
be changed any more by then and is tried by a process that has not loaded it.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import importlib.abc
import importlib.util
import io
import os
import pickle
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from mutants import ROOT, Mutant

_LONGEST = 900  # seconds; what waits for ever is killed. A busy machine makes nothing wait so long
_BUSIEST = 60  # seconds of the processor beyond those of passing tests; what loops for ever is killed
_MOST_MEMORY = 8 << 30
_OURS = ("workbook_tools", "tests")
_FEW = 3  # tests: a line that so few run may work through a cache or a fixture that others use too
_TRACED = ("workbook_tools", "tests", "templates", "examples", "pyproject.toml")  # a trace follows from these
_QUIET = ("-q", "-p", "no:cacheprovider", "--no-header", "--tb=no")


_Lines = dict[tuple[str, int], set[int]]  # (file, line) → the tests that run it


class Traced(NamedTuple):
    """Which tests run which lines of these files; kept from run to run where it is said where."""

    files: frozenset[str]
    kept: Path | None = None

    def digest(self, tests: Sequence[str]) -> bytes:
        """Of all that a trace follows from: it is another as soon as a byte of these is another."""
        found = hashlib.sha256(repr((sys.version, sorted(self.files), list(tests))).encode())
        paths = [path for name in _TRACED for path in (ROOT / name, *(ROOT / name).rglob("*")) if path.is_file()]
        for path in sorted(path for path in paths if path.suffix != ".pyc"):
            found.update(f"{path}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return found.digest()


def trials(
    mutants: Sequence[Mutant], tests: Sequence[str], seconds: float, traced: Traced
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether a test failed within so many seconds of tests that pass."""
    loaded = [mutant for mutant in mutants if mutant.in_function]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as out, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            status = pytest.main([*_QUIET, *tests], plugins=[_InPlace(loaded, tests, seconds, traced, out)])
        os._exit(int(status))
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        for mutant in loaded:
            try:
                failed = pickle.load(answers)
            except EOFError:
                raise SystemExit("the tests fail, or cannot be collected, without any change") from None
            own = _named_after(mutant, tests)
            # What tests work out while they are collected was worked out by the unchanged code.
            yield mutant, failed or (bool(own) and _run_anew(mutant, own, seconds))
    os.waitpid(child, 0)
    for mutant in mutants:
        if not mutant.in_function:
            files = [*_named_after(mutant, tests), *tests]
            yield mutant, _run_anew(mutant, files, seconds)


def _fails(run: Callable[[], bool], most: float) -> bool:
    """Whether tests failed, in a process of its own. One that had to be ended counts: `run` stops by itself when tests
    have passed for `most` seconds of the processor, so that what goes on beyond is no survivor that only takes long."""
    child = os.fork()
    if child == 0:
        signal.alarm(_LONGEST)
        signal.setitimer(signal.ITIMER_PROF, most + _BUSIEST)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        try:
            failed = run()
        except BaseException:
            failed = True
        os._exit(int(failed))
    _, status = os.waitpid(child, 0)
    return status != 0


def _named_after(mutant: Mutant, tests: Sequence[str]) -> list[str]:
    name = f"test_{mutant.path.stem}.py"
    files = [file for test in map(Path, tests) for file in (sorted(test.rglob(name)) if test.is_dir() else [test])]
    return [str(file) for file in files if file.name == name]


def _run_anew(mutant: Mutant, tests: Sequence[str], most: float) -> bool:
    """Tried by a process that has not loaded the module."""

    def run() -> bool:
        sys.meta_path.insert(0, _Changed(mutant))
        limit = _Limit(most)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            status = pytest.main(["-x", *_QUIET, *dict.fromkeys(tests)], plugins=[limit])
        return status != 0 and not limit.is_reached

    return _fails(run, most)


class _Limit:
    """A plugin that ends a run in which the tests have passed for so many seconds of the processor."""

    def __init__(self, most: float) -> None:
        self.most, self.is_reached = most, False

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        if time.process_time() > self.most and not item.session.testsfailed:
            self.is_reached = True
            item.session.shouldstop = "long enough"


class _InPlace:
    """A plugin that tries mutants instead of running the tests."""

    def __init__(self, mutants: Sequence[Mutant], tests: Sequence[str], most: float, traced: Traced, out: Any) -> None:
        self.mutants, self.most, self.traced, self.out = mutants, most, traced, out
        self.digest = traced.digest(tests)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        lines, seconds = self._learned(session)
        for mutant in self.mutants:
            path = str(mutant.path.resolve())
            running = {number for line in range(mutant.line, mutant.last + 1) for number in lines.get((path, line), ())}
            chosen = self._sorted(session, mutant, running, seconds)
            rest = self._sorted(session, mutant, seconds.keys() - running, seconds) if len(chosen) <= _FEW else []
            trial = functools.partial(_tried, session, mutant, [*chosen, *rest], self.most)
            failed = _fails(trial, self.most)
            pickle.dump(failed, self.out)
            self.out.flush()
        return True

    def _learned(self, session: pytest.Session) -> tuple[_Lines, dict[int, float]]:
        """Line → the tests that run it; test → its seconds. In a process of its own, that no cache is filled here."""
        kept = self.traced.kept
        if kept and kept.exists():
            digest, lines, seconds = pickle.loads(kept.read_bytes())
            if digest == self.digest:
                return lines, seconds
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(_traced(session, self.traced.files), out)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            lines, seconds, failures = pickle.load(answer)
        os.waitpid(child, 0)
        if failures:
            raise pytest.UsageError(f"{failures} tests fail without any change")
        print(f"{len(seconds)} tests, {sum(seconds.values()):.0f} s", file=sys.__stderr__, flush=True)
        if kept:
            kept.write_bytes(pickle.dumps((self.digest, lines, seconds)))
        return lines, seconds

    def _sorted(
        self, session: pytest.Session, mutant: Mutant, numbers: Any, seconds: dict[int, float]
    ) -> list[pytest.Item]:
        """Those of the file named after the module first, then file by file, quick ones first."""
        files: dict[Path, list[int]] = defaultdict(list)
        for number in sorted(numbers):
            files[session.items[number].path].append(number)
        mirror = f"test_{mutant.path.stem}.py"
        order = sorted(files, key=lambda file: (file.name != mirror, sum(seconds[each] for each in files[file])))
        return [session.items[number] for file in order for number in files[file]]


def _traced(session: pytest.Session, files: frozenset[str]) -> tuple[_Lines, dict[int, float], int]:
    lines: _Lines = defaultdict(set)
    seconds: dict[int, float] = {}
    at, memories = 0, _forget()

    def on_line(frame: FrameType, event: str, _: object) -> Any:
        lines[frame.f_code.co_filename, frame.f_lineno].add(at)
        return on_line

    def on_call(frame: FrameType, event: str, _: object) -> Any:
        return on_line if frame.f_code.co_filename in files else None

    for at, item in enumerate(session.items):
        memories = _forget(*memories)
        started = time.process_time()
        sys.settrace(on_call)
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=_next(session.items, at))
        finally:
            sys.settrace(None)
        seconds[at] = time.process_time() - started
    return dict(lines), seconds, session.testsfailed


def _tried(session: pytest.Session, mutant: Mutant, items: Sequence[pytest.Item], most: float) -> bool:
    _change(mutant)
    _forget()
    started = time.process_time()
    for at, item in enumerate(items):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=_next(items, at))
        if session.testsfailed or time.process_time() - started > most:
            break
    return session.testsfailed > 0


def _next(items: Sequence[pytest.Item], at: int) -> pytest.Item | None:
    return items[at + 1] if at + 1 < len(items) else None


def _change(mutant: Mutant) -> None:
    """The functions of a module that is loaded get their changed code; one that is not will be loaded changed."""
    if _module_name(mutant.path) not in sys.modules:
        sys.meta_path.insert(0, _Changed(mutant))
        return
    path = str(mutant.path.resolve())
    codes = dict(_codes(compile(mutant.tree(), path, "exec")))
    for function in gc.get_objects():
        if type(function) is FunctionType and function.__code__.co_filename == path:
            function.__code__ = codes[function.__code__.co_qualname, function.__code__.co_firstlineno]


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    yield (code.co_qualname, code.co_firstlineno), code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _forget(modules: int = -1, memories: list[Any] | None = None) -> tuple[int, list[Any]]:
    """What functions of ours remember was learnt from the code as it was."""
    if memories is None or modules != len(sys.modules):
        kind = functools._lru_cache_wrapper
        memories = [each for each in gc.get_objects() if type(each) is kind and each.__module__.startswith(_OURS)]
    for each in memories:
        each.cache_clear()
    return len(sys.modules), memories


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module its changed code; all others come as ever."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.mutant = _module_name(mutant.path), mutant

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


def _module_name(path: Path) -> str:
    parts = path.resolve().relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
