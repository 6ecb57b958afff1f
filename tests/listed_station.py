"""A station that keeps every list, as large as is asked: a ledger of 50,000 entries with rosters, made from a seed.

    python tests/listed_station.py FILE.xlsx [ENTRIES [SEED [YEAR]]]

Streets and people are invented. The same arguments give the same bytes. `tests/independent_lists.py` adds it up.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from sheets import COSTS, INDICATOR_HEADS, INFORMATION, Book, Row, standard

_NAMES = (
    "东门 河畔 学府 新村 茶亭 北苑 南塘 柳岸 金沙 云山 石井 白水 松园 竹里 梅岭 棠下 员村 车陂 珠村 前进 沙河 登峰",
    "王芳 李敏 赵强 钱多 周远 吴静 郑洁 冯涛 陈晨 褚卫 卫兰 蒋欣 沈月 韩雪 杨光 朱明 秦岚 尤佳 许诺 何欢",
)
COMMUNITIES = tuple(f"{name}社区" for name in _NAMES[0].split())
STAFF = tuple(_NAMES[1].split())
SERVICES = {
    "个案服务": "个案", "小组服务": "小组", "社区活动": "活动", "入户探访": "入户探访", "电话访问": "电话探访",
}  # fmt: skip
CLIENTS = ("兜底对象", "长者", "青少年", "一般", "")
LEDGER_HEAD = (
    "日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时",
    "服务对象类别", "是否接案",
)  # fmt: skip


def station(entries: int = 3000, seed: int = 5, year: int = 2025) -> Book:
    """The workbook of a service year that ends on 31 July of `year`."""
    chance = random.Random(f"{seed} {year}")
    start = date(year - 1, 8, 1)
    information = [
        ({"评价年度": ("评价年度", year), "服务开始日期": ("服务开始日期", start),
          "服务结束日期": ("服务结束日期", date(year, 7, 31))}.get(str(row[0]), row))
        for row in INFORMATION
    ]  # fmt: skip
    each = entries // len(SERVICES)
    return standard(
        基本信息=information,
        绩效指标=_indicators(each),
        资金使用=COSTS,
        服务台账=[LEDGER_HEAD, *(_entry(chance, start) for _ in range(entries))],
        评估评分=[
            ("评估期次", "评估主体", "权重", "评分"),
            ("中期", "第三方评估机构", 0.7, 91),
            ("末期", "第三方评估机构", 0.7, 96),
        ],
        **_lists(chance, start, each),
    )  # fmt: skip


def _indicators(each: int) -> list[Row]:
    rows: list[Row] = [INDICATOR_HEADS]
    rows += [("产出指标", "数量指标", name, "", each, "个", 6, "", "") for name in SERVICES]
    rows += [
        ("", "", "兜底探访", "", each // 5, "次", 4, "", ""),
        ("", "", "总服务工时", "", each * 10, "小时", 4, "", ""),
        ("", "", "工作人员", "", len(STAFF), "人", 6, len(STAFF), ""),
        ("", "", "专业人员", "", "≥14", "人", 6, "", ""),
        ("效益指标", "社会效益", "服务覆盖社区", "", len(COMMUNITIES), "个", 5, "", ""),
        ("", "", "自主求助服务接案率", "", "≥40%", "%", 5, "", ""),
        ("", "", "建档率", "", "≥95%", "%", 5, "", ""),
        ("", "经济效益", "资源链接", "", "50", "万元", 5, "35", ""),
        ("", "可持续影响", "社工继续教育", "", "≥90", "h/人/年", 5, "", ""),
        ("", "", "志愿队伍", "", "2", "支", 5, "2", ""),
        ("满意度指标", "满意度", "服务对象满意度", "", "≥90%", "%", 10, "", ""),
    ]
    return rows


def _entry(chance: random.Random, start: date) -> Row:
    name = chance.choice(list(SERVICES))
    day = start + timedelta(days=chance.randrange(365))
    count = chance.choice((1, 1, 1, 2, 0.5))
    where, who, client = chance.choice(COMMUNITIES[:-2]), chance.choice(STAFF), chance.choice(CLIENTS)
    opened = chance.choice(("是", "否", ""))
    return day, where, who, SERVICES[name], name, count, chance.randrange(1, 9), 2, 0.5, client, opened


def _lists(chance: random.Random, start: date, each: int) -> dict[str, list[Row]]:
    people: list[Row] = [
        ("工号", "姓名", "岗位", "用工方式", "职业资格", "到岗日期", "离岗日期", "社区", "年度培训时数")
    ]
    for place, name in enumerate(STAFF):
        left = start + timedelta(days=chance.randrange(60, 300)) if place in (7, 13) else ""
        arrived = start + timedelta(days=40) if place == 13 else date(2022, 1, 1)
        qualified = chance.choice(("无", "社工师", "助理社工师", "社工师"))
        hours = chance.choice((70, 90, 96, 102))
        post, employed = "社工" if place else "站长", ("直聘", "购买")[place % 3 > 0]
        people.append((place + 1, name, post, employed, qualified, arrived, left, COMMUNITIES[place], hours))
    communities: list[Row] = [("社区", "片区", "社工点", "重点对象数", "已建档数")]
    communities += [
        (name, f"{'东西南北'[place % 4]}片区", f"第{place % 5 + 1}社工点", 40 + place, 38 + place)
        for place, name in enumerate(COMMUNITIES)
    ]
    share = each // len(STAFF)
    tasks: list[Row] = [("社工", "对应指标", "年度任务")]
    tasks += [(who, name, share - (name == "小组服务")) for who in STAFF for name in (*SERVICES, "总服务工时")]
    resources: list[Row] = [("日期", "来源", "类别", "折合价值（万元）", "用途", "凭证")]
    resources += [
        (start + timedelta(days=25 * n), f"爱心企业{n}", ("物资", "资金")[n % 2], chance.choice((1.25, 2.5, 0.8)),
         "节日慰问", f"收据{n}")
        for n in range(12)
    ]  # fmt: skip
    return {
        "人员": people,
        "社区": communities,
        "任务分解": tasks,
        "资源链接": resources,
        "志愿服务": [
            ("队伍名称", "成立日期", "人数", "骨干数", "服务时数"), ("绘本智囊团", start, 30, 8, 400),
            ("银龄互助队", date(2022, 9, 1), 25, 6, 350.5),
        ],
        "满意度调查": [
            ("调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意", "一般", "不满意"),
            ("第三方评估机构", start + timedelta(days=300), "居民", 120, 100, 60, 33, 5, 2),
            ("站点", start + timedelta(days=310), "服务对象", 60, 50, 40, 9, 1, 0),
        ],
        "媒体与荣誉": [
            ("日期", "类别", "名称", "来源"),
            *((start + timedelta(days=20 * n), "媒体", f"社区服务报道之{n + 1}", "市报") for n in range(14)),
            (start + timedelta(days=200), "锦旗", "情系居民", "居民"),
        ],
        "评估明细": [
            ("评估期次", "评估主体", "一级", "二级", "评估内容", "分值", "得分", "扣分说明"),
            ("中期", "第三方评估机构", "服务", "台账", "台账完整", 20, 15, "缺少签名"),
            ("", "", "", "个案", "个案记录规范", 40, 40, ""),
            ("", "", "管理", "制度", "制度健全", 40, 36, "没有更新"),
            ("末期", "第三方评估机构", "服务", "台账", "台账完整", 20, 17, "三份缺日期"),
            ("", "", "", "个案", "个案记录规范", 40, 39, "一份没有结案"),
            ("", "", "管理", "制度", "制度健全", 40, 40, ""),
        ],
    }  # fmt: skip


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(station(*map(int, sys.argv[2:])).data())
