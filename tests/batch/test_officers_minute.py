"""Sixty stations with planted wrongs: what an officer asks is answered from the first screen, and totals are true."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from batch_folder import opened, rows_of
from openpyxl import load_workbook
from planted_district import AS_OF, Planted, build

from workbook_tools.batch import BatchOutcome, batch

FLAGS = ("不合格", "财务不合格", "有错误", "逾期", "未能处理", "未报")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted, BatchOutcome]:
    folder, out = tmp_path_factory.mktemp("区"), tmp_path_factory.mktemp("结果")
    planted = build(folder)
    outcome = batch(
        folder, out, jobs=2, report=False, as_of=AS_OF, letters=True, expected=folder / "应报名单.xlsx", seconds=90
    )
    return out, planted, outcome


def flagged(out: Path, flag: str) -> set[str]:
    return {row["站点"] for row in rows_of(out / "汇总.xlsx", "今天要办") if row[flag] == "是"}


@pytest.mark.parametrize("flag", [flag for flag in FLAGS if flag != "有错误"])
def test_the_stations_that_bear_a_wrong_are_those_that_it_was_planted_in(
    done: tuple[Path, Planted, BatchOutcome], flag: str
) -> None:
    out, planted, _ = done
    assert flagged(out, flag) == planted.wrong[flag]


def test_those_with_errors_are_those_whose_own_list_of_findings_has_some(
    done: tuple[Path, Planted, BatchOutcome],
) -> None:
    out, planted, _ = done
    wrong = set()
    for path in (out / "各站结果").rglob("*.xlsx"):
        book = load_workbook(path, data_only=True)
        if any("错误" in row for row in book["问题清单"].iter_rows(values_only=True)):
            wrong.add(book["基本信息"]["B1"].value)
    blank = planted.wrong["未填报"]
    assert flagged(out, "有错误") == wrong - blank
    assert planted.wrong["有错误"] <= wrong


def test_the_numbers_of_the_first_screen_are_those_of_the_list_below(done: tuple[Path, Planted, BatchOutcome]) -> None:
    out, _, _ = done
    page = (out / "汇总.html").read_text(encoding="utf-8")
    shown = dict(re.findall(r'data-flag="(\S+)".*?class="figure">(\d+)<', page))
    assert {flag: int(shown[flag]) for flag in FLAGS} == {flag: len(flagged(out, flag)) for flag in FLAGS}
    sheet = opened(out / "汇总.xlsx")["今天要办"]
    heads = [cell.value for cell in sheet[3]]
    assert {flag: sheet.cell(1, heads.index(flag) + 1).value for flag in FLAGS} == {k: int(v) for k, v in shown.items()}
    assert page.index('id="todo"') < page.index('id="overview"')


def test_the_money_that_is_due_and_who_was_late_stand_on_the_first_screen_of_all_three(
    done: tuple[Path, Planted, BatchOutcome],
) -> None:
    out, planted, _ = done
    money = (
        ("到期应拨", planted.due_to_date), ("已拨", planted.paid), ("尚欠", planted.outstanding),
        ("未填已拨", planted.unrecorded), ("提前拨付", planted.ahead), ("超拨", planted.overpaid),
    )  # fmt: skip
    said = "，".join(f"{name} {value:,.2f} 万元" for name, value in money)
    said += f"，迟报 {len(planted.wrong['迟报'])} 个站点"
    page = (out / "汇总.html").read_text(encoding="utf-8")
    assert page.index(said) < page.index('id="overview"')
    assert said in opened(out / "汇总.xlsx")["今天要办"].cell(2, 1).value
    with zipfile.ZipFile(out / "汇总.docx") as package:
        paper = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))
    assert said.replace(" ", "") in paper


def test_each_line_leads_to_the_workbook_the_letter_and_the_cells(done: tuple[Path, Planted, BatchOutcome]) -> None:
    out, _, _ = done
    sheet = opened(out / "汇总.xlsx")["今天要办"]
    places = 0
    for row in sheet.iter_rows(min_row=4):
        for cell in (cell for cell in row if cell.hyperlink is not None):
            target = out / unquote(cell.hyperlink.target)
            assert target.is_file()
            if cell.hyperlink.location:
                places += 1
                name, _, where = cell.hyperlink.location.rpartition("!")
                book = load_workbook(target)
                assert re.fullmatch(r"[A-Z]+\d+", where)
                assert name.strip("'") in book.sheetnames
                assert cell.value == f"{name.strip(chr(39))}!{where}"
    assert places > 20
    heads, *lines = sheet.iter_rows(min_row=3, values_only=True)
    told = [dict(zip(heads, line, strict=True)) for line in lines]
    assert all(row["通知"] for row in told if row["工作簿"] or row["未能处理"])
    assert all(row["先改三处"].count("\n") <= 2 for row in told if row["先改三处"])


def test_totals_are_those_of_the_stations_that_count(done: tuple[Path, Planted, BatchOutcome]) -> None:
    out, planted, _ = done
    path = out / "汇总.xlsx"
    funds = rows_of(path, "资金")
    assert sum(row["全年预算"] for row in funds) == pytest.approx(planted.budget)
    assert sum(row["支出"] for row in funds) == pytest.approx(planted.spent)
    total = rows_of(path, "拨付按期次")[-1]
    expected = {
        "到期应拨": planted.due_to_date, "已拨金额": planted.paid, "尚欠金额": planted.outstanding,
        "未填已拨": planted.unrecorded, "提前拨付": planted.ahead, "超拨金额": planted.overpaid,
    }  # fmt: skip
    assert {name: total[name] for name in expected} == {name: pytest.approx(value) for name, value in expected.items()}
    assert [row["拨付期次"] for row in rows_of(path, "拨付按期次")] == ["首期", "末期", "合计"]
    reasons: dict[str, set[str]] = {}
    for row in rows_of(path, "未计入工作簿"):
        reasons.setdefault(row["原因"], set()).add(row["站点"])
    assert reasons == {kind: planted.wrong[kind] for kind in ("未填报", "未选定", "相同副本")}
    late = {row["站点"] for row in rows_of(path, "报送情况") if row["报送"] == "迟报"}
    assert late == planted.wrong["迟报"]


def test_failed_files_are_told_on_the_terminal_with_their_reason(
    tmp_path: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "站").mkdir()
    (tmp_path / "站" / "坏.xlsx").write_bytes(b"PK\3\4")
    said = program("batch", tmp_path / "站", "--out", tmp_path / "出").stderr
    assert re.search(r"未能处理：坏\.xlsx（F\d+）：.*损坏", said)


@pytest.mark.browser
def test_a_number_shows_its_stations_alone(done: tuple[Path, Planted, BatchOutcome], tmp_path: Path) -> None:
    out, planted, _ = done
    script = """<script>
    const rows = () => [...document.querySelector("table.todo").tBodies[0].rows].filter((row) => !row.hidden);
    const names = () => rows().map((row) => row.cells[0].textContent.trim());
    const result = {};
    const press = (flag) => document.querySelector(`.flags [data-flag="${flag}"]`).click();
    press("逾期"); result.late = names();
    press("未报"); result.missing = names();
    press("未报"); result.all = names().length;
    result.total = document.querySelector("table.todo").tBodies[0].rows.length;
    const street = document.querySelector("#todo select");
    street.value = "青石镇"; street.dispatchEvent(new Event("input", {bubbles: true}));
    result.street = rows().map((row) => row.cells[1].textContent.trim());
    result.wide = document.documentElement.scrollWidth > window.innerWidth;
    document.title = JSON.stringify(result);
    document.body.replaceChildren(document.title);
    </script></body>"""
    page = (out / "汇总.html").read_text(encoding="utf-8").replace("</body>", script)
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", f"--user-data-dir={profile}", "--window-size=500,900", "--dump-dom",
            (tmp_path / "p.html").as_uri(),
        ]  # fmt: skip
        shown = subprocess.run(command, capture_output=True, text=True, timeout=90).stdout
    result: dict[str, Any] = json.loads(re.search(r"<title>(.*?)</title>", shown)[1])  # type: ignore[index]
    assert set(result["late"]) == planted.wrong["逾期"]
    assert set(result["missing"]) == planted.wrong["未报"]
    assert result["all"] == result["total"]
    assert set(result["street"]) == {"青石镇"}
    assert not result["wide"]


def test_communities_and_workers_are_summed_over_all_stations(done: tuple[Path, Planted, BatchOutcome]) -> None:
    out, planted, _ = done
    rows = rows_of(out / "汇总.xlsx", "社区合计")
    assert {row["社区"]: row["总工时"] for row in rows} == {k: pytest.approx(v) for k, v in planted.hours.items()}
    single = rows_of(out / "汇总.xlsx", "社工统计")
    workers = {row["社工"]: row["记录"] for row in rows_of(out / "汇总.xlsx", "社工合计")}
    assert workers == {name: sum(row["记录"] for row in single if row["社工"] == name) for name in workers}
    assert sum(workers.values()) == sum(row["记录"] for row in single)
