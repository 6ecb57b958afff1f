"""The units that staff measure in, and their one normal form: `小时` is `h`, `㎡` is `平方米`, `人*月` is `人·月`."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
COUNTERS = "个 次 场 份 例 件 项 期 节 篇 条 宗 起 批 批次 场次 次数 个次 场(次) 例次 项次 件次 篇次 期次 节次".split()
PEOPLE = "人 名 位 员".split()
_OTHER = (
    "人次 户 户次 家 家次 支 队 组 小组 套 册 本 张 只 台 辆 间 处 座 所 类 种 村 社区 镇 街道 校 栋 幢 层 班 课 堂 讲 轮 趟 回 "
    "遍 级 档 笔 票 对 岗 席 盏 根 面 幅 块 把 瓶 箱 盒 包 袋 桶 株 棵 头 羽 片 艘 双 组织 机构 站点 站 案 "
    "天 日 个工作日 个自然日 工作日 自然日 周 月 个月 季度 季 年 小时 个小时 课时 学时 工时 个工时 分钟 秒 h hr hrs 人天 人日 人时 "
    "元 角 美元 人民币 吨 公斤 千克 kg 克 g 斤 毫克 mg 亩 公顷 平方米 平方公里 平米 立方米 立方 公里 千米 km 米 厘米 毫米 m cm mm "
    "升 毫升 千瓦 千瓦时 kw kwh 度 分 倍 gb mb tb 兆 字 页 个百分点 百分点"
).split()
RATE_UNITS = ("%", "百分比", "百分数", "百分率", "百分号", "％")
PER = ("人", "名", "户", "次", "场", "年", "月", "日", "天", "周", "季度", "季", "社区", "村", "家", "所", "站点", "站", "组织", "平方米", "吨", "亩", "班")

_SCALE = "(?:万亿|千万|百万|十万|亿|万|千|百)"
_BASE = "|".join(sorted({re.escape(unit) for unit in [*COUNTERS, *PEOPLE, *_OTHER]}, key=lambda u: (-len(u), u)))
_PER = "|".join(sorted((*PER, "个", "人次", "h", "小时", "组", "小组", "支", "校", "镇", "街道"), key=lambda u: (-len(u), u)))
# A Latin unit ends where its letters end: `3h/人` but not `3hello`; a person's 分 is not 分钟.
UNIT = re.compile(
    rf"(?:(?:%|‰)(?:\((?:百分比|百分号|%)\))?|百分比|\(%\)|{_SCALE}?(?:{_BASE})(?![a-z])|{_SCALE})"
    rf"(?:[/·*每.](?:{_PER})(?![a-z])){{0,3}}",
    re.IGNORECASE,
)
_MONEY = re.compile(rf"({_SCALE}?)(?:元|人民币元|人民币)")
_SYNONYMS = {
    "小时": "h", "个小时": "h", "工时": "h", "个工时": "h", "hr": "h", "hrs": "h", "课时": "课时", "学时": "课时",
    "名": "人", "位": "人", "员": "人", "家次": "家", "平米": "平方米", "㎡": "平方米", "m2": "平方米", "立方": "立方米",
    "千克": "公斤", "kg": "公斤", "千米": "公里", "km": "公里", "m": "米", "g": "克", "日": "天", "自然日": "天", "个自然日": "天", "个工作日": "工作日", "月": "个月",
    "个百分点": "百分点", "百分比": "%", "百分数": "%", "百分率": "%", "百分号": "%", "人日": "人天", "季": "季度",
    "毫米": "mm", "厘米": "cm", "场(次)": "场次", "次数": "次",
}  # fmt: skip


def normal_unit(unit: str) -> str:
    """One spelling for one unit: blanks, case and dots removed, synonyms replaced part by part."""
    text = re.sub(r"\s+", "", unit).lower().replace("*", "·").replace("每", "/").replace("／", "/")
    if text in ("%(百分比)", "(%)", "百分比(%)", "%(百分号)", *RATE_UNITS):
        return "%"
    parts = re.split(r"([/·])", text)
    # Behind a stroke a month is a month (`元/月`), alone it is a length of time (`3个月`).
    return "".join(
        part if i and part in ("月", "日", "季") else _SYNONYMS.get(part, part) for i, part in enumerate(parts)
    )


def is_rate_unit(unit: str) -> bool:
    return normal_unit(unit) == "%"


def money_factor(unit: str) -> Decimal | None:
    """How many 元 one `unit` is, for a plain amount of money (`万元`, `亿元`, `元`); None for anything else."""
    match = _MONEY.fullmatch(normal_unit(unit))
    return None if match is None else Decimal(SCALES.get(match[1], 1))


def split_scale(unit: str) -> tuple[int, str]:
    """`万人次` → 10000, `人次`; `万` → 10000, ``; `场` → 1, `场`."""
    for scale in sorted(SCALES, key=len, reverse=True):
        if unit.startswith(scale):
            return SCALES[scale], unit[len(scale) :]
    return 1, unit


def without_period(unit: str) -> str:
    """`万/年` → `万`: what is promised for a year is what a year's evaluation counts."""
    return unit.removesuffix("/年")
