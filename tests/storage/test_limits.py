"""Limits of the real system: full disks, quotas, read-only places, permissions that bind. The workbook stays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("under_limits.py")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that an ordinary user can reach."""
    path = Path(tempfile.mkdtemp(prefix="workbook-limits-", dir="/tmp"))
    path.chmod(0o755)
    (inner := path / "站点").mkdir()
    yield inner
    subprocess.run(["chattr", "-R", "-i", str(path)], capture_output=True, check=False)
    inner.chmod(0o700)
    shutil.rmtree(path)


def run(scenario: str, folder: Path, *before: str) -> dict[str, Any]:
    command = [*before, sys.executable, str(SCRIPT), scenario, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def own_mounts() -> list[str]:
    """The command that gives a process a private view of the disks, where the system allows it."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        trial = [*command, "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
        if shutil.which("unshare") and subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            return command
    return []


@pytest.mark.parametrize(
    ("scenario", "code"),
    [("disk_full", "F023"), ("disk_full_at_the_version_before", "F034"), ("read_only_disk", "F042")],
)
def test_a_disk_that_is_full_or_read_only_leaves_the_workbook_as_it_was(scenario: str, code: str, folder: Path) -> None:
    if not (command := own_mounts()):
        pytest.skip("the system does not let us mount a disk, not even for ourselves")
    assert run(scenario, folder, *command) == {"codes": [code], "unchanged": True, "litter": []}


def test_a_limit_on_the_size_of_files_leaves_the_workbook_as_it_was(folder: Path) -> None:
    assert run("file_size_limit", folder) == {"codes": ["F024"], "unchanged": True, "litter": []}


@pytest.mark.parametrize(
    ("scenario", "code"),
    [("read_only_folder", "F021"), ("read_only_file", "F022"), ("unreadable_file", "F004")],
)
def test_permissions_that_bind_are_said_and_obeyed(scenario: str, code: str, folder: Path) -> None:
    if scenario == "read_only_file" and os.geteuid() != 0:
        pytest.skip("the system does not let us make a file of somebody else's")
    assert run(scenario, folder) == {"codes": [code], "unchanged": True, "litter": []}


def test_a_permission_lost_half_way_leaves_the_workbook_as_it_was(folder: Path) -> None:
    seen = run("permission_lost", folder)
    assert (seen["codes"], seen["unchanged"]) == (["F034"], True)  # the version before is the first that has no place
    assert len(seen["litter"]) == 1  # nobody may remove it from such a folder; the next run will


def test_a_workbook_locked_by_the_administrator_stays(folder: Path) -> None:
    (trial := folder.parent / "trial").touch()
    command = ["chattr", "+i", str(trial)]
    if not shutil.which("chattr") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("the system does not let us make a file immutable")
    seen = run("immutable_file", folder)
    assert (seen["codes"], seen["unchanged"], seen["litter"]) == (["F022"], True, [])
