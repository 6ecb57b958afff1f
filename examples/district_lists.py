"""The lists of the one station of the fictional district that keeps them all: 人员, 社区, 任务分解 … 评估明细.

They bear out what the station declares, and leave something to do: one worker lacks hours of training, one item of the
assessors' list lost points in both periods, tasks of some workers are behind. Everybody and everything is invented; the
assessors' items are the district's own.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbook_tools.authoring.content import Row
from workbook_tools.model.fields import TableKind

COMMUNITIES = (  # 社区, 片区, 社工点, 重点对象
    ("东门", "东片区", "东门社工点", 86), ("河畔", "东片区", "东门社工点", 64), ("学府", "东片区", "学府社工点", 42),
    ("新村", "西片区", "学府社工点", 73), ("茶亭", "西片区", "茶亭社工点", 58), ("北苑", "西片区", "茶亭社工点", 51),
)  # fmt: skip
STAFF = (  # 姓名, 岗位, 用工方式, 职业资格, days of arrival and leaving after the first day, 社区, 培训时数
    ("周站长", "站长", "购买", "社工师", -760, None, "", 112),
    ("陈社工", "社工", "购买", "社工师", -500, None, "东门", 96),
    ("林社工", "社工", "购买", "助理社工师", -400, None, "河畔", 92),
    ("黄社工", "社工", "直聘", "助理社工师", -380, None, "学府", 90),
    ("赵社工", "社工", "购买", "无", -200, None, "新村", 78),
    ("吴社工", "社工", "直聘", "社工师", 60, None, "茶亭", 94),
    ("郑社工", "社工", "购买", "助理社工师", -300, 45, "北苑", 12),
    ("冯会计", "财务", "购买", "其他", -700, None, "", 90),
)
GIFTS = (
    (18, "云溪商会", "资金", 8, "困境家庭助学"),
    (52, "同济药房", "物资", 3.5, "长者药箱"),
    (97, "学府书店", "物资", 2.2, "儿童阅读角"),
    (131, "柳浦小学", "场地", 6, "周末活动场地"),
    (180, "云溪慈善会", "资金", 10, "困境家庭帮扶"),
    (244, "职业技术学院", "人力", 4.3, "智慧助老课程"),
    (301, "东门市场商户联合会", "物资", 3, "节日慰问"),
)
TEAMS = (("东门银龄互助队", -400, 26, 5, 412), ("绘本故事妈妈队", -200, 18, 4, 236.5), ("河畔护河队", 30, 22, 3, 310),
         ("学府青年助老队", 75, 31, 6, 288), ("茶亭手艺队", 120, 15, 2, 96))  # fmt: skip
MEDIA = (
    (40, "媒体", "社工进小区，长者学会视频通话", "云溪日报"), (160, "媒体", "一间阅读角，半条街的孩子", "云溪电视台"),
    (255, "感谢信", "感谢社工陪伴母亲康复", "居民"), (320, "锦旗", "热心为民", "东门社区居民"),
    (350, "奖项", "区优秀社工服务案例", "云溪区民政局"),
)  # fmt: skip
ITEMS = (  # 一级, 二级, 评估内容, 分值, 中期得分, 扣分说明, 末期得分, 扣分说明
    ("项目管理", "制度", "制度齐全并更新", 10, 9, "档案制度没有更新", 10, ""),
    ("项目管理", "人员", "人员配备和培训", 15, 12, "一人培训时数不足", 13, "一人培训时数不足"),
    ("服务绩效", "数量", "年度服务指标完成进度", 30, 28, "小组进度偏慢", 28, "个案、小组略低于计划"),
    ("服务绩效", "质量", "个案记录规范", 20, 17, "三份缺少评估表", 18, "两份缺少评估表"),
    ("服务绩效", "成效", "服务对象访谈", 15, 14, "", 14, "一名居民不知道服务内容"),
    ("经费使用", "合规", "支出凭证齐全", 10, 8, "两张票据没有经手人", 8, "一张票据没有经手人"),
)  # fmt: skip
CLIENTS = ("兜底对象", "长者", "青少年", "一般")
RETURNED, PLEASED = 321, (158, 128, 27, 8)  # 89.1 % satisfied, as the station declares


@dataclass(frozen=True, slots=True)
class Lists:
    ledger: Sequence[Row] | None = None
    rosters: Mapping[TableKind, Sequence[Row]] = field(default_factory=dict)


def station_lists(indicators: Sequence[Row], ledger: Sequence[Row], first_day: date, workers: Sequence[str]) -> Lists:
    """The lists of a station that declares these indicators and keeps this ledger."""
    chance = random.Random("lists")

    def day(after: int) -> date:
        return first_day + timedelta(days=after)

    return Lists(
        ledger=[
            {**entry, "服务对象类别": chance.choice(CLIENTS), "是否接案": _opened(entry, chance)} for entry in ledger
        ],
        rosters={
            "people": [
                {"工号": number, "姓名": name, "岗位": post, "用工方式": employed, "职业资格": certificate,
                 "到岗日期": day(arrived), "离岗日期": None if left is None else day(left),
                 "社区": f"{community}社区" if community else None, "年度培训时数": hours}
                for number, (name, post, employed, certificate, arrived, left, community, hours) in enumerate(STAFF, 1)
            ],
            "communities": [
                {"社区": f"{name}社区", "片区": area, "社工点": point, "重点对象数": people, "已建档数": people}
                for name, area, point, people in COMMUNITIES
            ],
            "tasks": _tasks(indicators, {str(entry["对应指标"]) for entry in ledger}, workers),
            "resources": [
                {"日期": day(after), "来源": source, "类别": kind, "折合价值": value, "用途": use,
                 "凭证": f"柳资{number:03d}"}
                for number, (after, source, kind, value, use) in enumerate(GIFTS, 1)
            ],
            "volunteers": [
                {"队伍名称": name, "成立日期": day(after), "人数": people, "骨干数": core, "服务时数": hours}
                for name, after, people, core, hours in TEAMS
            ],
            "surveys": [
                {"调查主体": "第三方评估机构", "日期": day(355), "对象": "辖区居民", "发放": 360, "回收有效": RETURNED,
                 **dict(zip(("很满意", "满意", "一般", "不满意"), PLEASED, strict=True))}
            ],
            "media": [
                {"日期": day(after), "类别": kind, "名称": name, "来源": source} for after, kind, name, source in MEDIA
            ],
            "items": [
                {"评估期次": period, "评估主体": "第三方评估机构", "一级": item[0], "二级": item[1],
                 "评估内容": item[2], "分值": item[3], "得分": item[place], "扣分说明": item[place + 1] or None}
                for period, place in (("中期", 4), ("末期", 6))
                for item in ITEMS
            ],
        },
    )  # fmt: skip


def _opened(entry: Row, chance: random.Random) -> str | None:
    return chance.choice(("是", "是", "否")) if "个案" in str(entry["服务类别"]) else None


def _tasks(indicators: Sequence[Row], logged: set[str], workers: Sequence[str]) -> list[Row]:
    """What is counted in the ledger, dealt out evenly: the shares add up to the station's target."""
    rows: list[Row] = []
    for worker_place, worker in enumerate(workers):
        for row in indicators:
            name, target = str(row["三级指标"]), row["年度指标值"]
            if name in logged and isinstance(target, int):
                share, left = divmod(target, len(workers))
                rows.append({"社工": worker, "对应指标": name, "年度任务": share + (worker_place < left)})
    return rows
