"""Signatures, notes, reviewers' words, grades and totals are no rows: the same records with such a line and without."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import ASSESSMENTS, COSTS, EFFECTS, INDICATORS, LEDGER, TEXTS, TRANCHES, Book, Row, standard

from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.footers import is_footer, is_signed, is_total_label
from workbook_tools.reading.official_form import read_form
from workbook_tools.reading.standard import read_standard

LINES: tuple[Row, ...] = (
    ("填表人：张三", None, None, "联系电话：020-12345678", None, "填报日期：2023.3.15"),
    ("填表人", "张三", "审核人", "李四"),
    ("负责人签字：",),
    ("单位（盖章）：",),
    ("某某街道办事处（公章）",),
    ("项目负责人（签字）：王五", "2023年3月15日"),
    ("财务负责人：", "赵六", "会计：", "钱七"),
    ("主管部门审核意见：同意", ),
    ("评估组成员签名：",),
    ("自评等级：优",),
    ("评价等级", "优"),
    ("自评结论：完成情况良好，得95分",),
    ("注：1.金额单位为万元，保留2位小数",),
    ("注1：共20场，其中线上5场",),
    ("备注：以上数据截至2023年12月31日",),
    ("填表说明：1.本表一式3份；2.逾期30天不予受理",),
    ("※ 完成率按20%计",),
    ("填报日期：", dt.date(2023, 3, 15)),
    ("联系电话", 13800138000),
    ("2023年3月15日",),
    ("  年  月  日",),
    ("以上内容均已核对，共6项。",),
    ("其他需要说明的问题：无",),
    ("填 表 人：甲　　审 核 人：乙　　日 期：2023年12月30日",),
)  # fmt: skip
TABLES: dict[str, Sequence[Row]] = {
    "绩效指标": INDICATORS, "资金使用": COSTS, "评估评分": ASSESSMENTS, "资金拨付": TRANCHES, "服务成效": EFFECTS,
    "服务台账": LEDGER,
}  # fmt: skip


def read(book: Book) -> Submission:
    data = book.data()
    return read_standard(data, Workbook.open(data))


def records(submission: Submission) -> Any:
    """Everything that was read, without where the tables end."""
    text = repr(submission._replace(tables={}, ledger=submission.ledger and replace(submission.ledger, mark="")))
    return re.sub(r"last_row=\d+", "", text)


def station(**sheets: Sequence[Row]) -> Book:
    return standard(**{**TABLES, "文字材料": TEXTS, **sheets})


@pytest.mark.parametrize("sheet", TABLES)
@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line[0]).strip()[:12])
def test_a_footer_under_a_table_changes_nothing(sheet: str, line: Row) -> None:
    rows, clean = TABLES[sheet], records(read(station()))
    width = len(rows[0]) - len(line)
    prose = 1 if sheet == "服务成效" else 3  # from where on a text may be the staff's own words
    for blank_lines in (0, 1, 8):
        for shift in {0, 1, min(max(width, 0), prose)}:
            under = [*rows, *[()] * blank_lines, (*[None] * shift, *line)]
            assert records(read(station(**{sheet: under}))) == clean, (blank_lines, shift)


@pytest.mark.parametrize("sheet", TABLES)
def test_a_whole_foot_of_a_table_changes_nothing(sheet: str) -> None:
    foot = [("注：1.本表由站点填写",), ("2.金额保留2位小数",), ("（3）逾期不候",), (), *LINES]
    assert records(read(station(**{sheet: [*TABLES[sheet], *foot]}))) == records(read(station()))


@pytest.mark.parametrize("sheet", TABLES)
def test_a_row_with_columns_of_the_staff_s_own_alone_is_none(sheet: str) -> None:
    head, *rest = TABLES[sheet]
    wide = [(*head, None, None), *rest, (*[None] * (len(head) + 1), "附件12")]
    assert records(read(station(**{sheet: wide}))) == records(read(station()))


@pytest.mark.parametrize(
    "line", [("填表人：张三", "", "2023年3月15日"), ("单位（盖章）：", "", "某某社工站"), ("审核人", "李四", "")]
)
def test_a_signature_under_the_texts_is_no_chapter(line: Row) -> None:
    assert records(read(station(文字材料=[*TEXTS, line]))) == records(read(station()))


def test_prose_may_begin_with_a_note() -> None:
    assert [text.content for text in read(station()).texts] == ["注：人手不足。", "增加人手。"]


@pytest.mark.parametrize(
    "name",
    [
        "负责人培训场次",
        "审核通过率",
        "联系电话登记率",
        "评估报告份数",
        "备注完整率",
        "说明会场次",
        "注册志愿者人数",
        "签约家庭数",
        "协议签字率",
        "结果应用率",
        "评价等级达标率",
        "意见征集次数",
        "意见采纳率",
        "联系人制度建立",
        "日期准确率",
        "填报及时率",
        "电话访问",
        "电话访问：全年",
        "志愿者培训：场次",
        "时间银行",
        "抽查合格率",
        "考核合格率",
        "附件归档率",
        "自评报告完成时间",
        "服务人次合计",
        "累计服务人次",
        "平均工时",
        "监督检查次数",
        "会计核算准确率",
        "1.个案",
        "2023年度新增个案",
        "其他",
        "合计数据准确率",
        "单位走访",
        "评价等级",
        "综合得分",
        "站长接待日次数",
        "手机端访问量",
        "填表人员培训",
        "主任接访",
        "联系居民人数",
        "说明书发放",
    ],
)
def test_an_ordinary_indicator_is_never_lost(name: str) -> None:
    row = ("产出指标", "数量指标", name, "", "≥90", "个", 5, "95", "")
    rows = [*INDICATORS, row]
    assert [each.level3 for each in read(standard(绩效指标=rows)).indicators][-1] == name
    middle = [INDICATORS[0], row, *INDICATORS[1:]]
    assert read(standard(绩效指标=middle)).indicators[0].level3 == name


@pytest.mark.parametrize("name", ["主管部门", "专家组", "购买方", "督导", "评估组", "社区", "承接机构", "财务", "审计"])
def test_an_assessor_without_a_score_yet_is_one(name: str) -> None:
    rows = [*ASSESSMENTS, ("末期", name, "", "", "", "", "")]
    assert read(station(评估评分=rows)).assessments[-1].assessor == name


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "小计",
        "总 分",
        "总得分",
        "人员费用小计",
        "7月合计",
        "综合得分",
        "平均分",
        "合计（万元）",
        "总计：",
        "本页合计",
        "合计数",
    ],
)
def test_totals_by_their_names(text: str) -> None:
    assert is_total_label(text)


@pytest.mark.parametrize("label", ["综合得分", "平均分", "总分", "末期合计"])
def test_the_total_of_the_assessors_is_no_assessor(label: str) -> None:
    rows = [*ASSESSMENTS, ("末期", label, "", 91.4, "优秀", "", "")]
    assert records(read(station(评估评分=rows))) == records(read(station()))


@pytest.mark.parametrize(
    ("sheet", "stray"),
    [
        ("绩效指标", ("", "", "", "补充个案", 5, "", "", 6, "")),
        ("绩效指标", ("产出指标", "数量指标", "补充个案", "", 5, "", 5, 6, "")),
        ("资金使用", ("", "", "", "", 10, "")),
        ("资金使用", ("零星支出", "", "人员费用", 3, 3, "")),
        ("评估评分", ("末期", "第四方", 0.1, 60, "", "", "")),
        ("资金拨付", ("追加", 0.1, "合同生效", "", "")),
    ],
)
@pytest.mark.parametrize("gap", [5, 12, 60])
def test_a_line_far_below_is_asked_about_and_not_counted(sheet: str, stray: Row, gap: int) -> None:
    rows = [*TABLES[sheet], *[()] * gap, stray]
    submission = read(station(**{sheet: rows}))
    asked = [finding for finding in submission.findings if finding.code == "S032"]
    assert [(f.severity, f.sheet, int("".join(filter(str.isdigit, f.cell)))) for f in asked] == [
        ("W", sheet, len(rows))
    ]
    assert f"{gap}行空行" in asked[0].message
    assert records(submission._replace(findings=())) == records(read(station())._replace(findings=()))


def test_a_few_blank_lines_between_the_rows_are_nothing() -> None:
    rows = [INDICATORS[0], INDICATORS[1], (), (), (), INDICATORS[2], INDICATORS[3]]
    assert len(read(standard(绩效指标=rows)).indicators) == 3


def test_a_second_block_with_a_level_of_its_own_counts_however_far_below() -> None:
    rows = [*INDICATORS[:2], *[()] * 20, *INDICATORS[2:], ("效益指标", "", "回访率", "", "≥90%", "%", 5, "95%", "")]
    submission = read(standard(绩效指标=rows))
    assert len(submission.indicators) == 4
    assert not submission.findings


def test_the_total_row_may_stand_below_blank_lines() -> None:
    rows = [*COSTS, *[()] * 9, ("合计", "", "", 200, 196, "")]
    submission = read(standard(资金使用=rows))
    assert (len(submission.cost_lines), len(submission.cost_totals), submission.findings) == (3, 1, ())


def test_below_the_total_nothing_becomes_an_item_of_the_last_indicator() -> None:
    rows = [*INDICATORS, ("合计", "", "", "", "", "", 90, "", ""), ("", "", "", "补充个案", 5, "", "", 6, "")]
    submission = read(standard(绩效指标=rows))
    assert len(submission.indicators) == 3
    assert [(f.code, f.cell) for f in submission.findings] == [("S033", "D6")]


def form(*under: Row) -> Submission:
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    rows: list[Row] = [
        ("项目支出绩效自评表",), ("（2022年度）",),
        ("项目名称", "社工服务项目", "主管部门", "某局", "实施单位", "某中心"),
        ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", 50, 50, 50, 10, "100%", 10), heads,
        ("产出指标", "数量指标", "培训场次", "≥10场", "12场", 50, 50, ""),
        ("效益指标", "社会效益指标", "受益人数", "≥100人", "120人", 30, 30, ""),
        ("满意度指标", "服务对象满意度", "居民满意度", "≥90%", "96%", 10, 10, ""),
        *under,
    ]  # fmt: skip
    return read_form(Book({"自评表": rows}).data())


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line[0]).strip()[:12])
def test_a_footer_of_a_form_is_no_indicator(line: Row) -> None:
    total = ("总分", "", "", "", "", 100, 100)
    for shift in (0, 2, 4):
        for above in ((total,), (), ((),)):
            read = form(*above, (*[None] * shift, *line))
            assert [row.level3 for row in read.indicators] == ["培训场次", "受益人数", "居民满意度"], (shift, above)
            assert [row.stated_score for row in read.indicators] == [50, 30, 10]
            assert "S008" not in [finding.code for finding in read.findings]


def test_a_note_in_the_midst_of_a_form_does_not_end_its_table() -> None:
    rows = form(("注：以下为加分项",), ("效益指标", "社会效益指标", "媒体报道", "≥5篇", "6篇", 5, 5, "")).indicators
    assert [row.level3 for row in rows][-1] == "媒体报道"


@given(
    st.text(alphabet="审核负责人填表单位盖章签字电话日期注备说明：:()（）率数次场合计总分1234567890。 ", max_size=30)
)
def test_any_text_has_an_answer_and_what_ends_on_a_measure_is_a_name(text: str) -> None:
    is_footer([text])
    is_total_label(text)
    measure = text.strip() + "率"
    if not any(mark in measure for mark in "：:。注备说1234567890") and "(" not in measure and "（" not in measure:
        assert not is_signed(measure)
        assert not is_footer([measure])
