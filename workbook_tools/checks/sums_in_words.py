"""A count and its parts in one sentence, or in one cell: `活动38场，其中线上20场、线下18场`."""

from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern

_UNITS = "人次|户次|场次|小时|课时|人|名|个|次|场|节|份|篇|支|件|例|户|万元|元"
_NUMBER = r"[0-9]{1,9}(?:[.][0-9]{1,4})?"
_WHOLE = lazy_pattern(
    rf"(?<![0-9.])(?P<whole>{_NUMBER})(?P<unit>{_UNITS})[,;:]?[(]?(?P<mark>其中|包括|含|分别为)?[:,]?"
    rf"(?P<parts>[^0-9,;、()。]{{1,8}}{_NUMBER}(?P=unit)(?:[,、和及+][^0-9,;、()。]{{1,8}}{_NUMBER}(?P=unit)){{1,7}})"
    r"(?:[)]|$|[,;。])"
)
_PART = lazy_pattern(rf"(?P<name>[^0-9,;、()。和及+]{{1,8}})(?P<number>{_NUMBER})")
_SUMMED = lazy_pattern(
    rf"(?P<parts>(?:[^,;、。()]{{0,12}}?(?<![0-9.]){_NUMBER}(?P<unit>{_UNITS})[,、])(?:[^,;、。()]{{0,12}}?(?<![0-9.]){_NUMBER}(?P=unit)[,、]){{1,11}})"
    rf"(?:合计|总计)(?P<whole>{_NUMBER})(?P=unit)",
    holding="计",
)
_SUMMAND = lazy_pattern(rf"(?P<number>{_NUMBER})(?:{_UNITS})[,、]")
# These are all that there is.
_ALL_THERE_IS = (
    ("线上", "线下"),
    ("男", "女"),
    ("直接", "间接"),
    ("上半年", "下半年"),
    ("室内", "室外"),
    ("室内", "户外"),
)
# Steps that one thing goes through, so that it may be counted with each: 42 cases, 42 opened, 35 closed.
_STEP = lazy_pattern(
    r"新开|新增|开案|开设|接案|立案|受理|在办|跟进|续办|结转|转介|转办|办结|结案|结束|销案|归档|回访|完成|终止|评估|建档|复查"
)


class OddParts(NamedTuple):
    clause: str
    parts: str
    sum: str
    whole: str
    unit: str


def odd_parts(text: str) -> OddParts | None:
    """The first count of a text whose parts are more than it, or all of them and not it; `text` without blanks."""
    for match in _WHOLE.finditer(text):
        parts = list(_PART.finditer(_one_list(match["parts"])))
        if any(_STEP.search(part["name"]) for part in parts):  # each may be all of them, none can be more
            parts = [max(parts, key=lambda part: Decimal(part["number"]))]
        whole, total = Decimal(match["whole"]), sum((Decimal(part["number"]) for part in parts), Decimal())
        names = [part["name"] for part in parts]
        complete = len(parts) == 2 and any(
            (one in names[0] and other in names[1]) or (other in names[0] and one in names[1])
            for one, other in _ALL_THERE_IS
        )
        if (total > whole and match["mark"]) or (complete and total != whole):
            shown = "＋".join(as_count(Decimal(part["number"])) for part in parts)
            return OddParts(match[0].strip(",;。"), shown, as_count(total), as_count(whole), match["unit"])
    return _not_their_sum(text)


def _not_their_sum(text: str) -> OddParts | None:
    """`一季度302人次、二季度315人次,合计671人次`: the sum with its digits exchanged, or off by less than a tenth."""
    if "合计" not in text and "总计" not in text:  # as nearly every sentence
        return None
    for match in _SUMMED.finditer(text):
        numbers = [Decimal(part["number"]) for part in _SUMMAND.finditer(match["parts"])]
        whole, total = Decimal(match["whole"]), sum(numbers, Decimal())
        slip = abs(whole - total) * 10 < total or sorted(match["whole"]) == sorted(str(total))
        if whole != total and slip:
            shown = "＋".join(as_count(number) for number in numbers)
            return OddParts(match[0].strip(",;。"), shown, as_count(total), as_count(whole), match["unit"])
    return None


def _one_list(parts: str) -> str:
    """What is counted behind a comma after a list is something else: 老人28个、儿童34个,结案55个."""
    listed, comma, _ = parts.partition(",")
    return listed if comma and "、" in listed else parts
