"""The district over the years: a table by year, who improved and who fell, and each contract in one view."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from batch_folder import opened, rows_of, settings_book, station_book
from conftest import validator_command
from docx import Document
from planted_district import AS_OF, Planted, build

from workbook_tools.batch import BatchOutcome, batch

YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, Planted], BatchOutcome]:
    root = tmp_path_factory.mktemp("区")
    planted = {year: build(root / str(year), 20, year) for year in YEARS}
    for path in root.rglob("应报名单.xlsx"):
        path.unlink()
    earlier = root / "往年"
    earlier.mkdir()
    for year in YEARS[:-1]:
        shutil.move(root / str(year), earlier / str(year))
    out = tmp_path_factory.mktemp("结果")
    outcome = batch(root / "2025", out, jobs=2, report=False, as_of=AS_OF, previous=earlier, seconds=90)
    return out, planted, outcome


def test_the_table_by_year_has_the_money_of_each_years_workbooks(
    done: tuple[Path, dict[int, Planted], BatchOutcome],
) -> None:
    out, planted, _ = done
    rows = {row["年度"]: row for row in rows_of(out / "汇总.xlsx", "年度对照") if row["站点数"]}
    assert list(rows) == [str(year) for year in YEARS]
    for year in YEARS:
        row = rows[str(year)]
        assert row["全年预算"] == pytest.approx(planted[year].budget)
        assert row["支出"] == pytest.approx(planted[year].spent)
        assert row["预算执行率"] == pytest.approx(planted[year].spent / planted[year].budget)


def test_who_improved_and_who_fell_follows_from_the_scores_of_the_workbooks(
    done: tuple[Path, dict[int, Planted], BatchOutcome],
) -> None:
    out, _, _ = done
    history: dict[str, list[float | None]] = {}
    for row in rows_of(out / "汇总.xlsx", "各站历年"):
        history.setdefault(row["站点"], []).append(row["得分"])
    assert {len(scores) for scores in history.values()} == {len(YEARS)}
    by_year = [row for row in rows_of(out / "汇总.xlsx", "年度对照") if row["站点数"]]
    for at in (1, 2):
        pairs = [(s[at - 1], s[at]) for s in history.values() if s[at - 1] is not None and s[at] is not None]
        assert by_year[at]["提高"] == sum(now > before for before, now in pairs)  # type: ignore[operator]
        assert by_year[at]["下降"] == sum(now < before for before, now in pairs)  # type: ignore[operator]
        assert by_year[at]["提高"] + by_year[at]["下降"] > 0
    ranking = {row["站点"]: row["得分"] for row in rows_of(out / "汇总.xlsx", "排名")}
    assert {name: scores[-1] for name, scores in history.items()} == ranking


def test_a_contract_stands_in_one_view_with_its_sums_against_the_whole(
    done: tuple[Path, dict[int, Planted], BatchOutcome],
) -> None:
    out, _, _ = done
    lines: dict[str, list[dict[str, object]]] = {}
    for row in rows_of(out / "汇总.xlsx", "合同总览"):
        lines.setdefault(row["站点"], []).append(row)
    for some in lines.values():
        *years, total = some
        assert [row["年度"] for row in some] == [*map(str, YEARS), "合计"]
        for name in ("年度资金", "支出", "应拨金额", "已拨金额"):
            assert (total[name] or 0) == pytest.approx(sum(row[name] or 0 for row in years))  # type: ignore[misc]
        assert total["合同总金额"] == pytest.approx(years[0]["年度资金"] * 5)  # type: ignore[operator]
        assert total["合同余额"] == pytest.approx(total["合同总金额"] - total["年度资金"])  # type: ignore[operator]
        assert "合同共5年，有3个年度的工作簿，缺2个" in str(total["各期拨付"])
        assert all("首期：应拨" in str(row["各期拨付"]) for row in years)


def test_all_three_outputs_have_the_years_with_a_chart(done: tuple[Path, dict[int, Planted], BatchOutcome]) -> None:
    out, _, _ = done
    assert len(opened(out / "汇总.xlsx")["年度对照"]._charts) == 2
    page = (out / "汇总.html").read_text(encoding="utf-8")
    years = page[page.index('<section id="years"') :]
    assert "逐年得分中位数" in years[: years.index("<table")]
    document = Document(out / "汇总.docx")
    assert "历年对照" in [paragraph.text for paragraph in document.paragraphs]
    (table,) = [table for table in document.tables if table.rows[0].cells[-1].text == "升/降"]
    assert [row.cells[0].text for row in table.rows][1:] == list(map(str, YEARS))
    assert len({row["指标"] for row in rows_of(out / "汇总.xlsx", "历年指标")}) == 3


@pytest.mark.validator
def test_the_workbook_with_the_charts_of_the_years_is_valid(
    done: tuple[Path, dict[int, Planted], BatchOutcome],
) -> None:
    out, _, _ = done
    command = [validator_command() or "", str(out / "汇总.xlsx")]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert json.loads(checked.stdout)["ok"], checked.stdout


def test_a_station_that_was_renamed_is_asked_about_and_taken_when_the_office_says_so(tmp_path: Path) -> None:
    source, earlier, out = tmp_path / "今年", tmp_path / "往年", tmp_path / "结果"
    source.mkdir()
    earlier.mkdir()
    (source / "站.xlsx").write_bytes(station_book("新桥街社工服务站"))
    (earlier / "站.xlsx").write_bytes(station_book("旧桥街社工服务站", 2024))
    outcome = batch(source, out, jobs=1, report=False, previous=earlier)
    (asked,) = [note for note in outcome.notes if note.code == "B043"]
    assert "“旧桥街社工服务站”与“新桥街社工服务站”" in asked.message
    assert "各站历年" not in opened(out / "汇总.xlsx").sheetnames
    settings_book(source / "汇总设置.xlsx", 改名=[("原名", "现名"), ("旧桥街社工服务站", "新桥街社工服务站")])
    outcome = batch(source, out, jobs=1, report=False, previous=earlier)
    assert "B043" not in {note.code for note in outcome.notes}
    assert [row["年度"] for row in rows_of(out / "汇总.xlsx", "各站历年")] == ["2024", "2025"]
