"""Y: this year's workbook beside those of earlier years."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {
    # ---- Y0: the earlier workbooks, and which indicator is which
    "Y001": Entry(
        "W",
        "“{file}”是“{theirs}”的工作簿，本工作簿是“{ours}”的，没有比较。",
        "请换成本站点以前年度的工作簿；确是同一站点时，请统一两份工作簿的站点名称。",
    ),
    "Y002": Entry(
        "W",
        "“{file}”写的是“{theirs}”，本工作簿写的是“{ours}”，按同一站点比较。",
        "请核对是不是同一站点；是的话请统一名称，不是的话请换一份工作簿。",
    ),
    "Y003": Entry(
        "W",
        "“{file}”是{theirs}年度的，不早于本工作簿的评价年度（{ours}），没有比较。",
        "请换成以前年度的工作簿；年度写错时，请改正“评价年度”。",
    ),
    "Y004": Entry("W", "“{file}”就是本工作簿自己，没有比较。", "请在 --previous 后面写以前年度的工作簿。"),
    "Y005": Entry(
        "W",
        "本年的指标与“{file}”没有一项同名，只比较了总分和资金。",
        "请核对拿来比较的工作簿；指标改了名称的，请沿用以前的名称，或在文字材料里说明。",
    ),
    "Y006": Entry(
        "I",
        "“{name}”在以前年度里没有，名称相近的是“{like}”（{place}）。两项没有合并，分别算作新增和取消。",
        "如果是同一项指标，请把两份工作簿里的名称写成一样。",
    ),
    "Y007": Entry(
        "W",
        "“{name}”不止一行（本年第{rows}行；以前年度{places}），分不清哪一行对哪一行，没有比较。",
        "请用三级指标或指标明细把它们区分开。",
    ),
    "Y008": Entry(
        "W",
        "“{name}”与以前年度（{place}）不能直接相减：{why}。",
        "请说明口径有没有变化；没有变化时，请把单位和方向写成一样。",
    ),
    "Y009": Entry(
        "W",
        "本年服务从{start}开始，“{file}”的服务年度到{end}才结束（{place}），两个年度有重叠。",
        "请核对两份工作簿的服务开始日期和服务结束日期，同一天的服务只计入一个年度。",
    ),
    "Y010": Entry(
        "I",
        "本年按“{ours}”评分，“{file}”按“{theirs}”评分，得分的升降有一部分来自方案不同。",
        "比较得分时请一并说明方案的变化；指标值、实际完成值和完成率不受影响。",
    ),
    "Y011": Entry(
        "W",
        "“{second}”与“{first}”都是{year}年度的，只用了“{first}”。",
        "请核对哪一份是正式的，只给出那一份。",
    ),
    "Y012": Entry(
        "W",
        "给出的以前年度工作簿里，没有“{station}”更早年度的，没有比较。",
        "请核对文件夹，以及其中工作簿的站点名称和评价年度。",
    ),
    "Y013": Entry(
        "W",
        "本工作簿或“{file}”看不出是哪一年度的，先后无法核对，按以前年度比较。",
        "请在两份工作簿里填写“评价年度”。",
    ),
    "Y014": Entry("W", "以前年度的工作簿“{file}”不能用：{reason}。没有比较。", "请核对这个文件；本年的结果不受影响。"),
    "Y015": Entry(
        "I",
        "存放以前年度工作簿的文件夹里，有{count}个文件对不上这一批的任何站点，没有用上：{files}。",
        "其中有本批站点的，请核对站点名称，或文件能不能打开。",
    ),
    # ---- Y1: what the years together show
    "Y101": Entry(
        "W",
        "“{name}”的指标值由{year}的{target_before}（{target_place}）放宽为{target}，本年实际{actual}，算作完成；"
        "{year}实际{actual_before}（{actual_place}）。{would}",
        "请说明为什么放宽指标值；没有理由的，应恢复到以前的水平。",
    ),
    "Y102": Entry(
        "I",
        "“{name}”本年的指标值{target}不及{year}已经做到的{actual_before}（{actual_place}），本年实际{actual}，算作完成；"
        "{year}的指标值是{target_before}（{target_place}）。",
        "请说明指标值是怎样确定的，下一年度宜参照已经做到的水平。",
    ),
    "Y103": Entry(
        "W",
        "“{name}”的指标值{years}都是{target}，年年没有完成，实际依次为{actuals}（以前年度见{places}）。",
        "请说明原因：做不到的请按程序调整指标值，做得到的请写明改进措施。",
    ),
    "Y104": Entry(
        "I",
        "“{name}”的指标值{years}都是{target}，年年超额完成，实际依次为{actuals}（以前年度见{places}）。",
        "请考虑在下一年度提高指标值，或说明不提高的理由。",
    ),
    "Y105": Entry(
        "I",
        "“{name}”本年实际{actual}，与{year}（{place}）一字不差。",
        "请核对是不是沿用了上年的数；确实相同的，请备好原始记录。",
    ),
    "Y106": Entry(
        "W",
        "有{count}项指标的实际完成值与{year}一字不差，占可以比较的{compared}项的一半以上：{names}（以前年度见{places}）。",
        "请核对是不是沿用了上年的数，并附原始记录。",
    ),
    "Y107": Entry(
        "W",
        "“{assessor}”有 {count} 项{year}扣过分（{before_places}），本年又扣分：{items}。",
        "请写明上年扣分以后是怎样整改的，为什么没有见效。",
    ),
    "Y108": Entry(
        "I",
        "{years}链接的社会资源依次为 {values} 万元，平均每年 {mean} 万元，本年的指标值是 {target} 万元（{place}）。",
        "请结合历年实际说明指标值是怎样确定的。",
    ),
}
