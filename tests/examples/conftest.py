"""Shared by the tests of the examples: running their scripts, comparing what they build with what was committed."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def build() -> Callable[[str, Path], None]:
    """Run a script of examples/ with a target of its own."""

    def run(script: str, target: Path) -> None:
        subprocess.run([sys.executable, str(EXAMPLES / script), str(target)], check=True, timeout=60)

    return run


@pytest.fixture
def same_package() -> Callable[[bytes, bytes], None]:
    return assert_same_package


def assert_same_package(built: bytes, committed: bytes) -> None:
    """Same entries, order, times and contents; and the same bytes, where this Python deflates as the one before."""
    if built == committed or not zipfile.is_zipfile(io.BytesIO(committed)):
        assert built == committed
        return
    assert entries(built) == entries(committed)
    assert not deflates_alike(committed), "equal contents, other bytes"


def entries(package: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]


def deflates_alike(package: bytes) -> bool:
    """Whether packing the same contents again gives entries of the same length: zlib and its forks differ."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(zipfile.ZipInfo(entry.filename, entry.date_time), archive.read(entry), zipfile.ZIP_DEFLATED)
        sizes = [entry.compress_size for entry in archive.infolist()]
        return sizes == [entry.compress_size for entry in copy.infolist()]
