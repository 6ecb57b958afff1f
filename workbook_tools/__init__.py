"""Performance evaluation of social work stations, from the workbook that staff keep.

    from workbook_tools import recompute
    outcome = recompute("examples/yongping-2022.xlsx", out="out")

The public functions are here and nothing else. Each is loaded when it is asked for, so that a program can settle how it
runs before the hundreds of modules behind it are loaded.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.version import __version__

if TYPE_CHECKING:
    from workbook_tools.batch import BatchOutcome, batch
    from workbook_tools.recompute import Outcome, check, recompute, report

__all__ = ["BatchOutcome", "Outcome", "__version__", "batch", "check", "recompute", "report"]
_HOMES = {
    "BatchOutcome": "workbook_tools.batch",
    "Outcome": "workbook_tools.recompute",
    "batch": "workbook_tools.batch",
    "check": "workbook_tools.recompute",
    "recompute": "workbook_tools.recompute",
    "report": "workbook_tools.recompute",
}


class _Package(ModuleType):
    """Three functions share their name with a module, which Python would put in their place when it loads it.

    Who imports `workbook_tools.batch.run` finds it all the same; the name in the package stays the function's.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name]), name)
        setattr(self, name, found)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
