"""Which files of a folder are workbooks to process: not owner files, not backups, not what an earlier batch wrote."""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from workbook_tools.batch.places import Place, place
from workbook_tools.batch.records import Job, Options

SUFFIXES = (".xlsx", ".xlsm")
OTHER_SUFFIXES = (".xls", ".xlsb", ".et", ".ods")  # named as unreadable, so that no station is lost sight of
BACKUP = ".上一版"
STATE_FOLDER = ".workbook_tools"  # marks a folder as a batch's own output
RESULTS_FOLDER = "各站结果"


def find_jobs(source: str, target: str, options: Options) -> list[Job]:
    """A job for every workbook below `source`, in the order of their paths, each with the digest of its content."""
    root = place(source)
    found = [relative for relative, _ in root.files()]
    inside = _inside(source, target)
    own = {path.split(f"{STATE_FOLDER}/")[0] for path in found if f"{STATE_FOLDER}/" in f"/{path}"}
    wanted = sorted(path for path in found if _is_workbook(path) and not _is_output(path, own, inside))
    folders = _folders(wanted)
    return [Job(source, relative, target, folders[relative], _digest(root, relative), options) for relative in wanted]


def _is_workbook(relative: str) -> bool:
    path = PurePosixPath(relative)
    if path.name.startswith(("~$", ".~", ".")) or path.stem.endswith(BACKUP):
        return False
    return path.suffix.lower() in (*SUFFIXES, *OTHER_SUFFIXES)


def _is_output(relative: str, own: Iterable[str], inside: str) -> bool:
    """Whether the file lies in the target folder, or in a folder that another batch wrote."""
    if inside and f"{relative}/".startswith(f"{inside}/"):
        return True
    return any(relative.startswith(folder) for folder in own)


def _inside(source: str, target: str) -> str:
    """The target's path below the source; "" when it lies elsewhere."""
    relative = posixpath.relpath(_plain(target), _plain(source))
    return "" if relative.startswith("..") or relative == "." else relative


def _plain(address: str) -> str:
    return address if "://" in address else posixpath.abspath(address.replace("\\", "/"))


def _folders(relatives: list[str]) -> dict[str, str]:
    """A folder of its own for each workbook, so that no two stations ever share a file name."""
    stems = Counter(str(PurePosixPath(relative).with_suffix("")).casefold() for relative in relatives)
    folders = {}
    for relative in relatives:
        path = PurePosixPath(relative)
        alone = stems[str(path.with_suffix("")).casefold()] == 1
        folders[relative] = f"{RESULTS_FOLDER}/{path.with_suffix('') if alone else path}"
    return folders


def _digest(root: Place, relative: str) -> str:
    """SHA-256 of the content; "" when it cannot be read, which the job itself then says."""
    try:
        return hashlib.sha256(root.read(relative)).hexdigest()
    except Exception:  # whatever a disk or an object store may raise
        return ""
