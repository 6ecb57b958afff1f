"""Inside the runtime, while a page is built: all that a workbook needs is loaded, so that its memory can be kept.

The memory as it is then is what the page starts from: nothing is imported when somebody opens it.
"""

from __future__ import annotations

import gc
import importlib
import json
import linecache
import sys
import zipimport
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from workbook_tools.basis.lazy_pattern import compile_now, is_compiled

WARM = Path(__file__).with_name("warm.xlsx")  # what a page rehearses with while nobody asks anything of it
# Loaded while somebody reads the page, so that the file stays below 12 MB: compiled they take less than in memory.
LATER = ("jinja2", "markupsafe", "workbook_tools.report", "workbook_tools.writing", "workbook_tools.checks", "email")
_SMALLEST, _LARGEST, _STEP = 48, 512, 16  # bytes of the blocks that Python hands out itself
_BYTES_HEADER = 33
_AT_LEAST = 1_500_000  # bytes of each size, which is more than was freed
_LIBRARY = "/lib/python314.zip/"


def rehearse(workbooks: Iterable[Path]) -> None:
    """What is done with a workbook is done with each of these. Raises for one that fails."""
    from workbook_tools.page.desk import Desk, answer

    def ask(desk: Desk, verb: str, *buffers: bytes, **asked: Any) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(answer(desk, json.dumps({"verb": verb, **asked}), buffers)[0])
        if not told["ok"] or not told.get("outcome", told)["ok"]:
            raise RuntimeError(str(told))
        return told

    for path in workbooks:
        desk = Desk(Path("/rehearsal"))
        ask(desk, "put", path.read_bytes(), files=[path.name])
        planned = ask(desk, "plan", options={"as_of": None, "time": "2024-01-01 00:00", "report": True})
        for job in planned["jobs"]:
            ask(desk, "work", key=job["key"])
        ask(desk, "clear")


def used_patterns() -> Iterator[str]:
    """The patterns of modules that a rehearsal used, as `module:name`."""
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("workbook_tools"):
            continue
        for constant, value in sorted(vars(module).items()):
            if is_compiled(value):
                yield f"{name}:{constant}"


def load(needed: Iterable[str]) -> None:
    """Modules by their names and patterns of modules, but for what is loaded while somebody reads the page."""
    for each in needed:
        name, _, pattern = each.partition(":")
        if name.startswith(LATER):
            continue
        with suppress(ImportError):
            module = importlib.import_module(name)
            if pattern:
                compile_now(getattr(module, pattern))


def places() -> Iterator[str]:
    """The files of all that is loaded; of what is frozen into the program, those that lie besides."""
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not spec.origin:
            continue
        if spec.origin == "frozen":
            path = _LIBRARY + spec.name.replace(".", "/")
            yield from (f"{path}.pyc", f"{path}/__init__.pyc")
        else:
            yield spec.origin


def tidy() -> None:
    """What was freed is overwritten with nothing, so that it packs to nothing; places are looked at anew."""
    sys.path_importer_cache.clear()
    vars(zipimport)["_zip_directory_cache"].clear()  # the archive will have fewer modules
    importlib.invalidate_caches()
    linecache.clearcache()
    gc.collect()
    for size in range(_SMALLEST, _LARGEST + 1, _STEP):
        blocks = [bytes(size - _BYTES_HEADER) for _ in range(_AT_LEAST // size)]
        del blocks
    gc.collect()
