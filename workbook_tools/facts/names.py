"""Names that last: one id for an indicator in every workbook and year, and the street that a station is of."""

from __future__ import annotations

from collections.abc import Mapping

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.model import Information

Aliases = Mapping[str, str]  # a name of an indicator, or of its item → the one that it means
# 广州市白云区永平街道办事处, 青石镇人民政府: what 购买方 names; else what the station's own name begins with.
_OFFICE = lazy_pattern(
    r"(?:^|[省市区县旗州盟府])([^省市区县旗州盟府]{1,12}?(?:街道|镇|乡))(?:办事处|人民政府|政府|党工委)"
)
_STATION = lazy_pattern(
    r"(?:[^省市区县旗州盟]{1,8}[省市区县旗州盟]){0,3}([^省市区县旗州盟]{1,10}?(?:街道|街|镇|乡))(?:社|综)"
)


def indicator_id(level3: str, item: str, unit: str, aliases: Aliases) -> str:
    """入户探访|次: the names in one spelling, by what they mean, and the unit. "" for a row without a name."""
    parts = [without_blanks(part) for name in (level3, item) for part in name.split("·")]
    name = "·".join(aliases.get(part, part) for part in dict.fromkeys(parts) if part)
    return "|".join(part for part in (name, normal_unit(unit)) if part) if name else ""


def street_of(information: Information) -> str:
    """东湖街道, 青石镇; "" where neither 购买方 nor the station's name says it."""
    office = _OFFICE.search(without_blanks(information.purchaser))
    if office is not None:
        return office[1]
    own = _STATION.match(without_blanks(information.station))
    if own is None:
        return ""
    return own[1] if not own[1].endswith("街") else f"{own[1]}道"
