"""Which files of a folder are workbooks to process: not owner files, not backups, not what an earlier batch wrote."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbook_tools.basis.file_kinds import Use, suffixes_of
from workbook_tools.batch.places import Place

SUFFIXES = suffixes_of(*Use, picked=True)  # also of kinds that are refused: named, so that no station is lost sight of
BACKUP = ".上一版"
SETTINGS_STEM = "汇总设置"  # an office's own workbook, in whatever folder
OWN_WORKBOOKS = ("汇总.xlsx", f"{SETTINGS_STEM}.xlsx", "通知名单.xlsx")  # of a batch as a whole, and no station's
STATE_FOLDER = ".workbook_tools"  # marks a folder as a batch's own output
RESULTS_FOLDER = "各站结果"
TEMPLATE_NAME = "report.docx"
SCHEME_SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds, below its root: workbooks in the order of their paths, and what may lie beside them."""

    workbooks: tuple[str, ...]
    companions: tuple[str, ...]  # schemes and report templates of the office
    unreadable: tuple[tuple[str, str], ...]  # folders that could not be listed, and why


def searched_suffixes() -> tuple[str, ...]:
    """Of what a page takes up from a folder: workbooks, forms and ledgers that are read, schemes and templates."""
    return (*suffixes_of(Use.EDITED, Use.READ, picked=True), SCHEME_SUFFIX)


def find_files(root: Place, source: str, target: str) -> Found:
    """Everything below the root, without what lies in the target or in a folder that another batch wrote."""
    unreadable: list[tuple[str, str]] = []

    def told(folder: str, reason: str) -> None:
        unreadable.append((folder, reason))

    listed = [relative for relative, _ in root.files(told, _is_workbook)]
    inside = _inside(source, target)
    own = {path.split(f"{STATE_FOLDER}/")[0] for path in listed if f"/{STATE_FOLDER}/" in f"/{path}"}
    files = sorted(path for path in listed if not _is_output(path, own, inside))
    return Found(
        workbooks=_without_folders([path for path in files if _is_workbook(path)]),
        companions=tuple(path for path in files if _is_companion(path)),
        unreadable=tuple(unreadable),
    )


def _without_folders(workbooks: Sequence[str]) -> tuple[str, ...]:
    """Without folders that are named like a workbook and hold some: nobody misses a workbook there."""
    holding = {folder.as_posix() for path in workbooks for folder in PurePosixPath(path).parents}
    return tuple(path for path in workbooks if path not in holding)


def result_folders(relatives: Iterable[str]) -> dict[str, str]:
    """A folder of its own for each workbook, so that no two stations ever share a file name.

    It bears the workbook's name; where two differ only in their suffix or in capitals, its whole name.
    """
    relatives = list(relatives)
    stems = Counter(_bare(relative) for relative in relatives)
    folders: dict[str, str] = {}
    taken: set[str] = set()
    for relative in relatives:
        path = PurePosixPath(relative)
        name = str(path.with_suffix("")) if stems[_bare(relative)] == 1 else relative
        name = "/".join(_safe(part) for part in name.split("/"))
        folder, number = name, 2
        while folder.casefold() in taken:
            folder, number = f"{name}（{number}）", number + 1
        taken.add(folder.casefold())
        folders[relative] = f"{RESULTS_FOLDER}/{folder}"
    return folders


def _safe(part: str) -> str:
    """A part of a path that Windows takes too: it does not keep dots and blanks at the end of a folder's name."""
    from workbook_tools.storage import safe_file_name

    return safe_file_name(part, "")


def _bare(relative: str) -> str:
    return "/".join(_safe(part) for part in str(PurePosixPath(relative).with_suffix("")).split("/")).casefold()


def _is_workbook(relative: str) -> bool:
    path = PurePosixPath(relative)
    if path.name.startswith(("~$", ".~", ".")) or path.stem.endswith(BACKUP) or path.stem == SETTINGS_STEM:
        return False
    if path.name == TEMPLATE_NAME:
        return False
    return path.suffix.lower() in SUFFIXES


def _is_companion(relative: str) -> bool:
    name = posixpath.basename(relative)
    return name == TEMPLATE_NAME or (name.endswith(SCHEME_SUFFIX) and not name.startswith("."))


def _is_output(relative: str, own: Iterable[str], inside: str) -> bool:
    if inside and f"{relative}/".startswith(f"{inside}/"):
        return True
    return any(relative.startswith(folder) for folder in own)


def _inside(source: str, target: str) -> str:
    """The target's path below the source; "" when it lies elsewhere."""
    relative = posixpath.relpath(plain_address(target), plain_address(source))
    return "" if relative.startswith("..") or relative == "." else relative


def plain_address(address: str) -> str:
    """One way of writing an address: local paths absolute and with "/"."""
    if "://" in address:
        return address.rstrip("/")
    from pathlib import Path

    return Path(address).resolve().as_posix()
