"""The way to a figure: from what is printed, by rule, to the cells that staff filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheets import COSTS, INDICATORS, INFORMATION, Book, Row, standard

from workbook_tools import cli
from workbook_tools.explain import Explanation, Way, explain
from workbook_tools.explain.words import as_object, as_text
from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.recompute import recompute

RULES = [("规则", "取值"), ("单项支出允许偏差", "20%")]
NAMED = [
    "绩效指标!H2", "'绩效指标'!$H$2", "绩效指标!h2", "绩效指标！Ｈ２", " 绩效 指标 ! H2", "=绩效指标!$H2",
]  # fmt: skip
LISTS = ("产出指标", "数量指标", "服务", "", "1.个案60个；2.小组不少于30个", "", 50, "1.个案60个；2.小组24个", "")


def station(folder: Path, *, computed: bool = True, **sheets: Any) -> Path:
    path = folder / "站.xlsx"
    path.write_bytes(standard(**sheets).data())
    if computed:
        assert recompute(path, report=False, time="2025-08-01 09:30").ok
    return path


def everything(way: Way) -> Iterator[Way]:
    yield way
    for source in way.sources:
        yield from everything(source)


def one(path: Path, cell: str) -> Way:
    explanation = explain(path, [cell])
    assert len(explanation.ways) == 1, explanation.findings
    return explanation.ways[0]


def edit(path: Path, sheet: str, cell: str, value: Any) -> None:
    book = Workbook.open(path.read_bytes())
    book.set_cells(sheet, {cell: CellEdit(value)})
    path.write_bytes(book.save())


# ---------------------------------------------------------------- ways


def test_a_total_leads_down_to_the_cells_of_staff(tmp_path: Path) -> None:
    path = station(tmp_path)
    ways = {(way.sheet, way.cell): way for way in everything(one(path, "评价结果!A6"))}
    assert {("绩效指标", "H2"), ("绩效指标", "E2"), ("资金使用", "E3"), ("基本信息", "B8")} <= set(ways)
    assert all(way.kind == "input" for place, way in ways.items() if place[0] in ("资金使用", "基本信息"))


def test_a_computed_cell_says_its_rule_where_it_stands_and_who_uses_it(tmp_path: Path) -> None:
    rows = [*INDICATORS[:2], ("效益指标", "社会效益指标", "投诉", "", "≤10", "起", 30, 12, "有原因"), INDICATORS[3]]
    way = one(station(tmp_path, 绩效指标=rows), "绩效指标!M3")
    assert (way.kind, way.value, way.title) == ("computed", "25", "投诉的得分")
    assert "30.00×10÷12＝25.00 分" in way.rule
    assert "guangzhou-2018.toml 的 rows.ceiling＝ratio，即按比例" in way.rule_source
    assert "财预〔2020〕10号" in way.rule_source
    assert [f"{each.sheet}!{each.cell}" for each in way.sources][:3] == ["绩效指标!G3", "绩效指标!E3", "绩效指标!H3"]
    assert any(name.startswith("评价结果!G") for name in way.used_by)


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("≥90%", "%", 30, "95%", ""), "E3", ["比率", "运算符 ≥（不少于）", "数值 0.9（即 90%）", "单位 %"]),
        (("50万", "", 30, "35万", ""), "E3", ["数值 50", "单位 万"]),
        (("60-80", "个", 30, 70, ""), "E3", ["区间", "从 60 到 80"]),
        (("及时", "", 30, "达成", ""), "H3", ["评定用语", "达成"]),
        (("2025年6月底前", "", 30, "2025年5月", ""), "H3", ["日期", "2025年5月"]),
        ((60, "个", 30, "#DIV/0!", ""), "E3", ["数值 60"]),
    ],
)
def test_a_cell_of_staff_says_how_it_was_read(
    row: tuple[Any, ...], cell: str, words: list[str], tmp_path: Path
) -> None:
    rows = [*INDICATORS[:2], ("效益指标", "社会效益指标", "某项", "", *row), INDICATORS[3]]
    way = one(station(tmp_path, 绩效指标=rows), f"绩效指标!{cell}")
    assert way.kind == "input"
    assert all(word in "".join(way.notes) for word in words), way.notes


def test_a_list_in_a_cell_is_told_item_by_item(tmp_path: Path) -> None:
    path = station(tmp_path, 绩效指标=[INDICATORS[0], LISTS, *INDICATORS[2:]])
    notes = one(path, "绩效指标!E2").notes
    assert notes[0] == "读作：逐项清单，2 项"
    assert "小组" in notes[2]
    assert "≥（不少于）" in notes[2]


def test_a_cell_of_staff_names_what_uses_it_and_what_was_found_at_it(tmp_path: Path) -> None:
    rows = [INDICATORS[0], (*INDICATORS[1][:7], "", ""), *INDICATORS[2:]]
    way = one(station(tmp_path, 绩效指标=rows), "绩效指标!H2")
    assert [found.code for found in way.raised] == ["R010"]
    assert {"绩效指标!J2", "绩效指标!M2"} <= set(way.used_by)


def test_a_changed_setting_leads_to_its_cell(tmp_path: Path) -> None:
    ways = list(everything(one(station(tmp_path, 评分规则=RULES), "资金使用!K2")))
    assert ("评分规则", "B2") in {(way.sheet, way.cell) for way in ways}


@pytest.mark.parametrize(("cell", "value"), [("A2", "20%"), ("B2", "20%"), ("B2", "")])
def test_a_row_of_the_settings_says_what_it_means_and_what_holds(cell: str, value: str, tmp_path: Path) -> None:
    way = one(station(tmp_path, 评分规则=[RULES[0], ("单项支出允许偏差", value)]), f"评分规则!{cell}")
    assert "单项支出允许偏差" in way.title
    assert any("相差多少以内" in note for note in way.notes)
    assert any(f"“{value or '10%'}”" in note and "guangzhou-2018" in note for note in way.notes)


def test_a_merged_cell_is_its_first_one(tmp_path: Path) -> None:
    book = standard()
    book.merges = [("绩效指标", "A2:A3", "产出指标")]
    path = tmp_path / "站.xlsx"
    path.write_bytes(book.data())
    way = one(path, "绩效指标!A3")
    assert way.cell == "A2"
    assert "合并单元格" in way.notes[0]


def test_a_head_and_a_figure_that_is_no_formula_say_what_they_are(tmp_path: Path) -> None:
    path = station(tmp_path)
    assert one(path, "绩效指标!H1").kind == "head"
    limit = next(way for way in everything_printed(path) if way.rule.startswith("评分方案的规定"))
    assert limit.value == "65%"


def everything_printed(path: Path) -> Iterator[Way]:
    for row in range(1, 60):
        yield from explain(path, [f"评价结果!C{row}"]).ways


# ---------------------------------------------------------------- figures out of date


def test_a_figure_that_the_file_has_otherwise_is_told(tmp_path: Path) -> None:
    path = station(tmp_path)
    edit(path, "绩效指标", "H2", 30)
    explanation = explain(path, ["绩效指标!M2"])
    assert explanation.ways[0].stored == "50"
    assert explanation.ways[0].value == "25"
    assert [found.code for found in explanation.findings] == ["U407"]
    assert explanation.ok, "it is a warning: the way was told"


def test_a_workbook_that_was_never_computed_has_ways_all_the_same(tmp_path: Path) -> None:
    path = station(tmp_path, computed=False)
    before = path.read_bytes()
    assert one(path, "评价结果!A6").value == "99.8"
    assert path.read_bytes() == before


def test_nothing_is_written_and_nothing_is_read_twice_differently(tmp_path: Path) -> None:
    path = station(tmp_path)
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    assert as_text(explain(path, ["评价结果!A6"])) == as_text(explain(path, ["评价结果!A6"]))
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


# ---------------------------------------------------------------- what can be asked


@pytest.mark.parametrize("text", NAMED)
def test_a_cell_is_named_as_people_do(text: str, tmp_path: Path) -> None:
    assert one(station(tmp_path), text).cell == "H2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H2", "U401"), ("绩效指标!", "U402"), ("绩效指标!二", "U402"), ("绩效指标!A0", "U402"),
        ("绩效指标!XFE1", "U402"), ("绩效指标!A1:B2", "U403"), ("绩效指标!A:A", "U403"), ("绩效指标!1:2", "U403"),
        ("绩效标!A1", "U404"), ("绩效指标!Z99", "U405"), ("自己的表!A1", "U405"), ("评价结果!ZZ1", "U408"),
        ("", "U401"), ("!", "U404"),
    ],
)  # fmt: skip
def test_what_cannot_be_explained_has_its_code(text: str, code: str, tmp_path: Path) -> None:
    explanation = explain(station(tmp_path, 自己的表=[("随便",)]), [text, "绩效指标!H2"])
    assert [found.code for found in explanation.findings] == [code]
    assert not explanation.ok
    assert len(explanation.ways) == 1, "the other cell is explained"


def test_a_sheet_that_is_nearly_called_so_is_suggested(tmp_path: Path) -> None:
    (found,) = explain(station(tmp_path), ["绩效指表!A1"]).findings
    assert "是否想写“绩效指标”" in found.message


def test_a_file_that_cannot_be_processed_says_so(tmp_path: Path) -> None:
    explanation = explain(station(tmp_path, computed=False, 绩效指标=None), ["绩效指标!H2"])
    assert not explanation.ok
    assert [found.code for found in explanation.findings] == ["S001"]


def test_an_official_form_is_explained_by_the_cells_it_is_converted_into() -> None:
    form = next(Path(__file__).parents[2].glob("examples/district/第二批/*自评表.xlsx"))
    explanation = explain(form, ["评价结果!A6"])
    assert explanation.ok
    assert explanation.ways[0].value


def two_projects(folder: Path) -> Path:
    path = folder / "自评表.xlsx"
    rows = [*form_rows("助老", 90), (), *form_rows("助残", 80)]
    path.write_bytes(Book({"自评表": rows}).data())
    return path


def form_rows(name: str, done: int) -> list[Row]:
    heads: Row = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    return [
        ("项目支出绩效自评表",), ("项目名称", name), heads,
        ("产出指标", "数量指标", f"{name}场次", "≥100场", f"{done}场", 60, ""),
        ("效益指标", "社会效益指标", f"{name}人数", "≥100人", "100人", 30, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("project", "done"), [("1", "90场"), ("2", "80场"), ("助残", "80场"), (" 助老 ", "90场")])
def test_of_several_projects_in_a_file_the_named_one_is_explained(tmp_path: Path, project: str, done: str) -> None:
    explanation = explain(two_projects(tmp_path), ["绩效指标!J5"], project=project)
    assert [way.value for way in explanation.ways] == [done]
    assert as_object(explanation)["project"] == ("助老" if done == "90场" else "助残")


@pytest.mark.parametrize("project", ["", "3", "0", "助学"])
def test_without_a_project_that_is_there_those_that_are_there_are_listed(tmp_path: Path, project: str) -> None:
    (found,) = explain(two_projects(tmp_path), ["绩效指标!J5"], project=project).findings
    assert found.code == "U409"
    assert "1. 助老、2. 助残" in found.message


# ---------------------------------------------------------------- the audit


def checked(path: Path) -> Explanation:
    return explain(path, ["审计信息"])


def test_the_audit_of_an_untouched_workbook_is_in_order(tmp_path: Path) -> None:
    explanation = checked(station(tmp_path))
    assert explanation.ok
    assert explanation.audit is not None
    assert explanation.audit.same_inputs
    assert explanation.audit.stale == 0


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "codes"),
    [
        ("绩效指标", "H2", 59, ["U411", "U415"]),
        ("绩效指标", "I2", "别的原因", ["U411"]),
        ("绩效指标", "M2", 49, ["U415"]),
        ("基本信息", "A20", "自己的备注", []),
        ("绩效指标", "Z9", "自己的备注", []),
    ],
)
def test_the_audit_tells_what_was_changed_since(
    sheet: str, cell: str, value: Any, codes: list[str], tmp_path: Path
) -> None:
    path = station(tmp_path)
    edit(path, sheet, cell, value)
    explanation = checked(path)
    assert [found.code for found in explanation.findings] == codes
    assert explanation.audit is not None
    assert explanation.audit.same_inputs == ("U411" not in codes)


def test_the_audit_tells_that_the_scheme_is_another(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").write_text('extends = "fiscal-2020"\ntitle = "本区"\n', encoding="utf-8")
    path = station(tmp_path, 基本信息=[*INFORMATION[:-1], ("评分方案", "本区")], 资金使用=COSTS)
    (tmp_path / "本区.toml").write_text('extends = "fiscal-2020"\ntitle = "别的"\n', encoding="utf-8")
    assert "U412" in [found.code for found in checked(path).findings]


def test_without_an_audit_sheet_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert [found.code for found in checked(station(tmp_path, computed=False)).findings] == ["U410"]


def test_the_day_of_the_last_run_counts_unless_another_is_named(tmp_path: Path) -> None:
    from datetime import date

    path = tmp_path / "站.xlsx"
    tranches = [("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额"), ("首期", 0.55, "合同生效", "", 0)]
    about = [*INFORMATION, ("合同生效日期", date(2024, 8, 1))]
    path.write_bytes(standard(基本信息=about, 资金拨付=tranches).data())
    assert recompute(path, report=False, as_of=date(2024, 8, 5)).ok
    assert checked(path).ok
    assert "U415" in [found.code for found in explain(path, ["审计信息"], as_of=date(2025, 8, 5)).findings]


def test_the_audit_sheet_of_another_version_of_the_program_is_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station(tmp_path)
    monkeypatch.setattr("workbook_tools.writing.audit_sheet.__version__", "9.9")
    explanation = checked(path)
    assert [found.code for found in explanation.findings] == ["U414"]
    assert explanation.ok


# ---------------------------------------------------------------- the command


def test_the_command_prints_the_way_and_says_beside_it_what_is_amiss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = station(tmp_path)
    edit(path, "绩效指标", "H2", 30)
    assert cli.main(["explain", str(path), "绩效指标!M2", "绩效指标!E2"]) == 0
    said = capsys.readouterr()
    assert "绩效指标!M2 ＝ 25  个案服务的得分" in said.out
    assert "文件里存的是：50" in said.out
    assert "U407" in said.err
    assert cli.main(["explain", str(path), "审计信息"]) == 1
    assert "不一致" in capsys.readouterr().out


def test_the_command_gives_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = station(tmp_path)
    assert cli.main(["explain", str(path), "绩效指标!M2", "审计信息", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"]
    (cell,) = answer["cells"]
    assert (cell["sheet"], cell["cell"], cell["value"], cell["stale"]) == ("绩效指标", "M2", "50", False)
    assert {source["kind"] for source in cell["sources"]} == {"input"}
    assert answer["audit"]["same_inputs"] is True
    assert answer["audit"]["stale_cells"] == 0


PEOPLE = [("姓名", "到岗日期", "离岗日期"), ("王芳", "", ""), ("李敏", "", date(2025, 1, 1)), ("赵强", "", "")]


@pytest.mark.parametrize("actual", ["", 3])
def test_the_rows_of_a_list_that_count_stand_behind_the_number_whether_it_was_filled_in_or_not(
    tmp_path: Path, actual: object
) -> None:
    rows = [INDICATORS[0], ("产出指标", "数量指标", "工作人员", "", 3, "人", 50, actual, "")]
    path = station(tmp_path, 绩效指标=rows, 人员=PEOPLE)
    score = [(way.sheet, way.cell) for way in everything(one(path, "绩效指标!M2")) if way.sheet == "人员"]
    beside = one(path, "绩效指标!H2")
    assert score == [("人员", "A2"), ("人员", "A4")]  # 李敏 had left by the day
    assert [(way.cell, way.value) for way in beside.sources] == [("A2", "王芳"), ("A4", "赵强")]
    assert any("在岗 2 人" in note for note in beside.notes)
