"""Performance evaluation of social work stations, from the workbook that staff keep.

    from workbook_tools import Options, batch, check, letter, read, recompute, report

    outcome = recompute("站点.xlsx", out="out", as_of="2023-07-31")
    outcome.evaluation.score, outcome.findings, outcome.written     # records that carry their cell
    outcome.to_dict(); outcome.rows_frame(); outcome.findings_frame()
    read("站点.xlsx").tables["indicators"].to_frame()
    batch("各站工作簿", "汇总", Options(report=False, jobs=4))        # each option is also a keyword

`help(Options)` tells what can be asked for, `help(Outcome)` what comes back, `examples/library.py` shows each function.
What is wrong with a file is in `findings`, in Chinese; only `read` and `batch` raise `CannotProcess`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.version import __version__ as __version__

if TYPE_CHECKING:
    from workbook_tools.batch import BatchOutcome as BatchOutcome
    from workbook_tools.batch import batch
    from workbook_tools.catalogue.problems import CannotProcess as CannotProcess
    from workbook_tools.library.options import Options as Options
    from workbook_tools.library.outcome import Outcome as Outcome
    from workbook_tools.library.tables import StationWorkbook as StationWorkbook
    from workbook_tools.library.tables import read
    from workbook_tools.recompute import check, letter, recompute, report

# What `help` shows; the records below can be imported too.
__all__ = ["batch", "check", "letter", "read", "recompute", "report"]
_HOMES = {
    "BatchOutcome": "workbook_tools.batch",
    "CannotProcess": "workbook_tools.catalogue.problems",
    "Options": "workbook_tools.library.options",
    "Outcome": "workbook_tools.library.outcome",
    "StationWorkbook": "workbook_tools.library.tables",
    "batch": "workbook_tools.batch",
    "check": "workbook_tools.recompute",
    "letter": "workbook_tools.recompute",
    "read": "workbook_tools.library.tables",
    "recompute": "workbook_tools.recompute",
    "report": "workbook_tools.recompute",
}


class _Package(ModuleType):
    """Three functions share their name with a module, which Python would put in their place when it loads it.

    Who imports `workbook_tools.batch.run` finds it all the same; the name in the package stays the function's. Each is
    loaded when it is asked for, so that a program can settle how it runs before hundreds of modules are loaded.
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
        return sorted({*super().__dir__(), *_HOMES})


sys.modules[__name__].__class__ = _Package
