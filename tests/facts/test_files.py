"""`workbook-tools facts`: one long table as CSV, Parquet, SQLite, Excel."""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from workbook_tools import check
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.cli import main
from workbook_tools.facts import files
from workbook_tools.facts.fact import COLUMNS, VALUE, Plain, plain
from workbook_tools.facts.files import write_facts

STATION = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"
KINDS_OF_FILE = (".csv", ".parquet", ".sqlite", ".xlsx")


@pytest.fixture(scope="module")
def facts() -> list[Plain]:
    return [plain(each) for each in check(STATION).facts()]


def read_back(path: Path) -> list[Plain]:
    if path.suffix == ".csv":
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert tuple(head) == COLUMNS
        return [(*row[:VALUE], float(row[VALUE]) if row[VALUE] else None, *row[VALUE + 1 :]) for row in rows]
    if path.suffix == ".parquet":
        frame = pd.read_parquet(path)
        assert tuple(frame.columns) == COLUMNS
        return [tuple(None if each != each else each for each in row) for row in frame.itertuples(index=False)]
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(path)) as book:
            return list(book.execute(f"SELECT {', '.join(COLUMNS)} FROM facts"))
    sheet = openpyxl.load_workbook(path)["事实表"]
    (table,) = sheet.tables.values()
    assert (table.name, table.ref) == ("facts", f"A1:P{sheet.max_row}")  # what Power Query finds by itself
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == COLUMNS
    return [tuple(each if each is not None or place == VALUE else "" for place, each in enumerate(row)) for row in rows]


@pytest.mark.parametrize("suffix", KINDS_OF_FILE)
def test_every_kind_of_file_holds_the_same_facts(tmp_path: Path, facts: list[Plain], suffix: str) -> None:
    target = tmp_path / f"事实{suffix}"
    assert write_facts(facts, target) == len(facts)
    back = read_back(target)
    assert [(*row[:VALUE], *row[VALUE + 1 :]) for row in back] == [(*row[:VALUE], *row[VALUE + 1 :]) for row in facts]
    assert [row[VALUE] for row in back] == pytest.approx([row[VALUE] for row in facts])
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("suffix", KINDS_OF_FILE)
def test_the_same_facts_give_the_same_bytes(tmp_path: Path, facts: list[Plain], suffix: str) -> None:
    one, other = tmp_path / f"甲{suffix}", tmp_path / f"乙{suffix}"
    write_facts(facts, one)
    write_facts(facts, other)
    assert one.read_bytes() == other.read_bytes()


def test_a_text_that_a_spreadsheet_would_run_is_a_text(tmp_path: Path, facts: list[Plain]) -> None:
    item = COLUMNS.index("item")
    hostile = [(*facts[0][:item], "=HYPERLINK(1)", *facts[0][item + 1 :])]
    write_facts(hostile, tmp_path / "事实.csv")
    assert "'=HYPERLINK(1)" in (tmp_path / "事实.csv").read_text("utf-8-sig")
    write_facts(hostile, tmp_path / "事实.xlsx")
    assert openpyxl.load_workbook(tmp_path / "事实.xlsx")["事实表"].cell(2, item + 1).data_type == "s"


@pytest.mark.parametrize("suffix", KINDS_OF_FILE)
def test_half_a_character_and_what_no_document_holds_stop_nothing(
    tmp_path: Path, facts: list[Plain], suffix: str
) -> None:
    item = COLUMNS.index("item")
    odd = [(*facts[0][:item], "甲\ud800\x01乙", *facts[0][item + 1 :])]
    assert write_facts(odd, tmp_path / f"事实{suffix}") == 1
    assert len(read_back(tmp_path / f"事实{suffix}")) == 1


@pytest.mark.parametrize("suffix", KINDS_OF_FILE)
def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path, facts: list[Plain], suffix: str) -> None:
    target = tmp_path / f"事实{suffix}"
    if suffix != ".xlsx":
        write_facts(facts[:3], target)
    before = target.read_bytes() if target.exists() else None

    def broken() -> Iterator[Plain]:
        yield facts[0]
        raise RuntimeError("the source is gone")

    with pytest.raises(RuntimeError):
        write_facts(broken(), target)
    assert (target.read_bytes() if target.exists() else None) == before
    assert {path.name for path in tmp_path.iterdir()} <= {target.name}


def test_more_facts_than_a_sheet_has_rows_are_refused(
    tmp_path: Path, facts: list[Plain], monkeypatch: pytest.MonkeyPatch
) -> None:
    (scratch := tmp_path / "临时").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(files, "MOST_ROWS", 5)
    with pytest.raises(CannotProcess, match="U031"):
        write_facts(facts, tmp_path / "事实.xlsx")
    assert list(scratch.iterdir()) == []  # nothing half done is left anywhere
    assert write_facts(facts[:5], tmp_path / "事实.xlsx") == 5


def test_parquet_without_its_component_says_what_to_install(
    tmp_path: Path, facts: list[Plain], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CannotProcess, match="U030"):
        write_facts(facts, tmp_path / "事实.parquet")


# ---------------------------------------------------------------- the command


def test_the_command_writes_several_workbooks_into_one_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"nothing")
    district = sorted((STATION.parent / "district").glob("*.xlsx"))[:2]
    out = tmp_path / "事实.csv"
    assert main(["facts", str(STATION), str(broken), *map(str, district), "--out", str(out)]) == 1
    assert len({row[0] for row in read_back(out)}) == 3
    assert "坏.xlsx" in capsys.readouterr().err
    assert main(["facts", str(STATION), "--out", str(out)]) == 0  # a table of ours takes the place of an older one
    assert len({row[0] for row in read_back(out)}) == 1


@pytest.mark.parametrize(("name", "code"), [("事实.txt", "U011"), ("有.xlsx", "U012"), ("别人.sqlite", "U012")])
def test_the_command_writes_over_nothing_of_somebody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: str
) -> None:
    (tmp_path / "有.xlsx").write_bytes(STATION.read_bytes())
    with closing(sqlite3.connect(tmp_path / "别人.sqlite")) as other:
        other.execute("CREATE TABLE mine (a)")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(["facts", str(STATION), "--out", str(tmp_path / name)]) == 1
    assert code in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_source_is_never_the_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "站.xlsx"
    copy.write_bytes(STATION.read_bytes())
    assert main(["facts", str(copy), "--out", str(copy)]) == 1
    assert "U032" in capsys.readouterr().err
    assert copy.read_bytes() == STATION.read_bytes()


def test_facts_load_no_pandas_and_other_commands_no_facts() -> None:
    import subprocess

    script = (
        f"import sys; from workbook_tools import check; o = check({str(STATION)!r});"
        "assert not any(name.startswith(('workbook_tools.facts', 'sqlite3', 'pandas')) for name in sys.modules);"
        "o.facts(); assert 'pandas' not in sys.modules and 'sqlite3' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_page_needs_no_database_and_no_roll_up() -> None:
    """What a browser has: no sqlite3, and of the batch only what does one workbook."""
    import subprocess

    script = (
        "import sys; sys.modules['sqlite3'] = None; import workbook_tools.page.desk, workbook_tools.batch.kept_facts;"
        "import workbook_tools.facts.book.compared, workbook_tools.facts.derive;"
        "assert not any(name.startswith('workbook_tools.batch.rollup') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
