"""What is authored, the program reads: every sheet, every column that staff fill."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workbook_tools.authoring import Shown, StandardContent, author_workbook, blank_workbook
from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import looks_standard, read_standard

CONTENT = StandardContent(
    information={
        "站点名称": "青萍街社工服务站",
        "项目名称": "青萍街项目",
        "承接机构": "和风社工",
        "购买方": "青萍街道办事处",
        "主管部门": "区民政局",
        "评价年度": "2024-2025",
        "服务开始日期": date(2024, 9, 1),
        "服务结束日期": date(2025, 8, 31),
        "合同开始日期": date(2024, 9, 1),
        "合同结束日期": date(2027, 8, 31),
        "年度项目资金": Decimal("220.5"),
        "合同总金额": Decimal("661.5"),
        "全年预算数": 210,
        "评分方案": "guangzhou-2018",
        "合同生效日期": date(2024, 9, 3),
        "中期评估日期": date(2025, 3, 3),
        "中期评估等级": "良好",
        "末期评估日期": date(2025, 9, 3),
        "末期评估等级": "优秀",
        "填表人": "李某",
        "填表日期": date(2025, 9, 10),
    },
    indicators=[
        {
            "序号": "1-1",
            "一级指标": "产出指标（50分）",
            "二级指标": "数量指标",
            "三级指标": "探访",
            "指标明细": "入户",
            "指标性质": "≥",
            "年度指标值": 120,
            "计量单位": "次",
            "分值": Decimal("12.5"),
            "实际完成值": 118,
            "自评得分": 12,
            "偏差原因分析及改进措施": "台风停访\n已补",
        },
        {"三级指标": "探访", "指标明细": "电话", "年度指标值": "不少于300次", "实际完成值": "310次"},
        {
            "二级指标": "质量指标",
            "三级指标": "合格率",
            "年度指标值": "≥95%",
            "实际完成值": Shown(Decimal("0.965"), "0.0%"),
        },
    ],
    costs=[
        {
            "支出明细": "人员经费",
            "支出简介": "工资",
            "经费类别": "人员费用",
            "预算金额": Decimal("150.25"),
            "支出金额": Decimal("149.9999"),
            "差异原因": "无",
        }
    ],
    assessments=[
        {
            "评估期次": "中期",
            "评估主体": "第三方评估机构",
            "权重": Decimal("0.7"),
            "评分": Decimal("88.5"),
            "结论": "良好",
            "评估日期": date(2025, 3, 3),
            "备注": "书面",
        }
    ],
    tranches=[
        {
            "拨付期次": "首期",
            "拨付比例": Decimal("0.55"),
            "拨付条件": "合同生效",
            "申请日期": date(2024, 9, 4),
            "已拨金额": Decimal("121.275"),
        }
    ],
    ledger=[
        {
            "日期": date(2024, 9, 9),
            "社区": "东门社区",
            "社工": "林社工",
            "服务类别": "探访",
            "对应指标": "入户",
            "数量": 3,
            "服务人次": 5,
            "直接工时": 2.5,
            "间接工时": 0.5,
            "备注": "—",
        }
    ],
    effects=[{"层面": "社区层面", "对象/范畴": "邻里", "服务提供": "议事", "服务成效": "1、多\n2、好"}],
    texts=[{"章节": "存在问题", "标题": "人手", "内容": "第一行\n第二行"}],
    rules=[{"规则": "超额完成说明界限", "取值": Shown(Decimal("1.5"), "0%"), "依据": "会议纪要"}],
)


@pytest.fixture(scope="module")
def submission() -> Submission:
    data = author_workbook(CONTENT)
    return read_standard(data, Workbook.open(data))


def test_nothing_about_it_puzzles_the_reader(submission: Submission) -> None:
    assert [found for found in submission.findings if found.severity != "I"] == []


def test_information_is_read(submission: Submission) -> None:
    information = submission.information
    assert (information.station, information.year, information.scheme) == (
        "青萍街社工服务站",
        "2024-2025",
        "guangzhou-2018",
    )
    assert (information.service_start, information.service_end) == (date(2024, 9, 1), date(2025, 8, 31))
    assert (information.annual_funds, information.full_year_budget) == (Decimal("220.5"), Decimal(210))
    assert (information.midterm_grade, information.final_date) == ("良好", date(2025, 9, 3))
    assert (information.prepared_by, information.prepared_on) == ("李某", date(2025, 9, 10))


def test_indicators_are_read_with_levels_filled_down(submission: Submission) -> None:
    first, second, third = submission.indicators
    assert (first.number, first.level1, first.level2, first.level3, first.item) == (
        "1-1",
        "产出指标",
        "数量指标",
        "探访",
        "入户",
    )
    assert (first.nature, first.unit, first.points, first.stated_score) == ("≥", "次", Decimal("12.5"), Decimal(12))
    assert first.reason == "台风停访\n已补"
    assert (second.group, second.name) == (first.group, "探访·电话")
    assert (third.level1, third.level2, third.actual.number) == ("产出指标", "质量指标", Decimal("0.965"))


def test_money_is_read(submission: Submission) -> None:
    (line,) = submission.cost_lines
    assert (line.category, line.budget, line.spent) == ("人员费用", Decimal("150.25"), Decimal("149.9999"))
    assert [total.spent for total in submission.cost_totals] == [Decimal("149.9999")]
    (tranche,) = submission.tranches
    assert (tranche.share, tranche.applied_on, tranche.paid) == (Decimal("0.55"), date(2024, 9, 4), Decimal("121.275"))


def test_assessments_are_read(submission: Submission) -> None:
    (record,) = submission.assessments
    assert (record.period, record.weight, record.score) == ("中期", Decimal("0.7"), Decimal("88.5"))
    assert (record.conclusion, record.assessed_on, record.note) == ("良好", date(2025, 3, 3), "书面")


def test_the_ledger_is_read(submission: Submission) -> None:
    ledger = submission.ledger
    assert ledger is not None
    assert (ledger.dates, ledger.communities, ledger.indicators) == ((date(2024, 9, 9),), ("东门社区",), ("入户",))
    assert (ledger.counts, ledger.persons, ledger.direct_hours, ledger.indirect_hours) == ((3,), (5,), (2.5,), (0.5,))


def test_words_keep_their_line_breaks(submission: Submission) -> None:
    assert [effect.effect for effect in submission.effects] == ["1、多\n2、好"]
    assert [(text.chapter, text.title, text.content) for text in submission.texts] == [
        ("存在问题", "人手", "第一行\n第二行")
    ]
    (rule,) = submission.rule_overrides
    assert rule.name == "超额完成说明界限"
    assert Decimal(rule.value.removesuffix("%")) == 150


def test_empty_rows_of_the_blank_workbook_are_no_entries() -> None:
    data = blank_workbook(2025)
    book = Workbook.open(data)
    submission = read_standard(data, book)
    assert looks_standard(book)
    assert submission.indicators == ()
    assert submission.ledger is None or len(submission.ledger) == 0
    assert all(not text.content for text in submission.texts)
    assert submission.rule_overrides == ()
