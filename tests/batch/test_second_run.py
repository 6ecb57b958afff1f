from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batch_folder import contents, station_book
from docx import Document
from sheets import INDICATORS

from workbook_tools.batch import BatchOutcome, batch, state
from workbook_tools.batch.job import process
from workbook_tools.batch.records import Job, JobOptions


def run(source: Path, out: Path, **options: object) -> BatchOutcome:
    return batch(source, out, **{"jobs": 1, "seconds": 60, **options})  # type: ignore[arg-type]


def done_anew(outcome: BatchOutcome) -> list[str]:
    return [record.relative for record in outcome.records if not record.reused]


def test_a_second_run_does_nothing_and_changes_nothing(source: Path, out: Path) -> None:
    run(source, out)
    before = {path: (data, (out / path).stat().st_mtime_ns) for path, data in contents(out).items()}
    assert done_anew(run(source, out)) == []
    after = {path: (data, (out / path).stat().st_mtime_ns) for path, data in contents(out).items()}
    kept = {path for path in before if not path.startswith(".workbook_tools/rollup")}
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}


def test_content_decides_not_time(source: Path, out: Path) -> None:
    run(source, out)
    os.utime(source / "甲街.xlsx", (0, 0))
    assert done_anew(run(source, out)) == []
    status = (source / "乙街.xlsx").stat()
    (source / "乙街.xlsx").write_bytes(station_book("乙街新社工服务站"))
    os.utime(source / "乙街.xlsx", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert done_anew(run(source, out)) == ["乙街.xlsx"]


def test_new_and_failed_workbooks_are_done(source: Path, out: Path) -> None:
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    run(source, out)
    (source / "新.xlsx").write_bytes(station_book("新街社工服务站"))
    (out / ".workbook_tools" / "0123.77.half").write_bytes(b"{")  # left by a run that was killed
    assert done_anew(run(source, out)) == ["坏.xlsx", "新.xlsx"]
    assert not list((out / ".workbook_tools").glob("*.half"))


def test_other_options_another_scheme_or_another_template_mean_other_results(source: Path, out: Path) -> None:
    from datetime import date

    run(source, out, report=False)
    assert len(done_anew(run(source, out))) == 3
    assert len(done_anew(run(source, out, as_of=date(2025, 7, 1)))) == 3
    (source / "远郊" / "本区.toml").write_text('extends = "fiscal-2020"\n', encoding="utf-8")
    assert done_anew(run(source, out, as_of=date(2025, 7, 1))) == ["远郊/丙镇.xlsx"]
    document = io.BytesIO()
    Document().save(document)
    (source / "report.docx").write_bytes(document.getvalue())
    assert done_anew(run(source, out, as_of=date(2025, 7, 1))) == ["乙街.xlsx", "甲街.xlsx"]
    (source / "report.docx").unlink()
    assert done_anew(run(source, out, as_of=date(2025, 7, 1))) == ["乙街.xlsx", "甲街.xlsx"]


def test_another_version_of_the_program_does_everything_again(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, out, report=False)
    monkeypatch.setattr(state, "__version__", "0.0.1")
    assert len(done_anew(run(source, out, report=False))) == 3


@pytest.mark.parametrize("name", ["甲街.xlsx", "甲街社工服务站-2025-绩效自评报告.docx"])
def test_a_result_that_was_deleted_is_made_again(source: Path, out: Path, name: str) -> None:
    run(source, out)
    (out / "各站结果/甲街" / name).unlink()
    assert done_anew(run(source, out)) == ["甲街.xlsx"]
    assert (out / "各站结果/甲街" / name).is_file()


def test_what_somebody_edited_in_the_results_is_never_overwritten(source: Path, out: Path) -> None:
    run(source, out)
    folder = out / "各站结果/甲街"
    names = (
        "甲街.xlsx",
        "甲街社工服务站-2025-绩效自评报告.html",
        "甲街社工服务站-2025-绩效自评报告.docx",
        "甲街社工服务站-2025-绩效自评核查底稿.docx",
    )
    for name in names[2:]:
        report = Document(folder / name)
        report.add_paragraph("von Hand")
        report.save(folder / name)
    for name in names[:2]:
        (folder / name).write_bytes((folder / name).read_bytes() + b"\nvon Hand")
    edited = {name: (folder / name).read_bytes() for name in names}
    (out / "汇总.xlsx").write_bytes(b"von Hand")
    changed = [*INDICATORS[:-1], (*INDICATORS[-1][:-2], "85%", "")]
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 绩效指标=changed))
    outcome = run(source, out)
    for name in names:
        assert (folder / name).read_bytes() == edited[name]
        assert (folder / f"{Path(name).stem}（第2版）{Path(name).suffix}").is_file()
    assert (out / "汇总.xlsx").read_bytes() == b"von Hand"
    assert outcome.rollup[0] == "汇总（第2版）.xlsx"
    assert done_anew(run(source, out)) == []


def test_reports_under_an_old_name_go_unless_somebody_worked_on_them(source: Path, out: Path) -> None:
    run(source, out)
    folder = out / "各站结果/甲街"
    edited = folder / "甲街社工服务站-2025-绩效自评报告.docx"
    report = Document(edited)
    report.add_paragraph("von Hand")
    report.save(edited)
    (source / "甲街.xlsx").write_bytes(station_book("改名社工服务站"))
    run(source, out)
    assert sorted(path.name for path in folder.iterdir()) == [
        "改名社工服务站-2025-绩效自评报告.docx",
        "改名社工服务站-2025-绩效自评报告.html",
        "改名社工服务站-2025-绩效自评核查底稿.docx",
        "甲街.xlsx",
        "甲街社工服务站-2025-绩效自评报告.docx",
    ]


def test_a_workbook_that_became_unreadable_keeps_its_old_results_and_says_so(source: Path, out: Path) -> None:
    run(source, out, report=False)
    good = (source / "甲街.xlsx").read_bytes()
    (source / "甲街.xlsx").write_bytes(good[:500])
    outcome = run(source, out, report=False)
    failed = next(record for record in outcome.records if record.status == "failed")
    assert "B005" in [found["code"] for found in failed.outcome["findings"]]
    assert (out / "各站结果/甲街/甲街.xlsx").is_file()
    (source / "甲街.xlsx").write_bytes(good)
    assert run(source, out, report=False).ok
    assert sorted(path.name for path in (out / "各站结果/甲街").iterdir()) == ["甲街.xlsx"]


def test_results_of_a_vanished_workbook_stay_and_are_left_out_of_the_roll_up(source: Path, out: Path) -> None:
    run(source, out)
    (source / "甲街.xlsx").unlink()
    outcome = run(source, out)
    assert [note.code for note in outcome.notes] == ["B009"]
    assert (out / "各站结果/甲街/甲街.xlsx").is_file()
    assert "甲街社工服务站" not in (out / "汇总.html").read_text(encoding="utf-8").replace("甲街.xlsx", "")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"key": 1, "record": {}}', b'{"record": null}', b"\xff\xfe"])
def test_a_damaged_memory_means_that_the_work_is_done_again(source: Path, out: Path, damage: bytes) -> None:
    run(source, out, report=False)
    for path in (out / ".workbook_tools").glob("*.json"):
        path.write_bytes(damage)
    (out / ".workbook_tools" / "fremd.json").write_bytes(damage)
    (out / ".workbook_tools" / "rollup").write_bytes(damage)
    assert len(done_anew(run(source, out, report=False))) == 3


KILLED_AFTER_FIVE = """
import os, sys
from workbook_tools.batch import Listener, batch
done = []
def heard(record):
    done.append(record)
    if len(done) == 5:
        os.kill(os.getpid(), 9)
batch(sys.argv[1], sys.argv[2], jobs=2, listener=Listener(heard=heard))
"""


def test_a_batch_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    source, out, whole = tmp_path / "各站", tmp_path / "结果", tmp_path / "一次做完"
    source.mkdir()
    for number in range(24):
        (source / f"{number:02d}.xlsx").write_bytes(station_book(f"{number:02d}街社工服务站"))
    killed = subprocess.Popen([sys.executable, "-c", KILLED_AFTER_FIVE, source, out], stdout=subprocess.PIPE)
    killed.communicate(timeout=120)  # ends with the last worker: each holds the other end of the pipe
    assert killed.returncode
    memory = out / ".workbook_tools"
    there = {json.loads(path.read_bytes())["record"]["relative"] for path in memory.glob("*.json")}
    assert 5 <= len(there) < 24
    outcome = batch(source, out, jobs=2)
    assert outcome.ok
    assert {record.relative for record in outcome.records if record.reused} == there
    batch(source, whole, jobs=2)
    assert contents(out) == contents(whole)
    shutil.rmtree(out)


def test_options_are_part_of_what_is_remembered() -> None:
    from workbook_tools.batch.records import Companion, Job
    from workbook_tools.batch.state import key

    job = Job("a", "b.xlsx", "c", "各站结果/b", "1", JobOptions())
    variations = [
        job,
        Job("a", "b.xlsx", "c", "各站结果/b", "2", JobOptions()),
        Job("a", "b.xlsx", "c", "各站结果/b", "1", JobOptions(report=False)),
        Job("a", "b.xlsx", "c", "各站结果/b", "1", JobOptions(), ledgers=(Companion("9月.xlsx", "3"),)),
        Job("a", "b.xlsx", "c", "各站结果/b", "1", JobOptions(), beside=(Companion("9月.xlsx", "3"),)),
        Job("a", "b.xlsx", "c", "各站结果/b（2）", "1", JobOptions()),
    ]
    assert len({key(each) for each in variations}) == len(variations)
    assert key(job) == key(Job("elsewhere", "b.xlsx", "far", "各站结果/b", "1", JobOptions()))


def test_an_empty_result_is_made_again(source: Path, out: Path) -> None:
    """What a failing power supply leaves of a file that was just renamed into its place."""
    run(source, out)
    (out / "各站结果/甲街/甲街.xlsx").write_bytes(b"")
    assert done_anew(run(source, out)) == ["甲街.xlsx"]
    assert (out / "各站结果/甲街/甲街.xlsx").stat().st_size


def zeros(data: bytes) -> bytes:
    return b"\0" * len(data)


def half_zeros(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\0" * (len(data) - len(data) // 2)


def cut_off(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


@pytest.mark.parametrize("damage", [zeros, half_zeros, cut_off])
@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html"])
def test_a_result_that_the_disk_lost_is_made_again_in_its_place(
    source: Path, out: Path, suffix: str, damage: Callable[[bytes], bytes]
) -> None:
    """As long as it was, and full of nothing: what counts is the digest, not the size."""
    run(source, out)
    before = contents(out / "各站结果")
    path = next((out / "各站结果/甲街").glob(f"*{suffix}"))
    path.write_bytes(damage(path.read_bytes()))
    assert done_anew(run(source, out)) == ["甲街.xlsx"]
    assert contents(out / "各站结果") == before
    assert done_anew(run(source, out)) == []


def test_results_of_an_earlier_content_that_came_back_after_a_power_failure_are_made_again(
    source: Path, out: Path
) -> None:
    """The memory of the run was on the disk, the new workbook not yet."""
    run(source, out)
    result = out / "各站结果/甲街/甲街.xlsx"
    stale, status = result.read_bytes(), result.stat()
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 绩效指标=[*INDICATORS[:-1]]))
    run(source, out)
    fresh = contents(out / "各站结果")
    result.write_bytes(stale)
    os.utime(result, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert done_anew(run(source, out)) == ["甲街.xlsx"]
    assert contents(out / "各站结果") == fresh


def test_results_that_somebody_works_on_are_not_made_again_as_long_as_nothing_changes(source: Path, out: Path) -> None:
    run(source, out)
    folder = out / "各站结果/甲街"
    report = Document(next(folder.glob("*.docx")))
    report.add_paragraph("区里的意见")
    report.save(next(folder.glob("*.docx")))
    (folder / "甲街.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 with a password")
    before = contents(folder)
    assert done_anew(run(source, out)) == []
    assert contents(folder) == before


def test_results_are_on_the_disk_before_the_run_says_that_they_are_done(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbook_tools.batch.state import BatchState
    from workbook_tools.storage import _system

    steps: list[str] = []
    flush, remember = _system.flush, BatchState.remember

    def flushed(descriptor: int) -> None:
        steps.append("flush")
        flush(descriptor)

    def remembered(*arguments: Any) -> None:
        steps.append("remember")
        remember(*arguments)

    monkeypatch.setattr(_system, "flush", flushed)
    monkeypatch.setattr(BatchState, "remember", remembered)
    digest = hashlib.sha256((source / "甲街.xlsx").read_bytes()).hexdigest()
    record = process(Job(str(source), "甲街.xlsx", str(out), "各站结果/甲街", digest, JobOptions()))
    assert record.status == "done"
    assert steps.count("flush") >= 3
    assert steps.index("remember") == len(steps) - 1
