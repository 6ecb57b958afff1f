"""`batch --book`: the district's book from a batch, and its views beside the roll-up's tables."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from batch_folder import information, settings_book, station_book

from workbook_tools import BatchOutcome, Options, batch, recompute
from workbook_tools.batch.kept_facts import facts_of_record
from workbook_tools.batch.places import place
from workbook_tools.batch.rollup import facts_sheet
from workbook_tools.batch.state import BatchState
from workbook_tools.facts.fact import COLUMNS
from workbook_tools.facts.kinds import KINDS

DISTRICT = Path(__file__).parents[2] / "examples" / "district"
SUMS = {name: name for name in ("记录", "数量", "服务人次", "直接工时", "间接工时", "总工时")}
PLAIN = Options(report=False, jobs=2, time="2025-10-01 09:00")


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as book:
        return book.execute(query).fetchall()


def codes(outcome: BatchOutcome) -> list[str]:
    return [each.code for each in outcome.notes if each.code.startswith("B06")]


def table(out: Path, sheet: str) -> list[dict[str, Any]]:
    """A table of 汇总.xlsx, by its heads."""
    rows = python_calamine.CalamineWorkbook.from_path(out / "汇总.xlsx").get_sheet_by_name(sheet).to_python()
    at = next(number for number, row in enumerate(rows) if sum(each != "" for each in row) > 3)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("区")
    out, book = folder / "汇总", folder / "本区.sqlite"
    outcome = batch(DISTRICT, out, PLAIN, book=book)
    assert codes(outcome) == ["B067"]
    return out, book


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return abs(found - wanted) < 1e-6
    return (found or None) == (wanted or None)


@pytest.mark.parametrize(
    ("sheet", "view", "heads", "keys"),
    [
        ("排名", "排名", {"得分": "得分", "最低可能": "最低", "最高可能": "最高", "财政等级": "财政等级",
                       "评估得分": "评估得分", "评估等级": "评估等级", "预算执行率": "预算执行率",
                       "无法判定分值": "无法判定分值", "错误": "错误", "提醒": "提醒", "提示": "提示"}, ("文件",)),
        ("资金", "资金", {"全年预算": "全年预算", "支出": "支出", "差额": "差额", "执行率": "执行率", "分值": "分值",
                       "得分": "得分"}, ("文件",)),
        ("费用占比", "费用占比", {"限额": "限额", "按预算": "按预算", "按支出": "按支出", "按年度资金": "按年度资金"},
         ("文件", "规则")),
        ("资金拨付", "资金拨付", {"应拨金额": "应拨金额", "到期应拨": "到期应拨", "已拨金额": "已拨金额",
                           "尚欠金额": "尚欠金额", "未填已拨": "未填已拨", "超拨金额": "超拨金额",
                           "最迟拨付日": "最迟拨付日", "状态": "状态"}, ("文件", "拨付期次")),
        ("社区统计", "社区统计", SUMS, ("文件", "社区")),
        ("社工统计", "社工统计", SUMS, ("文件", "社工")),
    ],
)  # fmt: skip
def test_a_view_gives_the_numbers_of_the_table_in_the_roll_up(
    district: tuple[Path, Path], sheet: str, view: str, heads: dict[str, str], keys: tuple[str, ...]
) -> None:
    out, book = district
    columns = ", ".join(dict.fromkeys((*keys, *heads.values())))
    names = list(dict.fromkeys((*keys, *heads.values())))
    found = [dict(zip(names, row, strict=True)) for row in asked(book, f"SELECT {columns} FROM {view}")]
    by_key = {tuple(row[key] for key in keys): row for row in found}
    compared = 0
    for row in table(out, sheet):
        key = tuple(row[name] for name in keys)
        if key not in by_key:  # a workbook that does not count
            continue
        for head, column in heads.items():
            if head in row:
                assert same(by_key[key][column], row[head]), (key, head, by_key[key][column], row[head])
                compared += 1
    assert compared > 30


def test_what_counts_in_the_roll_up_counts_in_the_book(district: tuple[Path, Path]) -> None:
    out, book = district
    ranked = {row["文件"] for row in table(out, "排名") if row["名次"] != ""}
    assert {file for (file,) in asked(book, "SELECT 文件 FROM 排名")} == ranked


def test_the_statistics_of_indicators_are_those_of_the_roll_up(district: tuple[Path, Path]) -> None:
    out, book = district
    wanted = {row["指标"]: row for row in table(out, "指标统计")}
    name = "substr(indicator_id, 1, instr(indicator_id || '|', '|') - 1)"
    sums = "sum(完成情况 = '未完成'), sum(完成情况 = '无法判定'), round(sum(coalesce(分值 - 得分, 0)), 6)"
    found = asked(book, f"SELECT {name}, count(DISTINCT workbook_id), {sums} FROM 指标 GROUP BY 1")
    assert {name for name, *_ in found} >= {name for name in wanted if name}
    for name, stations, missed, unjudged, lost in found:
        if name in wanted:
            row = wanted[name]
            assert (stations, missed, unjudged) == (row["站点数"], row["未完成"], row["无法判定"])
            assert lost == pytest.approx(row["失分合计"])


def test_quartiles_are_those_of_the_roll_up(district: tuple[Path, Path]) -> None:
    out, book = district
    wanted = {row["指标"]: row for row in table(out, "指标统计")}
    (row,) = asked(
        book,
        "SELECT 站点数, 下四分位, 完成率中位数, 上四分位 FROM 指标统计"
        " WHERE 指标 = '个案服务|个' AND 年度 = '2024-2025'",
    )
    own = wanted["个案服务"]
    assert row[0] == own["站点数"]
    assert list(row[1:]) == pytest.approx([own["下四分位"], own["完成率中位数"], own["上四分位"]])


def test_a_second_run_changes_no_byte_and_an_older_result_needs_no_new_computing(
    source: Path, out: Path, tmp_path: Path
) -> None:
    batch(source, out, PLAIN)
    book = tmp_path / "本区.sqlite"
    first = batch(source, out, PLAIN, book=book)
    assert all(record.reused for record in first.records)
    before = book.read_bytes()
    assert codes(batch(source, out, PLAIN, book=book)) == ["B067"]
    assert book.read_bytes() == before
    assert asked(book, "SELECT count(*) FROM 排名") == [(3,)]


def test_a_corrected_workbook_supersedes_and_a_failed_one_leaves_what_was_there(
    source: Path, out: Path, tmp_path: Path
) -> None:
    book = tmp_path / "本区.sqlite"
    batch(source, out, PLAIN, book=book)
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 绩效指标=None) + b"")
    (source / "乙街.xlsx").write_bytes(b"nothing")
    outcome = batch(source, out, PLAIN, book=book, time="2025-11-01 09:00")
    assert not outcome.ok
    states = dict(asked(book, "SELECT 站点, group_concat(状态) FROM 全部工作簿 WHERE 状态 = '计入' GROUP BY 站点"))
    assert states["乙街社工服务站"] == "计入"


def test_a_book_that_will_not_do_is_named_and_the_batch_is_done(source: Path, out: Path, tmp_path: Path) -> None:
    book = tmp_path / "本区.sqlite"
    book.write_bytes(b"somebody's file")
    outcome = batch(source, out, PLAIN, book=book)
    assert codes(outcome) == ["B060"]
    assert not outcome.ok
    assert (out / "汇总.xlsx").is_file()
    assert book.read_bytes() == b"somebody's file"
    assert codes(batch(source, out, PLAIN, book="s3://桶/本区.sqlite")) == ["B066"]
    assert codes(batch(source, out, PLAIN, book=tmp_path / "没有" / "本区.sqlite")) == []


def test_the_command_tells_of_the_book(
    source: Path, out: Path, tmp_path: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    ran = program("batch", source, "--out", out, "--no-report", "--book", tmp_path / "本区.sqlite")
    assert ran.returncode == 0
    assert "B067" in ran.stderr
    broken = tmp_path / "坏.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    ran = program("batch", source, "--out", out, "--no-report", "--book", broken)
    assert ran.returncode == 1
    assert "坏.sqlite" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_name_is_in_a_book_without_names(tmp_path: Path) -> None:
    out, book = tmp_path / "汇总", tmp_path / "本区.sqlite"
    folder = tmp_path / "区"
    folder.mkdir()
    shutil.copy(DISTRICT / "西岭街社工服务站.xlsx", folder)
    assert codes(batch(folder, out, PLAIN, book=book, anonymise=True)) == ["B067"]
    workers = [name for (name,) in asked(book, "SELECT 社工 FROM 社工统计")]
    assert workers
    assert all(name.startswith("社工") and name[2:].isdigit() for name in workers)
    data = book.read_bytes()
    for name in ("吴社工", "林社工", "陈社工"):
        assert name.encode() not in data
    with closing(sqlite3.connect(book)) as opened:
        assert not any("吴社工" in str(row) for row in opened.iterdump())
    record = next(BatchState(place(str(out))).stored(["西岭街社工服务站.xlsx"]))
    assert not any("吴社工" in str(fact) for fact in facts_of_record(record))
    assert codes(batch(folder, tmp_path / "另", PLAIN, book=book)) == ["B065"]


def test_aliases_that_cannot_be_read_are_told_once_with_the_file_and_the_reason(
    source: Path, out: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (source / "aliases.toml").write_text('[indicators]\n"甲" = 乙\n', "utf-8")
    done = program("batch", source, "--out", out, "--no-report")
    told = [line for line in done.stderr.splitlines() if "B045" in line]
    assert len(told) == 1
    assert "“aliases.toml”没有采用（第 2 行第 7 列" in told[0]
    assert "2个工作簿" in told[0]  # those in the folder; 远郊/丙镇 has none beside it
    assert "B045" not in (out / "汇总.xlsx").read_bytes().decode("latin-1")
    assert "aliases.toml" in (out / "汇总.html").read_text("utf-8")


def test_a_street_that_no_workbook_tells_comes_from_the_list_and_the_book_says_so(
    source: Path, out: Path, tmp_path: Path
) -> None:
    """Found later, it takes the empty place and nothing is superseded; without the list it stays."""
    about = [("站点名称", "邻里驿站"), *[line for line in information("邻里驿站")[1:] if line[0] != "购买方"]]
    (source / "驿站.xlsx").write_bytes(station_book("邻里驿站", 基本信息=about))
    settings_book(
        tmp_path / "应报名单.xlsx",
        应报名单=[("站点", "街道"), ("邻里驿站", "东湖街道"), ("甲街社工服务站", "别的街道")],
    )
    book = tmp_path / "本区.sqlite"
    query = "SELECT station, street, street_from FROM workbooks WHERE standing = 'current' ORDER BY station"
    before = batch(source, out, PLAIN, book=book)
    assert codes(before) == ["B067"]
    assert dict(row[:2] for row in asked(book, query))["邻里驿站"] == ""
    for more in ({"expected": tmp_path / "应报名单.xlsx"}, {}):
        assert (
            "未变 4 个"
            in next(n for n in batch(source, out, PLAIN, book=book, **more).notes if n.code == "B067").message
        )
        streets = {station: (street, where) for station, street, where in asked(book, query)}
        assert streets["邻里驿站"] == ("东湖街道", "[应报名单.xlsx]应报名单!A2")
        assert streets["甲街社工服务站"][1] == ""
    batch(source, out, PLAIN, expected=tmp_path / "应报名单.xlsx")
    rows = python_calamine.CalamineWorkbook.from_path(out / "汇总.xlsx").get_sheet_by_name("事实表").to_python()
    streets_there = {(row[0], row[1]) for row in rows[1:]}
    assert ("邻里驿站", "东湖街道") in streets_there
    assert ("邻里驿站", "") not in streets_there
    assert "取自应报名单" in str(rows[0][-1])


def test_each_query_of_the_documentation_runs(district: tuple[Path, Path]) -> None:
    page = (Path(__file__).parents[2] / "templates" / "office" / "区数据簿.md").read_text("utf-8")
    queries = re.findall(r"```sql\n(.+?)\n```", page) + re.findall(r'read_sql\("(.+?)", book\)', page)
    assert len(queries) == 3
    for query in queries:
        assert len(asked(district[1], query)) > 3
    views = {name for (name,) in asked(district[1], "SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert views <= set(re.findall(r"`(\w+)`", page))


# ---------------------------------------------------------------- the book as earlier years


def test_the_book_is_the_earlier_year_of_a_batch_and_of_a_workbook(tmp_path: Path) -> None:
    book, now = tmp_path / "本区.sqlite", tmp_path / "2025"
    for year in (2024, 2025):
        folder = tmp_path / str(year)
        folder.mkdir()
        for name in ("甲街社工服务站", "乙街社工服务站"):
            (folder / f"{name}.xlsx").write_bytes(station_book(name, year))
    batch(tmp_path / "2024", tmp_path / "往年", PLAIN, book=book)
    outcome = batch(now, tmp_path / "汇总", PLAIN, previous=book, book=book)
    assert not [note.code for note in outcome.notes if note.code.startswith("Y")]
    from_book = next(BatchState(place(str(tmp_path / "汇总"))).stored(["甲街社工服务站.xlsx"])).outcome["previous"]
    batch(now, tmp_path / "另", PLAIN, previous=tmp_path / "2024")
    from_folder = next(BatchState(place(str(tmp_path / "另"))).stored(["甲街社工服务站.xlsx"])).outcome["previous"]
    assert without_why(from_book) == without_why(from_folder)
    single = recompute(now / "甲街社工服务站.xlsx", tmp_path / "一份", report=True, previous=book)
    assert single.ok
    assert [each.year for each in single.evaluation.years] == ["2024"]  # type: ignore[union-attr]
    again = batch(now, tmp_path / "汇总", PLAIN, previous=book, book=book)
    assert all(record.reused for record in again.records)
    assert asked(book, "SELECT 年度, count(*) FROM 站点逐年 GROUP BY 年度") == [("2024", 2), ("2025", 2)]


def without_why(years: Any) -> Any:
    """Sentences of an earlier year are not in the book."""
    if isinstance(years, dict):
        return {key: without_why(value) for key, value in years.items() if key != "why"}
    return [without_why(each) for each in years] if isinstance(years, list) else years


def test_a_book_of_earlier_years_that_cannot_be_read_is_named(source: Path, out: Path, tmp_path: Path) -> None:
    book = tmp_path / "坏.sqlite"
    book.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    outcome = batch(source, out, PLAIN, previous=book)
    assert "坏.sqlite" in "".join(note.message for note in outcome.notes if note.code.startswith("B06"))
    assert all(record.status == "done" for record in outcome.records)
    single = recompute(source / "甲街.xlsx", tmp_path / "一份", report=False, previous=book)
    assert single.ok
    assert [each.code for each in single.findings if "坏.sqlite" in each.message] == ["Y014"]


# ---------------------------------------------------------------- 事实表 in 汇总.xlsx


def test_the_roll_up_has_the_facts_of_what_counts_in_a_sheet_of_their_own(district: tuple[Path, Path]) -> None:
    out, book = district
    head, *rows = python_calamine.CalamineWorkbook.from_path(out / "汇总.xlsx").get_sheet_by_name("事实表").to_python()
    assert tuple(head[: len(COLUMNS)]) == COLUMNS  # in the first row: Power Query and a pivot table find it
    found = {tuple(row[: len(COLUMNS)]) for row in rows}
    wanted = asked(book, f"SELECT {', '.join(COLUMNS)} FROM facts")
    assert {row[:3] + row[9:10] for row in wanted} <= {row[:3] + row[9:10] for row in found}
    assert len(rows) == len(wanted)


def test_a_part_of_the_facts_stands_there_of_all_stations_or_of_none(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_sheet, "MOST", 250)
    batch(source, out, PLAIN)
    head, *rows = python_calamine.CalamineWorkbook.from_path(out / "汇总.xlsx").get_sheet_by_name("事实表").to_python()
    assert 0 < len(rows) <= 250
    assert len({row[0] for row in rows}) == 3
    assert "放不下的" in head[-1]
    parts = {name: {KINDS[row[9]].part for row in rows if row[0] == name} for name in {row[0] for row in rows}}
    assert len({frozenset(some) for some in parts.values()}) == 1
