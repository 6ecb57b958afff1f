"""G: the station's own lists (人员, 社区, 任务分解 …) and what they prove of indicators."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

# Rows of a list that cannot be: what they come to proves nothing against an indicator (G001).
ROWS_AMISS = frozenset(f"G0{number}" for number in (10, 11, 18, 22, 23, 41, 42, 43, 44, 45, 47, 48, 49, 50, 51))

ENTRIES: dict[str, Entry] = {
    "G001": Entry(
        "W",
        "“{name}”填报的实际完成值是{declared}，{place}得出{found}（{rule}），相差{difference}。",
        "请核对填报数与登记表；漏登的请补登，多报的请改正。",
    ),
    "G002": Entry(
        "I",
        "有 {count} 项没有填写实际完成值，按登记表得出的数计分：{sums}。",
        "请核对登记表是否完整；口径不同的，请自行填写实际完成值。",
    ),
    # people
    "G010": Entry("W", "“{name}”在人员名册里出现了不止一次（第{rows}行），都计入了人数。", "同一个人请只留一行。"),
    "G018": Entry(
        "W",
        "“{name}”在人员名册里有几行（第{rows}行），工号不同（{numbers}），都计入了人数。",
        "是同一个人的请只留一行；确是同名的两个人，请在姓名后注明，例如“王芳（大）”。",
    ),
    "G019": Entry("W", "工号“{number}”同时属于几个人：{names}。", "请核对工号和姓名；一个人一个工号。"),
    "G011": Entry("E", "“{name}”的离岗日期 {left} 早于到岗日期 {arrived}。", "请改正日期。"),
    "G012": Entry(
        "W",
        "{day}在岗的 {staff} 人中，有 {count} 人的年度培训时数不足 {target} 小时{usual}：{names}；人均 {mean} 小时。",
        "继续教育按人考核，人均达标不等于人人达标。请安排补学，或在偏差原因里说明。",
    ),
    "G013": Entry(
        "I",
        "有 {count} 名在岗人员没有填写年度培训时数：{names}，“继续教育”不能由名册得出。",
        "请补填；没有参加的填 0。",
    ),
    "G014": Entry(
        "W", "有 {count} 名在岗人员没有填写职业资格：{names}，专业人员数不能由名册得出。", "没有证书的请选“无”。"
    ),
    "G015": Entry("W", "“{name}”的年度培训时数是 {hours} 小时，一年里不大可能。", "请核对单位和数值。"),
    "G016": Entry(
        "W",
        "“{name}”的取证日期是 {certified}，晚于{day}，当日不计入有职业资格的人员。",
        "请核对日期；本年度还没有取得的，职业资格请选“无”。",
    ),
    "G017": Entry(
        "W",
        "服务台账里有 {count} 名社工不在人员名册里：{names}。",
        "是同一个人的，请写成同一个姓名；名册漏列的请补上，已离岗的填离岗日期。",
    ),
    # communities
    "G020": Entry(
        "W", "清单里的 {count} 个社区在服务台账里没有记录：{names}。", "请核对是否有服务没有登记，或安排走访。"
    ),
    "G021": Entry(
        "W",
        "服务台账里有 {count} 个社区不在社区清单里：{names}，没有计入覆盖。",
        "是同一个社区的，请写成同一个名称；清单漏列的请补上。",
    ),
    "G022": Entry("E", "“{name}”的已建档数 {filed} 多于重点对象数 {people}，建档率超过 100%。", "请核对两个数的口径。"),
    "G023": Entry("W", "社区“{name}”在清单里出现了不止一次（第{rows}行）。", "同一个社区请只留一行。"),
    "G024": Entry(
        "W",
        "服务台账里“{community}”的片区有写“{area}”的，社区清单里是“{listed}”（{place}），按台账统计。",
        "请把两处的片区写成一样。",
    ),
    "G025": Entry(
        "I",
        "社区清单里“{name}”和“{other}”（第{row}行）名称相近，按两个社区计。",
        "是同一个社区的，请只留一行；不是的不必改。",
    ),
    # tasks
    "G030": Entry(
        "W",
        "“{name}”各人任务之和是 {total}，站点的年度指标值（{place}）是 {target}，相差 {difference}。",
        "请核对分解是否完整。",
    ),
    "G031": Entry("W", "任务分解里的{names}不在人员名册里。", "请核对姓名的写法；已离岗的请保留在名册里并填离岗日期。"),
    "G032": Entry(
        "W", "任务分解的对应指标“{names}”在绩效指标表里找不到，没有计算进度。", "请照抄三级指标或指标明细的名称。"
    ),
    "G033": Entry("E", "“{worker}”的“{indicator}”年度任务是 {target}，小于 0。", "请改正。"),
    "G034": Entry(
        "W",
        "“{worker}”的“{indicator}”在任务分解里出现了不止一次（第{rows}行），各行相加为 {total}。",
        "同一社工、同一指标请只留一行。",
    ),
    # resources
    "G040": Entry(
        "E",
        "“{source}”的折合价值是 {value} 万元，很可能是按元填写的；“资源链接”没有按登记表得出。",
        "单位是万元：13,000 元请填 1.3。确实有这么多的，请在“实际完成值”里自行填写。",
    ),
    "G041": Entry("W", "{rows}的资源不在服务年度 {start} 至 {end} 之内，没有计入合计。", "请核对日期。"),
    "G042": Entry("E", "“{source}”的折合价值是 {value} 万元，小于 0。", "请改正。"),
    "G043": Entry("W", "{rows}的媒体与荣誉不在服务年度 {start} 至 {end} 之内，没有计入。", "请核对日期。"),
    "G044": Entry("E", "“{name}”的骨干数 {core} 多于人数 {people}。", "骨干是队员的一部分，请核对两个数。"),
    "G045": Entry("E", "“{name}”的{column}是 {value}，小于 0。", "请改正。"),
    "G046": Entry(
        "I",
        "“{sheet_name}”第{rows}行没有填写{column}，合计不含这几行，相应指标不能由登记表得出。",
        "请补填；确实没有的填 0。",
    ),
    "G047": Entry("W", "“{name}”的{column}是 {date}，晚于{what} {day}。", "请核对日期。"),
    "G048": Entry(
        "W",
        "“{sheet_name}”第{rows}行各栏完全一样，都计入了。",
        "同一件事请只留一行；确是几件的，请写出区别。",
    ),
    "G049": Entry(
        "W",
        "凭证“{voucher}”登记了不止一笔（第{rows}行，共{total}万元）。",
        "请核对是否重复登记；同一张凭证确有几笔的，请在用途里写明。",
    ),
    # surveys
    "G054": Entry(
        "W",
        "“{surveyor}”的调查日期是 {date}，早于服务开始日期 {start}。",
        "请核对日期；往年的调查不能证明本年度的满意度。",
    ),
    "G050": Entry("E", "“{surveyor}”的回收有效 {valid} 份多于发放 {sent} 份。", "请核对两个数。"),
    "G051": Entry(
        "E",
        "“{surveyor}”的四档合计 {total} 份与回收有效 {valid} 份不一致。",
        "请核对各档份数；没有回答的请不要计入有效。",
    ),
    "G052": Entry(
        "I",
        "“{surveyor}”的满意度 {rate} 出自 {valid} 份有效问卷，样本较小："
        "按 95% 的把握只能说不低于 {least}，低于目标 {target}。",
        "下一次请多发一些问卷；报告里请一并写明样本量。",
    ),
    "G053": Entry(
        "W",
        "“{surveyor}”的满意度是 100%，只有 {valid} 份有效问卷。",
        "请核对问卷是怎样发放的，样本是否有代表性，并在报告里写明。",
    ),
    # assessors' items
    "G060": Entry(
        "W",
        "{period}“{assessor}”评估明细的得分合计是 {total}，评估评分（{place}）写的是 {score}。",
        "请核对是漏抄了项目，还是评分有调整。",
    ),
    "G061": Entry("E", "“{content}”的得分 {score} 高于分值 {points}。", "请核对。"),
    "G063": Entry(
        "W",
        "{period}“{assessor}”评估明细的分值合计是 {points}，超过 100 分。",
        "请核对各项的分值，注意重复的项目和大类的小计。",
    ),
    "G062": Entry(
        "I",
        "“{assessor}”有 {count} 项在{before}已经扣分，{period}又扣分：{items}。",
        "请写明上一次扣分以后是怎样整改的。",
    ),
}
