"""P, M, R: what a careful reviewer finds in points, money and rows."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    # ---- P: points and totals
    "P050": Entry(
        "E",
        "各项分值相加是{total}分，比100分{gap}：{parts}。",
        "{repeated}请核对各行分值，使指标分值加预算执行率分值等于100分。",
    ),
    "P051": Entry(
        "E",
        "“{heading}”应为{stated}分，下面各行分值相加是{total}分。",
        "{repeated}请核对各行分值，使它们加起来等于{stated}分。",
    ),
    "P052": Entry("E", "“{name}”的分值是{points}，分值必须大于0。", "请填写大于0的分值；不参与评分的行请删除。"),
    "P053": Entry(
        "E", "“{name}”的自评得分是{stated}分，不在0到分值{points}分之间。", "请把自评得分改到0至{points}分之间。"
    ),
    "P054": Entry(
        "E",
        "写明的总分是{stated}分，各行得分相加是{total}分，相差{difference}分。",
        "请核对各行得分和总分，使总分等于各行之和。",
    ),
    "P055": Entry(
        "E",
        "合计行的分值是{stated}分，各行分值相加是{total}分（预算执行率另计{execution}分）。",
        "请改正合计行，或核对各行分值。",
    ),
    "P057": Entry(
        "W",
        "“{name}”一项占{points}分，超过40分，一项得失就会左右等级。",
        "请考虑拆成几个指标，或说明权重这样设置的理由。",
    ),
    "P058": Entry(
        "E", "“{heading}”应为{stated}分，其下二级指标写明的分值相加是{total}分。", "请核对一级和二级指标标题里的分值。"
    ),
    # ---- M: money
    "M020": Entry(
        "E",
        "写明的预算执行率是{stated}，按执行数{executed}万元÷全年预算数{budget}万元计算是{rate}。",
        "请改正执行率，或核对执行数和全年预算数。{hint}",
    ),
    "M021": Entry(
        "E",
        "预算执行率的得分写的是{stated}分，按执行率{rate}×{points}分计算是{score}分。",
        "请改为{score}分（超过分值时按分值计）。",
    ),
    "M022": Entry(
        "E",
        "“{name}”行的{column}是{stated}万元，各项相加是{total}万元，相差{difference}万元。",
        "请核对各项金额，或改正合计（最好用求和公式）。",
    ),
    "M023": Entry(
        "W",
        "预算执行率是{rate}：预算{budget}万元，只支出{spent}万元，少支出{difference}万元，没有说明原因。",
        "请在“差异原因”里说明为什么没有用完，余款怎样安排。",
    ),
    "M024": Entry(
        "W",
        "预算执行率是{rate}：预算{budget}万元，支出{spent}万元，超出{difference}万元（得分封顶，超出部分不加分），没有说明原因和资金来源。",
        "请在“差异原因”里说明超支的原因，以及超出的{difference}万元从哪里来。",
    ),
    "M025": Entry(
        "E",
        "各项预算相加是{total}万元，与{named}{budget}万元相差{difference}万元。",
        "请核对各项预算金额与{named}，使两者一致。",
    ),
    "M026": Entry(
        "W",
        "“{name}”预算{budget}万元，支出{spent}万元（{variance}），{way}{rate}，超过{limit}，没有说明原因。",
        "请在该行“差异原因”里说明；总额接近预算不能代替单项说明。",
    ),
    "M027": Entry("W", "“{name}”支出{spent}万元，但没有预算。", "请补填预算金额；预算外的支出请说明依据和资金来源。"),
    "M028": Entry("E", "“{name}”的金额是{amount}万元，金额不能小于0。", "请核对；退款或冲减请并入原来的支出项。"),
    "M029": Entry(
        "E",
        "合同{years}年、每年{yearly}万元，应为{product}万元，合同总金额写的是{total}万元。",
        "请核对合同起止日期、年度项目资金和合同总金额。",
    ),
    "M030": Entry(
        "I",
        "指标得分率是{indicators}，预算执行得分率只有{execution}，前者高出{gap}（以指标得分率为准）。",
        "请确认任务完成而钱没有花完的原因：节约、付款滞后，还是目标定得偏低。",
    ),
    "M031": Entry(
        "I",
        "服务量超过目标（{rows}），支出却远低于预算（{lines}）。",
        "请说明服务量增加而支出减少的原因，例如使用了链接的资源或志愿者。",
    ),
    "M032": Entry(
        "W",
        "“{name}”写的是差距在{bound}以内，而资金使用表的总执行率是{rate}，有{count}项支出偏差超过{bound}：{lines}。",
        "请按资金使用表改正实际完成值，并在各行说明原因。",
    ),
    "M033": Entry(
        "W", "“{name}”的实际完成值是{stated}万元，资金支出合计是{spent}万元。", "请核对两处，使同一笔支出只有一个数。"
    ),
    "M034": Entry("E", "{rule}在预算上就没有做到：{figures}。", "请调整预算，使各类费用的比例符合规定。"),
    "M035": Entry(
        "E",
        "{rule}，实际支出没有做到：{figures}。",
        "请核对支出归类；确已超出的，请说明原因并由机构承担超出部分。",
    ),
    "M036": Entry("W", "{rule}，按支出计算没有做到：{figures}。", "请核对支出归类，并说明比例偏离的原因。"),
    "M037": Entry(
        "E",
        "{name}一行的{column}是{stated}万元，而其下各项相加是{total}万元。",
        "请改正这一行：年度资金总额应等于财政拨款、上年结转和其他资金之和。",
    ),
    "M038": Entry(
        "W",
        "预算执行率的得分写的是{stated}分，是按取整后的数计算的；按执行率{rate}×{points}分应为{score}分。",
        "请用没有取整的执行率计算，得分保留两位小数，改为{score}分。",
    ),
    "M039": Entry(
        "I",
        "没有全年预算数，执行率{rate}是按年初预算数{budget}万元计算的。",
        "有调整预算的，请补填全年预算数；没有的请填成与年初预算数相同。",
    ),
    "M040": Entry("W", "预算执行率{rate}的得分没有填写，按规则应为{score}分。", "请填写得分{score}分。"),
    # ---- R: rows
    "R050": Entry(
        "E",
        "“{name}”已达到目标（{target}，实际{actual}），自评却只有{stated}分（分值{points}分），没有说明原因。",
        "请改为{points}分，或在偏差原因里说明为什么扣分。",
    ),
    "R051": Entry(
        "E",
        "“{name}”没有达到目标（{target}，实际{actual}），自评却是满分{stated}分，按规则应为{computed}分。",
        "请改为{computed}分，或核对实际完成值。",
    ),
    "R052": Entry(
        "W",
        "“{name}”目标{target}，实际{actual}，比分值少{lost}分，没有说明原因。",
        "请填写偏差原因和改进措施；填“0”“无”“/”不算说明。",
    ),
    "R053": Entry(
        "W",
        "“{name}”目标{target}，实际{actual}，完成率{completion}，达到或超过{limit}，没有说明原因。",
        "请说明大幅超额的原因；如果目标定得偏低，请在下一年度调整。",
    ),
    "R054": Entry(
        "E",
        "“{name}”的评价是“{rating}”，得分应在分值的{low}至{high}之间，自评{stated}分（分值{points}分）是{share}。",
        "请改正自评得分，或改正实际完成值里的评价。",
    ),
    "R061": Entry(
        "W",
        "“{name}”的目标写的是“{target}”，运算符“{written}”与含义相反，按名称应为“{meant}”。",
        "请核对运算符，改为“{meant}”或说明理由。",
    ),
    "R062": Entry(
        "E",
        "“{name}”的目标是{target}，实际是{actual}，以0为目标不能计算完成率。",
        "请填写实际的目标值；越小越好的指标请写“≤”。",
    ),
    "R063": Entry(
        "W",
        "{counted}个数量指标里有{same}个的实际完成值与目标一字不差（{names}）。",
        "请按台账核实这些数，不要照抄目标；确实一致的请备好依据。",
    ),
    "R064": Entry(
        "E",
        "“{name}”的目标有{targets}项（{target_names}），实际完成有{actuals}项（{actual_names}），不能一一对应。",
        "请按目标的顺序逐项填写实际完成值，没有完成的填0。",
    ),
    "R065": Entry(
        "E", "“{name}”的目标与实际完成的各项名称对不上：{pairs}。", "请按目标的顺序和名称逐项填写实际完成值。"
    ),
    "R066": Entry(
        "W",
        "“{name}”出现了两次，第一次在{first}（目标{first_target}），这里的目标是{target}。",
        "请删去重复的一行，或改名以示区别。",
    ),
    "R067": Entry(
        "W",
        "“{name}”没有用比率衡量：目标是“{target}”，实际是“{actual}”。",
        "请填写满意度，例如“≥90%”和“95.2%”，并注明样本和调查日期。",
    ),
    "R068": Entry(
        "I", "{names}没有注明样本量和调查日期。", "请在偏差原因或文字材料里写明发放和回收的问卷份数、调查日期。"
    ),
    "R069": Entry("E", "“{name}”的日期（{text}）不在服务年度{start}至{end}之内。", "请核对日期或服务年度的起止日期。"),
    "R070": Entry("I", "表样里的空行没有删去：{cells}（“{name}”等）。", "请删去没有内容的指标行。"),
    "R071": Entry("E", "“{name}”写的是{text}，这类比率不会超过100%。", "请核对分子和分母。"),
    "R072": Entry("E", "“{name}”的数值是{figure}，数量不会小于0。", "请核对单元格里的负号。"),
    "R074": Entry(
        "W",
        "“{name}”自评{stated}分，按规则应为{computed}分（目标{target}，实际{actual}，分值{points}分）；{formula}。",
        "请改为{computed}分，或在评分规则里改用这种算法。",
    ),
    "R075": Entry(
        "E",
        "“{name}”自评{stated}分，按规则应为{computed}分（目标{target}，实际{actual}，分值{points}分），看不出自评是怎样算的。",
        "请改为{computed}分，或核对实际完成值。",
    ),
    "R076": Entry("E", "“{part}”是{some}，比它所属的“{whole}”{all}还多。", "请核对两个数；部分不会大于总数。"),
    "R077": Entry("W", "“{part}”是{some}，比它所属的“{whole}”{all}还多，两者单位不同。", "请核对两个数，并统一单位。"),
    "R078": Entry(
        "E",
        "直接工时{direct}小时加间接工时{indirect}小时是{total}小时，总工时写的是{stated}小时。",
        "请核对三个数，使两部分之和等于总数。",
    ),
}
