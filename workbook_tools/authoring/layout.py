"""The sheets of the standard workbook: their columns in order, who fills them, and the hints that staff see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbook_tools.authoring.content import bare_name

Kind = Literal["text", "centred", "figure", "number", "money", "rate", "share", "score", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `computed` columns belong to the program; `choices` become a drop-down list."""

    header: str
    width: float
    kind: Kind = "text"
    computed: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    printed: bool = False  # part of the blank form: staff may change it and need not
    merged: bool = False  # equal neighbours below each other become one cell

    @property
    def name(self) -> str:
        return bare_name(self.header)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table sheet. `spare` is the number of empty rows ready to be filled."""

    sheet: str
    title: str
    note: str
    columns: tuple[Column, ...]
    spare: int
    tab_color: str
    row_height: float = 20.0  # points, the least of a row; leaves room for what the program will write
    frozen_columns: int = 1

    @property
    def has_computed(self) -> bool:
        return any(column.computed for column in self.columns)


PERIODS = ("中期", "末期")
GRADES = ("优秀", "良好", "合格", "不合格")
CHAPTERS = (
    "项目背景", "立项依据", "项目绩效目标", "年度绩效目标", "实施情况", "评价目的", "设计与实施", "总体结论",
    "发展潜力", "运营优势", "项目生命力", "主要经验", "存在问题", "应对策略", "政策建议",
    "项目管理建议", "绩效管理建议", "其他建议",
)  # fmt: skip

_TARGET_HINT = (
    "数字，或带符号、单位的写法，如：68、≥95%、不少于12次、≤5300元/户、60～80、2022年12月底前。"
    "定性目标请写清怎样算达成。"
)
_ACTUAL_HINT = (
    "写实际做到的数，口径与单位和指标值一致。已有服务台账的计数指标可以留空，由台账合计。"
    "比率请写百分数，不要只写“达标”。"
)
_LEVEL1_HINT = "可以带分值，如：产出指标（50分）。同一指标只写在第一行，下面各行合并或留空。"
_REASON_HINT = "未完成、超额30%及以上，或得分低于分值时请写明原因和改进措施。"

INDICATORS = TableLayout(
    "绩效指标",
    "绩效指标完成情况表",
    "每行一个三级指标；一个三级指标有几项内容的，每项占一行，写在“指标明细”。黄色单元格由站点填写，灰色列由程序计算。",
    (
        Column("序号", 5, "centred"),
        Column("一级指标", 9, "centred", hint=_LEVEL1_HINT, merged=True),
        Column("二级指标", 12, "centred", merged=True),
        Column("三级指标", 15, "centred", merged=True),
        Column("指标明细", 13, hint="三级指标只有一项内容时留空。"),
        Column(
            "指标性质",
            7,
            "centred",
            choices=("≥", "≤", "=", "区间", "定性", "日期"),
            hint="可以留空：以年度指标值里写的为准。",
        ),
        Column("年度指标值", 20, "figure", hint=_TARGET_HINT),
        Column("计量单位", 7, "centred", hint="如：个、次、人次、小时、%、元/人。指标值里已写单位的可以留空。"),
        Column("分值", 7, "score", hint="写在三级指标的第一行。全部留空时，由一级指标的分值平均分配。"),
        Column("实际完成值", 20, "figure", hint=_ACTUAL_HINT),
        Column("自评得分", 7, "score", hint="可以留空。定性指标请按评定等级写得分。"),
        Column("偏差原因分析及改进措施", 24, hint=_REASON_HINT),
        Column("台账完成值", 9, "number", computed=True),
        Column("完成率", 9, "rate", computed=True),
        Column("偏差", 9, "number", computed=True),
        Column("偏差率", 9, "rate", computed=True),
        Column("得分", 8, "score", computed=True),
        Column("完成情况", 24, computed=True),
    ),
    spare=5,
    tab_color="#1F4E79",
    frozen_columns=5,
)

COSTS = TableLayout(
    "资金使用",
    "项目资金使用情况表",
    "每行一项支出，金额单位为万元。“合计”行的公式会自动求和，请在它上面的空行里增加支出项。",
    (
        Column("支出明细", 20),
        Column("支出简介", 34),
        Column(
            "经费类别",
            13,
            "centred",
            choices=("人员费用", "服务质量保障", "运营管理"),
            hint="按服务协议归类：人员费用不低于65%，人员费用与服务质量保障合计不低于85%，运营管理不高于15%。",
        ),
        Column("预算金额（万元）", 16, "money", hint="单位：万元，不能为负数。"),
        Column("支出金额（万元）", 16, "money", hint="单位：万元，不能为负数。"),
        Column("差异原因", 30, hint="该项支出与预算相差超过10%时请写明原因。"),
        Column("执行率", 10, "rate", computed=True),
        Column("差额（万元）", 14, "money", computed=True),
        Column("差异率", 10, "rate", computed=True),
        Column("占支出比重", 11, "rate", computed=True),
        Column("执行情况", 18, computed=True),
    ),
    spare=3,
    tab_color="#2E75B6",
)

ASSESSMENTS = TableLayout(
    "评估评分",
    "中期、末期评估评分表",
    "每行一个评估主体，评分满分100分。财务评估只填结论（合格／不合格），不填权重和评分。",
    (
        Column("评估期次", 10, "centred", choices=PERIODS),
        Column("评估主体", 26, hint="如：第三方评估机构、街道办事处、区民政局、财务评估。"),
        Column("权重", 10, "share", hint="第三方70%、镇街20%、区民政局10%，同一期次合计100%。"),
        Column("评分", 10, "score", hint="0到100分。"),
        Column("结论", 14, "centred", choices=GRADES, hint="评估报告写明的等级；财务评估写合格或不合格。"),
        Column("评估日期", 14, "date"),
        Column("备注", 40),
        Column("加权得分", 12, "score", computed=True),
    ),
    spare=2,
    tab_color="#548235",
    frozen_columns=2,
)

TRANCHES = TableLayout(
    "资金拨付",
    "项目资金拨付情况表",
    "每行一期拨款，各期拨付比例合计100%。金额单位为万元。",
    (
        Column("拨付期次", 16, "centred"),
        Column("拨付比例", 12, "share"),
        Column("拨付条件", 18, "centred", choices=("合同生效", "中期评估合格", "末期评估合格", "整改合格")),
        Column("申请日期", 15, "date"),
        Column("已拨金额（万元）", 17, "money", hint="单位：万元。尚未拨付的留空。"),
        Column("应拨金额（万元）", 17, "money", computed=True),
        Column("最迟拨付日", 15, "date", computed=True),
        Column("拨付结论", 60, computed=True),
    ),
    spare=1,
    tab_color="#548235",
    row_height=34,
)

LEDGER = TableLayout(
    "服务台账",
    "服务台账",
    "每行一次服务，行数不限。“对应指标”请照抄绩效指标表里的三级指标或指标明细，程序据此合计。",
    (
        Column("日期", 12, "date"),
        Column("社区", 14),
        Column("社工", 12),
        Column("服务类别", 14),
        Column("对应指标", 20, hint="照抄绩效指标表里的三级指标或指标明细，一字不差才能对上。"),
        Column("数量", 9, "number"),
        Column("服务人次", 10, "number"),
        Column("直接工时", 10, "number", hint="单位：小时。"),
        Column("间接工时", 10, "number", hint="单位：小时。"),
        Column("备注", 34),
    ),
    spare=20,
    tab_color="#7F6000",
)

EFFECTS = TableLayout(
    "服务成效",
    "服务成效情况表",
    "按个人层面、社区层面等写明提供了什么服务、带来了什么变化，会原样进入报告的可持续性分析。",
    (
        Column("层面", 14, "centred", merged=True),
        Column("对象/范畴", 24),
        Column("服务提供", 34),
        Column("服务成效", 66),
    ),
    spare=3,
    tab_color="#7030A0",
    row_height=34,
)

TEXTS = TableLayout(
    "文字材料",
    "报告文字材料",
    "每行一段，按“章节”进入报告的相应部分；同一章节可以写多行。换行和自己的编号都会保留（单元格内换行按 Alt+Enter）。",
    (
        Column("章节", 16, "centred", choices=CHAPTERS, hint="从下拉列表里选，程序据此放进报告的相应章节。"),
        Column("标题", 24, hint="可以留空。"),
        Column("内容", 86, hint="站点自己的话，程序不会改动。"),
    ),
    spare=3,
    tab_color="#7030A0",
    row_height=48,
)

RULES = TableLayout(
    "评分规则",
    "评分规则调整表",
    "通常不必填写：程序按基本信息里的评分方案计分。主管部门另有规定时，只在要改的规则后面填“取值”，其余留空。",
    (
        Column("规则", 34, printed=True),
        Column("取值", 16, "figure", hint="留空就按评分方案。"),
        Column("默认取值", 14, "centred", printed=True),
        Column("说明", 62, printed=True),
        Column("依据", 40, hint="文件名称或会议纪要，便于复核。"),
    ),
    spare=1,
    tab_color="#7F7F7F",
    row_height=17,
)


@dataclass(frozen=True, slots=True)
class InformationField:
    """One line of 基本信息."""

    label: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""

    @property
    def name(self) -> str:
        return bare_name(self.label)


INFORMATION_SHEET = "基本信息"
INFORMATION: tuple[tuple[str, tuple[InformationField, ...]], ...] = (
    (
        "一、站点与项目",
        (
            InformationField("站点名称", required=True, hint="与服务协议一致的全称"),
            InformationField("项目名称", required=True),
            InformationField("承接机构", required=True),
            InformationField("购买方", required=True, hint="签订服务协议的镇政府或街道办事处"),
            InformationField("主管部门"),
        ),
    ),
    (
        "二、年度与期限",
        (
            InformationField("评价年度", required=True, hint="如 2022；跨年的服务年度可写 2022-2023"),
            InformationField("服务开始日期", "date", True, hint="本服务年度的第一天，如 2022-08-01"),
            InformationField("服务结束日期", "date", True, hint="本服务年度的最后一天"),
            InformationField("合同开始日期", "date", hint="整个服务合同的起止日期"),
            InformationField("合同结束日期", "date"),
            InformationField("合同生效日期", "date", hint="首期拨款的30个工作日从次日起算"),
        ),
    ),
    (
        "三、资金与评分",
        (
            InformationField("年度项目资金（万元）", "money", True, hint="本年度协议金额"),
            InformationField("合同总金额（万元）", "money"),
            InformationField("全年预算数（万元）", "money", hint="年中有调整时填写调整后的数；留空即为年度项目资金"),
            InformationField("评分方案", hint="留空即为 fiscal-2020（财政支出绩效自评，满分100分）"),
        ),
    ),
    (
        "四、评估情况",
        (
            InformationField("中期评估日期", "date"),
            InformationField("中期评估等级", choices=GRADES, hint="评估报告公布的等级"),
            InformationField("末期评估日期", "date"),
            InformationField("末期评估等级", choices=GRADES),
        ),
    ),
    (
        "五、填表",
        (
            InformationField("填表人"),
            InformationField("填表日期", "date", hint="期限和进度按这一天判断；留空即为服务结束日期"),
        ),
    ),
)
