"""Words that staff put where a figure could stand: grades, ratings, and how far something was done.

Source of the three ratings: 财预〔2020〕10号 (达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差).
"""

from __future__ import annotations

import re
from typing import Literal

from workbook_tools.basis.lazy_pattern import lazy_pattern

Rating = Literal["达成", "部分达成", "未达成", ""]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MET = _words(
    "提前完成 达成预期指标 达成年度指标 全部达成预期指标 达成预期目标 完成预期目标 达到预期目标 "
    "达到预期指标 达到预期效果 达到预期 达成 已达成 全部达成 完全达成 达标 已达标 全部达标 完成 已完成 全部完成 "
    "全面完成 按时完成 按期完成 按计划完成 如期完成 及时完成 圆满完成 超额完成 已按时完成 已全部完成 完成目标 完成任务 "
    "及时 已及时 按时 按期 准时 是 合规 符合 符合要求 符合规定 已实现 实现 已落实 落实 已建立 已验收 验收合格 合格 "
    "及格 已及格 有 已合格 已开展 通过 已通过 √ ✓ ✔ ☑"
)
_PARTLY = _words(
    "部分达成预期指标并具有一定效果 部分达成预期指标 部分达成年度指标并具有一定效果 "
    "部分达成预期目标并具有一定效果 部分达成 部分完成 基本达成 基本完成 大部分完成 大部分达成 部分达标 基本达标 "
    "基本达到预期 基本及时 较及时 部分实现 部分落实 进行中 正在进行 推进中"
)
_UNMET = _words(
    "未达成预期指标且效果较差 未达成年度指标且效果较差 未达成预期目标且效果较差 未达成预期指标 未达成预期目标 "
    "未达成 没有达成 未完成 没有完成 未达标 不达标 未达到预期 未实现 未开展 未落实 不及时 未及时 未按时完成 "
    "未按期完成 逾期 逾期完成 延期 不合格 不及格 否 不符合 不合规 未验收 未通过 不通过 ✗ ✘"
)
_QUALITY = _words(
    "优秀 优良 优 良好 较好 良 中等 中 一般 差 较差 好 很好 明显 较明显 比较明显 显著 较显著 效果明显 效果显著 "
    "成效明显 成效显著 效果良好 效果较好 成效良好 有效 有所提高 有所提升 有所改善 有所增强 提高 提升 改善 增强 "
    "逐步提高 逐步提升 逐步改善 不断提高 不断提升 不断增强 明显提高 明显提升 明显改善 显著提高 显著提升 显著改善 "
    "持续提升 持续改善 持续 长期 健全 完善 规范 稳定 满意 基本满意 非常满意 较满意 比较满意 不满意 高 较高 中 低 "
    "较低 基本合格 基本符合 促进 保障 有保障 得到保障 充分 安全 公平 公正 公开 无明显 不明显 影响明显 影响较大 "
    "可持续"
)

RATINGS: dict[str, Rating] = {
    **dict.fromkeys(_MET, "达成"),
    **dict.fromkeys(_PARTLY, "部分达成"),
    **dict.fromkeys(_UNMET, "未达成"),
}
WORDS = frozenset((*RATINGS, *_QUALITY))
# From the best to the worst, for `优良以上` and for comparing a promised grade with a reached one.
SCALE_OF_GRADES = (
    ("优秀", "优"),
    ("优良",),
    ("良好", "良"),
    ("合格", "及格", "达标", "中", "中等"),
    ("基本合格", "基本达标"),
    ("不合格", "不及格", "差", "较差", "未达标", "不达标"),
)
_GRADES = "|".join(word for words in SCALE_OF_GRADES for word in words if len(word) > 1)
_LEADS = ("达到", "达", "为", "评为", "获评", "被评为", "评定为", "不低于", "至少")
_TAIL = lazy_pattern(r"((?:及|或|\(含\))?以上(?:\(含\))?|等级|等次|水平|档次|级)$")
_OFFICIAL = lazy_pattern(r"(部分达成|未达成|达成)了?(?:预期|年度|既定)?(?:指标|目标)")
_ASSESSED = lazy_pattern(
    f"[^0-9,;。]{{0,16}}(?:评估|评价|考核|考评|等级|等次|结果|结论|评定|评级|验收|检查|审计|测评|年检|年审)"
    f"[^0-9,;。]{{0,6}}?(?:达到|达|为|:)?(?P<word>{_GRADES})(?P<tail>(?:及|或)?以上|等级|等次)?"
)
_DONE = "(?:完成|达成|达到|达标|实现|落实|开展|通过)了?"
_WHAT = "(?:预期|预定|年度|既定|全部|各项|规定|相关|工作|计划|任务|目标|指标|要求|效果|标准|的)*"
_HOW = "(?:已|均|都|现|各项|全部|全面|圆满|超额|如期|按时|按期|按要求|按计划|及时|顺利)*"
_PHRASES = (
    (lazy_pattern(f"(?:大?部分|基本上?|大致|未能?完全|未能?全部)已?{_DONE}{_WHAT}"), "部分完成"),
    (lazy_pattern(f"(?:暂|尚|仍|还)?(?:未|没有?|未能|没能)(?:能)?(?:按时|按期|按要求|如期)?{_DONE}{_WHAT}"), "未完成"),
    (lazy_pattern(f"{_HOW}{_DONE}{_WHAT}|(?:超过|超出|好于|优于|高于)(?:预期|预定)?(?:目标|效果|计划)?"), "完成"),
)
_PASSED = lazy_pattern(  # 已通过区民政局审核
    "(?:已|均|全部|顺利)*通过了?[^0-9,;:。()未没不自]{0,10}?(?:审核|审批|评审|审查|验收|审定|备案|复核|年检)",
    holding="通",
)
_AHEAD = lazy_pattern("(?:已)?提前[^,;。]{0,10}完成[^,;。]{0,6}")


def grade_in(text: str) -> tuple[str, str] | None:
    """The grade word of a normalised text and its bound: `优良以上` → 优良, ≥. None for other texts."""
    bare = text.strip("。;,!.、 ")
    bare = bare.rstrip("√✓✔☑✅ ") or bare  # 完成✓
    return _word(bare) or _assessed(bare) or _official(bare) or _stated(bare)


def rating_of(word: str) -> Rating:
    """The official rating that a grade word stands for; "" for words that say how good, not how far (`良好`)."""
    return RATINGS.get(word, "")


def grade_rank(word: str) -> int | None:
    """0 for the best grade; None for words outside the scale of grades."""
    return next((rank for rank, words in enumerate(SCALE_OF_GRADES) if word in words), None)


def _stated(bare: str) -> tuple[str, str] | None:
    """The rating that a text without figures starts with: `未完成，正在推进`, `尚未达到目标`, `超过预期`."""
    first = re.split("[,;:。(]", bare, maxsplit=1)[0]
    if any(c.isdigit() for c in bare):
        return None
    if first in RATINGS:
        return first, ""
    return next(((word, "") for pattern, word in _PHRASES if pattern.fullmatch(first)), None)


def _word(bare: str) -> tuple[str, str] | None:
    bound = ""
    lead = next((lead for lead in _LEADS if bare.startswith(lead) and len(bare) > len(lead)), "")
    if lead and bare not in WORDS:
        bare, bound = bare[len(lead) :], "≥" if lead in ("不低于", "至少") else ""
    for _ in range(3):
        if bare in WORDS:
            return bare, bound
        tail = _TAIL.search(bare)
        if tail is None:
            return None
        bound = "≥" if "以上" in tail[1] else bound
        bare = bare[: tail.start()]
    return None


def _assessed(bare: str) -> tuple[str, str] | None:
    """`中期评估良好`, `评估等级为良好以上`: one grade with what it was given for."""
    match = _ASSESSED.fullmatch(bare)
    if match is not None:
        return match["word"], "≥" if "以上" in (match["tail"] or "") else ""
    if _PASSED.fullmatch(bare):
        return "通过", ""
    return ("提前完成", "") if _AHEAD.fullmatch(bare) else None


def _official(bare: str) -> tuple[str, str] | None:
    match = _OFFICIAL.match(bare)
    return (match[1], "") if match else None
