"""One write under a limit of the real system, in a process of its own. Run by test_limits.py.

Usage: under_limits.py SCENARIO FOLDER. Prints one JSON object: the codes of the findings and what lies in the folder.
The administrator's rights are given up first where a scenario wants an ordinary user: permissions do not bind root.
"""

from __future__ import annotations

import encodings.idna  # noqa: F401 - everything is imported before rights are given up
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import previous_version_path, read_source, replace_file

NOBODY = 65534
OLD, NEW = b"PK\x03\x04 old " * 1000, b"PK\x03\x04 new, longer " * 20000  # 11 KB, 380 KB


def become_ordinary() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def prepared(folder: Path, mode: int = 0o777) -> Path:
    folder.chmod(mode)
    book = folder / "永平.xlsx"
    book.write_bytes(OLD)
    book.chmod(0o666)
    return book


def mounted(folder: Path, options: str) -> Path:
    """A small file system in memory; only this process and its children see it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    return prepared(folder)


def disk_full(folder: Path) -> Path:
    return mounted(folder, "size=64k")


def disk_full_at_the_version_before(folder: Path) -> Path:
    """Room for the new workbook, but not for the old one a second time."""
    book = mounted(folder, "size=512k")
    book.write_bytes(OLD * 20)
    return book


def read_only_disk(folder: Path) -> Path:
    book = mounted(folder, "size=4m")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    return book


def file_size_limit(folder: Path) -> Path:
    book = prepared(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    return book


def read_only_folder(folder: Path) -> Path:
    book = prepared(folder)
    folder.chmod(0o555)
    become_ordinary()
    return book


def read_only_file(folder: Path) -> Path:
    book = prepared(folder)
    book.chmod(0o644)
    become_ordinary()
    return book


def unreadable_file(folder: Path) -> Path:
    book = prepared(folder)
    book.chmod(0o200)
    become_ordinary()
    return book


def immutable_file(folder: Path) -> Path:
    book = prepared(folder)
    subprocess.run(["chattr", "+i", str(book)], check=True)
    return book


def permission_lost(folder: Path) -> Path:
    book = prepared(folder)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    become_ordinary()
    return book


def take_permission(folder: Path) -> Callable[[bytes], None]:
    return lambda _: folder.chmod(0o555)


SCENARIOS = {
    function.__name__: function
    for function in (
        disk_full,
        disk_full_at_the_version_before,
        read_only_disk,
        file_size_limit,
        read_only_folder,
        read_only_file,
        unreadable_file,
        immutable_file,
        permission_lost,
    )
}


def main(scenario: str, folder: Path) -> None:
    book = SCENARIOS[scenario](folder)
    verify = take_permission(folder) if scenario == "permission_lost" else lambda _: None
    before = book.read_bytes() if os.access(book, os.R_OK) else b""
    try:
        replace_file(book, NEW, expected=read_source(book), keep_previous=True, verify=verify)
        codes = []
    except CannotProcess as problem:
        codes = [finding.code for finding in problem.findings]
    unchanged = not before or book.read_bytes() == before
    litter = sorted(entry.name for entry in folder.iterdir() if entry not in (book, previous_version_path(book)))
    print(json.dumps({"codes": codes, "unchanged": unchanged, "litter": litter}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
