"""应报名单: who is to report and by when, read from `--expected`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.batch.office_records import Expected
from workbook_tools.batch.office_tables import Heads, OfficeRow, read_tables
from workbook_tools.batch.places import is_remote, place
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding

LIST = "应报名单"
_HEADS: Heads = {
    "station": ("站点", "站点名称", "单位", "单位名称"),
    "street": ("街道", "镇街", "街镇", "街道（镇）", "所属街道", "乡镇街道"),
    "contact": ("联系人", "负责人"),
    "deadline": ("截止日期", "报送期限", "截止时间", "报送截止日期"),
    "year": ("年度", "评价年度"),
    "resubmit": ("重新报送期限", "退回修改期限", "重报期限"),
}


def read_expected(address: str) -> tuple[tuple[Expected, ...] | None, tuple[Finding, ...]]:
    """The list and what is to say about it. One that cannot be read is None, and the batch is done without it."""
    try:
        root, name = (
            address.rpartition("/")[::2] if is_remote(address) else (str(Path(address).parent), Path(address).name)
        )
        data = place(root).read(name)
        tables = read_tables(data, {LIST: _HEADS})
    except Exception as problem:  # absent, damaged, locked, with a password
        return None, (finding("B033", file=address, reason=_reason(problem)),)
    if LIST not in tables:
        return None, (finding("B034", file=name),)
    findings: list[Finding] = []
    found: dict[tuple[str, str], Expected] = {}
    for row in tables[LIST].rows:
        if not row["station"]:
            continue
        each = Expected(
            row["station"],
            row["street"],
            row["contact"],
            _day(row, "deadline", name, findings),
            row["year"],
            _day(row, "resubmit", name, findings),
            f"[{name}]{row.sheet}!{row.at('station')}",
        )
        if found.setdefault((without_blanks(each.station), without_blanks(each.year)), each) is not each:
            findings.append(finding("B036", f"[{name}]{row.sheet}", row.at("station"), station=each.station))
    return tuple(found.values()), tuple(findings)


def _day(row: OfficeRow, field: str, file: str, findings: list[Finding]) -> date | None:
    try:
        return row.day(field)
    except (ValueError, TypeError):
        findings.append(finding("B035", f"[{file}]{row.sheet}", row.at(field), text=row[field], station=row["station"]))
        return None


def _reason(problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError):
        return "没有这个文件"
    if isinstance(problem, PermissionError):
        return "打不开，可能正被别的程序占用"
    return type(problem).__name__
