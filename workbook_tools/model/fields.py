"""The standard workbook once: one row for each sheet, each column of each table and each label of 基本信息.

Everything that has to know a column is derived from its row here: the names by which it is read, its place and look in
the blank workbook, what `upgrade` adds to an older one, the number format of computed cells, the mark that says when
results are out of date, and the rule that `explain` gives. To add a column, add its name to the Literal of its table
and a row below it; to add a sheet, add its kind, a Literal, the rows and an entry of SHEETS.

`out` columns are filled by the program and never read. Names are compared in the normal form of `reading.text.normal`.
"""

from typing import Literal, NamedTuple

Kind = Literal["text", "centred", "figure", "number", "money", "rate", "share", "score", "date"]
"""How a cell is shown and what may be typed into it; see `authoring.house_style` and `authoring.validations`."""

TableKind = Literal[
    "indicators", "costs", "assessments", "tranches", "ledger", "effects", "texts", "rules",
    "people", "communities", "tasks", "resources", "volunteers", "surveys", "media", "items",
]  # fmt: skip
SheetKind = Literal["information"] | TableKind

IndicatorField = Literal[
    "number", "level1", "level2", "level3", "item", "nature", "target", "unit", "points", "actual", "stated_score",
    "reason", "scoring_rule", "evidence",
    "ledger_value", "completion", "variance", "variance_rate", "score", "state",
]  # fmt: skip
CostField = Literal[
    "number", "name", "description", "category", "budget", "spent", "reason",
    "execution_rate", "variance", "variance_rate", "share_of_spending", "state",
]  # fmt: skip
AssessmentField = Literal[
    "period", "assessor", "weight", "score", "conclusion", "assessed_on", "note", "weighted",
]  # fmt: skip
TrancheField = Literal["name", "share", "condition", "applied_on", "paid", "paid_on", "due", "latest", "state"]
LedgerField = Literal[
    "date", "community", "worker", "service", "indicator", "count", "persons", "direct_hours", "indirect_hours", "note",
    "client_category", "area", "employment", "case_opened",
]  # fmt: skip
EffectField = Literal["level", "subject", "service", "effect"]
TextField = Literal["chapter", "title", "content"]
RuleField = Literal["name", "value", "default", "meaning", "basis"]
PersonField = Literal[
    "number", "name", "post", "employment", "qualification", "arrived_on", "left_on", "community", "training_hours",
    "certified_on",
]  # fmt: skip
CommunityField = Literal["community", "area", "point", "key_people", "filed"]
TaskField = Literal["worker", "indicator", "target"]
ResourceField = Literal["date", "source", "category", "value", "use", "voucher"]
VolunteerField = Literal["name", "founded_on", "people", "core", "hours"]
SurveyField = Literal[
    "surveyor", "date", "group", "sent", "valid", "very_satisfied", "satisfied", "fair", "unsatisfied",
]  # fmt: skip
MediaField = Literal["date", "category", "name", "source"]
ItemField = Literal["period", "assessor", "level1", "level2", "content", "points", "score", "note"]
FieldName = (
    IndicatorField | CostField | AssessmentField | TrancheField | LedgerField | EffectField | TextField | RuleField
    | PersonField | CommunityField | TaskField | ResourceField | VolunteerField | SurveyField | MediaField | ItemField
)  # fmt: skip

LabelField = Literal[
    "station", "project", "contractor", "purchaser", "authority",
    "year", "service_start", "service_end", "contract_start", "contract_end", "contract_effective",
    "annual_funds", "contract_total", "full_year_budget", "scheme",
    "midterm_date", "midterm_grade", "final_date", "final_grade", "prepared_by", "prepared_on",
    "report_type", "issuer", "evaluation_team", "evaluation_method",
]  # fmt: skip


class Column(NamedTuple):
    """One column of a table.

    names: the title, then what staff write instead. unit: in brackets behind the title of the blank workbook.
    choices: the words of its drop-down list; of_indicators: that list holds the names of 绩效指标. The program takes
    other words as well, unless it is closed.
    offered: the blank workbook has it; else it is read where staff keep one. only_if_named: a workbook that is written
    from a content has it only where the content names it. printed: the blank form fills it; staff may change it and
    need not. merged: equal neighbours below each other become one cell of the blank workbook. stale: something printed
    follows from it, so that results are out of date once it changes. beside: the column that a finding points at in a
    workbook that lacks this one ("": the sheet's `anchor`). follows, follows_labels: the columns, and the labels of
    基本信息, that a computed column comes from; rule says how. since: the version of the template that brought it.
    """

    field: FieldName
    names: tuple[str, ...]
    width: float = 0.0
    kind: Kind = "text"
    out: bool = False
    required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    closed: bool = False
    of_indicators: bool = False
    hint: str = ""
    offered: bool = True
    only_if_named: bool = False
    printed: bool = False
    merged: bool = False
    stale: bool = True
    beside: FieldName | Literal[""] = ""
    follows: tuple[FieldName, ...] = ()
    follows_labels: tuple[LabelField, ...] = ()
    rule: str = ""
    since: int = 1

    @property
    def title(self) -> str:
        return self.names[0]

    @property
    def header(self) -> str:
        """As the blank workbook prints it: `预算金额（万元）`."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


class Label(NamedTuple):
    """One label of 基本信息: its value stands in the next cell."""

    field: LabelField
    names: tuple[str, ...]
    section: str  # the heading under which the blank workbook has it
    kind: Literal["text", "date", "money"] = "text"
    required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    closed: bool = False  # the program takes no other words
    hint: str = ""
    since: int = 1

    @property
    def title(self) -> str:
        return self.names[0]

    @property
    def header(self) -> str:
        return f"{self.title}（{self.unit}）" if self.unit else self.title


class Sheet(NamedTuple):
    """One sheet of the standard workbook, and how the blank workbook sets it up."""

    kind: SheetKind
    names: tuple[str, ...]
    title: str = ""
    note: str = ""
    spare: int = 0  # empty rows ready to be filled
    tab_color: str = ""
    row_height: float = 20.0  # points, the least of a row; leaves room for what the program will write
    frozen_columns: int = 1
    anchor: FieldName | Literal[""] = ""  # the column that a finding points at when the right one is missing
    since: int = 1

    @property
    def name(self) -> str:
        return self.names[0]


PERIODS = ("中期", "末期", "第一次中期", "第二次中期", "中期复评")
GRADES = ("优秀", "良好", "合格", "不合格", "可整改", "整改后合格")
CHAPTERS = (
    "项目背景", "立项依据", "项目绩效目标", "年度绩效目标", "实施情况", "评价目的", "设计与实施", "总体结论",
    "发展潜力", "运营优势", "项目生命力", "主要经验", "存在问题", "应对策略", "政策建议",
    "项目管理建议", "绩效管理建议", "其他建议",
)  # fmt: skip
REPORT_TYPES = ("自评报告", "评价报告")

_INDICATORS = (
    Column("number", ("序号", "编号"), 5, "centred"),
    Column(
        "level1",
        ("一级指标", "一级", "1级指标"),
        8,
        "centred",
        required=True,
        merged=True,
        hint="可以带分值，如：产出指标（50分）。同一指标只写在第一行，下面各行合并或留空。",
    ),
    Column("level2", ("二级指标", "二级", "2级指标"), 9, "centred", merged=True),
    Column("level3", ("三级指标", "三级", "3级指标", "指标名称"), 12, "centred", required=True, merged=True),
    Column(
        "item",
        ("指标明细", "明细", "指标内容", "明细指标", "四级指标"),
        11,
        hint="三级指标只有一项内容时留空。",
    ),
    Column(
        "nature",
        ("指标性质", "性质", "指标方向", "运算符号", "计算符号", "指标符号"),
        6,
        "centred",
        choices=("≥", "≤", "=", "区间", "定性", "日期"),
        hint="可以留空：以年度指标值里写的为准。",
        beside="target",
    ),
    Column(
        "target",
        ("年度指标值", "指标值", "年度目标值", "目标值", "年度指标", "计划指标值", "年初指标值"),
        13,
        "figure",
        required=True,
        hint=(
            "数字，或带符号、单位的写法，如：68、≥95%、不少于12次、≤5300元/户、60～80、2022年12月底前。"
            "定性目标请写清怎样算达成。"
        ),
    ),
    Column(
        "unit",
        ("计量单位", "单位", "度量单位", "指标单位"),
        6,
        "centred",
        hint="如：个、次、人次、小时、%、元/人。指标值里已写单位的可以留空。",
        beside="target",
    ),
    Column(
        "points",
        ("分值", "权重", "标准分", "指标分值", "分数"),
        6,
        "score",
        hint="写在三级指标的第一行。全部留空时，由一级指标的分值平均分配。",
    ),
    Column(
        "actual",
        (
            "实际完成值",
            "实际完成指标值",
            "完成值",
            "全年完成值",
            "全年实际完成值",
            "实际值",
            "实际完成情况",
            "年度完成值",
            "实际完成",
        ),
        13,
        "figure",
        required=True,
        hint=(
            "写实际做到的数，口径与单位和指标值一致。已有服务台账的计数指标可以留空，由台账合计。"
            "比率请写百分数，不要只写“达标”。"
        ),
    ),
    Column(
        "stated_score",
        ("自评得分", "自评分", "自评分数", "单位自评得分"),
        6,
        "score",
        hint="可以留空。定性指标请按评定等级写得分。",
        beside="actual",
    ),
    Column(
        "reason",
        (
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
        16,
        hint="未完成、超额30%及以上，或得分低于分值时请写明原因和改进措施。",
        beside="actual",
    ),
    Column(
        "scoring_rule",
        ("评分标准", "评分细则", "计分标准", "扣分标准"),
        9,
        hint="本行自己的评分办法，如：每少1个扣0.5分，扣完为止。可以留空：按评分方案计分。",
        only_if_named=True,
        beside="points",
        since=2,
    ),
    Column(
        "evidence",
        ("佐证材料", "佐证资料", "证明材料", "支撑材料"),
        9,
        hint="证明材料放在哪里，如：档案盒3、照片文件夹。可以留空。",
        only_if_named=True,
        beside="actual",
        since=2,
    ),
    Column(
        "ledger_value",
        ("台账完成值", "台帐完成值"),
        8,
        "number",
        out=True,
        beside="actual",
        follows=("level3", "item", "unit"),
        rule="服务台账中对应本行的各条记录之和（按三级指标或指标明细的名称）",
    ),
    Column(
        "completion",
        ("完成率", "完成比例"),
        8,
        "rate",
        out=True,
        beside="actual",
        follows=("target", "actual", "nature", "unit"),
    ),
    Column(
        "variance",
        ("偏差", "差异", "偏差值"),
        8,
        "number",
        out=True,
        beside="actual",
        follows=("target", "actual", "unit"),
        rule="实际完成值－年度指标值",
    ),
    Column(
        "variance_rate",
        ("偏差率",),
        8,
        "rate",
        out=True,
        beside="actual",
        follows=("target", "actual", "unit"),
        rule="（实际完成值－年度指标值）÷年度指标值",
    ),
    Column(
        "score",
        ("得分",),
        7,
        "score",
        out=True,
        beside="actual",
        follows=("points", "target", "actual", "nature", "unit", "stated_score"),
    ),
    Column(
        "state",
        ("完成情况", "完成状态"),
        12,
        out=True,
        beside="actual",
        follows=("target", "actual", "nature", "unit", "reason"),
    ),
)

_COSTS = (
    Column("number", ("序号", "编号"), offered=False),
    Column("name", ("支出明细", "支出项目", "费用明细", "支出科目", "费用项目", "支出内容"), 20, required=True),
    Column("description", ("支出简介", "支出说明", "简介", "费用说明"), 26),
    Column(
        "category",
        ("经费类别", "费用类别", "支出类别", "类别"),
        13,
        "centred",
        choices=("人员费用", "服务质量保障", "运营管理"),
        hint="按服务协议归类；选用了地方的评分方案时，用来核对经费占比。",
    ),
    Column(
        "budget",
        ("预算金额", "预算数", "预算", "年度预算", "预算额"),
        16,
        "money",
        required=True,
        unit="万元",
        hint="单位：万元，不能为负数。",
    ),
    Column(
        "spent",
        ("支出金额", "实际支出", "支出数", "实际支出金额", "执行金额", "支出", "决算金额"),
        16,
        "money",
        required=True,
        unit="万元",
        hint="单位：万元，不能为负数。",
    ),
    Column(
        "reason",
        ("差异原因", "偏差原因", "原因", "差异说明", "备注"),
        24,
        hint="该项支出与预算相差超过10%时请写明原因。",
        beside="spent",
    ),
    Column(
        "execution_rate",
        ("执行率", "预算执行率"),
        10,
        "rate",
        out=True,
        beside="spent",
        follows=("budget", "spent"),
        rule="支出金额÷预算金额",
    ),
    Column(
        "variance",
        ("差额", "差异额", "差异"),
        14,
        "money",
        out=True,
        unit="万元",
        beside="spent",
        follows=("budget", "spent"),
        rule="支出金额－预算金额",
    ),
    Column(
        "variance_rate",
        ("差异率", "偏差率"),
        10,
        "rate",
        out=True,
        beside="spent",
        follows=("budget", "spent"),
        rule="（支出金额－预算金额）÷预算金额",
    ),
    Column(
        "share_of_spending",
        ("占支出比重", "占支出比例", "支出占比"),
        11,
        "rate",
        out=True,
        beside="spent",
        follows=("spent",),
        rule="支出金额÷各行支出金额之和",
    ),
    Column(
        "state",
        ("执行情况",),
        18,
        out=True,
        beside="spent",
        follows=("budget", "spent", "reason"),
        rule="按差异率判断，超过允许偏差的须说明原因",
    ),
)

_ASSESSMENTS = (
    Column("period", ("评估期次", "期次", "评估阶段"), 10, "centred", required=True, choices=PERIODS),
    Column(
        "assessor",
        ("评估主体", "评估方", "评估机构"),
        26,
        required=True,
        hint="如：第三方评估机构、街道办事处、区民政局、财务评估。",
    ),
    Column(
        "weight",
        ("权重", "占比", "比重"),
        10,
        "share",
        hint="同一期次各评估主体的权重合计100%。",
    ),
    Column("score", ("评分", "得分", "评估得分", "评估分数"), 10, "score", hint="0到100分。"),
    Column(
        "conclusion",
        ("结论", "评估结论", "评估结果"),
        14,
        "centred",
        choices=GRADES,
        hint="评估报告写明的等级；财务评估写合格或不合格。",
    ),
    Column("assessed_on", ("评估日期", "评估时间", "日期"), 14, "date"),
    Column("note", ("备注", "说明"), 40),
    Column(
        "weighted",
        ("加权得分", "加权分"),
        12,
        "score",
        out=True,
        beside="score",
        follows=("weight", "score"),
        rule="评分×权重，四舍五入到 0.01 分",
    ),
)

_TRANCHES = (
    Column("name", ("拨付期次", "期次", "拨付批次"), 16, "centred", required=True),
    Column("share", ("拨付比例", "比例"), 12, "share", required=True),
    Column(
        "condition",
        ("拨付条件", "条件"),
        18,
        "centred",
        choices=("合同生效", "中期评估合格", "末期评估合格", "整改合格"),
    ),
    Column("applied_on", ("申请日期", "申请时间"), 15, "date"),
    Column(
        "paid",
        ("已拨金额", "已拨付金额", "实拨金额"),
        17,
        "money",
        unit="万元",
        hint="单位：万元。尚未拨付的留空。",
    ),
    Column("paid_on", ("拨付日期", "实拨日期", "付款日期", "到账日期"), offered=False, beside="paid"),
    Column(
        "due",
        ("应拨金额", "应拨付金额"),
        17,
        "money",
        out=True,
        unit="万元",
        beside="share",
        follows=("share",),
        follows_labels=("annual_funds",),
        rule="拨付比例×年度项目资金",
    ),
    Column(
        "latest",
        ("最迟拨付日", "最迟拨付日期"),
        15,
        "date",
        out=True,
        beside="applied_on",
        follows=("applied_on", "condition"),
        follows_labels=("contract_effective",),
        rule="从合同生效或申请之日的次日起数够工作日（国家公布的放假和调休安排）",
    ),
    Column(
        "state",
        ("拨付结论",),
        60,
        out=True,
        beside="condition",
        follows=("condition", "applied_on", "paid", "share"),
        follows_labels=("contract_effective", "midterm_grade", "final_grade"),
        rule="按拨付条件、评估等级、财务评估、已拨金额和期限判断",
    ),
)

_LEDGER = (
    Column("date", ("日期", "服务日期", "开展日期", "时间"), 12, "date"),
    Column("community", ("社区", "服务社区", "所属社区", "村居"), 14),
    Column("worker", ("社工", "社工姓名", "负责社工", "工作人员"), 12),
    Column("service", ("服务类别", "服务类型", "类别"), 14),
    Column(
        "indicator",
        ("对应指标", "指标", "指标名称", "三级指标"),
        20,
        required=True,
        of_indicators=True,
        hint="照抄绩效指标表里的三级指标或指标明细，一字不差才能对上。",
    ),
    Column("count", ("数量", "次数", "完成数量"), 9, "number"),
    Column("persons", ("服务人次", "人次"), 10, "number"),
    Column("direct_hours", ("直接工时", "直接服务工时"), 10, "number", hint="单位：小时。"),
    Column("indirect_hours", ("间接工时", "间接服务工时"), 10, "number", hint="单位：小时。"),
    Column("note", ("备注", "说明"), 22, stale=False),  # nothing printed follows from it
    Column(
        "client_category",
        ("服务对象类别", "对象类别", "服务对象类型", "人群类别"),
        13,
        "centred",
        choices=("兜底对象", "长者", "青少年", "家庭", "残障", "一般"),
        only_if_named=True,
        since=2,
    ),
    Column("area", ("片区", "所属片区"), 12, only_if_named=True, since=2),
    Column(
        "employment", ("用工方式", "用工性质"), 10, "centred", choices=("直聘", "购买"), only_if_named=True, since=2
    ),
    Column("case_opened", ("是否接案", "接案"), 10, "centred", choices=("是", "否"), only_if_named=True, since=2),
)

_EFFECTS = (
    Column("level", ("层面",), 14, "centred", merged=True),
    Column("subject", ("对象/范畴", "对象", "范畴", "对象范畴"), 24),
    Column("service", ("服务提供",), 34),
    Column("effect", ("服务成效", "成效", "服务成效/服务影响力"), 66, required=True),
)

_TEXTS = (
    Column(
        "chapter",
        ("章节", "章"),
        16,
        "centred",
        required=True,
        choices=CHAPTERS,
        closed=True,
        hint="从下拉列表里选，程序据此放进报告的相应章节。",
    ),
    Column("title", ("标题", "小标题"), 24, hint="可以留空。"),
    Column("content", ("内容", "正文"), 86, required=True, hint="站点自己的话，程序不会改动。"),
)

_RULES = (
    Column("name", ("规则", "规则名称"), 34, required=True, printed=True),
    Column("value", ("取值", "值", "设定值"), 16, "figure", required=True, hint="留空就按评分方案。"),
    Column("default", ("默认取值",), 14, "centred", printed=True, stale=False),
    Column("meaning", ("说明",), 62, printed=True, stale=False),
    Column("basis", ("依据",), 40, hint="文件名称或会议纪要，便于复核。", stale=False),
)

# ---------------------------------------------------------------- lists of template version 2

_PEOPLE = (
    Column("number", ("工号", "编号", "序号"), 8, "centred", since=2),
    Column("name", ("姓名", "社工姓名", "员工姓名", "人员姓名"), 12, required=True, since=2),
    Column("post", ("岗位", "职务", "职位"), 14, since=2),
    Column("employment", ("用工方式", "用工性质", "聘用方式"), 10, "centred", choices=("直聘", "购买"), since=2),
    Column(
        "qualification",
        ("职业资格", "资格证书", "专业资格", "持证情况", "职业资格证书"),
        14,
        "centred",
        choices=("无", "助理社工师", "社工师", "高级社工师", "其他"),
        hint="没有证书的选“无”；空着按不清楚计。",
        since=2,
    ),
    Column("arrived_on", ("到岗日期", "入职日期", "上岗日期", "到岗时间"), 13, "date", since=2),
    Column(
        "left_on",
        ("离岗日期", "离职日期", "离岗时间", "离职时间"),
        13,
        "date",
        hint="在岗的最后一天。仍在岗的留空。",
        since=2,
    ),
    Column("community", ("社区", "服务社区", "驻点社区"), 14, since=2),
    Column(
        "training_hours",
        ("年度培训时数", "培训时数", "继续教育时数", "培训学时", "年度培训学时"),
        13,
        "number",
        hint="单位：小时，本服务年度。",
        since=2,
    ),
    Column(
        "certified_on",
        ("取证日期", "发证日期", "证书日期", "取得日期", "证书取得日期", "证书发证日期"),
        13,
        "date",
        offered=False,
        since=2,
    ),
)

_COMMUNITIES = (
    Column("community", ("社区", "社区名称", "村居", "村居名称"), 18, required=True, since=2),
    Column("area", ("片区", "所属片区"), 14, since=2),
    Column("point", ("社工点", "站点", "服务点"), 16, since=2),
    Column("key_people", ("重点对象数", "重点对象", "重点服务对象数", "兜底对象数"), 12, "number", since=2),
    Column("filed", ("已建档数", "建档数", "已建档"), 12, "number", since=2),
)

_TASKS = (
    Column("worker", ("社工", "社工姓名", "负责社工", "姓名"), 14, required=True, hint="与台账里的写法一致。", since=2),
    Column(
        "indicator",
        ("对应指标", "指标", "指标名称", "三级指标"),
        24,
        required=True,
        of_indicators=True,
        hint="照抄绩效指标表里的三级指标或指标明细。",
        since=2,
    ),
    Column("target", ("年度任务", "任务数", "任务量", "年度任务数"), 12, "number", required=True, since=2),
)

_RESOURCES = (
    Column("date", ("日期", "时间", "链接日期"), 13, "date", since=2),
    Column("source", ("来源", "资源来源", "捐赠方", "提供方"), 26, since=2),
    Column("category", ("类别", "资源类别"), 10, "centred", choices=("资金", "物资", "场地", "人力"), since=2),
    Column(
        "value",
        ("折合价值", "折合金额", "价值", "金额", "折价"),
        16,
        "money",
        required=True,
        unit="万元",
        hint="单位：万元。物资、场地、人力折合成金额。",
        since=2,
    ),
    Column("use", ("用途", "使用情况"), 30, since=2),
    Column("voucher", ("凭证", "凭证号", "票据"), 16, since=2),
)

_VOLUNTEERS = (
    Column("name", ("队伍名称", "志愿队伍", "队伍"), 24, required=True, since=2),
    Column("founded_on", ("成立日期", "成立时间", "组建日期"), 13, "date", since=2),
    Column("people", ("人数", "志愿者人数", "队员人数"), 10, "number", since=2),
    Column("core", ("骨干数", "骨干人数", "志愿骨干"), 10, "number", since=2),
    Column("hours", ("服务时数", "志愿服务时数", "服务时长"), 12, "number", hint="单位：小时。", since=2),
)

_SURVEYS = (
    Column("surveyor", ("调查主体", "调查方", "调查单位"), 22, since=2),
    Column("date", ("日期", "调查日期", "调查时间"), 13, "date", since=2),
    Column("group", ("对象", "调查对象"), 18, since=2),
    Column("sent", ("发放", "发放数", "发放份数", "发放问卷"), 9, "number", since=2),
    Column("valid", ("回收有效", "有效问卷", "回收有效数", "有效份数", "有效"), 9, "number", since=2),
    Column("very_satisfied", ("很满意", "非常满意"), 9, "number", since=2),
    Column("satisfied", ("满意", "比较满意"), 9, "number", required=True, since=2),
    Column("fair", ("一般", "基本满意"), 9, "number", since=2),
    Column("unsatisfied", ("不满意",), 9, "number", since=2),
)

_MEDIA = (
    Column("date", ("日期", "时间"), 13, "date", since=2),
    Column("category", ("类别", "类型"), 10, "centred", choices=("媒体", "锦旗", "感谢信", "奖项"), since=2),
    Column("name", ("名称", "标题", "内容"), 40, required=True, since=2),
    Column("source", ("来源", "媒体名称", "颁发单位", "赠送方"), 24, since=2),
)

_ITEMS = (
    Column("period", ("评估期次", "期次"), 10, "centred", choices=PERIODS, since=2),
    Column("assessor", ("评估主体", "评估方"), 20, since=2),
    Column("level1", ("一级", "一级指标"), 14, since=2),
    Column("level2", ("二级", "二级指标"), 16, since=2),
    Column("content", ("评估内容", "内容", "评估指标", "三级指标"), 44, required=True, since=2),
    Column("points", ("分值", "标准分", "满分"), 8, "score", since=2),
    Column("score", ("得分", "评分"), 8, "score", required=True, since=2),
    Column("note", ("扣分说明", "扣分原因", "备注", "说明"), 40, since=2),
)

COLUMNS: dict[TableKind, tuple[Column, ...]] = {
    "indicators": _INDICATORS,
    "costs": _COSTS,
    "assessments": _ASSESSMENTS,
    "tranches": _TRANCHES,
    "ledger": _LEDGER,
    "effects": _EFFECTS,
    "texts": _TEXTS,
    "rules": _RULES,
    "people": _PEOPLE,
    "communities": _COMMUNITIES,
    "tasks": _TASKS,
    "resources": _RESOURCES,
    "volunteers": _VOLUNTEERS,
    "surveys": _SURVEYS,
    "media": _MEDIA,
    "items": _ITEMS,
}

_SHEETS = (
    Sheet("information", ("基本信息", "基本情况", "项目基本信息", "站点基本信息", "基础信息")),
    Sheet(
        "indicators",
        ("绩效指标", "绩效指标完成情况", "绩效指标完成情况表", "绩效指标表", "指标完成情况", "绩效目标指标"),
        "绩效指标完成情况表",
        "每行一个三级指标；一个三级指标有几项内容的，每项占一行，写在“指标明细”。黄色单元格由站点填写，灰色列由程序计算。",
        spare=5,
        tab_color="#1F4E79",
        frozen_columns=4,
        anchor="level3",
    ),
    Sheet(
        "costs",
        ("资金使用", "资金使用情况", "项目资金使用情况", "资金使用情况表", "经费使用", "经费使用情况", "预算执行"),
        "项目资金使用情况表",
        "每行一项支出，金额单位为万元。“合计”行的公式会自动求和，请在它上面的空行里增加支出项。",
        spare=3,
        tab_color="#2E75B6",
        anchor="name",
    ),
    Sheet(
        "assessments",
        ("评估评分", "评估评分表", "评估得分", "评估情况", "第三方评估"),
        "中期、末期评估评分表",
        "每行一个评估主体，评分满分100分。财务评估只填结论（合格／不合格），不填权重和评分。",
        spare=2,
        tab_color="#548235",
        frozen_columns=2,
        anchor="assessor",
    ),
    Sheet(
        "tranches",
        ("资金拨付", "资金拨付情况", "经费拨付", "拨付情况", "资金拨付表"),
        "项目资金拨付情况表",
        "每行一期拨款，各期拨付比例合计100%。金额单位为万元。",
        spare=1,
        tab_color="#548235",
        row_height=34,
        anchor="name",
    ),
    Sheet(
        "ledger",
        ("服务台账", "服务台帐", "台账", "台帐", "服务记录", "服务台账表"),
        "服务台账",
        "每行一次服务，行数不限。“对应指标”请照抄绩效指标表里的三级指标或指标明细，程序据此合计。",
        spare=20,
        tab_color="#7F6000",
        anchor="indicator",
    ),
    Sheet(
        "effects",
        ("服务成效", "服务成效表", "成效", "服务效果"),
        "服务成效情况表",
        "按个人层面、社区层面等写明提供了什么服务、带来了什么变化，会原样进入报告的可持续性分析。",
        spare=3,
        tab_color="#7030A0",
        row_height=34,
        anchor="effect",
    ),
    Sheet(
        "texts",
        ("文字材料", "文字资料", "报告文字", "文字说明"),
        "报告文字材料",
        "每行一段，按“章节”进入报告的相应部分；同一章节可以写多行。"
        "换行和自己的编号都会保留（单元格内换行按 Alt+Enter）。",
        spare=3,
        tab_color="#7030A0",
        row_height=44,
        anchor="content",
    ),
    Sheet(
        "rules",
        ("评分规则", "评分规则表", "评分设置"),
        "评分规则调整表",
        "通常不必填写：程序按基本信息里的评分方案计分。主管部门另有规定时，只在要改的规则后面填“取值”，其余留空。",
        spare=1,
        tab_color="#7F7F7F",
        row_height=17,
        anchor="name",
    ),
    Sheet(
        "people",
        ("人员", "人员名册", "人员情况", "人员配备", "社工名册", "人员花名册"),
        "人员名册",
        "每人一行，离岗的也保留。判断日在岗的人计入“工作人员”，有职业资格的计入“专业人员”，培训时数逐人对照。",
        spare=20,
        tab_color="#C55A11",
        frozen_columns=2,
        anchor="name",
        since=2,
    ),
    Sheet(
        "communities",
        ("社区", "社区名单", "社区名册", "社区清单", "服务社区"),
        "服务社区清单",
        "每个社区一行。名称与服务台账里的写法一致，程序据此算覆盖、走访和建档率。",
        spare=30,
        tab_color="#C55A11",
        anchor="community",
        since=2,
    ),
    Sheet(
        "tasks",
        ("任务分解", "任务分解表", "个人任务", "社工任务", "任务分配"),
        "任务分解表",
        "每名社工的每项任务一行。各人任务之和与站点的年度指标值对照，进度按服务台账计算。",
        spare=30,
        tab_color="#C55A11",
        anchor="indicator",
        since=2,
    ),
    Sheet(
        "resources",
        ("资源链接", "资源链接表", "资源链接台账", "链接资源", "资源台账"),
        "资源链接登记表",
        "每笔一行，折合价值的单位是万元。合计与“资源链接”指标对照。",
        spare=20,
        tab_color="#C55A11",
        anchor="value",
        since=2,
    ),
    Sheet(
        "volunteers",
        ("志愿服务", "志愿队伍", "志愿者队伍", "志愿服务队伍", "志愿者"),
        "志愿服务队伍登记表",
        "每支队伍一行。人数、骨干数、服务时数的合计与相应的指标对照。",
        spare=20,
        tab_color="#C55A11",
        anchor="name",
        since=2,
    ),
    Sheet(
        "surveys",
        ("满意度调查", "满意度", "满意度调查表", "满意度统计"),
        "满意度调查统计表",
        "每次调查一行。满意度＝（很满意＋满意）÷回收有效。",
        spare=10,
        tab_color="#C55A11",
        anchor="satisfied",
        since=2,
    ),
    Sheet(
        "media",
        ("媒体与荣誉", "媒体宣传", "媒体报道", "荣誉", "媒体荣誉"),
        "媒体报道与荣誉登记表",
        "每条一行。媒体报道的条数与相应的指标对照。",
        spare=20,
        tab_color="#C55A11",
        anchor="name",
        since=2,
    ),
    Sheet(
        "items",
        ("评估明细", "评估指标明细", "评估打分明细", "评分明细"),
        "评估明细表",
        "照抄评估报告的打分表，每项一行。各项得分之和与“评估评分”里该主体的评分对照。",
        spare=30,
        tab_color="#548235",
        anchor="content",
        since=2,
    ),
)
SHEETS: dict[SheetKind, Sheet] = {sheet.kind: sheet for sheet in _SHEETS}

_STATION, _TERM, _MONEY, _ASSESSED, _PREPARED, _REPORT = (
    "一、站点与项目", "二、年度与期限", "三、资金与评分", "四、评估情况", "五、填表", "六、报告",
)  # fmt: skip
LABELS = (
    Label(
        "station",
        ("站点名称", "社工站名称", "社工服务站名称", "站点"),
        _STATION,
        required=True,
        hint="与服务协议一致的全称",
    ),
    Label("project", ("项目名称",), _STATION, required=True),
    Label("contractor", ("承接机构", "承接单位", "实施单位", "运营机构"), _STATION, required=True),
    Label(
        "purchaser",
        ("购买方", "购买单位", "购买主体"),
        _STATION,
        required=True,
        hint="签订服务协议的镇政府或街道办事处",
    ),
    Label("authority", ("主管部门", "业务主管部门"), _STATION),
    Label(
        "year",
        ("评价年度", "年度", "服务年度"),
        _TERM,
        required=True,
        hint="如 2022；跨年的服务年度可写 2022-2023",
    ),
    Label(
        "service_start",
        ("服务开始日期", "服务周期开始", "服务起始日期", "开始日期"),
        _TERM,
        "date",
        required=True,
        hint="本服务年度的第一天，如 2022-08-01",
    ),
    Label(
        "service_end",
        ("服务结束日期", "服务周期结束", "服务终止日期", "结束日期"),
        _TERM,
        "date",
        required=True,
        hint="本服务年度的最后一天",
    ),
    Label("contract_start", ("合同开始日期", "合同起始日期"), _TERM, "date", hint="整个服务合同的起止日期"),
    Label("contract_end", ("合同结束日期", "合同终止日期"), _TERM, "date"),
    Label(
        "contract_effective",
        ("合同生效日期", "合同签订日期", "合同生效日"),
        _TERM,
        "date",
        hint="首期拨款从合同生效算起",
    ),
    Label(
        "annual_funds",
        ("年度项目资金", "年度项目经费", "年度资金"),
        _MONEY,
        "money",
        required=True,
        unit="万元",
        hint="本年度协议金额",
    ),
    Label("contract_total", ("合同总金额", "合同金额", "合同总价"), _MONEY, "money", unit="万元"),
    Label(
        "full_year_budget",
        ("全年预算数", "全年预算", "调整后预算数"),
        _MONEY,
        "money",
        unit="万元",
        hint="年中有调整时填写调整后的数；留空即为年度项目资金",
    ),
    Label("scheme", ("评分方案", "方案"), _MONEY, hint="留空即为 fiscal-2020（财政支出绩效自评，满分100分）"),
    Label("midterm_date", ("中期评估日期",), _ASSESSED, "date"),
    Label("midterm_grade", ("中期评估等级",), _ASSESSED, choices=GRADES, hint="评估报告公布的等级"),
    Label("final_date", ("末期评估日期",), _ASSESSED, "date"),
    Label("final_grade", ("末期评估等级",), _ASSESSED, choices=GRADES),
    Label("prepared_by", ("填表人", "填报人"), _PREPARED),
    Label(
        "prepared_on",
        ("填表日期", "填报日期"),
        _PREPARED,
        "date",
        hint="期限和进度按这一天判断；留空即为服务结束日期",
    ),
    Label("report_type", ("报告类型",), _REPORT, choices=REPORT_TYPES, closed=True, hint="留空即为自评报告", since=2),
    Label(
        "issuer",
        ("出具单位", "报告出具单位"),
        _REPORT,
        hint="留空时，自评报告为承接机构，评价报告为购买方",
        since=2,
    ),
    Label("evaluation_team", ("评价组", "评价组成员", "评价小组"), _REPORT, since=2),
    Label("evaluation_method", ("评价方法",), _REPORT, since=2),
)

RESULTS_SHEET, FINDINGS_SHEET, STATISTICS_SHEET, AUDIT_SHEET = "评价结果", "问题清单", "台账统计", "审计信息"
OWN_SHEETS = (RESULTS_SHEET, FINDINGS_SHEET, STATISTICS_SHEET, AUDIT_SHEET)  # that the program makes, in their order
GUIDE_SHEET, LISTS_SHEET = "使用说明", "列表"  # of the blank workbook: what to do, and what its drop-down lists offer
SHEETS_NOT_READ = (*OWN_SHEETS, GUIDE_SHEET, LISTS_SHEET)


_BROUGHT = (
    *(sheet.since for sheet in SHEETS.values()),
    *(label.since for label in LABELS),
    *(column.since for columns in COLUMNS.values() for column in columns),
)
TEMPLATE_VERSION = str(max(_BROUGHT))  # of the layout that the blank workbook has
TEMPLATE_VERSION_PROPERTY = "模板版本"  # of the document: the version that it was made or upgraded with

_COLUMN_OF = {(kind, column.field): column for kind, columns in COLUMNS.items() for column in columns}


def column_of(kind: TableKind, field: FieldName) -> Column:
    """The row of a column. Raises LookupError for a field that such a table cannot have."""
    found = _COLUMN_OF.get((kind, field))
    if found is None:
        raise LookupError(f"{SHEETS[kind].name} has no column {field}")
    return found


def label_of(field: LabelField) -> Label:
    return next(label for label in LABELS if label.field == field)


def stand_in(kind: TableKind, field: FieldName) -> FieldName | None:
    """The column that a finding points at where a workbook lacks this one; None for the anchor of the sheet itself."""
    anchor = SHEETS[kind].anchor
    return column_of(kind, field).beside or (anchor if anchor and anchor != field else None)
