"""--expected: who has not reported, who is late, whose year is wrong, and the letters that remind them."""

from __future__ import annotations

import datetime as dt
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from batch_folder import information, rows_of, settings_book, station_book
from openpyxl import load_workbook
from sheets import INDICATOR_HEADS

from workbook_tools.batch import BatchOutcome, batch
from workbook_tools.batch.matching import Matcher
from workbook_tools.batch.office_records import Expected

HEADS = ("站点", "街道", "联系人", "截止日期")
BLANK = {
    "绩效指标": (INDICATOR_HEADS, ("产出指标", "数量指标", "个案服务", "", 60, "个", 50, "", "")),
    "资金使用": None,
}


def run(source: Path, out: Path, **settings: Any) -> BatchOutcome:
    return batch(source, out, jobs=1, report=False, **settings)


def handed_in(station: str, day: object = "", year: object = 2025, **sheets: Any) -> bytes:
    return station_book(station, **{"基本信息": (*information(station, year), ("填表日期", day)), **sheets})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "各站"
    folder.mkdir()
    (folder / "甲.xlsx").write_bytes(handed_in("甲街社工服务站", dt.date(2025, 9, 1)))
    (folder / "乙.xlsx").write_bytes(handed_in("乙街社工服务站", dt.date(2025, 9, 13)))
    (folder / "丙.xlsx").write_bytes(handed_in("丙街社工服务站"))
    (folder / "丁.xlsx").write_bytes(handed_in("丁街社工服务站", dt.date(2025, 9, 1), 2024))
    (folder / "空.xlsx").write_bytes(handed_in("戊街社工服务站", dt.date(2025, 9, 1), **BLANK))
    (folder / "己街社工服务站.xlsx").write_bytes(b"PK\3\4")
    (folder / "外.xlsx").write_bytes(handed_in("辛桥街社工服务站", dt.date(2025, 9, 1)))
    settings_book(
        folder / "应报名单.xlsx",
        名单=[
            ("云溪区应报名单", "", "", ""),
            HEADS,
            *[(f"{name}街社工服务站", f"{name}街道", f"{name}联系人", "2025-09-10") for name in "甲乙丙丁戊己"],
            ("辛桥镇社工服务站", "辛桥镇", "辛联系人", "2025年9月12日"),
            ("壬街", "壬街道", "", dt.date(2025, 9, 20)),
        ],
    )
    return folder


def test_every_station_of_the_list_is_told_how_it_reported(source: Path, out: Path) -> None:
    outcome = run(source, out, expected=source / "应报名单.xlsx")
    told = {row["站点"]: row["报送"] for row in rows_of(out / "汇总.xlsx", "报送情况")}
    assert told == {
        "甲街社工服务站": "按时",
        "乙街社工服务站": "迟报",
        "丙街社工服务站": "未注日期",
        "丁街社工服务站": "年度不符",
        "戊街社工服务站": "未填报",
        "己街社工服务站": "未能处理",
        "辛桥镇社工服务站": "未报",
        "壬街": "未报",
        "辛桥街社工服务站": "名单外",
    }
    said = {row["站点"]: row["说明"] for row in rows_of(out / "汇总.xlsx", "报送情况")}
    assert said["乙街社工服务站"] == "晚3天"
    assert "辛桥镇社工服务站" in said["辛桥街社工服务站"]  # asked, never merged
    messages = {note.code: note.message for note in outcome.notes}
    assert (
        "应报8个站点：未报2个，未填报1个，年度不符1个，未能处理1个，迟报1个，未注日期1个，按时1个" in messages["B037"]
    )
    assert "外.xlsx" in messages["B038"]
    assert "应报名单.xlsx" not in {record.relative for record in outcome.records}


def test_the_stations_own_deadline_reaches_its_letter_and_those_that_are_missing_are_reminded(
    source: Path, out: Path
) -> None:
    outcome = run(source, out, expected=str(source / "应报名单.xlsx"), letters=True)
    folder = out / "各站通知"
    text = next(folder.glob("甲街*.txt")).read_text(encoding="utf-8-sig")
    assert "2025年9月10日" in text or "核对通知" in text
    assert "2025年9月10日" in next(folder.glob("己街*.txt")).read_text(encoding="utf-8-sig")
    reminded = sorted(path.stem.partition("-")[0] for path in folder.glob("*催报通知.txt"))
    assert reminded == ["丁街社工服务站", "壬街", "戊街社工服务站", "辛桥镇社工服务站"]
    missing = next(folder.glob("壬街*.txt")).read_text(encoding="utf-8-sig")
    assert "报送期限是2025年9月20日" in missing
    assert "汇总时没有收到" in missing
    assert "2024年度的工作簿" in next(folder.glob("丁街*催报通知.txt")).read_text(encoding="utf-8-sig")

    assert {"各站通知.zip", "通知名单.xlsx"} <= set(outcome.letters)
    with zipfile.ZipFile(out / "各站通知.zip") as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in folder.iterdir())
    sheet = load_workbook(out / "通知名单.xlsx").active
    heads, *lines = sheet.iter_rows(values_only=True)
    assert heads[:4] == ("站点", "联系人", "结论", "附件")
    assert len(sheet.tables) == 1
    assert {line[3] for line in lines} == {path.name for path in folder.glob("*.docx")}
    conclusions = {line[0]: line[2] for line in lines}
    assert conclusions["壬街"] == "催报：未报"
    assert conclusions["己街社工服务站"].startswith("不能处理")


def test_the_day_that_the_batch_names_stands_before_the_day_of_the_list(source: Path, out: Path) -> None:
    run(source, out, expected=source / "应报名单.xlsx", letters=True, deadline="2025-12-01")
    text = next((out / "各站通知").glob("己街*.txt")).read_text(encoding="utf-8-sig")
    assert "2025年12月1日" in text


def test_letters_that_nobody_needs_any_more_go_and_what_somebody_has_changed_stays(source: Path, out: Path) -> None:
    run(source, out, expected=source / "应报名单.xlsx", letters=True)
    edited = next((out / "各站通知").glob("壬街*.txt"))
    edited.write_text("已电话催过", encoding="utf-8")
    (source / "壬.xlsx").write_bytes(handed_in("壬街", dt.date(2025, 9, 1)))
    (source / "辛镇.xlsx").write_bytes(handed_in("辛桥镇社工服务站", dt.date(2025, 9, 1)))
    run(source, out, expected=source / "应报名单.xlsx", letters=True)
    left = {path.name for path in (out / "各站通知").glob("*催报通知.*")}
    assert edited.name in left
    assert not [name for name in left if name.startswith("辛桥镇")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "B033"),
        (b"PK\3\4 not a workbook", "B033"),
        ([("名字", "电话"), ("甲", "1")], "B034"),
        ([HEADS, ("甲街社工服务站", "", "", "九月中")], "B035"),
        ([HEADS, ("甲街社工服务站", "", "", ""), ("甲街 社工服务站", "", "", "")], "B036"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_and_the_batch_done(
    source: Path, out: Path, content: Any, code: str
) -> None:
    path = source.parent / "名单.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        settings_book(path, 名单=content)
    (source / "应报名单.xlsx").unlink()
    outcome = run(source, out, expected=path)
    assert code in {note.code for note in outcome.notes}
    assert len(rows_of(out / "汇总.xlsx", "排名")) == 5


@pytest.mark.parametrize(
    ("listed", "name", "found"),
    [
        (("甲街社工服务站",), "甲街 社工服务站", "甲街社工服务站"),
        (("甲街",), "甲街社工服务站", "甲街"),
        (("云溪区甲街社会工作服务站",), "甲街社工站", "云溪区甲街社会工作服务站"),
        (("云溪区甲街", "东山区甲街"), "甲街社工站", None),  # which of them is for a person to say
        (("甲街",), "乙街社工服务站", None),
        (("东门街",), "东门镇", None),
    ],
)
def test_which_line_of_the_list_a_name_stands_for(listed: tuple[str, ...], name: str, found: str | None) -> None:
    line = Matcher(Expected(each) for each in listed).find(name)
    assert (line.station if line else None) == found


def test_a_workbook_of_another_year_than_the_list_asks_for_counts_nowhere(
    source: Path, out: Path, tmp_path: Path
) -> None:
    """Its own year's money is no part of this year's totals; it is not in the six numbers, and in no book."""
    book = tmp_path / "本区.sqlite"
    before = {row["站点"] for row in rows_of(_done(source, out / "无名单") / "汇总.xlsx", "排名")}
    outcome = run(source, out / "有名单", expected=source / "应报名单.xlsx", book=book)
    ranked = {row["站点"] for row in rows_of(out / "有名单/汇总.xlsx", "排名")}
    assert before - ranked == {"丁街社工服务站"}
    outside = {row["站点"]: (row["原因"], row["说明"]) for row in rows_of(out / "有名单/汇总.xlsx", "未计入工作簿")}
    assert outside["丁街社工服务站"] == ("年度不符", "应报名单要的是2025年度")
    assert "丁.xlsx" in next(note.message for note in outcome.notes if note.code == "B047")
    (line,) = (row for row in rows_of(out / "有名单/汇总.xlsx", "今天要办") if row["站点"] == "丁街社工服务站")
    assert line["问题"] == "年度不符（收到的是2024年度的工作簿，要的是2025年度）"
    assert not any(line[flag] for flag in ("不合格", "财务不合格", "有错误", "逾期"))
    with closing(sqlite3.connect(book)) as kept:
        assert "丁街社工服务站" not in {name for (name,) in kept.execute("SELECT station FROM workbooks")}


def _done(source: Path, out: Path) -> Path:
    """Without a list: a stray year counts, and that is said."""
    outcome = run(source, out)
    told = [note.message for note in outcome.notes if note.code == "B046"]
    assert len(told) == 1
    assert "丁.xlsx" in told[0]
    return out
