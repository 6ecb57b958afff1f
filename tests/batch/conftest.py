"""A folder of small stations, and the program run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batch_folder import station_book

PROGRAM = [sys.executable, "-c", "from workbook_tools.cli import main; import sys; sys.exit(main())"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three sound stations in a folder and a sub-folder."""
    folder = tmp_path / "各站"
    for name in ("甲街", "乙街", "远郊/丙镇"):
        path = folder / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(station_book(f"{path.stem}社工服务站"))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=120,
            **settings,
        )

    return run
