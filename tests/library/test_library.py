"""The library as a program meets it: options, outcomes, frames, tables, and an example that runs each function."""

from __future__ import annotations

import json
import pydoc
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import get_type_hints

import pandas as pd
import pytest

import workbook_tools
from workbook_tools import CannotProcess, Options, Outcome, StationWorkbook, batch, check, read, recompute, report
from workbook_tools.json_output import FIGURES_OF_ROW, NAMES_OF_ROW
from workbook_tools.library.options import Settings
from workbook_tools.model.fields import COLUMNS

ROOT = Path(__file__).parents[2]
STATION = ROOT / "examples" / "yongping-2022.xlsx"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(STATION)


@pytest.fixture(scope="module")
def station() -> StationWorkbook:
    return read(STATION)


def test_the_example_runs_each_public_function(tmp_path: Path) -> None:
    script = ROOT / "examples" / "library.py"
    ran = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert all(f"{name}(" in script.read_text("utf-8") for name in workbook_tools.__all__)
    assert "<Outcome" in ran.stdout
    assert "<BatchOutcome 12 workbooks, failed=1" in ran.stdout
    assert (tmp_path / "yongping-2022.xlsx").is_file()


def test_help_fits_a_screen() -> None:
    text = pydoc.plain(pydoc.render_doc(workbook_tools))
    assert len(text.splitlines()) <= 100  # a page; half of it is the rooms, which pydoc lists
    assert "<function" not in text


# ---------------------------------------------------------------- options


def test_each_option_is_a_keyword_of_the_same_form() -> None:
    assert get_type_hints(Options) == get_type_hints(Settings)


@pytest.mark.parametrize(
    "day", [date(2023, 7, 31), datetime(2023, 7, 31, 9), "2023-07-31", "2023/7/31", "2023.7.31", "2023年7月31日"]
)
def test_a_day_is_a_date_or_a_text(day: date | str) -> None:
    assert Options(as_of=day) == Options(as_of=date(2023, 7, 31))
    assert Options(as_of=day).day == date(2023, 7, 31)


@pytest.mark.parametrize("day", ["heute", "2023-02-30", "31.7.2023", ""])
def test_what_is_no_day_is_refused_in_words(day: str) -> None:
    with pytest.raises(ValueError, match="日期要写成"):
        check(STATION, as_of=day)


def test_another_type_or_a_keyword_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="日期要是 date 或文字"):
        Options(as_of=20230731)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="没有 'asof' 这一项"):
        check(STATION, asof="2023-07-31")  # type: ignore[call-arg]


@pytest.mark.parametrize("wrong", [{"jobs": 0}, {"seconds": 0}])
def test_limits_below_what_can_be_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="而不是 0"):
        Options(**wrong)  # type: ignore[arg-type]


def test_a_keyword_overrides_the_options(tmp_path: Path) -> None:
    options = Options(report=False, as_of="2023-01-01")
    both = recompute(STATION, tmp_path, options, as_of="2023-07-31")
    assert [path.suffix for path in both.written] == [".xlsx"]
    assert both.evaluation is not None
    assert both.evaluation.as_of == date(2023, 7, 31)


def test_one_earlier_workbook_needs_no_list(tmp_path: Path) -> None:
    assert Options(previous="2022.xlsx") == Options(previous=["2022.xlsx"])
    assert Options(time=datetime(2023, 7, 31, 10)).moment == "2023-07-31 10:00"


def test_the_same_options_serve_a_folder(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "district" / "第二批", tmp_path / "各站")
    options = Options(report=False, jobs=1)
    first = batch(tmp_path / "各站", tmp_path / "汇总", options)
    assert repr(first).startswith("<BatchOutcome 4 workbooks, failed=")
    again = batch(tmp_path / "各站", tmp_path / "汇总", options)
    assert all(record.reused for record in again.records if record.status == "done")


# ---------------------------------------------------------------- outcomes


def test_an_outcome_prints_as_one_line(outcome: Outcome) -> None:
    told = f"score=72.75..97.75/100, rows=20, findings={len(outcome.findings)}, written=0"
    assert repr(outcome) == f"<Outcome {str(STATION)!r}, ok, {told}>"
    assert repr(Outcome("坏.xlsx", ok=False)) == "<Outcome '坏.xlsx', failed, findings=0, written=0>"


def test_an_outcome_is_the_object_of_json(outcome: Outcome) -> None:
    command = [sys.executable, "-m", "workbook_tools.cli", "check", str(STATION), "--json"]
    printed = subprocess.run(command, capture_output=True, check=False, timeout=60).stdout
    assert json.loads(printed) == json.loads(json.dumps(outcome.to_dict()))


def test_the_rows_are_a_frame(outcome: Outcome) -> None:
    frame = outcome.rows_frame()
    assert list(frame.columns) == list(NAMES_OF_ROW)
    assert len(frame) == 20
    assert all(frame[name].dtype == float for name in FIGURES_OF_ROW)
    assert outcome.evaluation is not None
    scores = [None if row.score is None else float(row.score) for row in outcome.evaluation.rows]
    assert [None if pd.isna(score) else score for score in frame["score"]] == scores
    assert frame["completion"].isna().any()  # what cannot be judged is no nought


def test_every_name_of_a_row_is_in_its_object(outcome: Outcome) -> None:
    assert all(tuple(row) == NAMES_OF_ROW for row in outcome.to_dict()["rows"])


def test_the_findings_are_a_frame(outcome: Outcome) -> None:
    frame = outcome.findings_frame()
    assert list(frame["code"]) == [each.code for each in outcome.findings]
    assert set(frame["severity"]) <= {"E", "W", "I"}


def test_a_file_that_could_not_be_processed_has_frames_without_lines(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK")
    outcome = check(broken)
    assert outcome.rows_frame()["score"].sum() == 0
    assert len(outcome.rows_frame()) == 0
    assert len(outcome.findings_frame()) == len(outcome.findings) > 0


def test_reports_alone(tmp_path: Path) -> None:
    assert {path.suffix for path in report(STATION, tmp_path).written} == {".docx", ".html"}


# ---------------------------------------------------------------- tables


def test_a_workbook_is_read_table_by_table(station: StationWorkbook) -> None:
    assert {kind: len(table) for kind, table in station.tables.items()} == {
        "indicators": 20, "costs": 5, "assessments": 7, "tranches": 3, "effects": 8, "texts": 22,
    }  # fmt: skip
    assert "indicators=20" in repr(station)
    assert repr(station.tables["costs"]) == "<SheetTable costs of '资金使用': 5 rows, 7 columns>"


def test_a_target_stands_as_its_text_and_as_it_was_read(station: StationWorkbook) -> None:
    frame = station.tables["indicators"].to_frame()
    line = frame.set_index("row").loc[5]
    assert (line["level3"], line["item"], line["target"], line["target_number"]) == ("服务达标率", "个案", "68", 68.0)
    assert next(iter(station.tables["indicators"]))["target"] == "68"
    assert "score" not in frame.columns  # computed columns are not read


@pytest.mark.parametrize("kind", ["costs", "assessments", "tranches"])
def test_figures_are_floats_and_days_are_days(station: StationWorkbook, kind: str) -> None:
    table = station.tables[kind]  # type: ignore[index]
    frame = table.to_frame()
    known = {column.field: column.kind for column in COLUMNS[kind]}  # type: ignore[index]
    for name in frame.columns:
        if known.get(name) in ("money", "share", "score", "number"):
            assert frame[name].dtype == float, name
    days = [name for name, values in table.columns.items() if any(isinstance(value, date) for value in values)]
    assert all(pd.api.types.is_datetime64_any_dtype(frame[name]) for name in days)


def test_a_ledger_is_a_table_too() -> None:
    held = [read(path) for path in (ROOT / "examples" / "district").glob("*.xlsx") if not path.name.startswith("青石")]
    ledgers = [each.tables["ledger"] for each in held if "ledger" in each.tables]
    assert ledgers
    frame = ledgers[0].to_frame()
    assert {"row", "date", "worker", "count", "direct_hours"} <= set(frame.columns)
    assert frame["count"].dtype == float


def test_what_cannot_be_read_raises_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as caught:
        read(tmp_path / "没有.xlsx")
    assert caught.value.findings


def test_nothing_but_a_frame_loads_pandas() -> None:
    script = (
        f"import sys; from workbook_tools import read, check, Options; p = {str(STATION)!r}\n"
        "check(p, Options(as_of='2023-07-31')).to_dict(); t = read(p).tables['costs']; list(t)\n"
        "print('pandas' in sys.modules); t.to_frame(); print('pandas' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert answer.stdout.split() == ["False", "True"]
