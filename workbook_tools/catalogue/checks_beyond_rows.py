"""T, L, A: what a careful reviewer finds in texts, in the ledger, in assessments, tranches and the contract."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    # ---- T: texts
    "T001": Entry(
        "W",
        "“{noun}”有不同的数：表中是{rows}；文字里写的是{told}。",
        "请说明各个数的口径（是否同一年度、同一范围、同一单位）；同一件事只留一个数。",
    ),
    "T002": Entry(
        "W",
        "“{noun}”在文字里有不同的数：{told}。",
        "请说明各个数的口径（是否同一年度、同一范围）；同一件事只留一个数。",
    ),
    "T003": Entry(
        "E",
        "“{clause}”说的是一部分，{value}却比“{noun}”的总数{whole}（{place}）还多。",
        "请核对两个数；部分不会大于总数。",
    ),
    "T004": Entry(
        "W",
        "“{clause}”像是“{noun}”的一部分，{value}却比总数{whole}（{place}）还多。",
        "请核对两个数的单位、时段和范围，并在文字里写明。",
    ),
    "T005": Entry(
        "E",
        "文字里的直接工时{direct}小时加间接工时{indirect}小时是{total}小时，总工时（{place}）写的是{stated}小时。",
        "请核对三个数，使两部分之和等于总数。",
    ),
    "T006": Entry(
        "W",
        "同一文件有不同的写法：{spellings}（{places}）。",
        "请与文件原文核对，统一发文字号和名称。",
    ),
    "T007": Entry(
        "W",
        "有{count}项没有完成的指标，“存在问题”里没有提到：{names}。",
        "请在“存在问题”里说明这些指标为什么没有完成，并在“应对策略”里写明措施。",
    ),
    "T008": Entry(
        "W",
        "同一句话里，{when}的评估叫{first}，写的却是{grade}。",
        "请核对这次评估是中期还是末期；两次评估请分别写明日期和等级。",
    ),
    "T009": Entry(
        "W",
        "{when}的评估在这里叫末期，在{place}叫中期。",
        "请核对这次评估是中期还是末期，统一写法。",
    ),
    "T010": Entry(
        "I",
        "文字里写有“{words}”；中期只评专业服务，财务在末期评估。",
        "请核对财务评估是哪一期的。",
    ),
    "T011": Entry(
        "W",
        "文字里的起止日期是{start}至{end}，基本信息里的合同期是{contract_start}至{contract_end}。",
        "请与合同核对，使两处一致。",
    ),
    "T012": Entry(
        "W",
        "文字里写“{claim}”，而有{count}项指标没有完成：{names}。",
        "请改正文字，如实写明没有完成的指标。",
    ),
    "T013": Entry(
        "W",
        "文字里写“{words}”（{told}万元），表中的{named}是{stated}万元。",
        "请核对两处，写明口径；同一笔钱只留一个数。",
    ),
    "T014": Entry(
        "W",
        "文字里写“{words}”，按资金使用表计算是{rate}。",
        "请改正文字，或核对预算和支出。",
    ),
    "T015": Entry(
        "E",
        "文字里的得分是{score}分，等级写的是“{grade}”，这个分数应为“{earned}”。",
        "请核对得分和等级，并分清财政自评（优、良、中、差）与站点评估（优秀、良好、合格、不合格）。",
    ),
    "T016": Entry(
        "W",
        "文字里写“{words}”，按指标和资金计算是{score}分。",
        "请改正文字，或核对各行的数据。",
    ),
    "T017": Entry(
        "W",
        "文字里写“{words}”，按合同起止日期是{years}年。",
        "请与合同核对，使两处一致。",
    ),
    "T018": Entry(
        "W",
        "文字里写“{words}”，评估评分表或评分方案里的权重是{weights}。",
        "请核对评估办法，使两处一致。",
    ),
    "T019": Entry(
        "W",
        "文字里写“{words}”，资金拨付表里的比例是{shares}。",
        "请与合同核对，使两处一致。",
    ),
    "T020": Entry("I", "疑有笔误：{slips}。", "请核对并改正。"),
    "T021": Entry("I", "数字里混有字母O：{words}。", "请与原文核对，改成数字0。"),
    "T022": Entry("I", "模板里的提示文字没有删去：{words}。", "请填写实际内容。"),
    "T023": Entry(
        "W",
        "文字里写“{words}”，{place}写的是{grade}。",
        "请核对评估结论，使两处一致。",
    ),
    # ---- L: the ledger
    "L001": Entry(
        "E",
        "有{count}条记录的日期不在服务年度{start}至{end}之内（最早{earliest}，最晚{latest}；第{rows}行）。",
        "请核对这些日期；不属于本年度的记录请移出台账。",
    ),
    "L002": Entry(
        "W",
        "有{count}条记录的对应指标在绩效指标表里找不到，共{kinds}个名称：{names}。",
        "请改成绩效指标表里的三级指标或指标明细名称，否则不会计入。",
    ),
    "L003": Entry(
        "W",
        "有{count}条记录与前面的记录完全相同（第{row}行与第{before}行；共第{rows}行）。",
        "请核对是否重复登记；重复的请删除。",
    ),
    "L004": Entry(
        "E",
        "“{column}”一列有{count}个单元格读不出来，例如“{text}”（第{rows}行）。",
        "请改成数字或 2022-08-01 样式的日期。",
    ),
    "L005": Entry(
        "W",
        "“{name}”填报的实际完成值是{declared}，台账加起来是{ledger}，相差{difference}。",
        "请核对台账与填报数；漏登的请补登，多报的请改正。",
    ),
    "L006": Entry("E", "“{column}”一列有{count}个负数（第{rows}行）。", "请核对；更正以前的记录请直接修改原来那一行。"),
    "L007": Entry(
        "E",
        "{worker}在{when}一天登记了{hours}小时，超过24小时（这样的人和日期共{count}个）。",
        "请核对工时，按天分别登记。",
    ),
    "L008": Entry(
        "W", "有{count}条记录没有填写对应指标（第{rows}行），没有计入任何指标。", "请逐条填写对应的三级指标或指标明细。"
    ),
    "L009": Entry("W", "有{count}条记录没有日期（第{rows}行）。", "请补填日期。"),
    "L010": Entry(
        "W",
        "有{count}条记录的对应指标不止一行可以对应（{names}），没有计入任何一行。",
        "请改填具体的指标明细，或写成“三级指标·指标明细”。",
    ),
    # ---- A: assessments, tranches, contract
    "A020": Entry(
        "E", "{period}评估各主体的权重相加是{total}，不是100%：{parts}。", "请核对权重，使每一期相加等于100%。"
    ),
    "A021": Entry("E", "“{assessor}”的评分是{score}分，应在0至100分之间。", "请核对评分，按百分制填写。"),
    "A022": Entry(
        "E", "{period}“{assessor}”评分{score}分，应为{earned}，结论写的是{conclusion}。", "请核对评分与结论。"
    ),
    "A023": Entry(
        "E",
        "{period}评估等级写的是{stated}，按各主体评分合成{score}分，应为{earned}。",
        "请核对各主体评分、权重和等级。",
    ),
    "A024": Entry(
        "W", "{period}评估里“{assessor}”出现了两次，第一次在{first}。", "请删去重复的一行，或改正期次和主体名称。"
    ),
    "A025": Entry(
        "W", "“{assessor}”的权重是{weight}，评分方案规定为{rule}。", "请核对权重；本地另有规定的，请在评分方案里修改。"
    ),
    "A026": Entry("I", "中期评估里有“{assessor}”一行；中期只评专业服务，财务在末期评估。", "请核对期次。"),
    "A028": Entry("E", "{named}的日期{final}早于中期评估{midterm}。", "请核对两次评估的日期。"),
    "A029": Entry(
        "W",
        "{named}在{final}，离中期评估{midterm}不到两个月，两次评估难以反映不同的时段。",
        "请核对两次评估的期次和日期；确属如此的，请说明。",
    ),
    "A030": Entry("E", "{period}评估的日期{when}与服务年度{start}至{end}不符。", "请核对评估日期和服务年度。"),
    "A031": Entry(
        "W",
        "只有中期评估日期（{when}），没有中期等级；只有末期等级（{grade}），没有末期日期，像是一次评估用了两个名称。",
        "请核对是中期还是末期，把日期和等级填在同一期。",
    ),
    "A032": Entry(
        "W",
        "{label}写的是“{grade}”，这是财政自评的等级；站点评估的等级是{station}。",
        "请改填站点评估的等级。",
    ),
    "A033": Entry("W", "{named}的日期在这里是{stated}，在{place}是{other}。", "请核对，使两处一致。"),
    "A040": Entry("E", "各期拨付比例相加是{total}，不是100%：{parts}。", "请核对拨付比例，使各期相加等于100%。"),
    "A041": Entry("E", "“{name}”已拨{paid}万元，多于应拨的{due}万元。", "请核对已拨金额和拨付比例。"),
    "A042": Entry(
        "E",
        "“{name}”已拨{paid}万元，而{period}评估没有通过（等级{grade}，财务{finance}）。",
        "请核对评估结论；没有通过的不应拨付。",
    ),
    "A043": Entry(
        "W", "“{name}”的拨付比例是{share}，“{condition}”规定为{rule}。", "请与合同核对；合同另有约定的请说明。"
    ),
    "A044": Entry(
        "W", "“{name}”的申请日期{applied}早于{period}评估{assessed}。", "请核对申请日期；应在评估合格以后申请。"
    ),
    "A100": Entry(
        "W", "合同期{start}至{end}是{years}年零{days}天，不是整年。", "请与合同核对起止日期；多出的天数请说明怎样计费。"
    ),
    "A101": Entry("E", "合同结束日期{end}早于合同开始日期{start}。", "请核对两个日期。"),
    "A102": Entry("E", "服务年度的日期{when}不在合同期{start}至{end}之内。", "请核对服务年度和合同期。"),
    "A103": Entry("W", "服务年度{start}至{end}共{days}天，不是一整年。", "请与服务协议核对起止日期。"),
    "A104": Entry("W", "评价年度是“{year}”，而服务期间是{start}至{end}。", "请核对评价年度和服务起止日期。"),
}
