"""A batch with --letters: each station's folder has the letter that goes back to it."""

from __future__ import annotations

from pathlib import Path

from batch_folder import station_book

from workbook_tools.batch import batch


def letters(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in (out / "各站结果").rglob("*通知*"))


def test_every_station_gets_its_letter_also_one_whose_workbook_cannot_be_processed(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站"))
    (source / "坏.xlsx").write_bytes(b"PK not a workbook")
    outcome = batch(source, out, report=False, jobs=1, letters=True, deadline="2026-01-31")
    assert not outcome.ok
    written = letters(out)
    assert len(written) == 4
    assert all(
        name.startswith(("各站结果/甲街/甲街社工服务站-2025-", "各站结果/坏/坏-退回修改通知")) for name in written
    )
    told = next((out / "各站结果/坏").glob("*.txt")).read_text(encoding="utf-8-sig")
    assert "2026年1月31日" in told


def test_without_being_asked_for_there_are_none_and_a_second_run_replaces_its_own(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站"))
    batch(source, out, report=False, jobs=1)
    assert letters(out) == []
    batch(source, out, report=False, jobs=1, letters=True, deadline="2026-01-31")
    first = letters(out)
    batch(source, out, report=False, jobs=1, letters=True, deadline="2026-02-28")
    assert letters(out) == first  # no second edition: nobody has touched them
