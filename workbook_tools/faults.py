"""A fault of the program: said as one, and a report of it that can be sent, in which no word of the workbook stands."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from workbook_tools.basis.version import __version__
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import FaultAfterWriting
from workbook_tools.model import Finding
from workbook_tools.model.fields import SHEETS, SHEETS_NOT_READ

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

LIBRARIES = ("openpyxl", "python-calamine", "jinja2", "pandas", "xlwings")
_DEEPEST = 60  # calls
_USUAL_PARTS = ("xl/", "_rels/", "docProps/", "customXml/", "[Content_Types]")
_LARGEST = 50 << 20  # bytes of a workbook whose sheets are looked at


def fault_finding(fault: BaseException, workbook: Path | None = None, *, known: bool = True) -> Finding:
    """What is said of a fault: whether files were changed (`known`: surely none but those that it names)."""
    written = fault.written if isinstance(fault, FaultAfterWriting) else ()
    cause = fault.__cause__ if isinstance(fault, FaultAfterWriting) and fault.__cause__ is not None else fault
    reason = f"{type(cause).__name__}: {cause}"
    report = _stored(report_text(cause, workbook))
    if written:
        return finding("U901", reason=reason, written="、".join(path.name for path in written), report=report)
    return finding("U900" if known else "U902", reason=reason, report=report)


def report_text(fault: BaseException, workbook: Path | None = None) -> str:
    """Versions, the calls that led to the fault, and the shape of the workbook: no text, name or path of it."""
    lines = [f"workbook-tools {__version__}", f"Python {platform.python_version()} {sys.platform} {platform.machine()}"]
    lines += _libraries()
    lines += ["", "经过（不含数据）："]
    current: BaseException | None = fault
    while current is not None:
        lines.append(type(current).__name__)
        lines += _calls(current)
        current = current.__cause__ or current.__context__
    if workbook is not None:
        lines += ["", "工作簿的结构（不含内容）："]
        try:
            lines += _shape(workbook)
        except Exception as problem:  # that it cannot be looked at may be the very fault
            lines.append(f"看不了：{type(problem).__name__}")
    return "\n".join(lines) + "\n"


def _stored(text: str) -> Path | str:
    """Where the report lies; named by its content, so that a fault met again makes no second file."""
    name = f"workbook-tools-{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    try:
        path = Path(tempfile.gettempdir()) / name
        path.write_text(text, encoding="utf-8-sig")
    except OSError:
        return "（没能存下来）"
    return path  # whole in the message, where a text would be shortened


def _libraries() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            continue


def _calls(fault: BaseException) -> Iterator[str]:
    """File, line, function. A message of an exception may repeat a cell, so none is told."""
    for frame in traceback.extract_tb(fault.__traceback__)[-_DEEPEST:]:
        parts = PurePath(frame.filename).parts
        starts = [place for place, part in enumerate(parts) if part in ("workbook_tools", "site-packages")]
        known = parts[starts[-1] :] if starts else parts[-1:]
        yield f"  {'/'.join(known)}:{frame.lineno} {frame.name}"


def _shape(path: Path) -> Iterator[str]:
    from workbook_tools.ooxml import Workbook
    from workbook_tools.storage import read_file

    data, _ = read_file(path, _LARGEST)
    yield f"{len(data)} 字节，{path.suffix if path.suffix.isascii() else '其他后缀'}"
    book = Workbook.open(data)
    yield "部件：" + "、".join(f"{kind} {count}" for kind, count in sorted(_parts(book).items()))
    known = {name: kind for kind, sheet in SHEETS.items() for name in sheet.names}
    for number, sheet in enumerate(book.sheets, 1):
        name = known.get(sheet.name) or ("本程序的页" if sheet.name in SHEETS_NOT_READ else "其他")
        yield f"第 {number} 页（{name}）：{sheet.kind} {sheet.state}"
        if sheet.kind == "worksheet" and sheet.part:
            yield from _sheet(book, sheet.name)


def _parts(book: Workbook) -> Counter[str]:
    """Folders of parts; a name that somebody may have chosen is not told."""
    return Counter(
        name.rpartition("/")[0] or name if name.startswith(_USUAL_PARTS) and name.isascii() else "其他"
        for name in book.part_names
    )


def _sheet(book: Workbook, name: str) -> Iterator[str]:
    scan = book.scan(name)
    rows = {row for row, _ in scan.cells}
    kinds = Counter("公式" if cell.formula is not None else cell.type for cell in scan.cells.values() if not cell.empty)
    cells = "、".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "没有内容"
    hidden = f"隐藏行 {len(scan.hidden_rows)}，隐藏列 {len(scan.hidden_columns)}"
    yield f"  {len(rows)} 行，{cells}；合并 {len(scan.merges)}，{hidden}"
