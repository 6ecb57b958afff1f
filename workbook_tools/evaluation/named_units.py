"""The units that count what an indicator's name asks for: 培训场次 is counted in 场, 覆盖村数 in 个, and none of them
in 人."""

from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.basis.unit_names import COUNTERS, UNIT, normal_unit, split_scale, without_period

_SESSIONS = "场 场次 次 回 趟 轮 期 期次 节 节次 堂 课 讲 班 批 批次 项 项次 个 个次"
_TIMES = f"{' '.join(each for each in COUNTERS if each != '份')} 回 趟 轮 遍 堂 课"
_PLACES = "个 家 所 处 座 间 栋 幢 片 块 村 社区 镇 街道 校 站 站点"
_PEOPLE = "人 个 例"
_BODIES = "家 个 户 所 处 支 机构 组织"
_TEAMS = "支 队 个 组 小组"
_WRITTEN = "份 册 本 张 套 部 篇 条 件 项 个 例 期 种 类 宗"
_BUILT = f"{_WRITTEN} 处 块 面 台 座 间 幅 款 组"
_CASES = "例 个 案 件 起 宗 项 条 单 次"
_LESSONS = "课时 学时 节 节次 堂 课"
_HOURS = "h 分钟 秒 天 工作日 周 个月 年"
# What a name says by itself, without 数 behind it.
_COUNTS = (
    ("人次", "人次"),
    ("户次", "户次"),
    ("场次", _SESSIONS),
    ("频次", _TIMES),
    ("课时 学时", _LESSONS),
    ("小时 工时 时长 时数", f"{_HOURS} 课时 学时 人时"),
)
# What it says with 数 behind it.
_NUMBERS = (
    ("场", _SESSIONS),
    ("次", _TIMES),
    ("节", f"{_LESSONS} 次 场"),
    ("期", f"{_SESSIONS} {_WRITTEN}"),
    ("例", f"{_CASES} 人 户"),
    ("件 起 宗", _CASES),
    ("份 篇 条", f"{_WRITTEN} 次"),
    ("家", f"{_PLACES} {_BODIES}"),
    ("支", _TEAMS),
)
_OF_PLACES = "村 社区 村居 居委会 村委会 街道 乡镇 小区 院落 站 站点 网点 服务点 点位 基地 阵地 场所 驿站 学校"
# What it says with it, or beside a target that is counted so. The longest ending is the one that counts.
_NOUNS = (
    ("人 人员 居民 村民 市民 农民 牧民 移民 者 儿童 学生 老师 教师 社工师 律师 医生 骨干 党员 会员 队员 学员", _PEOPLE),
    ("志愿者 工作者 专家 干部 青少年 妇女 社工", _PEOPLE),
    ("户 家庭", "户 家 个"),
    (_OF_PLACES, _PLACES),
    ("单位 机构 企业 组织 协会 商会 公司 部门 团体 社团 合作社 商家 商户", _BODIES),
    ("队 队伍 团队", _TEAMS),
    ("档案 报告 制度 方案 预案 台账 台帐 协议 合同 手册 指南 教材 清单 论文 专利 证书", _WRITTEN),
    ("项目 品牌 机制 平台 设施 设备 宣传栏 展板", _BUILT),
    ("入户 动员 活动组织 协商会", ""),  # no such thing
)
_IN_HOURS = ("小时", "工时")
_BRACKET = lazy_pattern(r"[(（](?:单位[:：])?([^()（）]*)[)）]", holding="(（")
_APART = lazy_pattern("[、，,;；/和及与]", holding="、，,;；/和及与")
_NO_TOTAL = lazy_pattern("[均每率]|单次|单位(?=服务|成本)|比例|占比", holding="均每率单比")


class _Counted(NamedTuple):
    """What a part of a name says is counted."""

    units: frozenset[str]
    by_itself: bool  # it says how many there are to be: 村数, 场次


def _by_ending(table: tuple[tuple[str, str], ...]) -> dict[str, frozenset[str]]:
    return {word: frozenset(map(normal_unit, units.split())) for words, units in table for word in words.split()}


_OF_COUNTS, _OF_NOUNS = _by_ending(_COUNTS), _by_ending(_NOUNS)
_OF_NUMBERS = {**_by_ending(_NUMBERS), **_OF_NOUNS}
_GOES_THERE = ("进", "入", "到", "下", "驻")  # in front of a place: 川剧进社区 counts no 社区
_PLACE_WORDS = frozenset(_OF_PLACES.split())
_LONGEST = max(map(len, (*_OF_COUNTS, *_OF_NUMBERS)))


def unit_in(name: str) -> str:
    """The unit that a name gives its target: `人` of 受益人数（人）, `小时` of 服务小时数."""
    text = without_blanks(name)
    unit = next((each[1] for each in _BRACKET.finditer(text) if each.end() == len(text)), "")
    if unit:
        return unit if "/" not in unit and UNIT.fullmatch(unit) else ""
    return "小时" if text.removesuffix("数").endswith(_IN_HOURS) and not _NO_TOTAL.search(text) else ""


def units_by_name(name: str, unit: str = "") -> frozenset[str]:
    """The units that may count what a name asks for, where its target is given in `unit`; none where that is not said.

    A name that says how many (村数, 场次) says so for a target without a unit; another one (志愿队伍) only beside a
    target that is counted so: 走访企业 13 may be thirteen visits.
    """
    bare = _bare(unit)
    parts = _APART.split(_BRACKET.sub("", without_blanks(name.rpartition("·")[2])))
    if _NO_TOTAL.search(parts[-1]):
        return frozenset()
    counted = _counted_in(parts[-1])
    others = (_counted_in(part) for part in parts[:-1])
    if any(other.by_itself and other.units != counted.units for other in others):
        return frozenset()  # 活动场次和人数
    return counted.units if bare in counted.units or (counted.by_itself and not bare) else frozenset()


def counts_another_thing(name: str, theirs: str, ours: str) -> bool:
    """Whether `ours` counts another thing than a name asks for whose target is given in `theirs`: 13场 of 村数."""
    if not ours or ours == theirs:
        return False  # whatever the name asks for
    unit, units = _bare(ours), units_by_name(name, theirs)
    return bool(unit and units) and unit not in units


def _bare(unit: str) -> str:
    """Without its scale, and without what it is per."""
    return split_scale(without_period(normal_unit(unit)))[1].partition("/")[0]


def _counted_in(part: str) -> _Counted:
    noun = part.removesuffix("量").removesuffix("数") if part.endswith(("数", "数量")) else part
    if units := _at_its_end(noun, _OF_COUNTS):
        return _Counted(units, by_itself=True)
    says_how_many = noun != part
    if says_how_many:
        return _Counted(_at_its_end(noun.removesuffix("总").removesuffix("个"), _OF_NUMBERS), by_itself=True)
    return _Counted(_at_its_end(noun, _OF_NOUNS), by_itself=False)


def _at_its_end(text: str, table: dict[str, frozenset[str]]) -> frozenset[str]:
    endings = (text[-length:] for length in range(min(_LONGEST, len(text)), 0, -1))
    ending = next((ending for ending in endings if ending in table), "")
    goes_there = ending in _PLACE_WORDS and text.removesuffix(ending).endswith(_GOES_THERE)
    return frozenset() if not ending or goes_there else table[ending]
