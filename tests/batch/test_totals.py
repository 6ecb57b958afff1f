"""汇总.xlsx against a second addition of the workbooks that knows nothing of the program."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_totals import differences
from benchmarks.make_station import make
from openpyxl import load_workbook

from workbook_tools.batch import batch


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Generated stations, some with words where figures should be, some without a ledger; and a broken one."""
    folder = tmp_path_factory.mktemp("各站")
    for seed in range(12):
        data = make(seed, ledger=(0, 30, 90)[seed % 3], vague=(0, 0.3)[seed % 2])
        (folder / f"第{seed // 5}片").mkdir(exist_ok=True)
        (folder / f"第{seed // 5}片" / f"站{seed:02d}.xlsx").write_bytes(data)
    (folder / "坏.xlsx").write_bytes(b"PK\3\4")
    shutil.copyfile(folder / "第0片" / "站01.xlsx", folder / "站01 - 副本.xlsx")
    first, second = make(50, ledger=30), make(51, ledger=30)
    (folder / "双胞胎甲.xlsx").write_bytes(_of_station(first, "双桥街社工服务站"))
    (folder / "双胞胎乙.xlsx").write_bytes(_of_station(second, "双桥街社工服务站"))
    results = tmp_path_factory.mktemp("结果")
    batch(folder, results, jobs=2, report=False, seconds=90)
    return results


def _of_station(data: bytes, name: str) -> bytes:
    book = load_workbook(io.BytesIO(data))
    cells = {row[0].value: row[1] for row in book["基本信息"].iter_rows()}
    cells["站点名称"].value = name
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_every_total_of_the_roll_up_is_that_of_a_second_addition(out: Path) -> None:
    assert list(differences(out)) == []


def test_the_second_addition_notices_another_figure(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "b")
    changed = next((tmp_path / "b" / "各站结果").rglob("站04.xlsx"))
    book = load_workbook(changed)
    book["资金使用"]["E5"] = 1
    book.save(changed)
    said = "\n".join(differences(tmp_path / "b"))
    assert "资金 第0片/站04.xlsx 支出" in said
    assert "总预算执行率" in said
