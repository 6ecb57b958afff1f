"""Workbooks dropped on a command: computed in place, opened, told; the window stays until it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook_tools.excel.drop import run_drop

EXAMPLE = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"


class Person:
    """Who sees what is opened and presses the key at the end."""

    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.waited = 0

    def drop(self, *paths: Path) -> int:
        return run_drop(paths, open_path=self.opened.append, wait=self._read)

    def _read(self) -> None:
        self.waited += 1


@pytest.fixture
def person() -> Person:
    return Person()


def station(folder: Path, name: str = "永平.xlsx") -> Path:
    path = folder / name
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def test_a_workbook_is_computed_in_place_and_opened(
    person: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = station(tmp_path)
    assert person.drop(path) == 0
    assert person.opened == [path]
    assert person.waited == 1
    said = capsys.readouterr().err
    assert "计算完成：永平街社工服务站 2022" in said
    assert "72.75" in said
    assert "永平街社工服务站-2022-绩效评价报告.docx" in said
    assert "完成 1 个。" in said
    assert (tmp_path / "永平.上一版.xlsx").read_bytes() == EXAMPLE.read_bytes()
    assert path.read_bytes() != EXAMPLE.read_bytes()


def test_one_that_cannot_be_processed_does_not_hold_up_the_others(
    person: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    path = station(tmp_path)
    assert person.drop(broken, path, tmp_path / "没有.xlsx") == 1
    said = capsys.readouterr().err
    assert "[F" in said
    assert "完成 1 个，2 个没有处理" in said
    assert person.opened == [path]
    assert person.waited == 1


def test_of_many_only_their_folder_is_opened(person: Person, tmp_path: Path) -> None:
    assert person.drop(*(station(tmp_path, f"{n}.xlsx") for n in range(4))) == 0
    assert person.opened == [tmp_path]


def test_a_folder_is_a_batch_beside_it(person: Person, tmp_path: Path) -> None:
    folder = tmp_path / "全区"
    folder.mkdir()
    source = station(folder)
    assert person.drop(folder) == 0
    assert source.read_bytes() == EXAMPLE.read_bytes()
    assert list((tmp_path / "全区-绩效评价结果").rglob("永平.xlsx"))
    assert len(person.opened) == 1
    assert tmp_path / "全区-绩效评价结果" in (person.opened[0], person.opened[0].parent)


def test_what_the_system_cannot_open_is_only_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_drop([station(tmp_path)], wait=lambda: None) == 0
    assert "[X030" in capsys.readouterr().err


def test_without_a_console_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run_drop([station(tmp_path)], open_path=lambda _: None) == 0
