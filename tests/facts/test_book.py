"""The district's book: whole at every moment, and the same workbook twice is one."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import information

from workbook_tools import check
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.facts.book import adding, is_database, opening
from workbook_tools.facts.book.adding import Added, Entry, Run, add_run
from workbook_tools.facts.book.compared import NotCompared, compared_texts, pack_compared, unpack_compared
from workbook_tools.facts.book.opening import APPLICATION, opened, versions
from workbook_tools.facts.book.reading import facts_in, kept_in
from workbook_tools.facts.fact import COLUMNS, Plain

STATION = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"
FIRST, SECOND = Run("2025-01-05 10:00", "2.0.0", "各站"), Run("2025-02-01 09:00", "2.0.0", "各站")


def fact(kind: str, value: float | None = None, state: str = "", **of: str) -> Plain:
    known = {"kind": kind, "value": value, "state": state, **of}
    return tuple(known.get(name, None if name == "value" else "") for name in COLUMNS)


def facts_of(score: float) -> list[Plain]:
    row = {"level1": "产出指标", "level3": "个案服务", "indicator_id": "个案服务|个", "unit": "个", "cell": "G5"}
    return [
        fact("total_score", score, unit="分"), fact("total_score_low", score, unit="分"),
        fact("budget", 200, unit="万元"),
        fact("target", 60, "完成", **row), fact("actual", 62, "完成", **row),
        fact("completion", 62 / 60, "完成", **row),
        fact("target", 60, "未完成", **row), fact("actual", 30, "未完成", **row),  # a row of the same name
    ]  # fmt: skip


def entry(station: str = "甲街社工服务站", year: str = "2024", score: float = 90, **changes: Any) -> Entry:
    made = Entry(
        station, "甲街道", year, f"{station}.xlsx", digest=f"{station}{score}", content=f"{score}",
        facts=lambda: facts_of(score), compared=lambda: b"",
    )  # fmt: skip
    return replace(made, **changes)


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as book:
        return book.execute(query).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "本区.sqlite"


def test_a_run_makes_the_book_and_the_same_run_changes_no_byte(path: Path) -> None:
    assert add_run(path, [entry(), entry("乙街社工服务站")], FIRST) == Added(2, 0, 0)
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert add_run(path, [entry(), entry("乙街社工服务站")], SECOND) == Added(0, 0, 2)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert asked(path, "PRAGMA journal_mode") == [("delete",)]
    assert asked(path, "PRAGMA foreign_key_check") == []


def test_facts_come_out_as_they_went_in(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    with_workbook = [("甲街社工服务站", "甲街道", "2024", *each[3:-1], "甲街社工服务站90") for each in facts_of(90)]
    assert sorted(facts_in(path), key=repr) == sorted(with_workbook, key=repr)
    assert len(asked(path, "SELECT * FROM facts")) == len(with_workbook)
    assert asked(path, "SELECT 指标值, 实际完成值, 完成情况 FROM 指标 ORDER BY 2") == [
        (60, 30, "未完成"),
        (60, 62, "完成"),
    ]


def test_a_corrected_workbook_takes_the_place_and_the_old_one_stays_with_its_date(path: Path) -> None:
    add_run(path, [entry(score=80), entry("乙街社工服务站")], FIRST)
    assert add_run(path, [entry(score=85)], SECOND) == Added(1, 1, 0)
    assert asked(path, "SELECT 站点, 得分 FROM 排名 ORDER BY 站点") == [("乙街社工服务站", 90), ("甲街社工服务站", 85)]
    assert asked(path, "SELECT 状态, 加入时间, 更正时间 FROM 全部工作簿 WHERE 站点 LIKE '甲%' ORDER BY 加入时间") == [
        ("已被更正", FIRST.at, SECOND.at),
        ("计入", SECOND.at, None),
    ]


def test_another_program_or_scheme_makes_other_facts_of_the_same_file(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    assert add_run(path, [entry(content="other")], SECOND) == Added(1, 1, 0)


def test_the_name_of_a_station_is_one_in_every_spelling_and_another_name_is_never_merged(path: Path) -> None:
    add_run(path, [entry("甲街社工服务站")], FIRST)
    assert add_run(path, [entry("甲街 社工服务站", score=91)], SECOND) == Added(1, 1, 0)
    assert add_run(path, [entry("甲街道社工服务站", score=92)], SECOND) == Added(
        1,
        0,
        0,
        renamed=(("甲街道社工服务站", "甲街社工服务站"),),  # asked, not merged
    )
    assert asked(path, "SELECT count(*) FROM 排名") == [(2,)]


def test_twins_count_nowhere_until_one_is_chosen(path: Path) -> None:
    one, other = entry(score=80, standing="twin"), entry(score=85, standing="twin")
    add_run(path, [one, other], FIRST)
    assert asked(path, "SELECT count(*) FROM 排名") == [(0,)]
    assert asked(path, "SELECT 状态 FROM 全部工作簿") == [("同站不同，未计入",)] * 2
    assert add_run(path, [replace(one, standing="current"), other], SECOND) == Added(0, 0, 1)
    assert asked(path, "SELECT 得分 FROM 排名") == [(80,)]
    assert add_run(path, [one, replace(other, standing="current")], SECOND) == Added(0, 0, 0)
    assert asked(path, "SELECT 得分 FROM 排名") == [(85,)]


def test_years_stand_beside_each_other(path: Path) -> None:
    for year, score in (("2022", 70.0), ("2023", 80.5), ("2024", 78.0)):
        add_run(path, [entry(year=year, score=score)], FIRST)
    assert asked(path, "SELECT 年度, 得分, 上一年度, 得分升降 FROM 站点逐年 ORDER BY 年度") == [
        ("2022", 70, None, None), ("2023", 80.5, "2022", 10.5), ("2024", 78, "2023", -2.5),
    ]  # fmt: skip
    assert asked(path, "SELECT 年度, 站点数, 平均得分 FROM 本区逐年 ORDER BY 年度")[0] == ("2022", 1, 70)


def test_half_a_character_is_no_reason_to_stop(path: Path) -> None:
    odd = [fact("total_score", 1, unit="分"), fact("cost_spent", 1, item="甲\ud800")]
    assert add_run(path, [entry("甲\ud800街", facts=lambda: odd, digest="d")], FIRST) == Added(1, 0, 0)
    assert add_run(path, [entry("甲\ud800街", facts=lambda: odd, digest="d")], FIRST) == Added(0, 0, 1)


# ---------------------------------------------------------------- books that will not do


def refused(path: Path, run: Run = FIRST) -> str:
    before = path.read_bytes()
    with pytest.raises(CannotProcess) as problem:
        add_run(path, [entry(score=95)], run)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return problem.value.findings[0].code


def test_a_book_of_a_newer_version_is_left_alone(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    with closing(sqlite3.connect(path)) as book:
        book.execute(f"PRAGMA user_version = {len(versions()) + 1}")
    assert refused(path) == "B061"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "不是".encode() * 999])
def test_another_file_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path) == "B060"


def test_another_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as book:
        book.execute("CREATE TABLE mine (a)")
    assert refused(path) == "B060"


def damaged(data: bytes, how: str) -> bytes:
    if how == "cut off":
        return data[: len(data) // 2]
    at = {"middle": len(data) // 2, "end": len(data) - 4000}[how]
    return data[:at] + bytes(random.Random(1).randbytes(3000)) + data[at + 3000 :]


@pytest.mark.parametrize("how", ["cut off", "middle", "end"])
def test_a_damaged_book_is_left_alone(path: Path, how: str) -> None:
    add_run(path, [entry(f"第{number}站") for number in range(60)], FIRST)
    path.write_bytes(damaged(path.read_bytes(), how))
    assert refused(path) == "B062"


def test_a_book_that_another_program_writes_to_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAIT", 0.1)
    add_run(path, [entry()], FIRST)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = path.read_bytes()
        with pytest.raises(CannotProcess, match="B063"):
            add_run(path, [entry(score=95)], FIRST)
        assert path.read_bytes() == before
        other.execute("ROLLBACK")
    assert add_run(path, [entry(score=95)], FIRST) == Added(1, 1, 0)


def test_a_reader_does_not_stop_a_run(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM facts").fetchone() == (8,)
        assert add_run(path, [entry(score=95)], FIRST) == Added(1, 1, 0)
        assert reader.execute("SELECT max(得分) FROM 排名").fetchone() == (90,)  # what it has open stays as it was


def test_a_log_that_somebody_chose_ends_in_the_book(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    with closing(sqlite3.connect(path)) as book:
        book.execute("PRAGMA journal_mode = WAL")
        book.execute("UPDATE workbooks SET street = '乙街道'")
        book.commit()
    add_run(path, [entry("乙街社工服务站")], SECOND)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert asked(path, "SELECT DISTINCT 街道 FROM 全部工作簿 ORDER BY 1") == [("乙街道",), ("甲街道",)]


@pytest.mark.parametrize(("first", "then", "code"), [(False, True, "B064"), (True, False, "B065")])
def test_names_and_numbers_in_their_place_are_never_in_one_book(path: Path, first: bool, then: bool, code: str) -> None:
    add_run(path, [entry()], replace(FIRST, anonymous=first))
    assert refused(path, replace(SECOND, anonymous=then)) == code


# ---------------------------------------------------------------- versions


def test_a_book_of_an_older_version_is_brought_to_ours_and_keeps_what_it_holds(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_run(path, [entry()], FIRST)
    held = asked(path, "SELECT * FROM figures ORDER BY 1, 2, 3")
    step = tmp_path_factory.mktemp("steps") / f"{len(versions()) + 1}.sql"
    step.write_text("ALTER TABLE workbooks ADD COLUMN verdict TEXT NOT NULL DEFAULT '未核定';", "utf-8")
    steps = [*versions(), step]
    for room in (adding, opening):
        monkeypatch.setattr(room, "versions", lambda: steps)
    assert add_run(path, [entry()], SECOND) == Added(0, 0, 1)
    assert asked(path, "PRAGMA user_version") == [(len(versions()) + 1,)]
    assert asked(path, "SELECT verdict FROM workbooks") == [("未核定",)]
    assert asked(path, "SELECT * FROM figures ORDER BY 1, 2, 3") == held
    assert asked(path, "SELECT at FROM runs") == [(FIRST.at,)]  # no workbook came in


def test_views_are_made_anew_by_a_program_that_has_others(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    with closing(sqlite3.connect(path)) as book:
        book.executescript(
            "DROP VIEW 排名; CREATE VIEW 旧 AS SELECT 1; UPDATE about SET value = '' WHERE name = 'views'"
        )
    add_run(path, [entry()], SECOND)
    assert asked(path, "SELECT count(*) FROM 排名") == [(1,)]
    assert asked(path, "SELECT count(*) FROM sqlite_master WHERE name = '旧'") == [(0,)]


def test_every_version_is_there_and_none_is_left_out() -> None:
    assert [int(each.stem) for each in versions()] == list(range(1, len(versions()) + 1))


# ---------------------------------------------------------------- kills, and two at once


WRITER = """
import sys
sys.path[:0] = [{tests!r}, {folder!r}]
from test_book import *
number = int(sys.argv[2])
add_run(Path(sys.argv[1]), [entry(f"第{{each}}站", score=number) for each in range(40)], Run(str(number), "2", "各站"))
"""


def writer(path: Path, number: int) -> subprocess.Popen[bytes]:
    folder = Path(__file__).parent
    script = WRITER.format(tests=str(folder.parent), folder=str(folder))
    return subprocess.Popen([sys.executable, "-c", script, str(path), str(number)])


def whole_run(path: Path) -> set[tuple[float]]:
    """The run that the book holds: all stations of one, or the test fails."""
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, "SELECT count(*) FROM 站点年度") == [(40,)]
    return set(asked(path, "SELECT 得分 FROM 站点年度"))


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no kill -9")
def test_a_kill_at_any_moment_leaves_a_whole_book(path: Path) -> None:
    add_run(path, [entry(f"第{each}站", score=0) for each in range(40)], Run("0", "2", "各站"))
    began = time.monotonic()
    assert writer(path, 1).wait() == 0
    lasts, chance, killed = time.monotonic() - began, random.Random(7), 0
    for number in range(2, 12):
        began, process = time.monotonic(), writer(path, number)
        try:
            process.wait(lasts * chance.uniform(0.5, 1.05))
            lasts = min(lasts, time.monotonic() - began)  # the first one may have had to compile modules
        except subprocess.TimeoutExpired:
            process.kill()
            killed += process.wait() == -signal.SIGKILL
        assert len(whole_run(path)) == 1
    assert killed
    add_run(path, [entry(f"第{each}站", score=99) for each in range(40)], Run("end", "2", "各站"))
    assert whole_run(path) == {(99,)}
    assert [each.name for each in path.parent.iterdir()] == [path.name]  # what the dead left behind is swept


def test_two_runs_at_once_both_come_in(path: Path) -> None:
    several = [writer(path, number) for number in (1, 2, 3)]
    assert [process.wait() for process in several] == [0, 0, 0]
    assert len(whole_run(path)) == 1
    assert asked(path, "SELECT count(*) FROM runs") == [(3,)]
    assert asked(path, "SELECT count(*) FROM 全部工作簿") == [(120,)]


# ---------------------------------------------------------------- what a later year is compared with


def test_the_records_of_an_earlier_year_come_back() -> None:
    outcome = check(STATION)
    assert outcome.submission is not None
    assert outcome.evaluation is not None
    earlier = unpack_compared(pack_compared(compared_texts(outcome.submission, outcome.evaluation)), "甲.xlsx")
    assert earlier.evaluation.score_low == outcome.evaluation.score_low
    assert [(row.item, row.target, row.actual, row.completion, row.state) for row in earlier.evaluation.rows] == [
        (row.item, row.target, row.actual, row.completion, row.state) for row in outcome.evaluation.rows
    ]
    assert [row.indicator.at("actual") for row in earlier.evaluation.rows] == [
        row.indicator.at("actual") for row in outcome.evaluation.rows
    ]
    there, here = earlier.evaluation, outcome.evaluation  # the years of a contract follow from these
    assert [(each.money, each.latest) for each in there.tranches] == [
        (each.money, each.latest) for each in here.tranches
    ]
    assert [(each.period, each.grade) for each in there.assessments] == [
        (each.period, each.grade) for each in here.assessments
    ]
    assert earlier.submission.information.station == "永平街社工服务站"
    assert earlier.submission.information.prepared_by == information().prepared_by == ""


@pytest.mark.parametrize(
    "texts",
    [
        b"",
        b"nothing",
        *map(pack_compared, ([1, 2, []], [[], [], []], [{"~": ["Popen", {}]}, {}, []], [{"#": 9}, {"#": 0}, []])),  # type: ignore[arg-type]
    ],
)
def test_what_is_none_of_ours_is_refused(texts: bytes) -> None:
    with pytest.raises(NotCompared):
        unpack_compared(texts, "甲.xlsx")


def test_the_kept_ones_are_those_that_count(path: Path) -> None:
    add_run(path, [entry(score=80), entry("乙", standing="twin"), entry("乙", score=1, standing="twin")], FIRST)
    add_run(path, [entry(score=85)], SECOND)
    assert [(each.station, each.name) for each in kept_in(path)] == [("甲街社工服务站", "2024年度/甲街社工服务站.xlsx")]


def test_a_book_is_known_by_its_own_mark(path: Path) -> None:
    add_run(path, [entry()], FIRST)
    with opened(path) as book:
        assert book.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert is_database(path)
    assert not opening.is_plain_table(path)
