from __future__ import annotations

import hashlib
import io
import os
import zipfile
from datetime import date
from decimal import ROUND_UP, Context, localcontext
from pathlib import Path

import pytest
from sheets import COSTS, INDICATORS, INFORMATION, Book, Written, standard

from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.recompute import Outcome, check, recompute, report


def place(folder: Path, data: bytes, name: str = "站点.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def codes(outcome: Outcome) -> set[str]:
    return {finding.code for finding in outcome.findings}


def test_in_place_keeps_the_version_before(tmp_path: Path) -> None:
    before = standard().data()
    path = place(tmp_path, before)
    outcome = recompute(path)
    assert outcome.ok
    assert (tmp_path / "站点.上一版.xlsx").read_bytes() == before
    assert path.read_bytes() != before
    assert {p.name for p in outcome.written} == {
        "站点.xlsx",
        "青禾街社工服务站-2025-绩效自评报告.docx",
        "青禾街社工服务站-2025-绩效自评报告.html",
        "青禾街社工服务站-2025-绩效自评核查底稿.docx",
    }


def test_a_second_run_in_place_changes_nothing_and_keeps_the_version_before(tmp_path: Path) -> None:
    before = standard().data()
    path = place(tmp_path, before)
    recompute(path)
    state = {p.name: (digest(p), p.stat().st_mtime_ns) for p in tmp_path.iterdir()}
    recompute(path)
    assert {p.name: (digest(p), p.stat().st_mtime_ns) for p in tmp_path.iterdir()} == state
    assert (tmp_path / "站点.上一版.xlsx").read_bytes() == before


def test_the_disk_is_waited_for_where_the_only_copy_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    monkeypatch.setattr(os, "fsync", waits.append)
    path = place(tmp_path, standard().data())
    recompute(path, tmp_path / "结果")
    assert not waits
    recompute(path)
    assert len(waits) >= 2  # the version before and the workbook, at least


def test_out_leaves_the_source_alone(tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    before, times = digest(path), path.stat().st_mtime_ns
    outcome = recompute(path, tmp_path / "结果")
    assert outcome.ok
    assert (digest(path), path.stat().st_mtime_ns) == (before, times)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["站点.xlsx", "结果"]


def test_out_into_the_folder_of_the_source_is_refused(tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    before = digest(path)
    assert codes(recompute(path, tmp_path)) == {"U010"}
    assert digest(path) == before


def test_report_only_writes_reports(tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    outcome = report(path, tmp_path / "报告")
    assert sorted(p.suffix for p in (tmp_path / "报告").iterdir()) == [".docx", ".docx", ".html"]
    assert len(outcome.written) == 3


def test_check_writes_nothing(tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    assert check(path).ok
    assert [p.name for p in tmp_path.iterdir()] == ["站点.xlsx"]


def test_the_day_that_deadlines_are_judged_on_can_be_given(tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    assert check(path, as_of=date(2025, 3, 1)).evaluation.as_of == date(2025, 3, 1)  # type: ignore[union-attr]
    assert check(path).evaluation.as_of == date(2025, 7, 31)  # type: ignore[union-attr]


def _zip(*entries: tuple[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return buffer.getvalue()


def _misspelt() -> bytes:
    heads = tuple("实际完成指" if head == "实际完成值" else head for head in INDICATORS[0])
    return standard(绩效指标=(heads, *INDICATORS[1:])).data()


BAD = {
    "an empty file": (b"", "F003"),
    "not a workbook": (b"\x89PNG\r\n\x1a\n" + b"0" * 500, "F00"),
    "a text file": ("姓名,分数\n张,90\n".encode(), "F158"),
    "a zip of something else": (_zip(("readme.txt", "x")), "F1"),
    "a truncated workbook": (standard().data()[:3000], "F1"),
    "a missing sheet": (Book({"基本信息": INFORMATION, "资金使用": COSTS}).data(), "S001"),
    "a misspelt column": (_misspelt(), "S004"),
    "a results sheet of staff": (standard(评价结果=[("自己做的",)]).data(), "F114"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_named_and_left_alone(data: bytes, code: str, tmp_path: Path) -> None:
    path = place(tmp_path, data)
    outcome = recompute(path)
    assert not outcome.ok
    assert any(finding.code.startswith(code) for finding in outcome.findings), outcome.findings
    assert all(finding.message and finding.fix for finding in outcome.findings)
    assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == ["站点.xlsx"]


def test_a_formula_error_in_a_scored_cell_is_named_and_not_scored(tmp_path: Path) -> None:
    rows = (INDICATORS[0], (*INDICATORS[1][:7], Written("=1/0", "#DIV/0!"), ""), *INDICATORS[2:])
    outcome = recompute(place(tmp_path, standard(绩效指标=rows).data()), tmp_path / "out")
    assert outcome.ok
    assert outcome.evaluation is not None
    assert outcome.evaluation.rows[0].score is None
    assert any(f.cell == "H2" and "#DIV/0!" in f.message for f in outcome.findings)


@pytest.mark.parametrize("owner", ["~$站点.xlsx", ".~站点.xlsx", ".~lock.站点.xlsx#"])
def test_a_file_open_in_an_office_program_is_refused_in_place_and_read_elsewhere(owner: str, tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    (tmp_path / owner).write_bytes("\x03张三".encode("utf-16-le") if owner.startswith("~") else ",张三,电脑,;".encode())
    before = digest(path)
    assert codes(recompute(path)) == {"F032"}
    assert digest(path) == before
    for outcome in (check(path), recompute(path, tmp_path / "out")):
        assert outcome.ok
        assert "F033" in codes(outcome)


def test_an_edited_report_is_never_written_over(tmp_path: Path) -> None:
    path = place(tmp_path, standard().data())
    recompute(path)
    page = next(tmp_path.glob("*.html"))
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", "<p>改过</p></body>"), encoding="utf-8")
    edited = page.read_bytes()
    outcome = recompute(path)
    assert page.read_bytes() == edited
    assert "F037" in codes(outcome)
    assert page.with_name(f"{page.stem}（第2版）.html") in outcome.written


def test_how_the_calling_program_reckons_changes_no_byte(tmp_path: Path, examples: Path) -> None:
    seen = set()
    for number, reckoning in enumerate([Context(), Context(prec=3, rounding=ROUND_UP)]):
        with localcontext(reckoning):
            assert recompute(examples / "yongping-2022.xlsx", tmp_path / str(number)).ok
        seen.add(tuple((p.name, digest(p)) for p in sorted((tmp_path / str(number)).iterdir())))
    assert len(seen) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs time zones of POSIX")
def test_the_same_input_gives_the_same_bytes_elsewhere(tmp_path: Path, examples: Path) -> None:
    import subprocess
    import sys

    seen = set()
    for number, (zone, language, seed) in enumerate([("UTC", "C.UTF-8", "0"), ("Asia/Shanghai", "C", "42")]):
        out = tmp_path / str(number)
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        command = [
            sys.executable,
            "-m",
            "workbook_tools.cli",
            "recompute",
            "--out",
            out,
            examples / "yongping-2022.xlsx",
        ]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        seen.add(tuple((p.name, digest(p)) for p in sorted(out.iterdir())))
    assert len(seen) == 1


def test_checking_a_form_names_the_cells_of_the_form(examples: Path) -> None:
    form = next((examples / "district").rglob("*自评表.xlsx"))
    sheets = set(zip_sheet_names(form))
    outcome = check(form)
    assert outcome.ok
    assert {finding.sheet for finding in outcome.findings if finding.sheet} <= sheets


def zip_sheet_names(path: Path) -> list[str]:
    import openpyxl

    return list(openpyxl.load_workbook(path, read_only=True).sheetnames)


def test_recomputing_a_form_writes_the_standard_workbook_beside_and_leaves_the_form(
    examples: Path, tmp_path: Path
) -> None:
    form = next((examples / "district").rglob("*自评表.xlsx"))
    path = place(tmp_path, form.read_bytes(), "自评表.xlsx")
    outcome = recompute(path, report=False)
    assert outcome.ok
    assert path.read_bytes() == form.read_bytes()
    assert [p.name for p in outcome.written] == ["自评表（标准工作簿）.xlsx"]


def test_repeated_runs_keep_what_staff_had_as_the_version_before(examples: Path, tmp_path: Path) -> None:
    """Ten presses, each with another day: the version before stays the workbook that no run had touched."""
    original = (examples / "yongping-2022.xlsx").read_bytes()
    path = place(tmp_path, original)
    previous = path.with_name(f"{path.stem}.上一版.xlsx")
    seen = {original}
    for day in (1, 2, 3):
        assert recompute(path, report=False, as_of=date(2023, 1, day)).ok
        seen.add(path.read_bytes())
        assert previous.read_bytes() == original
    assert len(seen) == 4
    edited = touched(path)
    assert recompute(path, report=False, as_of=date(2023, 1, 4)).ok
    assert previous.read_bytes() == edited


def test_results_of_a_changed_source_in_a_folder_keep_the_results_before(examples: Path, tmp_path: Path) -> None:
    path = place(tmp_path, (examples / "yongping-2022.xlsx").read_bytes())
    results = []
    for _ in range(3):
        (result,) = recompute(path, tmp_path / "out", report=False).written
        results.append(result.read_bytes())
        touched(path)
    assert result.with_name(f"{result.stem}.上一版.xlsx").read_bytes() == results[1]


def touched(path: Path) -> bytes:
    """A cell of staff's own changes, as if they had saved the workbook."""
    book = Workbook.open(path.read_bytes())
    beside = book.scan("绩效指标").at(1, 40)
    book.set_cells("绩效指标", {"AN1": CellEdit(f"{beside.text if beside else ''}又核对过")})
    path.write_bytes(book.save())
    return path.read_bytes()
