"""The roll-up's tables, once, for Excel and HTML alike: title, note, columns with what kind of figure each holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from workbook_tools.batch.rollup import arrivals, attention, money
from workbook_tools.batch.rollup.attention import FLAGS, PLACES
from workbook_tools.batch.rollup.frames import DECIMALS, LEDGER_HEADS, MOST_FINDINGS
from workbook_tools.batch.rollup.gather import AMOUNTS
from workbook_tools.batch.rollup.names import near_names
from workbook_tools.batch.rollup.statistics import indicator_statistics
from workbook_tools.batch.rollup.table_sheet import Kind, RollupColumn, TableSheet
from workbook_tools.batch.rollup.years import MOST_INDICATORS

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.rollup.arrivals import Arrival
    from workbook_tools.batch.rollup.attention import Attention
    from workbook_tools.batch.rollup.frames import District

STATION, STREET, FILE = (
    RollupColumn("站点", "text", 24),
    RollupColumn("街道", "text", 14),
    RollupColumn("文件", "text", 34),
)
NAVY, RED, GREEN, GREY = "1F4B7F", "B4483F", "2F7D55", "7A8793"


def table_sheets(
    district: District, found: Sequence[Arrival] = (), lines: Sequence[Attention] = (), today: str = ""
) -> tuple[TableSheet, ...]:
    """Every table of the roll-up in its order; one that has nothing to show is left out, except the ranking."""
    indicators = indicator_statistics(district.indicators)
    streets = bool(district.everything["街道"].notna().any())
    tables = (
        _attention(lines, today, streets=streets or any(each.street for each in lines)),
        _ranking(district),
        _arrivals(found),
        _rulings(district),
        *_years(district),
        _indicators(indicators),
        _funds(district),
        _shares(district),
        _due(district),
        _states(district),
        _tranches(district),
        _by_code(district),
        _findings(district),
        _summed(district, "communities_summed", "社区合计", "社区"),
        _summed(district, "workers_summed", "社工合计", "社工"),
        _groups(district, "communities", "社区统计", "社区"),
        _groups(district, "workers", "社工统计", "社工"),
        _near(district),
        _failures(district),
        _outside(district),
        _twins(district),
        _came_with(district),
        _joined(district),
    )
    shown = tuple(table for table in tables if table.key in ("todo", "ranking") or len(table.frame))
    return shown if streets else tuple(_without_streets(table) for table in shown)


def _without_streets(table: TableSheet) -> TableSheet:
    """Where no list says of which street a station is, a column of blanks helps nobody."""
    if table.key in ("todo", "arrivals"):
        return table
    return replace(table, columns=tuple(column for column in table.columns if column != STREET))


def _attention(lines: Sequence[Attention], today: str, *, streets: bool) -> TableSheet:
    columns = (
        STATION,
        *([STREET] if streets else []),
        *(RollupColumn(flag, "word", 9) for flag in FLAGS),
        RollupColumn("问题", "long", 40),
        RollupColumn("先改三处", "long", 64),
        *(RollupColumn(name, "place", 16) for name in PLACES),
        RollupColumn("工作簿", "link", 8),
        RollupColumn("通知", "link", 8),
        FILE,
    )
    note = "点“第一处”“第二处”“第三处”到那个单元格；点表头的箭头，在六种情形的列里选“是”，就只看那一种。"
    note = f"{today}。{note}" if today else note
    return TableSheet("todo", "今天要办", note, columns, attention.table(lines), RED)


def _ranking(district: District) -> TableSheet:
    known = district.stations.notna().any()
    return TableSheet(
        "ranking",
        "排名",
        "按最低可能得分排列：得分已定的就是得分，有指标无法判定的按能确定拿到的分排。得分为财政自评口径，评估得分为站点评估口径，两者不可混用。",
        (
            RollupColumn("名次", "whole", 6),
            STATION,
            STREET,
            RollupColumn("年度", "word", 11),
            RollupColumn("得分", "score", 9),
            *(RollupColumn(name, "score", 9) for name in ("自评得分", "核定得分", "核定差") if known[name]),
            RollupColumn("财政等级", "word", 9),
            RollupColumn("评估得分", "score", 9),
            RollupColumn("评估等级", "word", 9),
            RollupColumn("填报等级", "word", 9),
            RollupColumn("财务评估", "word", 9),
            RollupColumn("最低可能", "score", 9, "最低"),
            RollupColumn("最高可能", "score", 9, "最高"),
            RollupColumn("预算执行率", "percent", 11),
            RollupColumn("无法判定分值", "score", 13),
            RollupColumn("错误", "whole", 6),
            RollupColumn("提醒", "whole", 6),
            RollupColumn("提示", "whole", 6),
            RollupColumn("工作簿", "link", 8),
            RollupColumn("报告", "link", 8),
            RollupColumn("网页", "link", 8),
            RollupColumn("通知", "link", 8),
            RollupColumn("承接机构", "text", 24),
            RollupColumn("来源", "word", 8),
            FILE,
        ),
        district.ranking,
        NAVY,
    )


def _arrivals(found: Sequence[Arrival]) -> TableSheet:
    return TableSheet(
        "arrivals",
        "报送情况",
        "应报名单里的站点，没有报的在前。迟报按工作簿的填表日期和名单的截止日期算。",
        (
            STATION,
            STREET,
            RollupColumn("联系人", "text", 12),
            RollupColumn("报送", "word", 11),
            RollupColumn("截止日期", "word", 12),
            RollupColumn("填表日期", "word", 12),
            RollupColumn("说明", "long", 50),
            FILE,
        ),
        arrivals.table(found),
        RED,
    )


def _indicators(indicators: pd.DataFrame) -> TableSheet:
    return TableSheet(
        "indicators",
        "指标统计",
        "按未完成的站点数排列，看大家普遍没有完成什么。同名（含公认的别名）的指标合在一起；失分只计已经判定的。",
        (
            RollupColumn("指标", "text", 28),
            RollupColumn("一级指标", "text", 14),
            RollupColumn("站点数", "whole", 8),
            RollupColumn("未完成", "whole", 8),
            RollupColumn("未完成比例", "percent", 11),
            RollupColumn("无法判定", "whole", 9),
            RollupColumn("下四分位", "percent", 10),
            RollupColumn("完成率中位数", "percent", 12),
            RollupColumn("上四分位", "percent", 10),
            RollupColumn("失分合计", "score", 10),
        ),
        indicators,
        NAVY,
    )


def _funds(district: District) -> TableSheet:
    frame = district.funds
    return TableSheet(
        "funds",
        "资金",
        "金额单位：万元。执行率＝支出÷全年预算数，超过 100% 的按分值封顶，不加分。",
        (
            STATION,
            STREET,
            RollupColumn("全年预算", "amount", 12),
            RollupColumn("支出", "amount", 12),
            RollupColumn("差额", "amount", 12),
            RollupColumn("执行率", "percent", 10),
            RollupColumn("分值", "figure", 8),
            RollupColumn("得分", "score", 9),
            FILE,
        ),
        frame.assign(差额=(frame["支出"] - frame["全年预算"]).round(DECIMALS)),
        GREEN,
    )


def _shares(district: District) -> TableSheet:
    return TableSheet(
        "shares",
        "费用占比",
        "同一条规则按预算、按支出、按年度资金三种口径各算一次；空白表示口径所需的金额未填。",
        (
            STATION,
            RollupColumn("规则", "text", 30),
            RollupColumn("限额", "percent", 9),
            RollupColumn("按预算", "percent", 10),
            RollupColumn("按支出", "percent", 10),
            RollupColumn("按年度资金", "percent", 11),
            FILE,
        ),
        district.shares,
        GREEN,
    )


_AMOUNTS = tuple(RollupColumn(name, "amount", 11) for name in AMOUNTS)
_ADDS_UP = (
    "应拨＝到期应拨＋尚未到期＋不予支付；到期应拨＋提前拨付＋超拨＋应拨不明＝已拨＋尚欠＋未填已拨。"
    "没有填已拨金额的不算欠拨，到期应拨的部分列在“未填已拨”。"
)


def _tranches(district: District) -> TableSheet:
    return TableSheet(
        "tranches",
        "资金拨付",
        f"金额单位：万元。状态以各站的判断日为准。{_ADDS_UP}",
        (
            STATION,
            STREET,
            RollupColumn("拨付期次", "text", 12),
            RollupColumn("状态", "word", 11),
            *_AMOUNTS,
            RollupColumn("最迟拨付日", "word", 13),
            RollupColumn("拨付结论", "long", 46),
            FILE,
        ),
        district.tranches,
        GREEN,
    )


def _due(district: District) -> TableSheet:
    whole = district.tranches
    return TableSheet(
        "due",
        "拨付按期次",
        f"金额单位：万元。按合同的先后排列，末行是合计。{_ADDS_UP}",
        (
            RollupColumn("拨付期次", "text", 14),
            RollupColumn("笔数", "whole", 8),
            *_AMOUNTS,
            RollupColumn("逾期笔数", "whole", 9),
        ),
        money.table("拨付期次", money.by_period(whole), whole),
        GREEN,
    )


def _states(district: District) -> TableSheet:
    whole = district.tranches
    return TableSheet(
        "states",
        "拨付按状态",
        f"金额单位：万元。末行是合计。{_ADDS_UP}",
        (RollupColumn("状态", "word", 14), RollupColumn("笔数", "whole", 8), *_AMOUNTS),
        money.table("状态", money.by_state(whole), whole),
        GREEN,
    )


def _by_code(district: District) -> TableSheet:
    return TableSheet(
        "codes",
        "问题汇总",
        "每种问题一行，举例是其中一条的原文。",
        (
            RollupColumn("编号", "word", 8),
            RollupColumn("级别", "word", 8),
            RollupColumn("工作簿数", "whole", 9),
            RollupColumn("次数", "whole", 8),
            RollupColumn("举例", "long", 70),
            RollupColumn("处理办法", "long", 56),
        ),
        district.by_code,
        RED,
    )


def _findings(district: District) -> TableSheet:
    left = district.finding_count - len(district.findings)
    limit = f"只列最要紧的 {MOST_FINDINGS} 条，其余 {left} 条见各站工作簿的“问题清单”。" if left else ""
    return TableSheet(
        "findings",
        "问题明细",
        f"全部站点的问题，错误在前。{limit}",
        (
            STATION,
            RollupColumn("级别", "word", 8),
            RollupColumn("编号", "word", 8),
            RollupColumn("工作表", "text", 12),
            RollupColumn("单元格", "place", 9),
            RollupColumn("问题", "long", 70),
            RollupColumn("处理办法", "long", 50),
            FILE,
        ),
        district.findings,
        RED,
    )


_KINDS: tuple[Kind, ...] = ("whole", "figure", "whole", "hours", "hours", "hours")
_OF_LEDGER = tuple(
    RollupColumn(name, kind, 11 if place else 9)
    for place, (name, kind) in enumerate(zip(LEDGER_HEADS, _KINDS, strict=True))
)


def _groups(district: District, key: Literal["communities", "workers"], title: str, name: str) -> TableSheet:
    return TableSheet(
        key,
        title,
        "来自各站的服务台账。",
        (
            STATION,
            RollupColumn(name, "text", 18),
            *_OF_LEDGER,
            FILE,
        ),
        getattr(district, key),
        GREY,
    )


def _years(district: District) -> tuple[TableSheet, ...]:
    years = district.years
    left = f"；其余{years.indicators_left}项见事实表或区数据簿" if years.indicators_left else ""
    return (
        TableSheet(
            "years",
            "年度对照",
            "全区逐年：只含今年计入汇总的站点和它们往年的工作簿。提高、下降、持平按每个站点和它上一个有工作簿的年度比。",
            (
                RollupColumn("年度", "text", 12),
                RollupColumn("站点数", "whole", 8),
                RollupColumn("得分中位数", "score", 11),
                RollupColumn("得分平均", "score", 10),
                *(RollupColumn(name, "whole", 7) for name in ("优", "良", "中", "差", "未定")),
                RollupColumn("全年预算", "amount", 12),
                RollupColumn("支出", "amount", 12),
                RollupColumn("预算执行率", "percent", 11),
                *(RollupColumn(name, "whole", 7) for name in ("提高", "下降", "持平")),
            ),
            years.district,
            NAVY,
        ),
        TableSheet(
            "history",
            "各站历年",
            "每个站点每个年度一行，按它自己那一年的评分方案计算。比上年＝得分减上一个有工作簿的年度的得分；有一方未定的不比。",
            (
                STATION,
                RollupColumn("年度", "word", 11),
                RollupColumn("得分", "score", 9),
                RollupColumn("比上年", "score", 9),
                RollupColumn("走势", "word", 8),
                *(RollupColumn(name, "word", 9) for name in ("财政等级", "中期等级", "末期等级")),
                RollupColumn("全年预算", "amount", 12),
                RollupColumn("支出", "amount", 12),
                RollupColumn("预算执行率", "percent", 11),
                FILE,
            ),
            years.stations,
            NAVY,
        ),
        TableSheet(
            "indicators_by_year",
            "历年指标",
            f"站点最多的{MOST_INDICATORS}项指标，逐年的完成率中位数和未完成的站点{left}。",
            (
                RollupColumn("指标", "text", 28),
                RollupColumn("年度", "word", 11),
                RollupColumn("站点数", "whole", 8),
                RollupColumn("完成率中位数", "percent", 13),
                RollupColumn("未完成", "whole", 8),
            ),
            years.indicators,
            NAVY,
        ),
        TableSheet(
            "contracts",
            "合同总览",
            "金额单位：万元。每个站点的合同逐年一行，末行是合计；合同余额＝合同总金额－各年度资金之和。",
            (
                STATION,
                RollupColumn("年度", "word", 11),
                RollupColumn("得分", "score", 9),
                *(RollupColumn(name, "word", 9) for name in ("财政等级", "中期等级", "末期等级", "财务评估")),
                *(
                    RollupColumn(name, "amount", 11)
                    for name in ("年度资金", "全年预算", "支出", "应拨金额", "已拨金额")
                ),
                RollupColumn("各期拨付", "long", 60),
                RollupColumn("合同总金额", "amount", 12),
                RollupColumn("合同余额", "amount", 12),
                FILE,
            ),
            years.contracts,
            GREEN,
        ),
    )


def _summed(
    district: District, key: Literal["communities_summed", "workers_summed"], title: str, name: str
) -> TableSheet:
    return TableSheet(
        key,
        title,
        f"全区各站服务台账里同名的{name}合在一起，一个名字一行；不同站点同名的是不是同一个，请看“站点”一栏。",
        (
            RollupColumn(name, "text", 22),
            RollupColumn("站点数", "whole", 8),
            *_OF_LEDGER,
            RollupColumn("站点", "long", 50),
        ),
        getattr(district, key),
        GREY,
    )


def _rulings(district: District) -> TableSheet:
    return TableSheet(
        "rulings",
        "核定",
        "本机关在“汇总设置.xlsx”里写的核定，与自评、计算并列；核定差＝核定得分－计算得分。程序不改核定的内容，也不因为核定改计算的得分。",
        (
            STATION,
            RollupColumn("年度", "word", 11),
            RollupColumn("指标", "text", 22),
            RollupColumn("自评得分", "score", 10),
            RollupColumn("计算得分", "score", 10),
            RollupColumn("核定得分", "score", 10),
            RollupColumn("核定差", "score", 9),
            RollupColumn("核定意见", "long", 44),
            RollupColumn("核定人", "text", 11),
            RollupColumn("日期", "word", 12),
            RollupColumn("说明", "long", 24),
            FILE,
        ),
        district.rulings,
        NAVY,
    )


def _near(district: District) -> TableSheet:
    import pandas as pd

    counts = {name: indicator.stations for name, indicator in district.indicators.items()}
    return TableSheet(
        "near",
        "相近指标名",
        "名称相近、可能是同一个指标的，由人判断；程序不会自行合并。确属同一指标的，请统一各站的写法。",
        (
            RollupColumn("指标", "text", 30),
            RollupColumn("站点数", "whole", 9),
            RollupColumn("相近的名称", "text", 30),
            RollupColumn("它的站点数", "whole", 11),
            RollupColumn("相似度", "percent", 9),
        ),
        pd.DataFrame(near_names(counts), columns=["指标", "站点数", "相近的名称", "它的站点数", "相似度"]),
        GREY,
    )


def _failures(district: District) -> TableSheet:
    return TableSheet(
        "failures",
        "未处理文件",
        "这些文件没有计入汇总。改正后再运行同一条命令，只会处理它们和有变动的文件。",
        (
            RollupColumn("文件", "text", 40),
            RollupColumn("编号", "word", 8),
            RollupColumn("原因", "long", 70),
            RollupColumn("处理办法", "long", 56),
        ),
        district.failures,
        RED,
    )


def _outside(district: District) -> TableSheet:
    return TableSheet(
        "outside",
        "未计入工作簿",
        "这些工作簿处理过了，结果和通知都有，但是不计入合计、排名和统计。",
        (
            STATION,
            RollupColumn("年度", "word", 11),
            RollupColumn("原因", "word", 11),
            RollupColumn("说明", "long", 60),
            RollupColumn("填表日期", "word", 12),
            FILE,
        ),
        district.outside,
        RED,
    )


def _twins(district: District) -> TableSheet:
    return TableSheet(
        "twins",
        "同站工作簿",
        "同一站点同一年度有几个工作簿：内容相同的只计一次；不同的，在“汇总设置.xlsx”的“采用文件”里选定以前都不计入。",
        (
            STATION,
            RollupColumn("年度", "word", 11),
            RollupColumn("计入", "word", 11),
            RollupColumn("填表日期", "word", 12),
            RollupColumn("最低可能", "score", 10, "最低"),
            RollupColumn("最高可能", "score", 10, "最高"),
            FILE,
        ),
        district.twins,
        GREY,
    )


def _came_with(district: District) -> TableSheet:
    return TableSheet(
        "came_with",
        "带来的结果",
        "这些工作簿交来时已经有结果，是别的版本的程序、或者按别的评分方案（本簿的“评分规则”计在内）算的。汇总用的是这次重新计算的结果。",
        (
            STATION,
            RollupColumn("年度", "word", 11),
            RollupColumn("程序版本", "text", 22),
            RollupColumn("评分方案", "text", 30),
            RollupColumn("与本次不同", "long", 60),
            FILE,
        ),
        district.came_with,
        GREY,
    )


def _joined(district: District) -> TableSheet:
    return TableSheet(
        "joined",
        "台账归属",
        "只有服务台账的工作簿并入了哪个站点的工作簿，与站点自己的台账合在一起计算。",
        (STATION, FILE, RollupColumn("台账文件", "text", 44), RollupColumn("记录", "whole", 10)),
        district.joined,
        GREY,
    )
