"""What sheets, columns and labels are called: the standard name first, then what staff write instead.

This is the one place for a name. Everything is compared in the normal form of `reading.text.normal`.
`out` columns are filled by the program and never read.
"""

from __future__ import annotations

from typing import NamedTuple

SHEETS: dict[str, tuple[str, ...]] = {
    "information": ("基本信息", "基本情况", "项目基本信息", "站点基本信息", "基础信息"),
    "indicators": ("绩效指标", "绩效指标完成情况", "绩效指标完成情况表", "绩效指标表", "指标完成情况", "绩效目标指标"),
    "costs": ("资金使用", "资金使用情况", "项目资金使用情况", "资金使用情况表", "经费使用", "经费使用情况", "预算执行"),
    "assessments": ("评估评分", "评估评分表", "评估得分", "评估情况", "第三方评估"),
    "tranches": ("资金拨付", "资金拨付情况", "经费拨付", "拨付情况", "资金拨付表"),
    "ledger": ("服务台账", "服务台帐", "台账", "台帐", "服务记录", "服务台账表"),
    "effects": ("服务成效", "服务成效表", "成效", "服务效果"),
    "texts": ("文字材料", "文字资料", "报告文字", "文字说明"),
    "rules": ("评分规则", "评分规则表", "评分设置"),
}
RESULTS_SHEET = "评价结果"
FINDINGS_SHEET = "问题清单"
STATISTICS_SHEET = "台账统计"
AUDIT_SHEET = "审计信息"
OWN_SHEETS = (RESULTS_SHEET, FINDINGS_SHEET, STATISTICS_SHEET, AUDIT_SHEET)  # that the program makes, in their order
GUIDE_SHEET = "使用说明"
SHEETS_NOT_READ = (*OWN_SHEETS, GUIDE_SHEET)


class ColumnNames(NamedTuple):
    """One column of a table: its field in code, its names, and whether the program fills it or cannot do without it."""

    field: str
    names: tuple[str, ...]
    out: bool = False
    required: bool = False

    @property
    def title(self) -> str:
        return self.names[0]


def _in(field: str, *names: str, required: bool = False) -> ColumnNames:
    return ColumnNames(field, names, required=required)


def _out(field: str, *names: str) -> ColumnNames:
    return ColumnNames(field, names, out=True)


COLUMNS: dict[str, tuple[ColumnNames, ...]] = {
    "indicators": (
        _in("number", "序号", "编号"),
        _in("level1", "一级指标", "一级", "1级指标", required=True),
        _in("level2", "二级指标", "二级", "2级指标"),
        _in("level3", "三级指标", "三级", "3级指标", "指标名称", required=True),
        _in("item", "指标明细", "明细", "指标内容", "明细指标", "四级指标"),
        _in("nature", "指标性质", "性质", "指标方向", "运算符号", "计算符号", "指标符号"),
        _in(
            "target",
            "年度指标值",
            "指标值",
            "年度目标值",
            "目标值",
            "年度指标",
            "计划指标值",
            "年初指标值",
            required=True,
        ),
        _in("unit", "计量单位", "单位", "度量单位", "指标单位"),
        _in("points", "分值", "权重", "标准分", "指标分值", "分数"),
        _in(
            "actual",
            "实际完成值",
            "实际完成指标值",
            "完成值",
            "全年完成值",
            "全年实际完成值",
            "实际值",
            "实际完成情况",
            "年度完成值",
            "实际完成",
            required=True,
        ),
        _in("stated_score", "自评得分", "自评分", "自评分数", "单位自评得分"),
        _in(
            "reason",
            "偏差原因分析及改进措施",
            "偏差原因分析及整改措施",
            "偏差原因及改进措施",
            "偏差原因分析",
            "偏差原因",
            "未完成原因分析",
            "未完成原因分析与改进措施",
            "未完成原因",
            "原因分析",
            "偏离原因",
        ),
        _out("ledger_value", "台账完成值", "台帐完成值"),
        _out("completion", "完成率", "完成比例"),
        _out("variance", "偏差", "差异", "偏差值"),
        _out("variance_rate", "偏差率"),
        _out("score", "得分"),
        _out("state", "完成情况", "完成状态"),
    ),
    "costs": (
        _in("number", "序号", "编号"),
        _in("name", "支出明细", "支出项目", "费用明细", "支出科目", "费用项目", "支出内容", required=True),
        _in("description", "支出简介", "支出说明", "简介", "费用说明"),
        _in("category", "经费类别", "费用类别", "支出类别", "类别"),
        _in("budget", "预算金额", "预算数", "预算", "年度预算", "预算额", required=True),
        _in("spent", "支出金额", "实际支出", "支出数", "实际支出金额", "执行金额", "支出", "决算金额", required=True),
        _in("reason", "差异原因", "偏差原因", "原因", "差异说明", "备注"),
        _out("execution_rate", "执行率", "预算执行率"),
        _out("variance", "差额", "差异额", "差异"),
        _out("variance_rate", "差异率", "偏差率"),
        _out("share_of_spending", "占支出比重", "占支出比例", "支出占比"),
        _out("state", "执行情况"),
    ),
    "assessments": (
        _in("period", "评估期次", "期次", "评估阶段", required=True),
        _in("assessor", "评估主体", "评估方", "评估机构", required=True),
        _in("weight", "权重", "占比", "比重"),
        _in("score", "评分", "得分", "评估得分", "评估分数"),
        _in("conclusion", "结论", "评估结论", "评估结果"),
        _in("assessed_on", "评估日期", "评估时间", "日期"),
        _in("note", "备注", "说明"),
        _out("weighted", "加权得分", "加权分"),
    ),
    "tranches": (
        _in("name", "拨付期次", "期次", "拨付批次", required=True),
        _in("share", "拨付比例", "比例", required=True),
        _in("condition", "拨付条件", "条件"),
        _in("applied_on", "申请日期", "申请时间"),
        _in("paid", "已拨金额", "已拨付金额", "实拨金额"),
        _in("paid_on", "拨付日期", "实拨日期", "付款日期", "到账日期"),
        _out("due", "应拨金额", "应拨付金额"),
        _out("latest", "最迟拨付日", "最迟拨付日期"),
        _out("state", "拨付结论"),
    ),
    "ledger": (
        _in("date", "日期", "服务日期", "开展日期", "时间"),
        _in("community", "社区", "服务社区", "所属社区", "村居"),
        _in("worker", "社工", "社工姓名", "负责社工", "工作人员"),
        _in("service", "服务类别", "服务类型", "类别"),
        _in("indicator", "对应指标", "指标", "指标名称", "三级指标", required=True),
        _in("count", "数量", "次数", "完成数量"),
        _in("persons", "服务人次", "人次"),
        _in("direct_hours", "直接工时", "直接服务工时"),
        _in("indirect_hours", "间接工时", "间接服务工时"),
        _in("note", "备注", "说明"),
    ),
    "effects": (
        _in("level", "层面"),
        _in("subject", "对象/范畴", "对象", "范畴", "对象范畴"),
        _in("service", "服务提供"),
        _in("effect", "服务成效", "成效", "服务成效/服务影响力", required=True),
    ),
    "texts": (
        _in("chapter", "章节", "章", required=True),
        _in("title", "标题", "小标题"),
        _in("content", "内容", "正文", required=True),
    ),
    "rules": (_in("name", "规则", "规则名称", required=True), _in("value", "取值", "值", "设定值", required=True)),
}


class LabelNames(NamedTuple):
    """One label of 基本信息."""

    field: str
    kind: str  # text · date · money
    names: tuple[str, ...]
    required: bool = False

    @property
    def title(self) -> str:
        return self.names[0]


LABELS: tuple[LabelNames, ...] = (
    LabelNames("station", "text", ("站点名称", "社工站名称", "社工服务站名称", "站点"), True),
    LabelNames("project", "text", ("项目名称",), True),
    LabelNames("contractor", "text", ("承接机构", "承接单位", "实施单位", "运营机构"), True),
    LabelNames("purchaser", "text", ("购买方", "购买单位", "购买主体"), True),
    LabelNames("authority", "text", ("主管部门", "业务主管部门")),
    LabelNames("year", "text", ("评价年度", "年度", "服务年度"), True),
    LabelNames("service_start", "date", ("服务开始日期", "服务周期开始", "服务起始日期", "开始日期"), True),
    LabelNames("service_end", "date", ("服务结束日期", "服务周期结束", "服务终止日期", "结束日期"), True),
    LabelNames("contract_start", "date", ("合同开始日期", "合同起始日期")),
    LabelNames("contract_end", "date", ("合同结束日期", "合同终止日期")),
    LabelNames("annual_funds", "money", ("年度项目资金", "年度项目经费", "年度资金"), True),
    LabelNames("contract_total", "money", ("合同总金额", "合同金额", "合同总价")),
    LabelNames("full_year_budget", "money", ("全年预算数", "全年预算", "调整后预算数")),
    LabelNames("scheme", "text", ("评分方案", "方案")),
    LabelNames("contract_effective", "date", ("合同生效日期", "合同签订日期", "合同生效日")),
    LabelNames("midterm_date", "date", ("中期评估日期",)),
    LabelNames("midterm_grade", "text", ("中期评估等级",)),
    LabelNames("final_date", "date", ("末期评估日期",)),
    LabelNames("final_grade", "text", ("末期评估等级",)),
    LabelNames("prepared_by", "text", ("填表人", "填报人")),
    LabelNames("prepared_on", "date", ("填表日期", "填报日期")),
)
