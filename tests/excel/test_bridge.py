"""The program's side of a press: the answer is whole, says everything, and touches nothing."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.excel.small_workbooks import with_hidden_columns
from workbook_tools.excel import bridge, changes, messages, run_button
from workbook_tools.excel.macro import PROTOCOL, ascii_form, plain_form
from workbook_tools.excel.reply import LONGEST_MESSAGE, value_field, write_reply
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model import Finding
from workbook_tools.ooxml import CellEdit, Formula, Workbook
from workbook_tools.recompute import recompute
from workbook_tools.writing import MARK

EXAMPLE = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"


class Answer:
    """A reply file, read as the macro reads it."""

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        assert raw.isascii()
        assert raw.endswith(b"\r\n")
        self.lines = [line.split("\t") for line in raw.decode().removesuffix("\r\n").split("\r\n")]
        assert self.lines[-1] == ["end", str(len(self.lines) - 1)]

    def field(self, name: str) -> str:
        return next((plain_form(line[1]) for line in self.lines if line[0] == name), "")

    def blocks(self, kind: str) -> dict[tuple[str, int, int], list[list[str]]]:
        found: dict[tuple[str, int, int], list[list[str]]] = {}
        rows: list[list[str]] = []
        for line in self.lines:
            if line[0] == kind:
                rows = found[plain_form(line[1]), int(line[2]), int(line[3])] = []
            elif line[0] == "row":
                rows.append(line[1:])
            else:
                rows = []
        return found


@pytest.fixture
def press(tmp_path: Path) -> list[str]:
    """The options of a press on the example, whose copy lies in the folder of the press."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "copy.xlsx").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "站 点").mkdir()
    book = ascii_form(str(tmp_path / "站 点" / "永平.xlsm"))
    return [
        "--version", str(PROTOCOL), "--reply", str(folder / "reply.txt"),
        "--copy", str(folder / "copy.xlsx"), "--book", book,
    ]  # fmt: skip


def option(press: list[str], name: str) -> Path:
    return Path(press[press.index(name) + 1])


def test_the_answer_writes_what_the_main_job_writes(press: list[str], tmp_path: Path) -> None:
    assert run_button("recompute", press) == 0
    answer = Answer(option(press, "--reply"))
    outcome = recompute(EXAMPLE, tmp_path / "out", report=False)
    written = Workbook.open(outcome.written[0].read_bytes())
    count = 0
    for (sheet, top, left), rows in answer.blocks("block").items():
        cells = written.scan(sheet).cells
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                cell = cells.get((top + down, left + right))
                text = cell.text if cell else ""
                if value[0] == "n":
                    assert float(value[1:]) == pytest.approx(float(text))
                else:
                    assert plain_form(value[1:]) == text
                count += 1
    assert count > 80
    assert len(answer.blocks("block")) < 12, "values go in blocks, not cell by cell"


def test_the_message_tells_score_grade_findings_and_where_the_report_lies(press: list[str], tmp_path: Path) -> None:
    run_button("recompute", press)
    answer = Answer(option(press, "--reply"))
    message = answer.field("message")
    assert "永平街社工服务站 2022" in message
    assert "72.75 分" in message
    assert "97.75" in message
    assert "中～优" in message
    assert "永平街社工服务站-2022-绩效评价报告.docx" in message
    assert str(tmp_path / "站 点") in message
    assert (tmp_path / "站 点" / "永平街社工服务站-2022-绩效评价报告.html").is_file()
    assert answer.field("icon") == "warning"
    assert answer.field("protocol") == str(PROTOCOL)


def test_results_are_rendered_without_formulas_and_their_formulas_come_with_the_answer(press: list[str]) -> None:
    run_button("recompute", press)
    answer = Answer(option(press, "--reply"))
    rendered = Workbook.open(Path(answer.field("rendered")).read_bytes())
    assert rendered.sheet_names[1:] == ("评价结果", "问题清单", "审计信息")
    assert rendered.owns_sheet("评价结果")
    for sheet in rendered.sheet_names:
        assert all(cell.formula is None for cell in rendered.scan(sheet).cells.values())
    formulas = {
        (top + down, left + right): plain_form(value[1:])
        for (sheet, top, left), rows in answer.blocks("formulas").items()
        if sheet == "评价结果"
        for down, row in enumerate(rows)
        for right, value in enumerate(row)
    }
    recorder, _ = changes.recorded(evaluate_bytes(EXAMPLE.read_bytes()))
    expected = changes.formulas(recorder.sheets[0][0])
    assert formulas == {place: formula.text.removeprefix("=") for place, formula in expected.items()}
    assert any("绩效指标" in text for text in formulas.values())
    marks = {plain_form(line[1]): line[2] for line in answer.lines if line[0] == "result"}
    assert marks == dict.fromkeys(("评价结果", "问题清单", "审计信息"), MARK)


def test_the_copy_and_everything_else_stay_as_they_are(press: list[str], tmp_path: Path) -> None:
    before = option(press, "--copy").read_bytes()
    run_button("recompute", press)
    assert option(press, "--copy").read_bytes() == before
    assert {p.name for p in (tmp_path / "press").iterdir()} == {
        "copy.xlsx", "reply.txt", "results.xlsx", "progress.txt",
    }  # fmt: skip


def test_the_same_press_gives_the_same_answer(press: list[str]) -> None:
    run_button("recompute", press)
    first = option(press, "--reply").read_bytes()
    run_button("recompute", press)
    assert option(press, "--reply").read_bytes() == first


def test_a_locked_structure_is_left_to_the_macro(press: list[str]) -> None:
    """It lifts the lock, or says what to do: the copy is not what is locked."""
    copy = option(press, "--copy")
    copy.write_bytes(
        changed_part(EXAMPLE.read_bytes(), "xl/workbook.xml", "<bookViews>", '<workbookProtection lockStructure="1"/>')
    )
    assert Workbook.open(copy.read_bytes()).structure_protected
    assert run_button("recompute", press) == 0
    answer = Answer(option(press, "--reply"))
    assert [plain_form(line[1]) for line in answer.lines if line[0] == "result"] == ["评价结果", "问题清单", "审计信息"]


def changed_part(data: bytes, name: str, before: str, inserted: str) -> bytes:
    """A package with something inserted in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            if each == name:
                assert before.encode() in content
                content = content.replace(before.encode(), inserted.encode() + before.encode())
            new.writestr(each, content)
    return out.getvalue()


def test_a_check_writes_nothing_and_names_cells(press: list[str], tmp_path: Path) -> None:
    assert run_button("check", press) == 0
    answer = Answer(option(press, "--reply"))
    assert answer.blocks("block") == {}
    assert answer.field("rendered") == ""
    assert "检查完成，工作簿没有改动。" in answer.field("message")
    assert "!" in answer.field("message")
    assert list((tmp_path / "站 点").iterdir()) == []


def test_a_report_writes_reports_only(press: list[str], tmp_path: Path) -> None:
    assert run_button("report", press) == 0
    assert Answer(option(press, "--reply")).blocks("block") == {}
    assert {path.suffix for path in (tmp_path / "站 点").iterdir()} == {".docx", ".html"}


def test_what_stands_in_the_way_is_told_with_its_code(press: list[str]) -> None:
    option(press, "--copy").write_bytes(b"no workbook")
    assert run_button("recompute", press) == 1
    answer = Answer(option(press, "--reply"))
    assert answer.field("icon") == "error"
    assert "（F" in answer.field("message")


@pytest.mark.parametrize(("version", "code"), [("0", "X011"), ("99", "X012"), ("", "X011")])
def test_different_versions_say_which_to_renew(press: list[str], version: str, code: str) -> None:
    press[press.index("--version") + 1] = version
    assert run_button("recompute", press) == 1
    answer = Answer(option(press, "--reply"))
    assert code in answer.field("message")
    assert answer.blocks("block") == {}


def test_a_defect_of_the_program_is_told_too(press: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("something")

    monkeypatch.setitem(bridge._VERBS, "recompute", broken)
    assert run_button("recompute", press) == 3
    assert "X016" in Answer(option(press, "--reply")).field("message")


def test_a_folder_that_is_gone_ends_quietly(press: list[str], tmp_path: Path) -> None:
    press[press.index("--reply") + 1] = str(tmp_path / "gone" / "reply.txt")
    assert run_button("check", press) == 3


def test_without_a_place_for_the_answer_it_is_wrong_usage() -> None:
    assert run_button("recompute", ["--copy", "x"]) == 2


def test_a_workbook_in_a_cloud_gets_its_reports_into_the_documents(
    press: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    press[press.index("--book") + 1] = "https://example.org/sites/a/b.xlsm"
    assert run_button("report", press) == 0
    assert any((tmp_path / "Documents").glob("*.docx"))


def test_a_batch_opens_its_roll_up_and_tells_how_many(tmp_path: Path) -> None:
    source = tmp_path / "全区"
    source.mkdir()
    (source / "甲.xlsx").write_bytes(EXAMPLE.read_bytes())
    (source / "乙.xlsx").write_bytes(b"no workbook")
    reply = tmp_path / "reply.txt"
    assert run_button("batch", ["--version", "1", "--reply", str(reply), "--folder", ascii_form(str(source))]) == 0
    answer = Answer(reply)
    assert "2 个工作簿，成功 1 个" in answer.field("message")
    assert Path(answer.field("open")).is_file()
    assert Path(answer.field("open")).parent == tmp_path / "全区-绩效评价结果"
    stage, beat = (tmp_path / "progress.txt").read_text().splitlines()
    assert plain_form(stage) == "已处理 2 / 2 个工作簿"
    assert int(beat) >= 3
    assert sorted(path.name for path in source.iterdir()) == ["乙.xlsx", "甲.xlsx"]


@pytest.mark.slow
def test_a_press_takes_less_than_a_second_with_its_start(press: list[str]) -> None:
    command = [sys.executable, "-m", "workbook_tools.cli", "button", "recompute", *press]
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, check=True)
        times.append(time.perf_counter() - begun)
    assert sorted(times)[2] <= 1.0


def test_results_in_columns_that_were_hidden_come_with_the_word_to_show_them(press: list[str]) -> None:
    option(press, "--copy").write_bytes(with_hidden_columns())
    run_button("recompute", press)
    shown = [[plain_form(line[1]), *line[2:]] for line in Answer(option(press, "--reply")).lines if line[0] == "show"]
    assert shown == [["绩效指标", "5", "9", "13"]]


def test_a_step_that_takes_long_gives_signs_of_life_until_the_answer_is_there(
    press: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[str] = []
    progress = option(press, "--reply").with_name("progress.txt")

    def long_step(_: object) -> bridge.Answer:
        end = time.monotonic() + 30
        while len(set(beats)) < 4 and time.monotonic() < end:
            beats.append(progress.read_text())
            time.sleep(0.005)
        return bridge.Answer("information", "done")

    monkeypatch.setattr(bridge, "PULSE", 0.01)
    monkeypatch.setitem(bridge._VERBS, "check", long_step)
    assert run_button("check", press) == 0
    assert len(set(beats)) == 4, "each tells another number"
    assert {plain_form(beat.splitlines()[0]) for beat in beats} == {"读取工作簿"}
    last = progress.read_text()
    time.sleep(0.1)
    assert progress.read_text() == last, "a heart that beats on would hide that the program has ended"


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, "e"), ("", "e"), (True, "b1"), (0.95, "n0.95"), (1e-9, "n1E-09"), (Decimal("262.0191"), "n262.0191"),
        (Decimal("1E+3"), "n1000"), (12, "n12"), (date(2022, 8, 1), "n44774"), ("完成", "s\\u5B8C\\u6210"),
        ("=1+1", "q=1+1"), ("+86", "q+86"), ("-", "q-"), ("@a", "q@a"), ("0012", "q0012"), ("1-2", "q1-2"),
        ("TRUE", "qTRUE"), ("'x", "q'x"), ("上午9点", "q\\u4E0A\\u53489\\u70B9"), ("a\tb", "qa\\tb"),
        (Formula("=SUM(A1:A2)"), "fSUM(A1:A2)"),
    ],
)  # fmt: skip
def test_a_value_is_written_so_that_excel_takes_it_as_it_is(value: object, field: str) -> None:
    assert value_field(value) == field  # type: ignore[arg-type]


def test_a_day_counts_from_the_epoch_of_its_workbook() -> None:
    assert value_field(date(2022, 8, 1), date1904=True) == "n43312"


@given(st.sets(st.tuples(st.integers(1, 30), st.integers(1, 12)), max_size=80))
def test_rectangles_cover_every_cell_once(cells: set[tuple[int, int]]) -> None:
    covered = [place for area in changes.rectangles(cells) for row in area for place in row]
    assert sorted(covered) == sorted(cells)
    for area in changes.rectangles(cells):
        assert len({len(row) for row in area}) == 1


def test_neighbouring_columns_of_one_table_become_one_block() -> None:
    cells = {(row, column) for row in range(3, 44) for column in (5, 6, 7)} | {(9, 12)}
    assert len(changes.rectangles(cells)) == 2


def test_a_new_column_takes_its_look_from_its_neighbour_in_one_piece() -> None:
    edits = {(row, 9): CellEdit(1, like=f"H{row}") for row in range(3, 20)}
    assert [(model, len(area)) for model, area in changes.looks(edits)] == [((3, 8), 17)]


def test_a_message_fits_into_a_message_box(tmp_path: Path) -> None:
    write_reply(tmp_path / "reply.txt", "error", "很长" * 2000)
    assert len(Answer(tmp_path / "reply.txt").field("message")) == LONGEST_MESSAGE


def test_a_long_list_of_problems_says_how_many_are_left() -> None:
    findings = [Finding("S001", "E", "表", f"A{n}", "不对。", "改。") for n in range(1, 11)]
    said = messages.problem_message(findings)
    assert "表!A1 不对。" in said
    assert "改。（S001）" in said
    assert said.endswith("……还有 4 条。")


def test_an_official_form_has_no_place_for_results_and_gets_its_report(press: list[str], tmp_path: Path) -> None:
    form = next((EXAMPLE.parent / "district").rglob("*自评表.xlsx"))
    option(press, "--copy").write_bytes(form.read_bytes())
    assert run_button("recompute", press) == 1
    answer = Answer(option(press, "--reply"))
    assert "（X017）" in answer.field("message")
    assert answer.blocks("block") == {}
    assert run_button("report", press) == 0
    assert {path.suffix for path in (tmp_path / "站 点").iterdir()} == {".docx", ".html"}


# ---------------------------------------------------------------- reports only beside a workbook that was written


def in_the_background(press: list[str]) -> tuple[threading.Thread, Path]:
    """A press whose macro waits for reports until it has written; the answer's place once it is there."""
    reply = option(press, "--reply")
    thread = threading.Thread(target=run_button, args=("recompute", [*press, "--reports", "after"]))
    thread.start()
    end = time.monotonic() + 60
    while not reply.exists() and time.monotonic() < end:
        time.sleep(0.01)
    return thread, reply


def reports_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_reports_are_written_once_the_macro_says_that_the_workbook_has_the_results(
    press: list[str], tmp_path: Path
) -> None:
    thread, reply = in_the_background(press)
    first = Answer(reply)
    assert first.blocks("block")
    assert ["reports"] in first.lines
    assert reports_in(tmp_path / "站 点") == []
    reply.unlink()
    reply.with_name("applied.txt").write_bytes(b"")
    thread.join(60)
    second = Answer(reply)
    assert second.blocks("block") == {}
    assert "永平街社工服务站-2022-绩效评价报告.docx" in second.field("message")
    assert first.field("message") in second.field("message")
    assert "永平街社工服务站-2022-绩效评价报告.docx" in reports_in(tmp_path / "站 点")


def test_a_press_that_the_macro_refuses_leaves_no_report(
    press: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge, "GIVEN_UP", 0.05)
    thread, reply = in_the_background(press)
    shutil.rmtree(reply.parent)  # as after X004 and X005
    thread.join(60)
    assert not thread.is_alive()
    assert reports_in(tmp_path / "站 点") == []


def test_reports_that_cannot_be_written_do_not_deny_that_the_workbook_was(
    press: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(bridge, "_reports", broken)
    thread, reply = in_the_background(press)
    said = Answer(reply).field("message")
    reply.unlink()
    reply.with_name("applied.txt").write_bytes(b"")
    thread.join(60)
    second = Answer(reply)
    assert second.field("icon") == "warning"
    assert second.field("message").startswith(said)
    assert "U901" in second.field("message")
    assert "已经写好：永平.xlsm" in second.field("message")
