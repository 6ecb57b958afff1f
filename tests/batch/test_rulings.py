"""核定: the office's own score beside 自评 and the computed one, and never written over."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from batch_folder import opened, rows_of, settings_book, station_book
from openpyxl import load_workbook
from sheets import INDICATOR_HEADS

from workbook_tools.basis.version import __version__
from workbook_tools.batch import BatchOutcome, batch

HEADS = ("站点", "年度", "指标", "核定得分", "核定意见", "核定人", "日期")
WHOLE = ("甲街社工服务站", 2025, "", 88.5, "材料不全，核减", "核定员", dt.date(2025, 10, 8))


def run(source: Path, out: Path, **settings: Any) -> BatchOutcome:
    return batch(source, out, jobs=1, report=False, **settings)


def ruled(source: Path, *rows: tuple[object, ...]) -> None:
    settings_book(source / "汇总设置.xlsx", 核定=[HEADS, *rows])


def ranking(out: Path) -> dict[str, dict[str, Any]]:
    return {row["站点"]: row for row in rows_of(out / "汇总.xlsx", "排名")}


def test_a_ruling_stands_beside_the_computed_score_with_the_difference(source: Path, out: Path) -> None:
    run(source, out)
    before = ranking(out)["甲街社工服务站"]["得分"]
    assert "核定得分" not in ranking(out)["甲街社工服务站"]
    ruled(source, WHOLE, ("甲街社工服务站", "", "个案服务", 45, "抽查少5个", "", ""))
    kept = (source / "汇总设置.xlsx").read_bytes()
    outcome = run(source, out, letters=True)
    row = ranking(out)["甲街社工服务站"]
    assert (row["得分"], row["核定得分"], row["核定差"]) == (before, 88.5, pytest.approx(88.5 - before))
    assert ranking(out)["乙街社工服务站"]["核定得分"] is None
    whole, indicator = rows_of(out / "汇总.xlsx", "核定")
    assert (whole["指标"], whole["核定意见"], whole["核定人"], whole["日期"]) == (
        "（整个站点）", "材料不全，核减", "核定员", "2025-10-08",
    )  # fmt: skip
    assert (indicator["指标"], indicator["计算得分"], indicator["核定得分"], indicator["核定差"]) == (
        "个案服务",
        50,
        45,
        -5,
    )
    text = next((out / "各站通知").glob("甲街*.txt")).read_text(encoding="utf-8-sig")
    assert f"核定得分88.50分（按填报数据计算为{before:.2f}分，相差{88.5 - before:.2f}分）" in text
    assert "核定意见：材料不全，核减；核定人：核定员，2025年10月8日。" in text
    assert "“个案服务”核定得分45.00分（按填报数据计算为50.00分，相差-5.00分）；核定意见：抽查少5个。" in text
    assert "核定" not in next((out / "各站通知").glob("乙街*.txt")).read_text(encoding="utf-8-sig")
    assert (source / "汇总设置.xlsx").read_bytes() == kept
    assert not outcome.notes


ROWS = (
    WHOLE,
    ("甲街社工服务站", 2025, "个案服务", 45, "抽查少5个", "核定员", dt.date(2025, 10, 9)),
    ("甲街社工服务站", 2025, "建档率", 30, "", "", ""),
)


def test_every_ruling_is_a_fact_and_stands_in_the_book_on_paper_and_in_the_page(source: Path, out: Path) -> None:
    """核定 of the station, and of each row: the same figures wherever the roll-up or another program shows them."""
    ruled(source, *ROWS)
    book = source.parent / "本区.sqlite"
    run(source, out, book=book, letters=True)
    wanted = {(row["指标"], row["核定得分"], round(row["核定差"], 6)) for row in rows_of(out / "汇总.xlsx", "核定")}
    assert {name for name, *_ in wanted} == {"（整个站点）", "个案服务", "建档率"}
    sheet = opened(out / "汇总.xlsx")["事实表"]
    heads = [cell.value for cell in sheet[1]][:16]
    facts = [dict(zip(heads, row, strict=False)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    scores = {each["level3"]: each["value"] for each in facts if each["kind"] == "verdict_score"}
    differences = {each["level3"]: each["value"] for each in facts if each["kind"] == "verdict_difference"}
    told = {(name or "（整个站点）", score, round(differences[name], 6)) for name, score in scores.items()}
    assert told == wanted
    places = {each["sheet"] for each in facts if each["kind"] == "verdict_score"}
    assert places == {"[汇总设置.xlsx]核定"}
    with closing(sqlite3.connect(book)) as opened_book:
        query = "SELECT level3, kind, value, state, cell FROM facts WHERE kind LIKE 'verdict%'"
        kept = {(level3, kind): (value, state, cell) for level3, kind, value, state, cell in opened_book.execute(query)}
    assert {name: value[0] for (name, kind), value in kept.items() if kind == "verdict_score"} == scores
    assert kept["", "verdict_opinion"][1] == "材料不全，核减"
    assert kept["个案服务", "verdict_by"][1] == "核定员"
    assert kept["个案服务", "verdict_on"][1] == "2025-10-09"
    assert kept["个案服务", "verdict_score"][2] == "D3"
    paper = _words_of(out / "汇总.docx")
    page = (out / "汇总.html").read_text("utf-8")
    letter = next((out / "各站通知").glob("甲街*.txt")).read_text(encoding="utf-8-sig")
    for name, score, difference in wanted:
        for text in (paper, letter):
            assert f"{score:.2f}" in text, name
            assert f"{difference:.2f}" in text, name
        assert name in page
    assert "材料不全，核减" in paper


def _words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))


def test_the_record_of_a_station_has_its_rulings_frozen(source: Path, out: Path) -> None:
    ruled(source, WHOLE)
    run(source, out)
    stored = [json.loads(path.read_bytes())["record"] for path in (out / ".workbook_tools").glob("*.json")]
    details = {record["relative"]: record["details"] for record in stored}
    (one,) = details["甲街.xlsx"]["rulings"]
    assert (one["score"], one["opinion"], one["by"], one["on"]) == (88.5, "材料不全，核减", "核定员", "2025-10-08")
    assert (one["cell"], one["known"], one["indicator"]) == ("D2", True, "")
    assert details["乙街.xlsx"]["rulings"] == []


def test_only_the_station_whose_ruling_changed_is_done_again(source: Path, out: Path) -> None:
    ruled(source, WHOLE)
    run(source, out)
    ruled(source, (*WHOLE[:3], 90, *WHOLE[4:]))
    again = run(source, out)
    assert {record.relative for record in again.records if not record.reused} == {"甲街.xlsx"}
    assert ranking(out)["甲街社工服务站"]["核定得分"] == 90


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("甲街社工服务站", "", "", "良好", "", "", "")], "B039"),
        ([("甲街社工服务站", "", "", 900, "", "", "")], "B039"),
        ([("甲街社工服务站", "", "", 90, "", "", "上周")], "B039"),
        ([WHOLE, (*WHOLE[:3], 70, *WHOLE[4:])], "B040"),
        ([("没有的站", "", "", 90, "", "", "")], "B041"),
        ([("甲街社工服务站", 2024, "", 60, "", "", "")], "B041"),  # of a year of which there is no workbook
    ],
)
def test_a_ruling_that_cannot_be_taken_is_told(source: Path, out: Path, rows: list[Any], code: str) -> None:
    ruled(source, *rows)
    outcome = run(source, out)
    assert [note.code for note in outcome.notes] == [code]


def test_a_ruling_of_another_year_or_of_an_unknown_indicator_decides_nothing(source: Path, out: Path) -> None:
    ruled(source, ("甲街社工服务站", 2024, "", 60, "", "", ""), ("甲街社工服务站", 2025, "没有的指标", 5, "", "", ""))
    run(source, out)
    assert "核定得分" not in ranking(out)["甲街社工服务站"]
    (row,) = rows_of(out / "汇总.xlsx", "核定")
    assert "没有这项指标" in row["说明"]
    assert row["计算得分"] is None


def test_the_scores_that_staff_gave_themselves_stand_beside(source: Path, out: Path) -> None:
    rows = [
        (*INDICATOR_HEADS, "自评得分"),
        ("产出指标", "数量指标", "个案服务", "", 60, "个", 60, 60, "", 58),
        ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, "95%", "", 30),
        ("成本指标", "成本指标", "预算执行率", "", "100%", "%", 10, "98%", "", 9),
    ]
    (source / "自评.xlsx").write_bytes(station_book("自评街社工服务站", 绩效指标=rows))
    run(source, out)
    row = ranking(out)["自评街社工服务站"]
    assert row["自评得分"] == 97


def test_a_workbook_to_fill_in_is_offered_once_and_never_written_again(source: Path, out: Path) -> None:
    (source / "甲街（改）.xlsx").write_bytes(station_book("甲街社工服务站", 资金使用=None))
    run(source, out)
    path = out / "汇总设置.xlsx"
    book = load_workbook(path)
    assert [cell.value for cell in book["核定"][1]] == list(HEADS)
    assert len(book["核定"].tables) == 1
    assert {row[0].value for row in book["核定"].iter_rows(min_row=2)} >= {"乙街社工服务站", "甲街社工服务站"}
    assert [cell.value for cell in book["采用文件"][2]][:2] == ["甲街社工服务站", "2025"]
    book["采用文件"]["C2"] = "甲街.xlsx"
    book["核定"]["D2"] = 77
    book.save(path)
    kept = path.read_bytes()
    outcome = run(source, out)
    assert path.read_bytes() == kept
    assert not outcome.notes
    assert any(row["核定得分"] == 77 for row in ranking(out).values())
    assert "甲街社工服务站" in ranking(out)


def _handed_in_again(source: Path, folder: Path, changed: Callable[[bytes], bytes]) -> BatchOutcome:
    """What comes of two workbooks with the results of a first run, one of them changed; results are in 再算."""
    run(source, folder / "初算")
    second = folder / "再交"
    second.mkdir()
    for name in ("甲街", "乙街"):
        data = (folder / f"初算/各站结果/{name}/{name}.xlsx").read_bytes()
        (second / f"{name}.xlsx").write_bytes(changed(data) if name == "甲街" else data)
    return run(second, folder / "再算")


def test_workbooks_with_results_of_another_program_are_told_by_version(source: Path, tmp_path: Path) -> None:
    outcome = _handed_in_again(source, tmp_path, lambda data: _of_version(data, "1.4.0"))
    messages = [note.message for note in outcome.notes if note.code == "B042"]
    assert len(messages) == 1
    assert "1个" in messages[0]
    assert "workbook-tools 1.4.0" in messages[0]
    assert "甲街.xlsx" in messages[0]
    (row,) = rows_of(tmp_path / "再算/汇总.xlsx", "带来的结果")
    assert (row["站点"], row["程序版本"]) == ("甲街社工服务站", "workbook-tools 1.4.0")


def test_workbooks_with_results_by_another_scheme_are_told_by_name(source: Path, tmp_path: Path) -> None:
    """The same program, and a scheme of which a setting was another one: its digest tells."""
    outcome = _handed_in_again(source, tmp_path, _of_scheme)
    assert [note.code for note in outcome.notes] == ["B044"]
    assert "1个" in outcome.notes[0].message
    assert "甲街.xlsx" in outcome.notes[0].message
    (row,) = rows_of(tmp_path / "再算/汇总.xlsx", "带来的结果")
    assert row["站点"] == "甲街社工服务站"
    assert "摘要是 aaaaaaaaaaaa…" in row["与本次不同"]
    assert "甲街.xlsx" in (tmp_path / "再算/汇总.html").read_text("utf-8")


def _of_version(data: bytes, version: str) -> bytes:
    return _rewritten(
        data, lambda part: part.replace(f"workbook-tools {__version__}".encode(), f"workbook-tools {version}".encode())
    )


def _of_scheme(data: bytes) -> bytes:
    """审计信息 names another digest of the scheme; that of the inputs stays."""
    digest = re.compile("(方案摘要.{1,200}?SHA-256 )[0-9a-f]{64}".encode())
    return _rewritten(data, lambda part: digest.sub(rb"\1" + b"a" * 64, part))


def _rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
    return stream.getvalue()
