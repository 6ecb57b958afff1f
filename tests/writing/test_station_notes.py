"""站点说明: an answer stays with its finding, is marked when the figures change, and kept when the finding is gone."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from sheets import INDICATORS, Row, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.report import make_html, make_working_paper
from workbook_tools.report.blocks import Table
from workbook_tools.report.narrative import narrative_of

ROWS: list[Row] = [INDICATORS[0], (*INDICATORS[1][:7], 30, ""), *INDICATORS[2:]]
ANSWER = "疫情期间停办，下半年补上"


def computed(data: bytes) -> bytes:
    return written_workbook(evaluate_bytes(data))[0]


def listed(data: bytes) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["问题清单"]
    heads = [cell.value for cell in sheet[3]]
    return [
        {"row": row, **dict(zip(heads, (cell.value for cell in sheet[row]), strict=True))}
        for row in range(4, sheet.max_row + 1)
    ]


def edited(data: bytes, sheet: str, **cells: object) -> bytes:
    book = Workbook.open(data)
    book.set_cells(sheet, {cell: CellEdit(value) for cell, value in cells.items()})  # type: ignore[arg-type]
    return book.save()


@pytest.fixture
def answered() -> bytes:
    data = computed(standard(绩效指标=ROWS).data())
    row = next(each["row"] for each in listed(data) if each["编号"] == "R052")
    return edited(data, "问题清单", **{f"H{row}": ANSWER})


def notes(data: bytes) -> list[tuple[object, ...]]:
    told = [each for each in listed(data) if each["站点说明"]]
    return [(each["级别"], each["编号"], each["站点说明"], each["说明状态"]) for each in told]


def test_an_answer_stays_in_every_later_run(answered: bytes) -> None:
    again = computed(answered)
    assert notes(again) == [("提醒", "R052", ANSWER, None)]
    assert notes(computed(again)) == notes(again)


def test_an_answer_to_other_figures_is_marked_until_it_is_written_anew(answered: bytes) -> None:
    changed = computed(edited(answered, "绩效指标", H2=35))
    assert notes(changed) == [("提醒", "R052", ANSWER, "数据已变，请重新说明")]
    assert notes(computed(changed)) == notes(changed)
    row = next(each["row"] for each in listed(changed) if each["站点说明"])
    anew = computed(edited(changed, "问题清单", **{f"H{row}": "只差25个"}))
    assert notes(anew) == [("提醒", "R052", "只差25个", None)]


def test_the_working_paper_and_the_page_carry_the_answer(answered: bytes) -> None:
    for data, told in ((answered, ANSWER), (edited(answered, "绩效指标", H2=35), f"{ANSWER}（数据已变，请重新说明）")):
        result = evaluate_bytes(data)
        given = (result.submission, result.evaluation, result.findings)
        narrative = narrative_of(*given)
        table = next(each for each in narrative.working if isinstance(each, Table) and each.key == "findings")
        column = table.head.index("站点说明")
        cells = {row[2][0]: row[column][0] for row in table.rows}
        assert {code: text for code, text in cells.items() if text} == {"R052": told}
        assert told in "".join(Document(io.BytesIO(make_working_paper(*given))).element.body.itertext())
        assert told in make_html(*given).decode()


def test_figures_that_come_back_need_no_new_answer(answered: bytes) -> None:
    changed = computed(edited(answered, "绩效指标", H2=35))
    assert notes(computed(edited(changed, "绩效指标", H2=30))) == [("提醒", "R052", ANSWER, None)]


def test_the_answer_to_a_finding_that_is_gone_is_kept_below(answered: bytes) -> None:
    gone = computed(edited(answered, "绩效指标", H2=60))
    assert notes(gone) == [("已消除的问题", "R052", ANSWER, None)]
    assert notes(computed(gone)) == notes(gone)
    back = computed(edited(gone, "绩效指标", H2=30))
    assert notes(back) == [("提醒", "R052", ANSWER, None)]


def test_what_a_finding_is_about_is_called_as_the_sheet_calls_it() -> None:
    example = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"
    told = {each["编号"]: each["对象"] for each in listed(computed(example.read_bytes()))}
    assert told["A100"] == "合同结束日期"
    assert told["R052"] == "效益指标·资源链接"
    assert not [subject for subject in told.values() if subject and str(subject).isascii()]
