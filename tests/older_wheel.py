"""The program's wheel as an older version: what an update finds on the PC of a station."""

from __future__ import annotations

import zipfile
from pathlib import Path

from workbook_tools.basis.version import __version__

OLDER = "1.4.0"


def older_wheel(wheel: Path, folder: Path) -> Path:
    """The same program under an older number, in another folder."""
    target = folder / wheel.name.replace(__version__, OLDER)
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".dist-info/METADATA", "basis/version.py", ".dist-info/RECORD")):
                content = content.replace(__version__.encode(), OLDER.encode())
            if name.endswith(".dist-info/RECORD"):  # the sums are those of other files
                content = b"".join(line.split(b",")[0] + b",,\n" for line in content.splitlines())
            new.writestr(name.replace(f"-{__version__}.dist-info", f"-{OLDER}.dist-info"), content)
    return target
