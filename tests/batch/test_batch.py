from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import batch_work as work
import pytest
from batch_folder import contents, information, station_book
from sheets import INDICATORS

from workbook_tools import recompute
from workbook_tools.batch import BatchOutcome, Listener, batch, crew
from workbook_tools.batch import run as running
from workbook_tools.batch.records import codes
from workbook_tools.catalogue.problems import CannotProcess

SECONDS = 20 if sys.platform == "win32" else 6  # for a workbook, where one never ends: processes start slowly there


def run(source: Path, out: Path, **options: object) -> BatchOutcome:
    return batch(source, out, **{"jobs": 2, "report": False, "seconds": 60, **options})  # type: ignore[arg-type]


def statuses(outcome: BatchOutcome) -> dict[str, str]:
    return {record.relative: record.status for record in outcome.records}


def test_every_workbook_is_done_into_a_folder_of_its_own_and_the_sources_stay(source: Path, out: Path) -> None:
    before = contents(source)
    outcome = run(source, out, report=True)
    assert outcome.ok
    assert statuses(outcome) == dict.fromkeys(("乙街.xlsx", "甲街.xlsx", "远郊/丙镇.xlsx"), "done")
    assert contents(source) == before
    results = [path for path in contents(out) if path.startswith("各站结果/远郊/")]
    assert results == [
        "各站结果/远郊/丙镇/丙镇.xlsx",
        "各站结果/远郊/丙镇/丙镇社工服务站-2025-绩效自评报告.docx",
        "各站结果/远郊/丙镇/丙镇社工服务站-2025-绩效自评报告.html",
        "各站结果/远郊/丙镇/丙镇社工服务站-2025-绩效自评核查底稿.docx",
    ]
    assert outcome.rollup == ("汇总.xlsx", "汇总.html", "汇总.docx")


def test_a_result_is_what_recompute_makes_of_the_same_workbook(source: Path, out: Path, tmp_path: Path) -> None:
    run(source, out, report=True)
    alone = recompute(source / "甲街.xlsx", tmp_path / "allein")
    for path in alone.written:
        assert (out / "各站结果/甲街" / path.name).read_bytes() == path.read_bytes()


def test_the_same_folder_gives_the_same_bytes_by_any_number_of_workers(source: Path, tmp_path: Path) -> None:
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    run(source, tmp_path / "a", jobs=1, report=True)
    run(source, tmp_path / "b", jobs=2, report=True)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def broken_files() -> dict[str, bytes]:
    whole = station_book("丁街社工服务站")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"\0" * (300 << 20))
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 96
    return {
        "空.xlsx": b"",
        "截断.xlsx": whole[: len(whole) // 2],
        "网页.xlsx": b"<html><table><tr><td>1</td></tr></table></html>",
        "加密.xlsx": encrypted,
        "炸弹.xlsx": bomb.getvalue(),
        "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 112,
        "表.et": b"not a workbook at all",
        "缺表.xlsx": station_book("戊街社工服务站", 绩效指标=None, 资金使用=None),
    }


def test_a_file_that_cannot_be_read_costs_itself_and_is_named(source: Path, out: Path) -> None:
    for name, data in broken_files().items():
        (source / name).write_bytes(data)
    broken = {*broken_files()}
    if sys.platform != "win32":  # there links are for administrators
        (source / "无处.xlsx").symlink_to("nirgends.xlsx")
        broken.add("无处.xlsx")
    outcome = run(source, out)
    assert not outcome.ok
    failed = {record.relative: codes(record) for record in outcome.records if record.status == "failed"}
    assert set(failed) == broken
    assert all(found and not any(code.startswith("U9") for code in found) for found in failed.values()), failed
    assert sum(record.status == "done" for record in outcome.records) == 3
    page = (out / "汇总.html").read_text(encoding="utf-8")
    assert all(name in page for name in failed)


def test_a_file_with_the_suffix_of_an_old_one_is_done_as_what_it_is(source: Path, out: Path) -> None:
    (source / "丁街.xls").write_bytes(station_book("丁街社工服务站"))
    assert run(source, out).ok
    assert (out / "各站结果/丁街/丁街.xlsx").is_file()


@pytest.mark.parametrize(
    ("name", "code"), [("崩溃.xlsx", "B002"), ("被杀.xlsx", "B002"), ("停不下.xlsx", "B001"), ("吃内存.xlsx", "B004")]
)
def test_a_file_that_takes_its_worker_along_costs_itself(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    monkeypatch.setattr(running, "do_all", work.poisoned)
    (source / name).write_bytes(station_book("丁街社工服务站"))
    outcome = run(source, out, seconds=SECONDS)
    assert [codes(record) for record in outcome.records if record.status == "failed"] == [(code,)]
    assert sum(record.status == "done" for record in outcome.records) == 3
    monkeypatch.undo()
    again = run(source, out)
    assert again.ok
    assert sorted(record.relative for record in again.records if not record.reused) == [name]


def test_two_workbooks_of_one_station_are_both_done_and_told(source: Path, out: Path) -> None:
    (source / "甲街（改）.xlsx").write_bytes(station_book("甲街社工服务站", 资金使用=None))
    outcome = run(source, out)
    assert outcome.ok
    assert [note.code for note in outcome.notes] == ["B008"]
    assert "甲街.xlsx、甲街（改）.xlsx" in outcome.notes[0].message
    assert {"各站结果/甲街/甲街.xlsx", "各站结果/甲街（改）/甲街（改）.xlsx"} <= set(contents(out))


def test_workbooks_that_differ_in_suffix_or_capitals_never_share_a_folder(source: Path, out: Path) -> None:
    names = ["丁.xlsx", "丁.xlsm", "Ab.xlsx", "尾点 ..xlsx", "长" * 80 + ".xlsx", "a#b %20 'c'.xlsx"]
    if sys.platform != "win32":  # there it is the same file
        names.append("aB.xlsx")
    for name in names:
        (source / name).write_bytes(station_book(f"{name[:3]}社工服务站"))
    outcome = run(source, out)
    assert outcome.ok
    results = [path for path in contents(out) if path.startswith("各站结果/")]
    assert len({path.casefold().rpartition("/")[0] for path in results}) == len(names) + 3


def test_what_is_no_workbook_of_staff_is_not_taken(source: Path, out: Path) -> None:
    for name in ("~$甲街.xlsx", ".~甲街.xlsx", "甲街.上一版.xlsx", "._甲街.xlsx"):
        (source / name).write_bytes(b"x")
    earlier = source / "上次结果"
    run(source, earlier)
    outcome = run(source, source / "这次结果")
    assert [record.relative for record in outcome.records] == ["乙街.xlsx", "甲街.xlsx", "远郊/丙镇.xlsx"]
    again = run(source, source / "这次结果")
    assert all(record.reused for record in again.records)


def test_an_official_form_is_converted(source: Path, out: Path, examples: Path) -> None:
    form = next((examples / "district" / "第二批").glob("*自评表.xlsx"))
    (source / "自评表.xlsx").write_bytes(form.read_bytes())
    assert run(source, out).ok
    assert (out / "各站结果/自评表/自评表（标准工作簿）.xlsx").is_file()


def test_a_folder_that_is_not_there_or_is_the_target_is_refused(source: Path, tmp_path: Path) -> None:
    for where, code in ((tmp_path / "fehlt", "B020"), (source, "B022")):
        with pytest.raises(CannotProcess) as refused:
            run(where, source)
        assert [found.code for found in refused.value.findings] == [code]


def test_a_second_batch_into_the_same_folder_waits_its_turn(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def intrude(_: object) -> None:
        with pytest.raises(CannotProcess) as refused:
            run(source, out)
        assert [found.code for found in refused.value.findings] == ["B021"]

    assert run(source, out, listener=Listener(found=intrude)).ok


def test_folders_that_cannot_be_opened_are_told(source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path.name == "远郊":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    outcome = run(source, out)
    assert not outcome.ok
    assert [(note.code, "远郊" in note.message) for note in outcome.notes] == [("B007", True)]


def test_an_empty_folder_gives_an_empty_roll_up(tmp_path: Path, out: Path) -> None:
    (tmp_path / "leer").mkdir()
    outcome = run(tmp_path / "leer", out)
    assert outcome.ok
    assert outcome.records == ()
    assert all((out / name).is_file() for name in outcome.rollup)


def test_listeners_hear_of_every_file_once(source: Path, out: Path) -> None:
    heard: list[str] = []
    counts: list[int] = []
    run(source, out, listener=Listener(counts.append, lambda record: heard.append(record.relative)))
    assert counts == [3]
    assert sorted(heard) == ["乙街.xlsx", "甲街.xlsx", "远郊/丙镇.xlsx"]


def test_records_hold_no_figures_when_they_are_done(source: Path, out: Path) -> None:
    for record in run(source, out).records:
        assert not record.outcome
        assert record.digest == hashlib.sha256((source / record.relative).read_bytes()).hexdigest()


def test_an_offices_scheme_beside_the_workbook_counts(source: Path, out: Path) -> None:
    book = station_book(
        "丁街社工服务站", 基本信息=[*information("丁街社工服务站")[:-1], ("评分方案", "本区")], 绩效指标=INDICATORS
    )
    (source / "丁街.xlsx").write_bytes(book)
    (source / "本区.toml").write_text('extends = "fiscal-2020"\ntitle = "本区方案"\n', encoding="utf-8")
    assert run(source, out).ok


def test_a_file_that_cannot_even_be_looked_at_is_still_tried(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "survey", work.poisoned_survey)
    (source / "崩溃.xlsx").write_bytes(station_book("丁街社工服务站"))
    outcome = run(source, out)
    assert outcome.ok
    assert len(outcome.records) == 4


def test_what_a_worker_cannot_finish_is_told_with_its_reason(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "do_all", work.faulty)
    outcome = run(source, out)
    assert [codes(record) for record in outcome.records] == [("B003",)] * 3
    assert "Platte voll" in outcome.records[0].outcome["findings"][0]["message"]


def test_a_target_that_cannot_be_written_fails_every_file_and_not_the_program(source: Path, out: Path) -> None:
    out.mkdir()
    (out / "各站结果").write_bytes(b"keine Mappe")
    outcome = run(source, out)
    assert {record.status for record in outcome.records} == {"failed"}
    assert all(codes(record)[0].startswith("F") for record in outcome.records)
