"""What `workbook_tools` offers: the functions, each loaded when it is asked for, whatever else is loaded."""

from __future__ import annotations

import importlib
import subprocess
import sys
from types import FunctionType

import pytest

import workbook_tools


@pytest.mark.parametrize("name", ["batch", "check", "recompute", "report"])
def test_a_function_keeps_its_name_when_a_module_of_that_name_is_loaded(name: str) -> None:
    for module in ("workbook_tools.batch.run", "workbook_tools.report.word", "workbook_tools.recompute"):
        assert importlib.import_module(module).__name__ == module
    assert isinstance(getattr(workbook_tools, name), FunctionType)
    assert getattr(workbook_tools, name) is getattr(workbook_tools, name)


def test_everything_that_is_offered_is_there_and_nothing_else() -> None:
    assert set(workbook_tools.__all__) <= set(dir(workbook_tools))
    assert all(getattr(workbook_tools, name) is not None for name in workbook_tools.__all__)
    with pytest.raises(AttributeError, match="no attribute 'recompte'"):
        workbook_tools.recompte  # type: ignore[attr-defined] # noqa: B018


def test_a_function_can_be_put_in_place_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_tools, "check", len)
    assert workbook_tools.check is len


def test_the_package_alone_loads_none_of_its_rooms() -> None:
    script = (
        "import sys, workbook_tools.cli; print(*(name for name in sys.modules if name.startswith('workbook_tools')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert set(loaded.stdout.split()) == {
        "workbook_tools",
        "workbook_tools.basis",
        "workbook_tools.basis.version",
        "workbook_tools.cli",
    }
