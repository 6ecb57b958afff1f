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


def test_a_name_that_the_system_cannot_write_is_said(folder: Path) -> None:
    """An old locale that knows no Chinese."""
    script = (
        "import sys; from pathlib import Path; from workbook_tools.catalogue.problems import CannotProcess\n"
        "from workbook_tools.storage import read_source, replace_file, write_report\n"
        "place, codes = Path(sys.argv[1]) / '\\u62a5\\u544a.docx', []\n"
        "for run in (lambda: read_source(place), lambda: replace_file(place, b'1'),\n"
        "            lambda: write_report(place, b'1', bool)):\n"
        "    try: run()\n"
        "    except CannotProcess as problem: codes += [finding.code for finding in problem.findings]\n"
        "print(codes)"
    )
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    call = [sys.executable, "-c", script, os.fsdecode(os.fsencode(folder.parent))]
    done = subprocess.run(call, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip() == "['F011', 'F027', 'F027']", done.stderr
