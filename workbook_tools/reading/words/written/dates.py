"""Deadlines and days in words: `9月前`, `2022年12月底前`, `2021年12月完成`, `7月`, `2022-08-01`, `年底前`, `第三季度`.

A month without a day stays a month. `9月前` is before September begins (<); `12月底前`, `12月31日前` and `12月以前`
take their last day in (≤). A span (`1月至12月`) is read as its end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.text_forms import DAY, MONTH
from workbook_tools.model.basics import Moment, Quantity
from workbook_tools.reading.words.written.by_character import ByCharacter

LONGEST = 60
_LEAP_YEAR = 2024
_YEAR_WORDS = "当年度?|本年度?|今年|年度|每年"  # 次年 is another year, and which one the row does not say
_YEAR = f"(?:(?P<year>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?=年[0-9]{{1,2}}月))年度?|(?P<this>{_YEAR_WORDS}))?"
_IN_WORDS = f"(?P<month>{MONTH})月份?(?:(?P<day>{DAY})[日号])?"
_DIGIT_DAY = f"(?:(?P=sign)(?P<digit_day>{DAY})日?)?"
_IN_DIGITS = f"(?P<digit_year>20[0-9]{{2}})(?P<sign>[-./])(?P<digit_month>{MONTH}){_DIGIT_DAY}"
_PART = r"(?:第?(?P<quarter>[1-4一二三四])季度|(?P<half>上半年|下半年)|(?P<end>年底|年末|年终|年内|底))"
_SPAN = (
    f"(?P<span>(?:(?:(?:19|20)[0-9]{{2}}年)?{MONTH}月?份?(?:{DAY}[日号])?"
    rf"|(?:19|20)[0-9]{{2}}[-./]{MONTH}(?:[-./]{DAY})?)[-~至到]{{1,2}})?"  # 1月——12月 too
)
_LEADS = "于|在|不超过|截止到?|截至|计划|预计|不晚于|不迟于|最迟|最晚|按时|及时|≤|<|=|实际|已经?于|已"
_LEAD = f"(?P<lead>(?:应|须|需|要)?(?:{_LEADS})*)"
_EDGE = "(?P<edge>(?:上中|中下|[上中下])旬|月?初|月?中|月?底|月?末|内)?"
_BOUND = r"(?P<bound>\(?含\)?以前|之前|以前|前|之内|以内|内|之后|以后|后|起|止)?"
_DONE = "完成|完工|竣工|建成|验收|交付|到位|拨付|发放|支付|提交|上报|开展|实施|启动|开工|投入使用|结束|完毕|结项|达成"
_TAIL = (
    f"(?P<tail>(?:全部|全面|已|均|按时|按期|及时|基本)*(?:{_DONE})[验收支付工作任务完成项目合格全部]{{0,8}})?[。;.]?"
)
_DATE = lazy_pattern(f"{_LEAD}{_SPAN}{_YEAR}(?:{_IN_WORDS}|{_IN_DIGITS}|{_PART})?{_EDGE}{_BOUND}{_TAIL}")
_TIME = lazy_pattern(r"(?:[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|(?<=[日号])[0-9]{1,2}[时点])(?=前|之前|以前|$)")
_SHORT = lazy_pattern(
    f"^({MONTH})[./]({DAY})((?:之|以)?前)$|^(?:不晚于|不迟于|最迟|最晚)({MONTH})[./]({DAY})日?$", holding="前晚迟"
)
_SAME_MONTH = lazy_pattern(f"({MONTH})月({DAY})[日号]?([-~至到])(?={DAY}[日号])", holding="-~至到")  # 9月15日至16日
_COMPACT = lazy_pattern("^(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$")
_YEAR_OF_TWO = lazy_pattern(f"^(2[0-9]([-./]){MONTH}\\2{DAY}日?)$", holding="-./")  # 22/6/15
_WRITTEN: ByCharacter[Callable[[str], str]] = ByCharacter((
    ("前晚迟", lambda text: _SHORT.sub(lambda m: f"{m[1] or m[4]}月{m[2] or m[5]}日{m[3] or '前'}", text)),
    ("0", lambda text: _COMPACT.sub(r"\1-\2-\3", text)),
    ("./-", lambda text: _YEAR_OF_TWO.sub(r"20\1", text)),
    ("-~至到", lambda text: _SAME_MONTH.sub(r"\1月\2日\3\1月", text)),
    (":时点", lambda text: _TIME.sub("", text)),
))  # fmt: skip
_DAYS = {  # first and last
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31), "初": (1, 10),
    "中": (11, 20),
}  # fmt: skip
_LAST_MONTHS = {"上半年": 6, "下半年": 12}


def date_in(text: str) -> Quantity | None:
    """The day of a text that is a date from end to end, with its bound; None for every other text."""
    if len(text) > LONGEST:
        return None
    for write in _WRITTEN.for_text(text):
        text = write(text)
    match = _DATE.fullmatch(text)
    moment = _moment(match) if match else None
    if match is None or moment is None:
        return None
    return Quantity("date", moment=moment, operator=_bound(match), codes=("Q111",) if match["span"] else ())


def _moment(match: re.Match[str]) -> Moment | None:
    """What the parts of the text add up to; None where neither a month nor a year's end is named."""
    year = int(match["year"] or match["digit_year"] or 0) or _year_of_span(match["span"])
    year = year + 2000 if year and year < 100 else year
    month, day = match["month"] or match["digit_month"], match["day"] or match["digit_day"]
    if month and not day and (days := _DAYS.get((match["edge"] or "").removeprefix("月"))):
        return Moment(int(month), year, *days)
    if month and day and int(day) > monthrange(year or _LEAP_YEAR, int(month))[1]:
        return None  # 6月31日
    if month:
        return Moment(int(month), year, int(day) if day else None)
    if quarter := match["quarter"]:
        return Moment(number_of(quarter) * 3, year)
    if half := match["half"]:
        return Moment(_LAST_MONTHS[half], year)
    if match["year"] or match["end"] not in (None, "底"):
        return Moment(12, year)
    this_year = match["this"] and (match["end"] or match["tail"] or _inside(match))
    return Moment(12) if this_year else None


def _bound(match: re.Match[str]) -> Operator:
    bound = match["bound"] or ""
    if bound.endswith("后") or bound == "起":
        return Operator.GE
    if bound.endswith("前"):
        month_alone = match["month"] and not match["day"] and not match["edge"] and "以" not in bound
        return Operator.LT if month_alone else Operator.LE
    if "<" in match["lead"]:
        return Operator.LT
    late = re.search("不超过|不晚于|不迟于|最迟|最晚|截止|截至|≤", match["lead"])
    no_month = not (match["month"] or match["digit_month"])
    if bound or late or no_month or match["span"] or match["edge"] in ("内", "底", "末", "月底", "月末"):
        return Operator.LE
    return Operator.EQ if "=" in match["lead"] else Operator.NONE


def _inside(match: re.Match[str]) -> bool:
    return match["edge"] == "内" or (match["bound"] or "").endswith("内")


def _year_of_span(span: str | None) -> int | None:
    found = re.match("(?:19|20)[0-9]{2}", span or "")
    return int(found[0]) if found else None
