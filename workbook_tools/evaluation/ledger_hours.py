"""Rows that ask for hours of service: 总服务工时, 直接服务工时, 间接服务工时.

Every entry of a ledger may carry 直接工时 and 间接工时, whatever indicator it names. A row of hours is therefore
answered by the sum of those columns over all entries: each entry counts once, and no entry needs to name the row.
"""

from __future__ import annotations

from typing import Literal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import normal_unit, split_scale
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model.submission import Indicator

Hours = Literal["", "direct", "indirect", "both"]

_NOUN = r"(?:工时数?|服务时数|服务时长|服务小时数?|时数|时长|小时数)"
# Hours of training, of volunteers or of supervision are no hours of service: any other word ends the match.
_HOURS = lazy_pattern(
    r"(?:一年|本?年度?|全年|总共?|合计|累计|项目|社工站?|站点|专业|提供|完成|的|服务|直接|间接|和|与|及|、|/|\+){0,12}"
    rf"{_NOUN}(?:总数|合计|总计|总量|数)?"
)
_KIND = lazy_pattern(r"(?:专业)?(?:直接|间接)(?:专业)?(?:服务)?")
_WHOLE = lazy_pattern(r"总计?|合计|总数")


def hours_of_row(row: Indicator) -> Hours:
    """Which hours a row asks for; "" for a row of anything else."""
    if not _in_hours(row.unit or row.target.unit):
        return ""
    both_named = "直接" in row.target.text and "间接" in row.target.text
    kind = hours_of_name(row.item or row.level3, row.level3)
    return "both" if not kind and both_named else kind


def hours_of_item(row: Indicator, label: str, unit: str) -> Hours:
    """The same for an item of a list inside one cell: `直接服务工时26880小时；间接服务工时3304小时`."""
    return hours_of_name(label, row.item or row.level3) if _in_hours(unit or row.unit) else ""


def hours_of_name(name: str, above: str) -> Hours:
    """直接 or 间接 alone say enough in a row that is measured in hours; 合计 says what the name above it says."""
    bare = bare_text(name)
    if _WHOLE.fullmatch(bare):
        return "both" if _HOURS.fullmatch(bare_text(above)) else ""
    if not _HOURS.fullmatch(bare) and not _KIND.fullmatch(bare):
        return ""
    direct, indirect = "直接" in bare, "间接" in bare
    if direct == indirect:
        return "both"
    return "direct" if direct else "indirect"


def _in_hours(unit: str) -> bool:
    """小时, 工时, 万小时, 小时/年; nothing that is counted per head."""
    head, _, per = normal_unit(unit).partition("/")
    return split_scale(head)[1] == "h" and per in ("", "年")
