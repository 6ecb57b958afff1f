"""Why a unit's own score differs from the computed one: which formula, with which rounding, gives what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from itertools import islice

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_digits
from workbook_tools.model import Quantity

_CENT, _TENTH, _ONE = Decimal("0.01"), Decimal("0.1"), Decimal(1)
# The likely roundings first.
_ROUNDINGS = (
    ("四舍五入到一位小数", _TENTH, ROUND_HALF_UP),
    ("四舍五入到整数", _ONE, ROUND_HALF_UP),
    ("去尾到一位小数", _TENTH, ROUND_DOWN),
    ("去尾到整数", _ONE, ROUND_DOWN),
    ("进位到一位小数", _TENTH, ROUND_UP),
    ("进位到整数", _ONE, ROUND_UP),
)
_BANDS = {
    Decimal("0.8"): "“部分达成”一档的上限 80%",
    Decimal("0.6"): "“部分达成”一档的下限 60%（80/60 分档）",
    Decimal("0.5"): "“部分达成”一档的下限 50%（80/50 分档）",
}
_MOST = 2  # explanations told of one gap


def explain_gap(
    points: Decimal | None, completion: Decimal | None, target: Quantity, actual: Quantity, stated: Decimal | None
) -> str:
    """In words, the formula and rounding that lead to `stated`; "" where none does.

    `points` and `stated` are 分, `completion` is a fraction (target ÷ actual for ≤ indicators), `target` and `actual`
    are in one unit.
    """
    if points is None or stated is None or points <= 0 or not 0 <= stated <= points:
        return ""
    share = None if completion is None or completion < 0 else min(_ONE, completion)
    rate = actual.number if actual.unit == "%" and actual.number is not None and 0 <= actual.number < 1 else None
    over = _overrun(completion, target.number, actual.number)
    linear = None if over is None else max(Decimal(0), 1 - over)
    ways = islice(_ways(points, stated, share, linear, rate), _MOST)
    words = "，或".join(ways)
    return f"自评{words}" if words else ""


def _ways(
    points: Decimal, stated: Decimal, share: Decimal | None, linear: Decimal | None, rate: Decimal | None
) -> Iterator[str]:
    """Every way from the figures to the stated score, the plainest first. `rate` is an actual that is itself a rate."""
    formulas = [
        ("分值×完成率", share),
        ("分值×（1－超出部分÷指标值）", linear),
        ("分值×实际值（没有与指标值相比）", rate),
    ]
    known = [(words, value) for words, value in formulas if value is not None]
    for words, value in known:
        if half_up(points * value) == stated:
            yield f"按{words}计分（{_product(points, value)}）"
    if share is not None:
        yield from _by_rounded_rate(points, stated, share)
    for words, value in known:
        for rounding in _roundings(points * value, stated) if value < 1 else ():
            yield f"按{words}计分（{_product(points, value)}），{rounding}得{as_digits(stated)}分"
    yield from _by_band(stated / points, share)


def _roundings(exact: Decimal, stated: Decimal) -> list[str]:
    """The roundings that make `stated` of `exact`: half-up wherever it will do, else the first that will."""
    fits = [
        (words, mode) for words, step, mode in _ROUNDINGS if exact != stated and exact.quantize(step, mode) == stated
    ]
    usual = [words for words, mode in fits if mode == ROUND_HALF_UP]
    return usual or [words for words, _ in fits]


def _by_rounded_rate(points: Decimal, stated: Decimal, share: Decimal) -> Iterator[str]:
    """The rate was rounded before it was multiplied: 49.88 % became 50 %."""
    for step, words in ((Decimal("0.001"), "一位小数"), (_CENT, "整数")):
        rate = half_up(share, step)
        if rate != share and half_up(points * rate) == stated:
            yield f"先把完成率{_percent(share)}四舍五入到百分比的{words}再乘分值（{_product(points, rate)}）"


def _by_band(part: Decimal, share: Decimal | None) -> Iterator[str]:
    """A rating's limit was taken in place of the figure, or the row was given all or nothing."""
    if share == 1:
        return
    if part in _BANDS:
        yield f"按{_BANDS[part]}计分"
    if share is not None and part in (0, 1):
        yield "按满分计，没有按完成率扣分" if part == 1 else "按未完成即零分计"


def _overrun(completion: Decimal | None, target: Decimal | None, actual: Decimal | None) -> Decimal | None:
    """By what part of the target an upper bound was exceeded; only there is more done and less completed."""
    if completion is None or not target or actual is None or not (completion < 1 and actual > target > 0):
        return None
    return (actual - target) / target


def _product(points: Decimal, share: Decimal) -> str:
    return f"{as_digits(points)}×{_percent(share)}＝{as_digits(half_up(points * share))}"


def _percent(share: Decimal) -> str:
    return f"{as_digits(half_up(share * 100))}%"
