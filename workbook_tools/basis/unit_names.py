"""The units that staff measure in, and their one normal form: `小时` is `h`, `㎡` is `平方米`, `人*月` is `人·月`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SCALES = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
# What most figures of a cell are counted in, in a pattern: remarks are looked for beside these alone.
USUAL_UNITS = "人次|户次|场次|万元|小时|人|名|位|户|家|个|次|场|份|例|件|项|期|节|篇|起|批|支|处|本|条|台|套|组"
COUNTERS = _words(
    "个 次 场 份 例 件 项 期 节 篇 条 则 宗 起 批 批次 场次 次数 个次 场(次) 例次 项次 件次 篇次 期次 节次"
)
PEOPLE = _words("人 名 位 员")
EVENTS = _words("场 次 场次 人次 户次 节 期 课 课时 学时 小时 h")  # no two are one
_OTHER = _words(
    "人次 人份 户 户次 家 家次 支 队 组 小组 套 册 本 张 只 台 辆 间 处 座 所 类 种 村 社区 镇 街道 校 栋 幢 层 班 课 "
    "堂 讲 门 轮 趟 回 遍 级 档 笔 票 对 岗 席 盏 根 面 幅 块 把 瓶 箱 盒 包 袋 桶 株 棵 头 羽 片 艘 双 组织 机构 "
    "站点 站 案 天 日 个工作日 个自然日 工作日 自然日 周 旬 月 个月 个季度 季度 季 年 小时 个小时 课时 学时 工时 "
    "个工时 分钟 秒 h hr hrs 人天 人日 人时 元 角 美元 人民币 吨 公斤 千克 kg 克 g 斤 毫克 mg 亩 公顷 平方米 平方公里 "
    "平米 立方米 立方 公里 千米 km 米 厘米 毫米 m cm mm 升 毫升 千瓦 千瓦时 kw kwh 度 分 倍 gb mb tb ml l t min 兆 "
    "公分 平方 平 床 里 华里 餐 部 单 客 字 页 口 届 岗次 封 首 枚 束 顿 剂 杯 碗 个百分点 百分点"
)
IN_ALL = _words("共 合计 总计 累计")  # behind these stands how many there are of all
HOURS_OF_A_DAY, MINUTES_OF_AN_HOUR, DAYS_OF_A_WEEK = 24, 60, 7
PERIODS = {  # in a year
    "月": 12, "季度": 4, "周": 52, "天": 365, "半年": 2, "学期": 2, "两个月": 6, "两月": 6, "两周": 26, "半个月": 24,
    "半月": 24, "旬": 36,
}  # fmt: skip
RATE_UNITS = _words("% (%) 百分比 百分数 百分率 百分号 %(百分比) 百分比(%) %(百分号)")
_ALL_UNITS = frozenset((*COUNTERS, *PEOPLE, *_OTHER))

_SCALE = "(?:万亿|千万|百万|十万|亿|万|千|百)"
# 3部门 and 20餐饮店 count no 部 and no 餐.
_ONLY_UNITS = {
    "平": "平(?![均方台安时常等价整行房面地凡稳息])",
    "床": "床(?![位铺单上边头前旁])",
    "部": "部(?![门分队委位])",
    "单": "单(?![元位身亲独据项双人])",
    "餐": "餐(?![次饮厅馆具补券桌费位盒食])",
}
_BASE = "|".join(
    _ONLY_UNITS.get(unit) or re.escape(unit) for unit in sorted(_ALL_UNITS, key=lambda unit: (-len(unit), unit))
)
# A Latin unit ends where its letters end: `3h/人`, but not `3hello`.
UNIT = lazy_pattern(
    rf"(?:(?:%|‰|‱)(?:\((?:百分比|百分号|%)\))?|百分比|\(%\)|{_SCALE}?(?:{_BASE})(?![a-z])|{_SCALE})"
    rf"(?:[/·*每](?:{_BASE})(?![a-z])){{0,3}}",
    re.IGNORECASE,
)
_MONEY = lazy_pattern(rf"({_SCALE}?)(?:元|人民币元|人民币)")
_ONE_SPELLING = {
    "h": _words("小时 个小时 工时 个工时 hr hrs"),
    "人": _words("名 位 员 人员"),
    "百分点": ("个百分点",),
    "平方米": _words("平米 平方 ㎡ m2 平"),
    "度": _words("千瓦时 kwh"),
    "立方米": _words("立方 m3"),
    "公斤": _words("千克 kg"),
    "公里": _words("千米 km"),
    "里": _words("华里"),
    "米": ("m",),
    "毫米": ("mm",),
    "厘米": ("cm", "公分"),
    "克": ("g",),
    "分钟": ("min",),
    "册": ("本",),
    "天": _words("日 自然日 个自然日"),
    "工作日": ("个工作日",),
    "个月": ("月",),
    "季度": ("季", "个季度"),
    "两个月": ("两月",),
    "人天": ("人日",),
    "场次": ("场(次)",),
    "次": ("次数",),
    "家": ("家次",),
}
_SYNONYMS = {synonym: unit for unit, synonyms in _ONE_SPELLING.items() for synonym in synonyms}


_OF_TWO = lazy_pattern("(?:^|(?<=[/每]))([人户])[·*](?:([天日])|次)$", holding="·*")  # 人·日, 人·次


def normal_unit(unit: str) -> str:
    """One spelling for one unit: no blanks, small letters, no synonyms, what stands behind strokes in one order."""
    return _known(unit) if len(unit) <= _UNIT_LENGTH else _normal(unit)


def _normal(unit: str) -> str:
    text = _OF_TWO.sub(lambda two: two[1] + ("天" if two[2] else "次"), without_blanks(unit).lower())
    if text in RATE_UNITS:
        return "%"
    head, *per = (part for part in re.split("[/·*每]", text) if part) if text.strip("/·*每") else ("",)
    scale, bare = _scale_of(head)
    # Behind a stroke a month is a month (`元/月`), alone it is a length of time (`3个月`).
    behind = sorted(part if part in ("月", "季度") else _SYNONYMS.get(part, part) for part in per)
    return "/".join((scale + _SYNONYMS.get(bare, bare), *behind))


_UNIT_LENGTH = 12  # characters
_known = lru_cache(maxsize=1024)(_normal)  # the same few units are met over and over


def is_rate_unit(unit: str) -> bool:
    return unit != "" and normal_unit(unit) == "%"


def money_factor(unit: str) -> Decimal | None:
    """How many 元 one `unit` is, for a plain amount of money (`万元`, `亿元`, `元`); None for anything else."""
    match = _MONEY.fullmatch(normal_unit(unit))
    if match is None:
        return Decimal("0.1") if normal_unit(unit) == "角" else None
    return Decimal(SCALES.get(match[1], 1))


def split_scale(unit: str) -> tuple[int, str]:
    """`万人次` → 10000, `人次`; `万` → 10000, ``; `场` → 1, `场`."""
    scale, bare = _scale_of(unit)
    return SCALES.get(scale, 1), bare


def without_period(unit: str) -> str:
    """`万/年` → `万`: what is promised for a year is what a year's evaluation counts."""
    return unit.removesuffix("/年")


def _scale_of(unit: str) -> tuple[str, str]:
    if unit in _ALL_UNITS:  # 千克, 千瓦, 千米 and 百分点 are units of their own
        return "", unit
    match = re.match(_SCALE, unit)
    return (match[0], unit[match.end() :]) if match else ("", unit)
