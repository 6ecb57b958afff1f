"""Errors of the operating system in the words of the catalogue."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from workbook_tools.catalogue import LONGEST_QUOTE, finding
from workbook_tools.model.basics import Finding
from workbook_tools.storage import _system

_TOO_LONG_FOR_WINDOWS = (111, 206)  # ERROR_BUFFER_OVERFLOW, ERROR_FILENAME_EXCED_RANGE
_FULL_FOR_WINDOWS = (39, 112)  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_CODES = {
    errno.ENOSPC: "F023",
    errno.EDQUOT: "F024",
    errno.EFBIG: "F024",
    errno.EACCES: "F021",
    errno.EPERM: "F021",
    errno.EROFS: "F042",
    errno.EBUSY: "F025",
    errno.ETXTBSY: "F025",
    errno.ENAMETOOLONG: "F029",
    errno.ELOOP: "F043",
    errno.EISDIR: "F040",
}
_REASONS = {
    errno.EIO: "磁盘读写出错",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样做",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘空间不够",
    errno.EDQUOT: "超过了空间配额",
    errno.EFBIG: "超过了单个文件的大小限制",
    errno.ENOENT: "文件或文件夹不见了",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "同名文件已经存在",
    errno.EISDIR: "那里是一个文件夹",
    errno.EBUSY: "文件正在使用",
    errno.ETXTBSY: "文件正在使用",
    errno.ENAMETOOLONG: "名字太长",
    errno.ESTALE: "网络盘的连接断开了",
    errno.ETIMEDOUT: "网络盘没有回应",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EINVAL: "文件系统不支持这个操作",
    errno.EILSEQ: "系统设定的文字编码写不出这个名字，请把系统语言设为中文或 UTF-8",
}


def writing_problem(problem: OSError, path: Path, size: int = 0, *, renaming: bool = False) -> Finding:
    """The finding for a write that failed. `size` is what was to be written, in bytes; `renaming` is its last step."""
    code = _CODES.get(problem.errno or 0, "F027")
    windows = getattr(problem, "winerror", None)
    if _system.held_by_another(problem, renaming=renaming):
        code = "F025"
    elif windows in _TOO_LONG_FOR_WINDOWS:
        code = "F029"
    elif windows in _FULL_FOR_WINDOWS:
        code = "F023"
    elif problem.errno in (errno.ENOENT, errno.ENOTDIR) and not path.parent.is_dir():
        code = "F020"
    kilobytes = -(-size // 1024)
    return finding(code, name=path.name, folder=folder_name(path.parent), size=kilobytes, reason=reason_of(problem))


def system_problem(problem: OSError, path: Path) -> Finding:
    """The finding for an error of the system at any other file than the one that is written: a template, a scheme."""
    named = problem.filename if isinstance(problem.filename, str) and problem.filename else str(path)
    return finding("F045", name=Path(named).name or named, reason=reason_of(problem))


def folder_name(folder: Path) -> str:
    """A folder as a message has it: the end of a long path tells more than its beginning."""
    text = "".join(character if character.isprintable() else " " for character in str(folder))
    return text if len(text) <= LONGEST_QUOTE else "…" + text[1 - LONGEST_QUOTE :]


def reason_of(problem: BaseException) -> str:
    """Why, in Chinese where we know the number of the error, else in the system's words."""
    if isinstance(problem, OSError):
        number = problem.errno or 0
        return _REASONS.get(number) or problem.strerror or os.strerror(number)
    return str(problem) or type(problem).__name__
