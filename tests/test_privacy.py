"""Names, identity cards and telephones of the people served reach nothing but the station's own workbook."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from listed_station import station
from sheets import Book, Row

from workbook_tools import recompute
from workbook_tools.explain import explain
from workbook_tools.explain.words import as_object, as_text

HEADS = (
    "服务对象姓名",
    "案主姓名",
    "身份证号",
    "证件号码",
    "联系电话",
    "手机号码",
    "家庭住址",
    "监护人姓名",
    "居民身份证",
)
LISTS = (
    "服务台账", "人员", "社区", "任务分解", "资源链接", "志愿服务", "满意度调查", "媒体与荣誉", "评估明细",
    "绩效指标", "资金使用", "评估评分",
)  # fmt: skip


def mark(sheet: str, column: int) -> str:
    """A value that stands nowhere else: like a name, an identity card, or a telephone."""
    return f"密名{LISTS.index(sheet)}号{column}440106{LISTS.index(sheet):02d}{column:02d}"


def with_people_served(book: Book, wanted: Sequence[str] = LISTS) -> Book:
    sheets: dict[str, Sequence[Row]] = dict(book.sheets)
    for sheet in wanted:
        head, *rows = sheets[sheet]
        marks = [mark(sheet, column) for column in range(len(HEADS))]
        sheets[sheet] = [(*head, *HEADS), *((*row, *marks) for row in rows)]
    return Book(sheets)


def texts(data: bytes) -> Iterator[str]:
    """Everything that a file holds, with what lies packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield data.decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            inner = package.read(name)
            if name.endswith((".xlsx", ".docx")):
                yield from texts(inner)
            else:
                yield inner.decode("utf-8", "replace")


def test_marked_names_in_a_column_of_every_sheet_are_in_no_output(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(with_people_served(station(120)).data())
    outcome = recompute(path, out=tmp_path / "结果")
    assert outcome.ok
    pointed = {each.sheet for each in outcome.findings if each.code == "S051"}
    assert pointed == set(LISTS)
    said = [json.dumps(outcome.to_dict(), ensure_ascii=False), repr(outcome.findings)]
    files = [each for each in (tmp_path / "结果").iterdir() if each.name != path.name]
    assert {each.suffix for each in files} == {".docx", ".html"}
    for each in files:
        said += texts(each.read_bytes())
    own = "".join(texts((tmp_path / "结果" / path.name).read_bytes()))
    assert all(mark(sheet, 0) in own for sheet in LISTS)  # nothing of the station's own is lost
    assert not [text[:80] for text in said if "密名" in text]


def test_what_explain_says_of_every_score_tells_nobodys_name(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(with_people_served(station(120)).data())
    assert recompute(path, report=False).ok
    found = explain(path, [f"绩效指标!{column}{row}" for row in range(2, 18) for column in "EH"])
    assert "密名" not in as_text(found)
    assert "密名" not in json.dumps(as_object(found), ensure_ascii=False, default=str)


@pytest.mark.parametrize("sheet", LISTS)
def test_the_columns_are_pointed_out_once_and_by_their_heads(sheet: str, tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(with_people_served(station(30), [sheet]).data())
    (pointed,) = [each for each in recompute(path, report=False).findings if each.code == "S051"]
    assert pointed.sheet == sheet
    assert all(head in pointed.message for head in HEADS[:3])
