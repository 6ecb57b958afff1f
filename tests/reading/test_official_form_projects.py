"""Several forms on one sheet or in one workbook are several projects, each computed by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from sheets import Book, Row

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.cli import main
from workbook_tools.reading.official_form import read_form

HEADS: Row = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


def form(name: str, spent: float, *, title: str = "项目支出绩效自评表", label: str = "项目名称") -> list[Row]:
    return [
        (title,), ("（2022年度）",),
        (label, name, "主管部门", "某局", "实施单位", "某中心"),
        ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", 100, 100, spent, 10, f"{spent}%", spent / 10), HEADS,
        ("产出指标", "数量指标", f"{name}场次", "≥10场", "12场", 50, 50, ""),
        ("效益指标", "社会效益指标", f"{name}人数", "≥100人", "120人", 30, 30, ""),
        ("满意度指标", "服务对象满意度", "居民满意度", "≥90%", "96%", 10, 10, ""),
        ("总分", "", "", "", "", 100, 90 + spent / 10),
        ("填表人：甲",),
    ]  # fmt: skip


def below(*forms: Sequence[Row], blank: int = 1) -> bytes:
    rows: list[Row] = []
    for each in forms:
        rows += [*each, *[()] * blank]
    return Book({"自评表": rows}).data()


def told(data: bytes, project: int) -> tuple[str, list[str], Decimal | None, Decimal | None, str]:
    read = read_form(data, None, project)
    funds = read.stated_funds
    names = [row.level3 for row in read.indicators]
    executed = funds.executed if funds else None
    return read.information.project, names, executed, read.stated_total, read.information.year


@pytest.mark.parametrize("blank", [0, 1, 6])
@pytest.mark.parametrize("count", [2, 3])
def test_forms_below_each_other_are_projects_of_their_own(blank: int, count: int) -> None:
    spending = (90, 80, 70)[:count]
    data = below(*(form(f"项目{n}", spent) for n, spent in enumerate(spending)), blank=blank)
    for n, spent in enumerate(spending):
        name = f"项目{n}"
        names = [f"{name}场次", f"{name}人数", "居民满意度"]
        assert told(data, n) == (name, names, spent, 90 + Decimal(spent) / 10, "2022")
    assert read_form(data).projects == count


def test_forms_on_sheets_of_their_own_are_projects_too() -> None:
    data = Book({"甲": form("项目甲", 90), "乙": form("项目乙", 80)}).data()
    assert [told(data, n)[0] for n in (0, 1)] == ["项目甲", "项目乙"]
    assert told(data, 1)[2] == 80


def test_without_a_project_s_name_the_next_funds_table_tells_them_apart() -> None:
    data = below(form("一", 90, label="填报内容"), form("二", 80, label="填报内容"))
    assert [told(data, n)[2] for n in (0, 1)] == [90, 80]


def test_a_table_repeated_for_the_next_goal_is_the_same_project() -> None:
    first = form("项目甲", 90)[:-2]
    data = Book({"自评表": [*first, HEADS, ("产出指标", "数量指标", "第二个目标", "≥5场", "6场", "", "", "")]}).data()
    read = read_form(data)
    assert (read.projects, [row.level3 for row in read.indicators][-1]) == (1, "第二个目标")


def test_one_form_is_one_project_and_nothing_is_said() -> None:
    read = read_form(below(form("项目甲", 90)))
    assert (read.projects, "O106" in [each.code for each in read.findings]) == (1, False)
    with pytest.raises(CannotProcess):
        read_form(below(form("项目甲", 90)), None, 1)


BLANK: list[Row] = [
    ("项目支出绩效自评表",), ("项目名称", "", "主管部门", "", "实施单位", ""), HEADS,
    ("产出指标", "数量指标", "指标1", "", "", 50, "", ""),
    ("效益指标", "社会效益指标", "……", "", "", 30, "", ""),
    ("总分", "", "", "", "", 100, "", ""),
    ("填表人：",),
]  # fmt: skip


def test_a_blank_copy_of_the_form_beside_filled_ones_is_no_project() -> None:
    for sheets in ({"甲": form("项目甲", 90), "空白表": BLANK}, {"空白表": BLANK, "甲": form("项目甲", 90)}):
        read = read_form(Book(sheets).data())
        assert (read.projects, read.information.project) == (1, "项目甲")
        (hint,) = (each for each in read.findings if each.code == "O118")
        assert (hint.severity, "空白表!A3" in hint.message) == ("I", True)
    data = Book({"甲": form("项目甲", 90), "空白表": BLANK, "乙": form("项目乙", 80)}).data()
    assert [told(data, n)[0] for n in (0, 1)] == ["项目甲", "项目乙"]
    assert "O118" not in [each.code for each in read_form(data, None, 1).findings]  # it is said once


def test_a_form_that_names_its_project_and_has_no_rows_is_asked_for_them() -> None:
    unfilled = [*BLANK[:1], ("项目名称", "项目丙", "主管部门", "某局"), *BLANK[2:]]
    data = Book({"甲": form("项目甲", 90), "丙": unfilled}).data()
    assert read_form(data).projects == 2
    assert read_form(Book({"一": BLANK, "二": BLANK}).data()).projects == 2


def test_a_form_with_promises_alone_is_a_project() -> None:
    promised = [*BLANK[:3], ("产出指标", "数量指标", "探访", "≥500次", "", 50, "", ""), *BLANK[5:]]
    data = Book({"甲": form("项目甲", 90), "丙": promised}).data()
    assert read_form(data).projects == 2


def test_every_project_has_its_own_line_and_its_own_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "两项.xlsx"
    path.write_bytes(below(form("项目甲", 90), form("项目乙", 80)))
    assert main(["recompute", str(path), "--out", str(tmp_path / "out"), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["score"] for line in lines] == [99, 98]
    written = [Path(each).name for line in lines for each in line["written"]]
    assert len(set(written)) == len(written)
    assert [name.count("（2）") for name in written] == [0] * (len(written) // 2) + [1] * (len(written) // 2)
    assert main(["check", str(path), "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
