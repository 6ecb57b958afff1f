"""The letter that a station gets back: what to put right, in the order of work, or that all is well."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
import report_samples as samples
from docx import Document
from report_readers import word_blocks
from sheets import standard

from workbook_tools import cli, letter
from workbook_tools.model import Finding, Information, Submission
from workbook_tools.report.letter import Letter, causes, letter_of

WRONG = Finding("R013", "E", "绩效指标", "J24", "“满意度”写的是“达标”。", "请填写与“90%”同口径的数值。")
OPEN = Finding("R053", "W", "绩效指标", "R13", "“资源链接”没有说明原因。", "请填写偏差原因。")
HINT = Finding("T020", "I", "文字材料", "C5", "疑有笔误。", "请核对。")


def written(*findings: Finding, deadline: date | None = None) -> Letter:
    return letter_of(Submission(samples.about()), samples.evaluation([]), findings, "站点.xlsx", deadline)


def test_it_says_what_is_wrong_what_is_open_where_and_how_until_when() -> None:
    assert written(WRONG, OPEN, HINT, deadline=date(2023, 9, 5)).text().splitlines() == [
        "【退回修改通知】",
        "晨光街社工服务站：",
        "你站报送的2022年度绩效评价工作簿“站点.xlsx”已经核对，有1处数据不可能正确，须更正，有1处须说明。"
        "请于2023年9月5日前在原工作簿上修改并重新报送，说明写在“偏差原因”“差异原因”栏或“问题清单”的“站点说明”栏。",
        "",
        "须更正：",
        "1. 绩效指标!J24：“满意度”写的是“达标”。请填写与“90%”同口径的数值。",
        "",
        "须说明：",
        "2. 绩效指标!R13：“资源链接”没有说明原因。请填写偏差原因。",
        "",
        "另有1处提示供参考，见工作簿的“问题清单”。",
        "晨光街道办事处",
        "年　　月　　日",
    ]


def test_without_a_deadline_its_place_stays_blank() -> None:
    assert "请于　　年　　月　　日前" in written(WRONG).text()


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        ((), "已经核对，没有须更正或须说明的问题，予以接收。"),
        ((HINT,), "已经核对，没有须更正或须说明的问题，予以接收。另有1处提示供参考，见工作簿的“问题清单”。"),
    ],
)
def test_a_short_one_when_all_is_well(findings: tuple[Finding, ...], sentence: str) -> None:
    short = written(*findings)
    assert short.title == "核对通知"
    assert short.text().splitlines()[2].endswith(sentence)


def test_one_cause_in_many_cells_is_said_once() -> None:
    rows = [
        Finding("R053", "W", "绩效指标", f"R{n}", f"“指标{n}”没有说明原因。", f"请在 R{n} 填写。") for n in range(5, 20)
    ]
    (cause,) = causes(rows)
    assert cause.places == "绩效指标!R5、R6、R7、R8、R9、R10、R11、R12、R13、R14、R15、R16等15处"
    assert (cause.count, cause.message) == (15, "“指标5”没有说明原因。")
    assert "共15处，例如：“指标5”没有说明原因。" in written(*rows).text()


def test_other_advice_or_another_sheet_is_another_cause() -> None:
    other = [WRONG, OPEN, Finding("R053", "W", "资金使用", "F5", "没有说明原因。", "请填写偏差原因。")]
    assert [cause.places for cause in causes(other)] == ["绩效指标!J24", "绩效指标!R13", "资金使用!F5"]


def test_word_and_text_say_the_same() -> None:
    letter_ = written(WRONG, OPEN, HINT)
    word = word_blocks(letter_.word())
    assert word[0] == "退回修改通知"
    for words in ("“满意度”写的是“达标”。", "请填写偏差原因。", "绩效指标!R13", "须更正"):
        assert words in word
        assert words in letter_.text()
    assert Document(io.BytesIO(letter_.word())).core_properties.title == "退回修改通知"


@pytest.mark.parametrize("text", samples.HOSTILE)
def test_what_staff_write_harms_no_letter(text: str) -> None:
    finding = Finding("R001", "E", text, "J4", text, text)
    letter_ = letter_of(Submission(samples.about(station=text)), samples.evaluation([]), [finding], text)
    assert len(Document(io.BytesIO(letter_.word())).tables) == 1


def test_a_workbook_that_cannot_be_processed_gets_one_that_says_why(tmp_path: Path) -> None:
    letter_ = letter_of(Submission(Information()), None, [WRONG], "坏.xlsx")
    assert "你站报送的工作簿“坏.xlsx”不能处理。" in letter_.text()
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    outcome = letter(tmp_path / "坏.xlsx", tmp_path / "o")
    assert not outcome.ok
    assert [path.name for path in outcome.written] == ["坏-退回修改通知.docx", "坏-退回修改通知.txt"]


def test_the_command_writes_word_and_text_and_keeps_two_workbooks_apart(tmp_path: Path) -> None:
    files = [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"]
    for path in files:
        path.write_bytes(standard().data())
    out = tmp_path / "o"
    assert cli.main(["letter", *map(str, files), "--out", str(out), "--deadline", "2026-01-31"]) == 0
    names = sorted(path.name for path in out.iterdir())
    stems = {name.partition(".")[0] for name in names}
    assert len(names) == 4
    assert any(stem.endswith("（乙）") for stem in stems)
    told = next(out.glob("*通知.txt")).read_text(encoding="utf-8-sig")
    assert "2026年1月31日" in told or "予以接收" in told


def test_one_that_somebody_worked_on_is_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "甲.xlsx"
    source.write_bytes(standard().data())
    word = letter(source, tmp_path / "o").written[0]
    changed = Document(word)
    changed.add_paragraph("请先电话联系。")
    changed.save(str(word))
    before = word.read_bytes()
    again = letter(source, tmp_path / "o")
    assert word.read_bytes() == before
    assert again.written[0].name.endswith("（第2版）.docx")
