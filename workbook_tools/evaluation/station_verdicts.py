"""What a grade of the station assessment means for the money: it passes, fails, waits for rectification, or is none.

Source: 穗府办规〔2018〕13号 (合格以上拨付；可整改的整改合格后拨付；不合格不予拨付，合同终止).
"""

from __future__ import annotations

from typing import Literal

from workbook_tools.basis.grade_words import SCALE_OF_GRADES, grade_rank
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.evaluation.scheme import Scheme, bare_text

StationVerdict = Literal["passes", "fails", "rectify", "rectified", ""]
Gate = Literal["合格", "不合格", ""]

FAILING = "不合格"
_LETTERED = lazy_pattern(r"[A-E1-5一二三四五]{1,4}[+-]?(?:级|等|类|档|星|星级|等级)|[A-E]{1,4}[+-]?")
_FAILED = ("不合格", "未通过", "不通过", "不达标", "未达标", "不符合")
_PASSED = ("合格", "通过", "达标", "符合", "优秀", "良好")


def station_verdict(grade: str, scheme: Scheme) -> StationVerdict:
    """By the scheme's grades; 可整改 and 整改后合格 are known beside them. "" for any other word.

    >>> station_verdict("整改后合格", scheme), station_verdict("良", scheme)  # doctest: +SKIP
    ('rectified', '')
    """
    wanted = bare_text(grade)
    if "整改" in wanted:
        conclusion = gate(wanted.rpartition("整改")[2])  # 不合格，限期整改 is one that waits
        return "fails" if conclusion == "不合格" else "rectified" if conclusion == "合格" else "rectify"
    if any(wanted == bare_text(name) for name in scheme.station_passes):
        return "passes"
    failing = [cut.name for cut in scheme.station_grades] or [FAILING]
    return "fails" if any(wanted == bare_text(name) for name in failing) else ""


def gate(conclusion: str) -> Gate:
    """合格, 不合格, or "" for a conclusion that says neither."""
    text = bare_text(conclusion)
    if any(word in text for word in _FAILED):
        return "不合格"
    return "合格" if any(word in text for word in _PASSED) else ""


def is_fiscal_only(grade: str, scheme: Scheme) -> bool:
    """优 良 中 差: a grade of the fiscal scale that the station scale does not have."""
    wanted = bare_text(grade)
    station = {bare_text(name) for name in station_scale(scheme)}
    return wanted not in station and wanted in {bare_text(cut.name) for cut in scheme.grades}


def may_be_a_grade(grade: str) -> bool:
    """基本合格, 达标, A级, 三星: a grade that some place may give. 不达标 passes nowhere, and 已完成 is no grade.

    >>> may_be_a_grade("A级"), may_be_a_grade("不达标"), may_be_a_grade("已完成")
    (True, False, False)
    """
    wanted = bare_text(grade)
    rank = grade_rank(wanted)
    return (rank is not None and rank + 1 < len(SCALE_OF_GRADES)) or _LETTERED.fullmatch(wanted) is not None


def station_scale(scheme: Scheme) -> tuple[str, ...]:
    """The names of the station grades, best first; the common ones where the scheme names no place."""
    return tuple(cut.name for cut in scheme.station_grades) or (*scheme.station_passes, FAILING)
