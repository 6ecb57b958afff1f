"""C and the notes of scoring — schemes, and what had to be assumed or left unjudged."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    # schemes
    "C001": Entry(
        "E",
        "找不到评分方案“{name}”。",
        "请在 基本信息 的“评分方案”里填已有的方案名，或把“{name}.toml”放在工作簿旁边；{hint}。",
    ),
    "C002": Entry(
        "E",
        "评分方案文件 {file} 不能使用：{problem}。",
        "请对照自带的 fiscal-2020.toml 改正，并存为 UTF-8 编码的小文件。",
    ),
    "C003": Entry("E", "评分方案文件 {file} 里有不认识的项目 {key}。", "请改正或删去这一项；{hint}。"),
    "C004": Entry("E", "评分方案文件 {file} 的 {key} 不能是“{value}”。", "请改为{expected}。"),
    "C005": Entry(
        "E",
        "评分方案文件 {file} 缺少 {key}。",
        '请补上这一项，或在文件开头写 extends = "fiscal-2020"，没有写的项目就与它相同。',
    ),
    "C006": Entry(
        "E",
        "{file}：各项分值相加是 {total} 分（{parts}），不是 100 分。",
        "请改正预算执行率和各一级指标的分值，使它们相加等于 100。",
    ),
    "C007": Entry("E", "{file} 的 {key} 前后不一致。", "请检查并改正：{rule}。"),
    "C008": Entry(
        "E",
        "评分方案文件 {file} 的 extends 绕了圈子或层数太多：{chain}。",
        "请让 extends 直接指向自带的方案，例如 fiscal-2020。",
    ),
    "C009": Entry(
        "E", "评分规则里的“{name}”不是可以修改的规则，没有采用。", "请改正规则名称或删去这一行；可以写：{hint}。"
    ),
    "C010": Entry("E", "评分规则“{name}”的取值“{value}”读不懂，没有采用，按 {used} 计算。", "请填{expected}。"),
    "C012": Entry(
        "I",
        "评分方案“{scheme}”里用到的以下设置没有核实：{settings}。",
        "请对照文件原文核实；核实以后，在方案文件的 unverified 里删去这一项。",
    ),
    "C013": Entry(
        "E", "评分方案引入的规则包“{name}”找不到。", "请把“{name}.toml”放在工作簿旁边，或改正 include；{hint}。"
    ),
    "C011": Entry("E", "评分规则“{name}”写了两次，第一次在 {first}，只采用第一次的。", "请只留一行。"),
    "C014": Entry(
        "E",
        "评分规则里改过的{what}{rule}，现在是 {sum}，没有采用，仍按评分方案计算：{used}。",
        "请改正“取值”，有关的几行要一起改；或删去这几行。",
    ),
    # points
    "P001": Entry(
        "W",
        "“{level}”的分值有的填了、有的空着：已填 {given} 分，余下的 {rest} 分平均分给空着的 {count} 项。",
        "请核对；如果不是这个意思，请把空着的分值补上，使“{level}”合计 {total} 分。",
    ),
    "P002": Entry(
        "E",
        "“{level}”共 {total} 分，已填的分值就有 {given} 分，没有分给空着的 {count} 项，这几项不能计分。",
        "请改正已填的分值，或把空着的分值填为应有的分数。",
    ),
    "P003": Entry(
        "E",
        "“{level}”没有分值，评分方案里也没有这个一级指标，下面 {count} 项不能计分。",
        "请填写分值，或在一级指标后面写上分值，例如“{level}（50分）”；成本指标单列为一级的，评分方案请填 fiscal-2021。",
    ),
    "P004": Entry(
        "I",
        "“{level}”没有分值，各行的自评得分合计正好是 {total} 分，所以按自评得分推定各行的分值。",
        "请填写分值。",
    ),
    # rows
    "R001": Entry(
        "W",
        "“{name}”的指标值“{target}”没有写 ≥ 或 ≤，按越小越好（≤）计分。",
        "请在指标性质里填 ≤；如果越大越好，请填 ≥。",
    ),
    "R004": Entry(
        "I",
        "“{name}”的实际完成值“{actual}”恰好等于界限“{target}”，按达到计分。",
        "如果界限不含本数，请改写指标值。",
    ),
    "R005": Entry(
        "W",
        "“{name}”的期限“{target}”和实际“{actual}”没有写年份，按同一年比较；服务年度跨年，换成服务年度的先后结果会不同。",
        "请把两处的年份写明，例如“2022年9月”。",
    ),
    "R006": Entry(
        "I",
        "有 {count} 项的实际完成值空着，按服务台账的合计计分：{sums}。",
        "请核对台账；哪一项的实际完成值不同，请直接填写。",
    ),
    "R007": Entry(
        "W",
        "“{name}”的期限“{target}”和实际“{actual}”只有一处写了年份，另一处按服务年度内的年份比较。",
        "请把两处的年份写明，例如“2022年9月”。",
    ),
    "R010": Entry("E", "“{name}”的实际完成值空着，不能计分。", "{missing}；如果确实没有开展，请填 0。"),
    "R011": Entry("E", "“{name}”的年度指标值空着，不能计分。", "{missing}，例如“≥95%”或“68个”。"),
    "R012": Entry("W", "“{name}”的年度指标值“{target}”没有可以计量的目标，不能计分。", "{missing}。"),
    "R013": Entry("E", "“{name}”的目标是数值“{target}”，实际完成值却写“{actual}”，不能计分。", "{missing}。"),
    "R014": Entry("W", "“{name}”的目标“{target}”只有一个数，实际完成值“{actual}”有几个数，不能计分。", "{missing}。"),
    "R015": Entry("E", "“{name}”的目标是数值“{target}”，实际完成值“{actual}”不是一个数值，不能计分。", "{missing}。"),
    "R016": Entry(
        "E", "“{name}”的年度指标值有几项（{target}），实际完成值“{actual}”没有逐项对应，不能计分。", "{missing}。"
    ),
    "R017": Entry("W", "“{name}”的实际完成值“{actual}”没有说明评定档次，不能计分。", "{missing}。"),
    "R018": Entry("W", "“{name}”评定为“{actual}”，没有自评得分，得分只能定出范围。", "{missing}。"),
    "R021": Entry("W", "“{name}”的期限“{target}”与实际完成值“{actual}”比不出先后，不能计分。", "{missing}。"),
    "R022": Entry("W", "“{name}”的实际完成值“{actual}”里，{words}{meaning}，没有计分。", "{missing}。"),
    "R023": Entry(
        "I",
        "“{name}”的实际完成值“{actual}”没有直接写完成数，按{words}推算为 {sum}＝{figure}。",
        "请核对，并改填实际完成的数“{figure}”。",
    ),
    "R024": Entry(
        "W",
        "“{name}”的目标“{target}”与实际完成值“{actual}”方向相反，按没有完成计 0 分。",
        "请核对；如果写反了，请改正其中一处。",
    ),
    "R025": Entry(
        "W",
        "“{name}”的指标值“{target}”没有写 ≥ 或 ≤，看不出越大越好还是越小越好，实际为“{actual}”，没有计分。",
        "{missing}。",
    ),
    # money
    "M001": Entry(
        "I",
        "预算执行率 {rate} 超过 100%，执行率得分封顶为 {score} 分，超出部分不加分。",
        "请在差异原因里说明超支的原因和资金来源。",
    ),
    "M002": Entry("E", "缺少预算或支出，预算执行率不能计分。", "{missing}。"),
    "M003": Entry(
        "W",
        "有 {count} 行支出没有经费类别（{names}），经费占比没有计算。",
        "请在经费类别里选择：人员费用、服务质量保障或运营管理。",
    ),
    # assessments and tranches
    "A001": Entry(
        "E", "{period}评估的权重合计是 {total}，不是 100%{missing}，没有计算综合得分。", "请补全或改正权重。"
    ),
    "A002": Entry("W", "{period}评估里“{assessor}”没有评分，没有计算综合得分。", "请填写评分（百分制）。"),
    "A003": Entry("E", "“{assessor}”的评分 {score} 不在 0 到 100 之间，没有计算综合得分。", "请改正评分（百分制）。"),
    "A004": Entry("I", "没有填写权重，按“{scheme}”计算：{shares}。", "如果权重不同，请填写权重。"),
    "A005": Entry(
        "W", "“{name}”的拨付条件“{condition}”看不懂，不能判定是否应当拨付。", "请填写以下之一：{conditions}。"
    ),
    "A006": Entry(
        "W",
        "“{name}”从 {start} 起 {days} 个工作日要用到 {year} 年的放假安排，程序里还没有，没有推算最迟拨付日。",
        "请按国务院办公厅公布的放假安排人工推算，或更新程序后重新计算。",
    ),
    "A007": Entry(
        "E",
        "{period}评估里“{assessor}”的几名评分人写了不同的权重（{weights}），没有计算综合得分。",
        "同一评估主体的权重只计一次：各行写相同的权重，或者只写在第一行。",
    ),
    "A008": Entry(
        "W",
        "{period}评估的各主体都填了{count}遍（{places}），按每个主体的{rule}计算，权重只计一次。",
        "如是重复填写，请删去多余的行；如是两次评估，请把期次分别写成“第一次中期”“第二次中期”。",
    ),
    "A010": Entry(
        "W",
        "“{name}”没有拨付比例，应拨金额和合计未知。",
        "请填写拨付比例；同一期分几次拨付的，请把已拨金额加在一起填在一行。",
    ),
    "A009": Entry("E", "“{name}”的拨付比例是 {share}，应在 0 到 100% 之间，没有计算应拨金额。", "请改正拨付比例。"),
}
