"""What messages are put together from, besides figures: lists, days, amounts with their sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from workbook_tools.basis.figures import as_count, as_money
from workbook_tools.catalogue import Phrase as Phrase
from workbook_tools.catalogue import quote

if TYPE_CHECKING:
    from workbook_tools.model.rosters import LostAgain

MOST_LISTED = 6


def signed_money(value: Decimal) -> str:
    return ("+" if value > 0 else "") + as_money(value)


def day(value: date) -> str:
    return value.isoformat()


def listed(parts: Iterable[str], most: int = MOST_LISTED) -> Phrase:
    """`甲、乙、丙等5项`: at most `most` parts, each shortened."""
    shown: Sequence[str] = [quote(part) for part in parts]
    rest = f"等{len(shown)}项" if len(shown) > most else ""
    return Phrase("、".join(shown[:most]) + rest)


def lost_together(several: Iterable[LostAgain], *, by_period: bool) -> list[list[LostAgain]]:
    """Items that lost points again, by assessor, and if it is asked by both periods."""
    found: dict[tuple[str, ...], list[LostAgain]] = {}
    for each in several:
        periods = (each.now.period, each.when) if by_period else ()
        found.setdefault((each.now.assessor, *periods), []).append(each)
    return list(found.values())


def lost_words(each: LostAgain) -> str:
    """“台账完整”扣 3 分（G5，此前 G2）."""
    assert each.now.points is not None
    assert each.now.score is not None
    lost = each.now.points - each.now.score
    return f"“{each.now.content}”扣 {as_count(lost)} 分（{each.now.at('score')}，此前 {each.before.at('score')}）"
