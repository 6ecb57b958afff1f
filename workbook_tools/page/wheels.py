"""The libraries that a page carries: exactly the files of `requirements.txt`, from a folder or from pip."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.basis.resources import template
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.page.runtime import PYTHON

_PLATFORM = "pyemscripten_2026_0_wasm32"
# Of a library without a wheel for the browser the one of another system is taken, and of that only what is Python.
_ELSEWHERE = {"markupsafe": "manylinux2014_x86_64"}
_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+) --hash=sha256:(?P<digest>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    name: str
    version: str
    digest: str  # SHA-256 of the wheel

    @property
    def requirement(self) -> str:
        return f"{self.name}=={self.version}"


def pins() -> tuple[Pin, ...]:
    lines = template("page", "requirements.txt").read_text("utf-8").splitlines()
    return tuple(Pin(*found.groups()) for line in lines if (found := _PIN.fullmatch(line.strip())))


def collect(given: Path | None, scratch: Path) -> dict[Pin, Path]:
    """The wheel of every pin: by its content from the folder that was given, else by pip.

    Raises `CannotProcess`: N004 for one that the folder lacks, X040 for one that pip does not get.
    """
    if given is None:
        for pin in pins():
            _download(pin, scratch)
    folder = given or scratch
    by_digest = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.glob("*.whl"))}
    lacking = [pin.requirement for pin in pins() if pin.digest not in by_digest]
    if lacking:
        raise CannotProcess(finding("N004", folder=str(folder), package="、".join(lacking)))
    return {pin: by_digest[pin.digest] for pin in pins()}


def modules(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """What of a wheel is used: its modules and their data, without types, tests, metadata and other systems' code."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            foreign = name.endswith((".so", ".pyd")) and "wasm32" not in name
            stray = (
                name.startswith(("src/", "build/", "tests/", "test/", "example/"))
                or ".dist-info/" in name
                or ".data/" in name
            )
            if not stray and not foreign and not name.endswith(("_test.py", ".pyi", ".typed", ".c", "/")):
                yield name, archive.read(name)


def licences(wheel: Path) -> str:
    """What the wheel says its licence is."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    for pattern in (
        r"^License-Expression: (.+)$",
        r"^Classifier: License :: OSI Approved :: (.+)$",
        r"^License: (.+)$",
    ):
        if found := re.search(pattern, text, re.MULTILINE):
            return found[1].strip()
    return ""


def _download(pin: Pin, folder: Path) -> None:
    platform = _ELSEWHERE.get(pin.name, _PLATFORM)
    listed = folder / f"{pin.name}.txt"
    listed.write_text(f"{pin.requirement} --hash=sha256:{pin.digest}\n", "utf-8")
    command = [
        sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps",
        "--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON, "--platform", platform,
        "--require-hashes", "--dest", str(folder), "--requirement", str(listed),
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        raise CannotProcess(finding("X040", package=pin.requirement, platform=platform))
