from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from batch_folder import LEDGER_HEADS, opened, rows_of, station_book
from conftest import validator_command
from docx import Document
from sheets import INDICATOR_HEADS

from workbook_tools.batch import batch
from workbook_tools.batch.places import place
from workbook_tools.batch.records import Record
from workbook_tools.batch.rollup import roll_up, word
from workbook_tools.batch.rollup.excel import distinct, link
from workbook_tools.batch.rollup.gather import TRANCHE_MONEY
from workbook_tools.batch.rollup.names import canonical, near_names
from workbook_tools.batch.rollup.picture import Picture, picture_of
from workbook_tools.batch.rollup.statistics import Spread, spread
from workbook_tools.batch.state import BatchState
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.report import is_untouched


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example district, done."""
    folder = tmp_path_factory.mktemp("区")
    batch(Path(__file__).parents[2] / "examples" / "district", folder, jobs=2, seconds=90)
    return folder


def records(folder: Path) -> list[Record]:
    stored = [json.loads(path.read_bytes())["record"] for path in (folder / ".workbook_tools").glob("*.json")]
    done = sorted(record["relative"] for record in stored if record["status"] == "done")
    return list(BatchState(place(str(folder))).stored(done))


def counted(folder: Path) -> list[Record]:
    """Without the two workbooks of one station that differ."""
    return [record for record in records(folder) if record.outcome["station"] != "东湖街社工服务站"]


@pytest.fixture(scope="module")
def picture(district: Path) -> Picture:
    return picture_of(records(district), ())


def test_every_figure_of_the_ranking_is_that_of_its_workbook(district: Path) -> None:
    by_file = {record.relative: record.outcome for record in counted(district)}
    ranking = rows_of(district / "汇总.xlsx", "排名")
    assert {row["文件"] for row in ranking} == set(by_file)
    for row in ranking:
        outcome = by_file[row["文件"]]
        assert (row["得分"], row["最低可能"], row["最高可能"]) == (outcome["score"], *outcome["score_range"])
        assert row["站点"] == outcome["station"]
        assert row["评估得分"] == outcome["station_score"]
        assert row["预算执行率"] == pytest.approx(outcome["funds"]["execution_rate"])
        assert row["错误"] == sum(found["severity"] == "E" for found in outcome["findings"])
    lows = [row["最低可能"] for row in ranking]
    assert lows == sorted(lows, reverse=True)
    assert [row["名次"] for row in ranking] == [1 + sum(other > low for other in lows) for low in lows]


def test_links_lead_to_files_that_are_there(district: Path) -> None:
    sheet = opened(district / "汇总.xlsx")["排名"]
    targets = [cell.hyperlink.target for row in sheet.iter_rows(min_row=4) for cell in row if cell.hyperlink]
    assert len(targets) == 3 * len(counted(district))
    assert all((district / unquote(target)).is_file() for target in targets)
    page = (district / "汇总.html").read_text(encoding="utf-8")
    links = [unquote(found) for found in re.findall(r'href="([^"#]+)(?:#[^"]*)?"', page)]
    assert {unquote(target) for target in targets} <= set(links)
    assert all((district / target).is_file() for target in links)


def test_every_table_sorts_filters_and_keeps_its_head_in_view(district: Path) -> None:
    book = opened(district / "汇总.xlsx")
    assert [sheet.title for sheet in book.worksheets[:2]] == ["今天要办", "概况"]
    assert book.active.title == "今天要办"
    for sheet in (sheet for sheet in book.worksheets if sheet.title != "概况"):
        assert len(sheet.tables) == 1, sheet.title
        assert next(iter(sheet.tables.values())).autoFilter is not None
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == ("$1:$1" if sheet.title == "事实表" else "$3:$3")
    assert len(book["概况"]._charts) == 3


def test_the_heat_map_has_the_completion_of_each_station_and_indicator(district: Path) -> None:
    expected: dict[tuple[str, str], float] = {}
    for record in counted(district):
        for row in record.outcome["rows"]:
            name = canonical("·".join(part for part in (row["level3"], row["item"]) if part))
            expected[record.relative, name] = row["completion"]
    shown = {
        (row["文件"], head): value
        for row in rows_of(district / "汇总.xlsx", "完成率热力图")
        for head, value in row.items()
        if head not in ("站点", "文件") and value is not None
    }
    assert shown == {key: pytest.approx(value) for key, value in expected.items() if value is not None}


def test_totals_of_ledgers_and_funds_are_those_of_the_stations(district: Path, picture: Picture) -> None:
    outcomes = [record.outcome for record in counted(district)]
    assert picture.budget == pytest.approx(sum(outcome["funds"]["budget"] for outcome in outcomes))
    ledgers = [record.details["ledger"] for record in counted(district) if record.details["ledger"]]
    workers = rows_of(district / "汇总.xlsx", "社工统计")
    assert sum(row["记录"] for row in workers) == sum(ledger["total"]["entries"] for ledger in ledgers)
    assert sum(row["总工时"] for row in workers) == pytest.approx(
        sum(ledger["total"]["direct_hours"] + ledger["total"]["indirect_hours"] for ledger in ledgers)
    )
    due = sum(tranche["due"] for outcome in outcomes for tranche in outcome["tranches"])
    assert sum(each.due for each in picture.due.values()) == pytest.approx(due)
    for name in ("due_to_date", "outstanding"):
        whole = sum(tranche[name] for outcome in outcomes for tranche in outcome["tranches"])
        parts = {"due_to_date": ("to_date",), "outstanding": ("outstanding", "unrecorded")}[name]
        assert sum(getattr(each, part) for each in picture.due.values() for part in parts) == pytest.approx(whole)


def test_differences_and_sums_of_money_and_hours_show_no_noise_of_doubles(district: Path) -> None:
    funds = rows_of(district / "汇总.xlsx", "资金")
    workers = rows_of(district / "汇总.xlsx", "社工统计")
    assert funds
    assert [row["差额"] for row in funds] == [
        float(Decimal(str(row["支出"])) - Decimal(str(row["全年预算"]))) for row in funds
    ]
    assert [row["总工时"] for row in workers] == [
        float(Decimal(str(row["直接工时"])) + Decimal(str(row["间接工时"]))) for row in workers
    ]


def test_unreadable_files_and_twins_are_listed(district: Path) -> None:
    assert {row["文件"] for row in rows_of(district / "汇总.xlsx", "未处理文件")} == {"第二批/禾田镇社工服务站.xlsx"}
    twins = rows_of(district / "汇总.xlsx", "同站工作簿")
    assert [row["文件"] for row in twins] == ["东湖街社工服务站.xlsx", "第二批/东湖街社工服务站.xlsx"]


def test_near_names_are_suggested_and_never_merged(district: Path) -> None:
    pairs = {(row["指标"], row["相近的名称"]) for row in rows_of(district / "汇总.xlsx", "相近指标名")}
    assert ("社区活动", "社区活动场次") in pairs
    heads = set(rows_of(district / "汇总.xlsx", "完成率热力图")[0])
    assert {"社区活动", "社区活动场次"} <= heads


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("社区活动", "社区活动场次", True),
        ("个案服务", "个案服务数量", True),
        ("小组", "小组", False),
        ("第一季度活动", "第二季度活动", False),
        ("培训3次", "培训5次", False),
        ("入户探访", "志愿者培训", False),
    ],
)
def test_which_names_are_near(first: str, second: str, near: bool) -> None:
    assert bool(list(near_names({first: 1, second: 1}))) == near


@pytest.mark.parametrize(
    "names", [("入户走访", "上门探访", "入户 探访"), ("电访", "电话探访", "电话访问"), ("Ａ级·小组", "A级·小组")]
)
def test_aliases_and_spellings_are_one_indicator(names: tuple[str, ...]) -> None:
    assert len({canonical(name) for name in names}) == 1


def test_quartiles_are_those_of_excel_and_outliers_follow_the_rule() -> None:
    import pandas as pd

    figures = pd.Series([70.0, 71, 72, 73, 74, 75, 76, 20, None])
    names = pd.Series([f"{n}站" for n in range(9)])
    result = spread("得分", figures, names)
    assert (result.count, result.lower, result.median, result.upper) == (8, 70.75, 72.5, 74.25)
    assert result.outliers == ("7站",)
    assert result.outliers_named == "7站"
    assert spread("得分", figures[1:8], names[1:8]).outliers == ()
    assert spread("得分", figures.tail(1), names.tail(1)).count == 0


def test_workers_can_be_published_as_numbers(tmp_path: Path) -> None:
    source, out = tmp_path / "各站", tmp_path / "结果"
    source.mkdir()
    ledger = [
        LEDGER_HEADS,
        *[("2024-09-01", "东门社区", "欧阳明月", "个案", "个案服务", 1, 2, 20, 9, "")] * 3,
        ("2024-09-02", "东门社区", "上官云", "个案", "个案服务", 1, 2, 1, 1, ""),
    ]
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 服务台账=ledger))
    outcome = batch(source, out, jobs=1, anonymise=True)
    assert [each for each in out.rglob("*") if each.suffix in (".docx", ".xlsx", ".html") and each.parent != out] == []
    assert "B015" in {note.code for note in outcome.notes}
    workers = rows_of(out / "汇总.xlsx", "社工统计")
    assert [(row["社工"], row["记录"]) for row in workers] == [("社工01", 3), ("社工02", 1)]
    said = [row["问题"] for row in rows_of(out / "汇总.xlsx", "问题明细")]
    assert any("社工01在" in message for message in said)  # more than 24 hours on one day
    texts = [(out / "汇总.html").read_text(encoding="utf-8")]
    for name in outcome.rollup[::2]:
        import zipfile

        with zipfile.ZipFile(out / name) as package:
            texts += [package.read(part).decode("utf-8", "replace") for part in package.namelist()]
    texts += [path.read_text(encoding="utf-8") for path in out.rglob("*.json*")]
    assert not [text for text in texts if "欧阳明月" in text or "上官云" in text]
    batch(source, out, jobs=1, report=False)
    with pytest.raises(CannotProcess) as refused:
        batch(source, out, jobs=1, anonymise=True)
    assert refused.value.findings[0].code == "B014"
    assert {row["社工"] for row in rows_of(out / "汇总.xlsx", "社工统计")} == {"欧阳明月", "上官云"}


def hostile_record() -> Record:
    nasty = "=cmd|'/c calc'!A1 <script>alert(1)</script> & \"x\" \x00\x07\ud800 | @ # \n> 引"
    outcome = {
        "file": nasty, "ok": True, "station": nasty, "year": nasty, "scheme": "fiscal-2020", "score": None,
        "score_range": [0, 100], "judged_points": 0, "total_points": 100, "grade": None, "grade_range": ["差", "优"],
        "station_score": None, "station_grade": None, "station_grade_stated": nasty, "funds": None, "assessments": [],
        "tranches": [
            {"name": nasty, "due": 1e300, "due_to_date": None, "paid": None, "outstanding": -1e300, "latest": None,
             "state": nasty, "reason": nasty}
        ],
        "rows": [
            {"level1": nasty, "level3": name, "item": None, "completion": rate, "points": 5,
             "score": None, "state": "无法判定"}
            for name, rate in ((nasty, None), (nasty.upper(), 1e9), ("长" * 500, -3.0), ("", 0.0))
        ],
        "findings": [{"code": "R001", "severity": "W", "sheet": nasty, "cell": "A1", "message": nasty, "fix": nasty}],
        "written": [],
    }  # fmt: skip
    outputs = {"workbook": f"各站结果/{nasty}.xlsx"}
    amounts = dict.fromkeys(TRANCHE_MONEY, 1e300) | {"condition": nasty}
    return Record(
        nasty, "", "done", outcome, {"contractor": nasty, "ledger": None, "tranche_money": [amounts]}, outputs
    )


@pytest.mark.validator
def test_what_staff_wrote_is_text_everywhere(tmp_path: Path) -> None:
    roll_up([hostile_record(), hostile_record()], (), (), place(str(tmp_path)))
    for name in ("汇总.xlsx", "汇总.docx"):
        checked = subprocess.run(
            [validator_command() or "", tmp_path / name], capture_output=True, text=True, timeout=60
        )
        assert json.loads(checked.stdout)["ok"], checked.stdout
    for sheet in opened(tmp_path / "汇总.xlsx").worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "<script>alert" not in (tmp_path / "汇总.html").read_text(encoding="utf-8")
    assert is_untouched((tmp_path / "汇总.docx").read_bytes())


@pytest.mark.validator
def test_the_office_files_are_valid(district: Path, tmp_path: Path) -> None:
    roll_up([], (), (), place(str(tmp_path)))
    for path in (*district.glob("汇总.*x"), *tmp_path.glob("汇总.*x")):
        checked = subprocess.run([validator_command() or "", path], capture_output=True, text=True, timeout=60)
        assert json.loads(checked.stdout)["ok"], checked.stdout


def test_the_summary_says_the_same_figures(district: Path, picture: Picture) -> None:
    document = Document(district / "汇总.docx")
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"处理{picture.processed}个，属于{picture.stations}个社会工作服务站" in words
    assert f"总执行率{picture.execution_rate:.2%}" in words
    ranking = next(table for table in document.tables if table.rows[0].cells[0].text == "名次")
    assert [row.cells[1].text for row in ranking.rows[1:]] == list(picture.district.stations["站点"])
    assert not [cell.text for row in ranking.rows for cell in row.cells if {"met", "nan"} & {*cell.text.split()}]


def test_the_summary_says_what_its_tables_leave_out(
    district: Path, picture: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "\n".join(paragraph.text for paragraph in Document(district / "汇总.docx").paragraphs)
    assert not re.search(r"其余\d+", said)
    for limit in ("MOST_LINES", "MOST_RANKED", "MOST_NEAR"):
        monkeypatch.setattr(word, limit, 1)
    with (tmp_path / "短.docx").open("wb") as file:
        word.make_word(picture, file)
    short = "\n".join(paragraph.text for paragraph in Document(tmp_path / "短.docx").paragraphs)
    funds, codes = picture.district.funds, picture.district.by_code
    low = int((funds["执行"] == "low").sum())
    assert low > 1
    assert f"其余{picture.counted - 1}个见《汇总.xlsx》。" in short
    assert f"其余{low - 1}个见《汇总.xlsx》的“资金”。" in short
    assert f"其余{len(picture.missed) - 1}项见《汇总.xlsx》的“指标统计”。" in short
    assert f"其余{len(codes) - 1}种见《汇总.xlsx》的“问题汇总”。" in short
    near = next(len(list(table.rows())) for table in picture.tables if table.key == "near")
    assert (f"其余{near - 1}对见《汇总.xlsx》的“相近指标名”" in short) == (near > 1)


def test_more_outliers_than_can_be_named_are_counted() -> None:
    named = [f"{n}站" for n in range(9)]
    assert Spread("得分", 99, outliers=tuple(named[:6])).outliers_named == "、".join(named[:6])
    assert Spread("得分", 99, outliers=tuple(named)).outliers_named == "、".join(named[:6]) + "等9个"
    assert Spread("得分", 99).outliers_named == ""


def test_heads_of_a_table_differ_and_links_survive_odd_names() -> None:
    assert distinct(["a", "A", "a", "", " "]) == ["a", "A（2）", "a（3）", "（无名）", "（无名）（2）"]
    assert link("各站结果/a#b %20.xlsx") == "各站结果/a%23b%20%2520.xlsx"


def test_the_page_needs_no_network(district: Path) -> None:
    page = (district / "汇总.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.browser
def test_the_page_sorts_and_filters(district: Path, tmp_path: Path) -> None:
    """Clicked in a real browser: sort the ranking by its score, filter it by a word, sort the heat map."""
    page = (district / "汇总.html").read_text(encoding="utf-8")
    script = """<script>
    const table = document.querySelector("table.ranking"), rows = () => [...table.tBodies[0].rows];
    const column = (n) => rows().map((row) => row.cells[n].textContent);
    const click = (n) => table.tHead.rows[0].cells[n].querySelector("button").click();
    const result = {};
    click(3); result.up = column(3); click(3); result.down = column(3); click(1); result.names = column(1);
    const search = document.querySelector("#ranking input");
    search.value = "松风"; search.dispatchEvent(new Event("input", {bubbles: true}));
    result.shown = rows().filter((row) => !row.hidden).length;
    result.said = document.querySelector("#ranking output").value;
    result.wide = document.documentElement.scrollWidth > window.innerWidth;
    document.title = JSON.stringify(result);
    document.body.replaceChildren(document.title);
    </script></body>"""
    (tmp_path / "p.html").write_text(page.replace("</body>", script), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={profile}", "--window-size=500,900", "--dump-dom", (tmp_path / "p.html").as_uri(),
        ]  # fmt: skip
        shown = subprocess.run(command, capture_output=True, text=True, timeout=90, env={**os.environ}).stdout
    result = json.loads(re.search(r"<title>(.*?)</title>", shown)[1])  # type: ignore[index]
    up = [float(value) for value in result["up"] if value != "—"]
    assert up == sorted(up)
    assert result["up"][-1] == "—"  # the unknown last
    assert result["down"][-1] == "—"
    assert [float(value) for value in result["down"] if value != "—"] == up[::-1]
    assert len(set(result["names"])) == 9
    assert (result["shown"], result["said"]) == (1, "显示 1 / 9 行")
    assert not result["wide"]


@pytest.mark.office
def test_libreoffice_opens_the_workbook_and_the_summary(district: Path, tmp_path: Path) -> None:
    for name in ("汇总.xlsx", "汇总.docx"):
        shutil.copy(district / name, tmp_path / name)
        command = [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
            "--outdir", tmp_path / name[-4:], tmp_path / name,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert (tmp_path / name[-4:] / "汇总.pdf").stat().st_size > 20_000


def test_findings_beyond_the_limit_are_counted_and_said(monkeypatch: pytest.MonkeyPatch, district: Path) -> None:
    from workbook_tools.batch.rollup import frames, tables

    for module in (frames, tables):
        monkeypatch.setattr(module, "MOST_FINDINGS", 7)
    picture = picture_of(records(district), ())
    total = sum(len(record.outcome["findings"]) for record in counted(district))
    assert len(picture.district.findings) == 7
    assert picture.district.finding_count == total
    assert int(picture.district.by_code["次数"].sum()) == total
    note = next(table.note for table in picture.tables if table.key == "findings")
    assert f"其余 {total - 7} 条" in note


def test_stations_without_any_row_or_money_are_still_ranked(tmp_path: Path) -> None:
    source, out = tmp_path / "各站", tmp_path / "结果"
    source.mkdir()
    empty = (INDICATOR_HEADS, ("产出指标", "", "社会组织合作", "", "加强合作", "", 50, "有合作", ""))
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 绩效指标=empty, 资金使用=None))
    assert batch(source, out, jobs=1, report=False).ok
    assert [row["得分"] for row in rows_of(out / "汇总.xlsx", "排名")] == [None]


def test_rows_are_high_enough_for_their_texts_in_programs_that_do_not_look_themselves(district: Path) -> None:
    sheet = opened(district / "汇总.xlsx")["问题明细"]
    widths = {cell.column: sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]}
    cut = [
        cell.coordinate
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if cell.alignment.wrap_text
        and cell.value
        and len(str(cell.value)) > widths[cell.column]  # two lines of Chinese
        if (sheet.row_dimensions[cell.row].height or 0) < 28
    ]
    assert cut == []
    assert any((sheet.row_dimensions[row].height or 0) > 28 for row in range(4, sheet.max_row + 1))


def test_files_that_failed_stand_in_the_order_of_their_names_whichever_failed_first() -> None:
    failed = [
        Record(name, "", "failed", {"findings": [{"code": "F001", "message": name, "fix": ""}]})
        for name in ("乙.xlsx", "甲.xlsx", "丙.xlsx")
    ]
    (first, second) = (picture_of([], each) for each in (failed, failed[::-1]))
    assert (
        list(first.district.failures["文件"])
        == list(second.district.failures["文件"])
        == sorted(["甲.xlsx", "乙.xlsx", "丙.xlsx"])
    )
