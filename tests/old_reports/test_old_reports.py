"""Reports of last year fill a workbook: what they say for certain as it stands, the rest on a tint, nothing guessed."""

from __future__ import annotations

import io
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader, PdfWriter

from tests.old_reports.reports import HEYAN, LUZHOU, QINGSHAN, QINGSHAN_HEADINGS, XILIN
from tests.old_reports.writers import as_pdf, as_word
from tests.reading.form_builder import build
from tests.reading.published_forms import TANGXI
from workbook_tools import check, recompute
from workbook_tools.basis.file_kinds import kind_of
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.cli import main
from workbook_tools.import_form import imported
from workbook_tools.model import Submission
from workbook_tools.old_reports import is_report, prefilled
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import read_standard

REPORTS = {
    "word": as_word(QINGSHAN, headings=QINGSHAN_HEADINGS),
    "sentences": LUZHOU.encode(),
    "flattened": HEYAN.encode("gb18030"),
    "pdf": as_pdf(XILIN),
}
DOUBTFUL = "FFFFE699"
every_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


@lru_cache(maxsize=8)
def made(report: bytes) -> bytes:
    return prefilled(report, kind_of(report))[0]


def submission(report: bytes) -> Submission:
    data = made(report)
    return read_standard(data, Workbook.open(data))


@lru_cache(maxsize=8)
def loaded(report: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made(report)))


def sources(report: bytes) -> list[dict[str, str]]:
    rows = [[cell.value or "" for cell in row] for row in loaded(report)["来源"].iter_rows(min_row=3)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def indicators(report: bytes) -> list[tuple[str, str, str]]:
    return [(row.name, row.target.text, row.actual.text) for row in submission(report).indicators]


def doubtful(report: bytes) -> list[str]:
    return [row["填入的内容"] for row in sources(report) if row["把握"] == "待核对"]


# ---------------------------------------------------------------- what is taken


def test_a_table_of_word_that_goes_on_on_the_next_page_gives_its_rows_with_points_scores_and_reasons() -> None:
    assert indicators(REPORTS["word"]) == [
        ("个案服务", "≥40个", "42个"),
        ("小组服务", "≥12个", "12个"),
        ("村（居）探访", "≥1200人次", "1186人次"),
        ("服务档案完整率", "100%", "100%"),
        ("困难群众建档率", "≥95%", "97.2%"),
        ("服务对象满意度", "≥90%", "94%"),
    ]
    rows = submission(REPORTS["word"]).indicators
    assert [str(row.points) for row in rows] == ["15", "15", "10", "10", "30", "10"]
    assert [row.level1 for row in rows] == ["产出指标"] * 4 + ["效益指标", "满意度指标"]
    assert rows[2].reason == "9月起两名社工离职，探访减少"
    assert str(rows[2].stated_score) == "9.88"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "word",
            [("社工人员工资", "32.5", "32.48605"), ("服务活动费", "10", "9.81132"), ("机构管理费", "7.5", "7.5")],
        ),
        ("sentences", [("人员费用", "39", "38.82005"), ("活动经费", "12", "10.9655"), ("运营管理费", "9", "9")]),
        ("flattened", [("人员费用", "56", "55.2"), ("服务活动经费", "14", "13.55"), ("运营管理费", "10", "10")]),
    ],
)
def test_budgets_are_in_ten_thousands_whatever_the_report_counts_in(
    name: str, expected: list[tuple[str, str, str]]
) -> None:
    lines = submission(REPORTS[name]).cost_lines
    assert [(line.name, f"{line.budget:f}", f"{line.spent:f}") for line in lines] == expected


def test_amounts_without_a_unit_are_doubtful_unless_the_money_of_the_year_tells_it() -> None:
    without = LUZHOU.replace("，年度经费60万元", "").encode()
    assert "390000" in doubtful(without)
    assert not {"39", "390000"} & set(doubtful(REPORTS["sentences"]))


def test_sentences_give_indicators_and_a_rate_is_not_turned_into_a_target() -> None:
    assert indicators(REPORTS["sentences"]) == [
        ("个案服务", "30个", "33个"),
        ("小组工作", "10个", "10个"),
        ("社区活动", "24场", "20场"),
        ("志愿者培育", "50人", "45人"),
        ("社区探访", "", "860人次"),
    ]
    doubts = {row["要核对什么"] for row in sources(REPORTS["sentences"]) if row["把握"] == "待核对"}
    assert any("95%" in doubt for doubt in doubts)  # 45 of 50 is not 95 %
    assert any("107.5%" in doubt for doubt in doubts)


def test_plans_are_no_indicators() -> None:
    assert not any("培训" in name for name, *_ in indicators(REPORTS["sentences"]))


def test_cells_that_became_lines_are_put_together_and_a_row_over_two_pages_is_doubtful() -> None:
    assert indicators(REPORTS["flattened"]) == [
        ("个案服务", "提供个案服务不少于20个", "提供个案服务 24个"),
        ("社区活动·长者活动", "12", "13"),
        ("社区活动·儿童活动", "8", "8"),
        ("建档率", "重点对象建档率达到95%以上", "重点对象建档率96.4%"),
        ("居民满意度", "居民满意度不低于90%", "居民满意度 92%"),
    ]
    assert {"重点对象建档率达到95%以上", "重点对象建档率96.4%"} <= set(doubtful(REPORTS["flattened"]))
    assert "提供个案服务 24 个" not in doubtful(REPORTS["flattened"])
    levels = [(row.level1, row.level2) for row in submission(REPORTS["flattened"]).indicators]
    assert levels[0] == ("产出指标", "数量指标")
    assert levels[-1] == ("满意度指标", "服务对象满意度")


def test_a_pdf_gives_its_ruled_tables_and_the_rest_of_a_row_on_the_next_page() -> None:
    assert indicators(REPORTS["pdf"]) == [
        ("入户探访", "800", "816"),
        ("政策宣传", "16", "16"),
        ("培训", "6", "7"),
        ("居民满意度", "≥90%", "93.5%"),
    ]
    assert doubtful(REPORTS["pdf"]) == ["7"]
    assert not any("- 1 -" in row["填入的内容"] for row in sources(REPORTS["pdf"]))


def test_what_the_prose_says_of_project_terms_and_money_stands_in_its_labels() -> None:
    about = submission(REPORTS["word"]).information
    assert (about.project, about.contractor, about.purchaser) == (
        "青山镇社工站服务项目",
        "江城市启明社会工作服务中心",
        "青山镇人民政府",
    )
    assert (str(about.service_start), str(about.service_end), str(about.annual_funds)) == (
        "2023-01-01",
        "2023-12-31",
        "50",
    )
    assert about.report_type == "自评报告"


def test_a_name_with_two_spellings_is_doubtful() -> None:
    assert "青山镇社会工作服务站" in doubtful(REPORTS["word"])
    assert "河沿街道社工站" not in doubtful(REPORTS["flattened"])


def test_shares_of_the_money_are_taken_when_they_come_to_the_whole() -> None:
    tranches = submission(REPORTS["flattened"]).tranches
    assert [(str(each.share), each.condition) for each in tranches] == [
        ("0.6", "合同生效"),
        ("0.3", "中期评估合格"),
        ("0.1", "末期评估合格"),
    ]
    assert submission(HEYAN.replace("10%。", "5%。").encode()).tranches == ()


@pytest.mark.parametrize(
    ("name", "chapters"),
    [
        ("word", ["项目背景", "年度绩效目标", "实施情况", "总体结论", "主要经验", "存在问题", "应对策略"]),
        ("sentences", ["项目背景", "项目绩效目标", "主要经验", "存在问题", "其他建议"]),
        ("flattened", ["项目背景", "实施情况", "总体结论", "存在问题", "其他建议"]),
        ("pdf", ["项目背景", "存在问题"]),
    ],
)
def test_texts_go_to_their_chapters(name: str, chapters: list[str]) -> None:
    assert [text.chapter for text in submission(REPORTS[name]).texts] == chapters


def test_lines_that_were_wrapped_are_one_paragraph_again() -> None:
    text = submission(REPORTS["flattened"]).texts[0].content
    assert text.startswith("河沿街道社工站自二〇一九年起")
    assert "综合社会服务" in text
    assert "\n" not in text


# ---------------------------------------------------------------- where it came from


@every_report
def test_every_cell_is_listed_with_its_place_and_doubtful_ones_stand_on_a_tint(report: bytes) -> None:
    book = loaded(report)
    listed = {(row["工作表"], row["单元格"]): row for row in sources(report) if row["单元格"]}
    assert all(row["报告中的位置"] and row["报告原文"] for row in listed.values())
    for (sheet, place), row in listed.items():
        cell = book[sheet][place]
        tinted = cell.fill.start_color.rgb == DOUBTFUL
        assert tinted == (row["把握"] == "待核对"), (sheet, place)
        if row["填入的内容"]:
            assert cell.value is not None, (sheet, place)


@every_report
def test_doubtful_cells_come_first_and_say_what_to_look_at(report: bytes) -> None:
    marks = [row["把握"] for row in sources(report) if row["把握"] != "没有填"]
    assert marks == sorted(marks, key=lambda mark: mark != "待核对")
    assert all(row["要核对什么"] for row in sources(report) if row["把握"] == "待核对")


def test_a_table_of_another_kind_is_listed_as_not_taken() -> None:
    other = [*QINGSHAN[:-1], [["岗位", "姓名", "证书"], ["社工", "甲", "有"], ["督导", "乙", "有"]]]
    assert [row["要核对什么"] for row in sources(as_word(other)) if row["把握"] == "没有填"]


@every_report
def test_the_workbook_can_be_computed_once_the_rest_is_filled_in(report: bytes, tmp_path: Path) -> None:
    (tmp_path / "站点.xlsx").write_bytes(made(report))
    outcome = recompute(tmp_path / "站点.xlsx", tmp_path / "结果")
    assert outcome.ok
    assert "来源" in openpyxl.load_workbook(outcome.written[0]).sheetnames


@every_report
def test_the_same_report_gives_the_same_bytes(report: bytes) -> None:
    assert made(report) == prefilled(report, kind_of(report))[0]


# ---------------------------------------------------------------- told apart, refused


def test_reports_and_forms_are_told_apart_by_what_they_hold() -> None:
    from tests.foreign.writers import as_docx

    form = as_docx(build(TANGXI, "ministry"))
    assert not is_report(form, kind_of(form))
    assert is_report(REPORTS["word"], kind_of(REPORTS["word"]))


def test_a_report_is_not_scored_as_if_it_were_a_form(tmp_path: Path) -> None:
    for name, report in (
        ("报告.docx", REPORTS["word"]),
        ("报告.txt", REPORTS["sentences"]),
        ("报告.pdf", REPORTS["pdf"]),
    ):
        (tmp_path / name).write_bytes(report)
        outcome = check(tmp_path / name)
        assert [finding.code for finding in outcome.findings] == ["F161"]
        assert "import" in outcome.findings[0].fix


def test_import_says_what_it_filled_and_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "报告.txt").write_bytes(REPORTS["flattened"])
    assert main(["import", str(tmp_path / "报告.txt"), "--out", str(tmp_path / "新.xlsx")]) == 0
    said = capsys.readouterr().err
    assert "F160" in said
    assert "F167" in said
    assert "服务开始日期" in said


def refusal(data: bytes) -> str:
    with pytest.raises(CannotProcess) as refused:
        prefilled(data, kind_of(data))
    return refused.value.findings[0].code


def encrypted(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("密码", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (as_pdf([], picture_pages=2), "F162"),  # scanned
        (encrypted(REPORTS["pdf"]), "F165"),
        (REPORTS["pdf"][:400], "F152"),  # cut off
        (b"%PDF-1.7\n", "F152"),
        ("今天天气很好。".encode(), "F163"),
        (REPORTS["word"][: len(REPORTS["word"]) // 2], "F103"),
    ],
    ids=["scanned", "password", "cut off", "only a mark", "no report", "half a Word file"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "报告").write_bytes(data)
    with pytest.raises(CannotProcess) as refused:
        imported(tmp_path / "报告", tmp_path / "新.xlsx")
    found = refused.value.findings[0]
    assert found.code == code
    assert not (tmp_path / "新.xlsx").exists()


def test_pages_without_text_are_named() -> None:
    _, findings = prefilled(as_pdf(XILIN, picture_pages=1), kind_of(REPORTS["pdf"]))
    assert "第 3 页" in next(finding.message for finding in findings if finding.code == "F168")


def test_without_pypdf_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert refusal(REPORTS["pdf"]) == "F164"


# ---------------------------------------------------------------- tables without levels

SIMPLE = ["服务类别", "服务内容", "指标量", "完成量", "完成率"]
SIMPLE_ROWS = [["个案工作", "个案服务", "20个", "22个", "110%"], ["社区工作", "社区活动", "24场", "23场", "95.8%"]]
AROUND = ["2024年度清河镇社工站工作报告", "一、项目概况", "清河镇社工站服务全镇居民。", "二、指标完成情况"]


@pytest.mark.parametrize("separator", ["    ", "\t", " | "])
def test_a_table_without_levels_is_read_in_a_text(separator: str) -> None:
    lines = [*AROUND, *(separator.join(row) for row in [SIMPLE, *SIMPLE_ROWS]), "三、存在问题", "人手不足。"]
    report = "\n".join(lines).encode()
    assert indicators(report) == [("个案服务", "20", "22"), ("社区活动", "24", "23")]
    assert [row.level2 for row in submission(report).indicators] == ["个案工作", "社区工作"]


def test_a_table_without_levels_is_read_in_word() -> None:
    report = as_word([*AROUND, [SIMPLE, *SIMPLE_ROWS], "三、存在问题", "人手不足。"])
    assert indicators(report) == [("个案服务", "20", "22"), ("社区活动", "24", "23")]


def test_two_columns_of_what_was_done_are_not_chosen_from() -> None:
    heads = ["服务内容", "指标量", "已完成", "累计完成"]
    report = as_word([*AROUND, [heads, ["个案服务", "20个", "6个", "22个"]], "三、存在问题", "人手不足。"])
    assert indicators(report) == []
    assert any(row["把握"] == "没有填" for row in sources(report))


# ---------------------------------------------------------------- what only looks certain

LEVELS = ["一级指标", "二级指标", "三级指标"]
END = ["三、存在问题", "人手不足。"]


def test_of_two_columns_that_may_be_the_actual_neither_is_certain() -> None:
    heads = [*LEVELS, "2023年完成值", "年度指标值", "实际完成值"]
    report = as_word([*AROUND, [heads, ["产出", "数量", "个案", "20个", "30个", "33个"]], *END])
    doubts = [row["要核对什么"] for row in sources(report) if row["栏目"] == "实际完成值"]
    assert all("2023年完成值、实际完成值" in doubt for doubt in doubts)
    assert doubts


def test_of_two_years_spending_none_is_certain_and_columns_may_differ_in_unit() -> None:
    heads = ["支出明细", "预算数", "上年支出", "本年支出"]
    report = as_word([*AROUND, "单位：元", [heads, ["人员", "100000", "90000", "95000"]], *END])
    assert [row["把握"] for row in sources(report) if row["栏目"] == "支出金额"] == ["待核对"]
    mixed = [["支出明细", "预算金额（元）", "支出金额（万元）"], ["人员经费", "100000", "9.5"]]
    (line,) = submission(as_word([*AROUND, mixed, *END])).cost_lines
    assert (f"{line.budget:f}", f"{line.spent:f}") == ("10", "9.5")


@pytest.mark.parametrize(
    "sentence",
    [
        "去年个案服务目标30个，实际完成33个。",
        "个案服务目标30个，上半年完成12个。",
        "培训目标6场，拟完成6场。",
        "小组目标10个，未完成2个。",
        "活动目标20场，实际完成18场，取消2场。",
        "其中个案服务目标30个，实际完成33个。",
    ],
)
def test_sentences_about_another_time_a_plan_or_a_part_give_nothing(sentence: str) -> None:
    assert indicators("\n".join([*AROUND, sentence, *END]).encode()) == []


def test_the_same_indicators_in_two_tables_are_asked_for() -> None:
    heads = [*LEVELS, "年度指标值", "实际完成值"]
    halves = [[heads, ["产出", "数量", "个案", "30个", actual]] for actual in ("12个", "33个")]
    report = as_word(
        [*AROUND, halves[0], "全年情况如下，与年中相比有较大进展。", "各项指标均已完成。", halves[1], *END]
    )
    assert indicators(report) == [("个案", "30", "12")]
    assert "12" in doubtful(report)
    assert any("两张表" in row["要核对什么"] for row in sources(report) if row["把握"] == "没有填")
