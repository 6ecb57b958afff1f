"""A report that somebody worked on is never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import _system, write_report
from workbook_tools.storage.names import LAST_EDITION, edition_path


def ours(data: bytes) -> bool:
    return data.startswith(b"ours")


def codes(findings: object) -> list[str]:
    assert isinstance(findings, tuple)
    return [finding.code for finding in findings]


def test_our_own_untouched_report_is_replaced_and_an_identical_one_left(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    assert write_report(target, b"ours 1", ours).changed
    before = target.stat().st_ino
    assert not write_report(target, b"ours 1", ours).changed
    assert target.stat().st_ino == before
    written = write_report(target, b"ours 2", ours)
    assert (written.path, written.changed, written.findings, written.previous) == (target, True, (), None)
    assert [entry.name for entry in tmp_path.iterdir()] == ["报告.docx"]


def test_an_edited_report_stays_and_the_new_one_is_the_second_edition(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"edited by hand")
    for content in (b"ours 1", b"ours 2", b"ours 2"):
        written = write_report(target, content, ours)
        assert written.path == tmp_path / "报告（第2版）.docx"
        assert written.path.read_bytes() == content
        assert codes(written.findings) == ["F037"]
        assert "“报告.docx”" in written.findings[0].message
        assert "“报告（第2版）.docx”" in written.findings[0].message
    assert not written.changed
    assert target.read_bytes() == b"edited by hand"


def test_an_edited_second_edition_leads_to_a_third(tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    for edition in (1, 2):
        edition_path(target, edition).write_bytes(b"edited")
    written = write_report(target, b"ours", ours)
    assert written.path.name == "报告（第3版）.html"
    assert codes(written.findings) == ["F037", "F037"]


def test_a_report_open_in_word_stays_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "永平街社工服务站-2022.docx"
    target.write_bytes(b"ours 1")
    (tmp_path / "~$街社工服务站-2022.docx").write_bytes(b"")
    written = write_report(target, b"ours 2", ours)
    assert written.path.name == "永平街社工服务站-2022（第2版）.docx"
    assert codes(written.findings) == ["F038"]
    assert target.read_bytes() == b"ours 1"
    assert not write_report(target, b"ours 1", ours).changed  # nothing to write, so nothing in the way


def test_a_report_that_windows_will_not_let_go_leads_to_the_next_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"ours 1")
    real = _system.replace

    def held(source: Path, place: Path) -> None:
        if place == target:
            problem = PermissionError(13, "Access is denied")
            problem.winerror = 5  # type: ignore[attr-defined,unused-ignore]
            raise problem
        real(source, place)

    monkeypatch.setattr(_system, "replace", held)
    written = write_report(target, b"ours 2", ours)
    assert written.path.name == "报告（第2版）.docx"
    assert codes(written.findings) == ["F038"]


def test_a_folder_without_a_free_edition_is_said(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    for edition in range(1, LAST_EDITION + 1):
        edition_path(target, edition).write_bytes(b"edited")
    with pytest.raises(CannotProcess) as caught:
        write_report(target, b"ours", ours)
    assert [finding.code for finding in caught.value.findings] == ["F039"]


def test_other_troubles_are_said_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").mkdir()
    for target, code in ((tmp_path / "报告.docx", "F040"), (tmp_path / "没有" / "报告.docx", "F020")):
        with pytest.raises(CannotProcess) as caught:
            write_report(target, b"ours", ours)
        assert [finding.code for finding in caught.value.findings] == [code]
