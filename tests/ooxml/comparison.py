"""Two packages compared part by part, by readers that are not the program's own (zipfile, lxml)."""

from __future__ import annotations

import io
import json
import re
import subprocess
import warnings
import zipfile
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import openpyxl
from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    return {name for name, content in old.items() if new.get(name) != content}


def sheet_parts(data: bytes) -> dict[str, str]:
    """Sheet name → part, by the relationships of the workbook part."""
    found = parts(data)
    root = etree.fromstring(found["_rels/.rels"])
    office = next(r.get("Target", "") for r in root if r.get("Type", "").endswith("/officeDocument")).lstrip("/")
    folder, _, file = office.rpartition("/")
    relations = etree.fromstring(found[f"{folder}/_rels/{file}.rels".lstrip("/")])
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    sheets = {}
    for sheet in etree.fromstring(found[office]).iter(f"{MAIN}sheet"):
        target = targets.get(next((v for k, v in sheet.attrib.items() if k.endswith("}id")), ""), "")
        if target:
            sheets[sheet.get("name", "")] = (
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            )
    return sheets


def canonical_sheet(content: bytes, without: Collection[str], plain_formulas: bool = False) -> bytes:
    """A sheet as canonical XML, without some cells and without what may grow with them (dimension, spans, new rows).

    With `plain_formulas` the formulas themselves are left out too: those that followed a shared one are spelled out.
    """
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    for dimension in root.iter(f"{MAIN}dimension"):
        dimension.set("ref", "")
    number = 0
    for row in list(root.iter(f"{MAIN}row")):
        number = int(row.get("r") or number + 1)
        row.attrib.pop("spans", None)
        column = 0
        for cell in list(row.iter(f"{MAIN}c")):
            ref = cell.get("r")
            column = _column(ref) if ref else column + 1
            if (ref or f"{_letters(column)}{number}") in without:
                row.remove(cell)
            elif plain_formulas:
                for formula in cell.findall(f"{MAIN}f"):
                    cell.remove(formula)
        if len(row) == 0 and set(row.attrib) <= {"r"}:
            row.getparent().remove(row)
    return etree.tostring(root, method="c14n")


def read_back(data: bytes, **options: bool) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it; what openpyxl cannot keep is none of our business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), **options)


def sdk_errors(path: Path, command: str = "ooxml-validator") -> Counter[str]:
    """What Microsoft's SDK finds in a file, counted by kind and place, indices left out."""
    result = subprocess.run([command, str(path)], capture_output=True, text=True, timeout=120)
    report = json.loads(result.stdout)
    found: Counter[str] = Counter()
    for error in report["errors"]:
        description = re.sub(r"[0-9]+", "#", str(error.get("description")))
        found[f"{error.get('part') or error.get('partUri')} {error.get('id')} {description}"] += 1
    return found


def _column(ref: str) -> int:
    number = 0
    for letter in ref.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
