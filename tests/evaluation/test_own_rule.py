"""What a rule of a row gives for what was promised and done, without a workbook around it; the row is worth ten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from workbook_tools.evaluation.own_rule import Case, Earned, earned_by
from workbook_tools.evaluation.scoring_rule import read_rule

D = Decimal


def earned(text: str, **case: Any) -> Earned | None:
    rule = read_rule(text)
    assert rule is not None
    figures = {
        key: D(value) if isinstance(value, str) and key not in ("unit", "says") else value
        for key, value in case.items()
    }
    return earned_by(rule, Case(D(10), **figures))


def count(target: str | None, actual: str | None, unit: str = "个", *, at_most: bool = False) -> dict[str, Any]:
    """A count against its target."""
    if target is None or actual is None or D(target) == 0:
        met = None if actual is None or target is None else D(actual) <= 0
        return {"target": target, "actual": actual, "unit": unit, "met": met, "at_most": at_most}
    ratio = D(target) / D(actual) if at_most and D(actual) else D(actual) / D(target)
    return {
        "target": target, "actual": actual, "unit": unit, "at_most": at_most, "met": ratio >= 1, "completion": ratio,
    }  # fmt: skip


def share(target: str, actual: str, *, at_most: bool = False) -> dict[str, Any]:
    return count(target, actual, "%", at_most=at_most)


@pytest.mark.parametrize(
    ("rule", "case", "points"),
    [
        ("每少1个扣0.5分", count("20", "18"), ("9", "9")),
        ("每少1个扣0.5分", count("20", "18", "例"), ("9", "9")),
        ("每少1个扣0.5分", count("20", "18", "小时"), None),
        ("每少1个扣0.5分", count("20", "18", ""), ("9", "9")),
        ("每少1个扣0.5分", count(None, "18"), None),
        ("每少1个扣0.5分", count("20", None), None),
        ("每少1个扣0.5分", share("0.2", "0.18"), None),
        ("每少1个扣0.5分", count("20", "18", at_most=True), ("10", "10")),  # met: nothing is missing
        ("每少1个扣0.5分", count("20", "22", at_most=True), None),  # what is too many is not what is missing
        ("每少2个扣1分", count("20", "17"), ("8", "9")),
        ("每少1个扣3分，最多扣5分", count("20", "16"), ("5", "5")),
        ("每少1个扣3分，最多扣5分", count("20", "19"), ("7", "7")),
        ("每少1个扣3分", count("20", "12"), ("0", "0")),
        ("每超1个扣1分", count("10", "12", at_most=True), ("8", "8")),
        ("每超1个扣1分", count("10", "8"), None),
        ("每低1个百分点扣1分", share("0.9", "0.87"), ("7", "7")),
        ("每低1个百分点扣1分", share("0.9", "0.875"), ("7", "8")),
        ("每低1个百分点扣1分", count("20", "19"), ("5", "5")),
        ("每低1个百分点扣1分", count("0", "1"), None),
        ("每超1个百分点扣1分", share("0.1", "0.12", at_most=True), ("8", "8")),
        ("每超1个百分点扣1分", count("100", "103", at_most=True), ("7", "7")),
        ("每逾期1天扣2分", {"met": False, "days_late": 3}, ("4", "4")),
        ("每逾期1天扣2分", {"met": False, "days_late": None}, None),
        ("每逾期1次扣2分", {"met": False, "days_late": 3}, None),
        ("每发生1起扣2分", count("0", "2", "起"), ("6", "6")),
        ("每发生1起扣2分", count("0", "0", "起"), ("10", "10")),
        ("每发生1起扣2分", count("5", "2", "起"), None),
        ("每发生1起扣2分", count("0", "2", "人"), None),
        ("每发生1起扣2分", count("0", "2", "%"), None),
        ("≥90%得8分，每低1个百分点扣1分", share("0.9", "0.88"), ("6", "6")),
        ("≥90%得8分，每低1个百分点扣1分", share("0.95", "0.92"), ("8", "8")),  # in the band
        ("≥90%得满分，每低1个百分点扣1分", count("20", "17"), ("5", "5")),  # 85 %
        ("≥20个得8分，每少1个扣1分", count("25", "18"), ("6", "6")),  # what the rule says goes before the target
    ],
)
def test_steps_take_off_what_is_missing(rule: str, case: dict[str, Any], points: tuple[str, str] | None) -> None:
    found = earned(rule, **case)
    assert found == (None if points is None else Earned(D(points[0]), D(points[1])))
    assert found is None or points is None or found.exact is (points[0] == points[1])


BANDS = "≥90%得满分，80%～90%得8分，低于80%不得分"


@pytest.mark.parametrize(
    ("rule", "case", "points"),
    [
        (BANDS, share("0.9", "0.9"), "10"),
        (BANDS, share("0.9", "0.8999"), "8"),
        (BANDS, share("0.9", "0.8"), "8"),
        (BANDS, share("0.9", "0.7999"), "0"),
        (BANDS, count("20", "18"), "10"),  # by how much of the target was done
        (BANDS, count("20", "17"), "8"),
        (BANDS, {"actual": "17", "unit": "个"}, None),
        ("≥20个得满分，10个～20个得5分", count("25", "20"), "10"),
        ("≥20个得满分，10个～20个得5分", count("25", "19"), "5"),
        ("≥20个得满分，10个～20个得5分", count("25", "9"), None),
        ("≥20个得满分，10个～20个得5分，其余得1分", count("25", "9"), "1"),
        ("≥20个得满分，10个～20个得5分，其余得1分", share("0.9", "0.5"), None),
        ("60个以上得6分，80个以上得8分", count("100", "85"), "8"),
        ("10个以下得8分，5个以下得10分", count("3", "4", at_most=True), "10"),
        ("达到目标值的90%得满分，否则不得分", share("0.9", "0.81"), "10"),
        ("达到目标值的90%得满分，否则不得分", share("0.9", "0.8"), "0"),
        ("偏差率10%以内得满分，10%以上不得分", share("0.1", "0.08", at_most=True), "10"),
        ("偏差率10%以内得满分，10%以上不得分", count("100", "92"), None),
        ("超预算不得分", count("100", "120", "万元", at_most=True), "0"),
        ("超预算不得分", count("100", "90", "万元", at_most=True), "10"),
        ("超预算不得分", count("100", "90", "万元"), None),
        ("≥90%得12分", share("0.9", "0.95"), None),  # more than the row is worth
        ("80%～90%得8分，低于80%不得分", share("0.95", "0.9"), "8"),  # an end that no other band claims
        ("80%～90%得8分，低于80%不得分", share("0.95", "0.91"), None),
        ("80%～90%得8分，90%以上得满分", share("0.9", "0.9"), "10"),
        ("90%～100%得满分，80%～90%(含)得8分", share("0.95", "0.9"), "8"),  # said to be of the lower one
        ("80%<完成率≤90%得8分，90%<完成率≤100%得满分", share("0.95", "0.9"), "8"),
        ("80%<完成率≤90%得8分，90%<完成率≤100%得满分", share("0.95", "0.8"), None),
        ("80%<完成率≤90%得8分，90%<完成率≤100%得满分", share("0.95", "1"), "10"),
        ("10个～20个得5分，其余得1分", count("25", "26"), "1"),
        ("≥95%得满分，90%～95%得8分，每超1个百分点加1分", share("0.9", "0.93"), "8"),  # a bonus is beyond all of them
    ],
)
def test_bands_give_what_they_say(rule: str, case: dict[str, Any], points: str | None) -> None:
    assert earned(rule, **case) == (None if points is None else Earned(D(points), D(points)))


@pytest.mark.parametrize(
    ("rule", "case", "points"),
    [
        ("按完成比例得分", count("20", "18"), "9"),
        ("按完成比例得分", count("20", "30"), "10"),
        ("按完成比例得分", {"met": True}, "10"),
        ("按完成比例得分", {"met": False}, None),
        ("按完成比例得分", {}, None),
        ("80%以上按比例得分", count("20", "17"), "8.5"),
        ("80%以上按比例得分", count("20", "15"), None),
        ("80%以上按比例得分", {"met": True}, None),
        ("完成得满分，否则得3分", count("20", "20"), "10"),
        ("完成得8分，否则得3分", count("20", "20"), "8"),
        ("完成得满分，否则得3分", count("20", "18"), "3"),
        ("完成得满分，否则得3分", {}, None),
        ("未完成不得分", count("20", "20"), "10"),
        ("未完成不得分", count("20", "18"), "0"),
        ("未完成不得分", {}, None),
        ("每篇1分，最多5分", count(None, "3", "篇"), "3"),
        ("每篇1分，最多5分", count(None, "7", "篇"), "5"),
        ("每2篇1分", count(None, "5", "篇"), "2"),
        ("每篇1分", count(None, "30", "篇"), "10"),
        ("每篇1分", count(None, "3", "人"), None),
        ("每篇1分", count(None, "0.3", "%"), None),
        ("每篇1分", count(None, None), None),
        ("有得5分，无不得分", {"says": "有"}, "5"),
        ("有得5分，无不得分", {"says": "无"}, "0"),
        ("有得5分，无不得分", {"says": "某"}, None),
        ("有得5分，无不得分", {"says": "3个", "actual": "3"}, "5"),
        ("有得5分，无不得分", {"says": "0个", "actual": "0"}, "0"),
        ("健全得5分，不健全不得分", {"says": "3个", "actual": "3"}, None),
        ("优秀得满分，良好得8分，差不得分", {"says": "良"}, "8"),
        ("优秀得满分，良好得8分，差不得分", {"says": "中等"}, None),
        ("按时完成得满分，未按时完成得2分", {"says": "6月30日", "met": True}, "10"),
        ("按时完成得满分，未按时完成得2分", {"says": "7月2日", "met": False}, "2"),
        ("按时完成得满分，未按时完成得2分", {"says": "某日"}, None),
        ("符合得满分，否则得2分", {"says": "不符合"}, "2"),
        ("符合得满分，否则得2分", {"says": "符合"}, "10"),
        ("符合得满分", {"says": "不符合"}, None),
        ("符合得满分，不符合得2分", {"says": "7月2日", "met": False}, None),  # of no day
        ("按时完成得满分，不合格得2分", {"says": "7月2日", "met": False}, None),
        ("每超10%加1分", count("10", "9"), None),
    ],
)
def test_ratios_conditions_pieces_and_words_give_what_they_say(
    rule: str, case: dict[str, Any], points: str | None
) -> None:
    assert earned(rule, **case) == (None if points is None else Earned(D(points), D(points)))


@pytest.mark.parametrize(
    ("rule", "case", "room", "bonus"),
    [
        ("完成得满分，每超10%加1分，最高加2分", count("10", "11"), "5", "1"),
        ("完成得满分，每超10%加1分，最高加2分", count("10", "11.9"), "5", "1"),
        ("完成得满分，每超10%加1分，最高加2分", count("10", "14"), "5", "2"),
        ("完成得满分，每超10%加1分", count("10", "14"), "5", "4"),
        ("完成得满分，每超10%加1分", count("10", "14"), "3", "3"),
        ("完成得满分，每超10%加1分", count("10", "14"), "0", "0"),
        ("完成得满分，每超2个加1分", count("10", "15"), "5", "2"),
        ("完成得满分，每超1个百分点加0.5分", share("0.9", "0.93"), "5", "1.5"),
        ("≥90%得11分", share("0.9", "0.95"), "1", "1"),
        ("每超10%加1分", count("10", "14"), "5", "4"),
        ("达到目标值得8分，每超10%加1分，最高加5分", count("10", "15"), "2", "2"),
        ("每少1场扣1分，每超1场加0.5分", count("10", "14", "场"), "5", "2"),
        ("每篇2分", count("3", "9", "篇"), "5", "0"),
    ],
)
def test_what_goes_beyond_the_points_keeps_to_its_cap_and_to_the_room(
    rule: str, case: dict[str, Any], room: str, bonus: str
) -> None:
    assert earned(rule, **case, room=room) == Earned(D(10), D(10), D(bonus))
