"""The wheels that `kit` makes a kit of inside the Windows Python of these tests, and the program as an older version.

    make_kit.py WHEELS FOLDER        → FOLDER/wheels, FOLDER/older

Libraries that take long to install and that neither a drop nor the add-in loads are wheels without content, so that the
installer runs to its end in a minute: pip sees their names and versions, nothing more.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

from tests.older_wheel import older_wheel
from workbook_tools.excel.kit import WHEELS, missing, own_wheel

PYTHON = "3.11"
BY_NAME_ONLY = ("pandas", "numpy", "xlwings", "pywin32", "resvg_py", "rich", "pygments", "openpyxl", "tzdata")
FOR_TESTS_ONLY = (
    "pip", "pytest", "hypothesis", "sortedcontainers", "iniconfig", "pluggy", "python_docx", "lxml", "xlwt",
    "typing_extensions",
)  # fmt: skip


def main(wheels: Path, folder: Path) -> None:
    target = folder / WHEELS
    target.mkdir(parents=True)
    for wheel in sorted(wheels.glob("*.whl")):
        name, version, *_ = wheel.name.split("-")
        if name.lower() in BY_NAME_ONLY:
            _empty_wheel(target, name, version)
        elif name.lower() not in FOR_TESTS_ONLY:
            shutil.copyfile(wheel, target / wheel.name)
    own = own_wheel(target)
    (folder / "older").mkdir()
    older_wheel(own, folder / "older")
    assert not missing(target, "win_amd64", PYTHON)


def _empty_wheel(folder: Path, name: str, version: str) -> None:
    about = f"{name}-{version}.dist-info"
    parts = {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{part},,\n" for part in (*parts, f"{about}/RECORD"))
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for part, text in {**parts, f"{about}/RECORD": record}.items():
            wheel.writestr(part, text)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
