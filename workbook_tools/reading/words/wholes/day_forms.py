"""Days in other forms: `4.22挂牌`, `2022-08-12报送`, `12月26日才交`, `第三季度内签订`, a day and how long it took
from there (`8月25日开班，为期两周`), the day of the row's own act among others (`12月30日完工，2023年1月5日归档`),
and a span for so many months.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.text_forms import DAY, HAN, MONTH
from workbook_tools.model.basics import Moment, Quantity
from workbook_tools.reading.words.wholes.arithmetic import worked_out
from workbook_tools.reading.words.written.dates import date_in

if TYPE_CHECKING:
    from workbook_tools.reading.words.phrases.context import Context

_ON = f"(?:20[0-9]{{2}}年)?{MONTH}月{DAY}[日号]"
_DOTTED = lazy_pattern(
    f"(?<![0-9.])(1[0-2]|0?[1-9])[.](3[01]|[12][0-9]|0[1-9])(?=(?:日)?{HAN}{{1,8}}$)日?", holding="."
)
_IN_DIGITS = lazy_pattern(f"(20[0-9]{{2}})([-./])({MONTH})\\2({DAY})日?(?={HAN}{{1,8}}$)", holding="-./")
_HANDED_OVER = lazy_pattern("(?<=[日号])(?:才|已|就|方)?(?:上?交|交付|报)(?:了|齐|上)?$", holding="交报")
_INSTEAD_OF = lazy_pattern(
    f"\\((?:原定|原计划|计划|要求|应于|期限|截止){{1,2}}(?:为|是|于)?{_ON}(?:前|之前)?\\)$", holding="("
)
_SO_EARLY = lazy_pattern(  # 提前12天，8月19日完工
    "^(?:[较比]计划)?提前[0-9]{1,3}天(?:完成|完工)?,|[,(](?:[较比]计划)?提前[0-9]{1,3}天(?:完成|完工)?[)]?$",
    holding="提",
)
_IS_HANDED_OVER = lazy_pattern("提交|报送|上报|报告|材料|移交|交付")
_LONG_AFTER = lazy_pattern(
    f"(?P<from>{_ON})(?:开班|开始|启动|开工|开课|起|进场)(?:实施|建设|施工)?,(?:为期|历时|用时|耗时|持续|共用时?)"
    "(?P<n>[0-9]{1,3}|[一两二三四五六七八九十]|半)个?(?P<unit>天|日|周|星期|月)(?P<done>(?:后|已)?(?:完成|结束|完工|办结|验收))?[了。]?",
    holding="期时续用",
)
_DAY = f"(20[0-9]{{2}})[年./-]({MONTH})[月./-]({DAY})[日号]?"
_SPAN = lazy_pattern(f"{_DAY}[-~至到]{{1,2}}{_DAY}", holding="至到-~")
_LASTS = lazy_pattern("周期|期限|时长|服务期|期间|时间|时限")
_DATED_CLAUSE = lazy_pattern(f"(?P<day>{_ON})(?P<act>{HAN}{{2,6}}?)(?:完成|完毕)?")
_MARKS_FIRST = lazy_pattern(f"[0-9]{{1,3}}(?:[.][0-9])?分,(?={HAN}{{1,3}}$)", holding="分")


def one_form(context: Context, text: str) -> str:
    """A day in the form that is read, where a day was promised; other texts as they are."""
    if not context.has_a_deadline:
        return text
    text = text.replace("元月", "1月")
    text = _DOTTED.sub(r"\1月\2日", text) if text[:1].isdigit() else text
    text = _IN_DIGITS.sub(r"\1年\3月\4日", text)
    text = _SO_EARLY.sub("", _INSTEAD_OF.sub("", text))
    text = _HANDED_OVER.sub("", text) if _IS_HANDED_OVER.search(context.row.name) else text
    return _day_of_the_act(context, text) or text


def without_the_act(context: Context, text: str) -> str:
    """`第三季度内签订` without 签订, where the row is of that."""
    act = next((text[-n:] for n in (4, 3, 2) if text[-n:] in context.row.name), "")
    return text.removesuffix(act)


def _day_of_the_act(context: Context, text: str) -> str:
    """Of several days the one of the row's own act; "" where it is not the only one of it."""
    clauses = [_DATED_CLAUSE.fullmatch(clause) for clause in text.split(",")]
    named = [match for match in clauses if match and match["act"] in context.row.name]
    known = len(clauses) == 2 and all(clauses) and len(named) == 1
    return named[0]["day"] if known else ""


def ended_after(context: Context, text: str) -> Quantity | None:
    """`8月25日开班，为期两周`: the day on which it ended, or where the cell does not say that it did, was to end."""
    match = _LONG_AFTER.fullmatch(text)
    began = date_in(match["from"]) if match else None
    moment = began.moment if began else None
    if match is None or moment is None or moment.day is None:
        return None
    number, unit = 0 if match["n"] == "半" else number_of(match["n"]), match["unit"]
    day = date(moment.year or _ANY_YEAR, moment.month, moment.day)
    if unit == "月":
        end = _months_later(day, number) if number else day + timedelta(days=15)
    else:
        end = day + timedelta(days=(number or 1) * (7 if unit in ("周", "星期") else 1) - 1)
    if moment.year is None and end.year != _ANY_YEAR:
        return None
    done = Quantity("date", moment=Moment(end.month, moment.year and end.year, end.day))
    return done if match["done"] else done._replace(sense="started", words=(text.partition(",")[2],))


_ANY_YEAR = 2022  # that is no leap year


def _months_later(day: date, number: int) -> date:
    month = day.month - 1 + number
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_of_span(context: Context, text: str) -> Quantity | None:
    """`2022年1月1日至2022年12月31日` where 12个月 were promised."""
    match = _SPAN.fullmatch(text) if _LASTS.search(context.row.name) else None
    promised = context.promised
    if match is None or promised is None or promised.unit not in ("个月", "月", "年"):
        return None
    numbers = [int(number) for number in match.groups()]
    try:
        first, last = date(*numbers[:3]), date(*numbers[3:])
    except ValueError:
        return None
    behind = last + timedelta(days=1)
    months = (behind.year - first.year) * 12 + behind.month - first.month
    if behind.day != first.day or months < 1:
        return None
    spent = worked_out(f"{text}＝{months}个月", months, "个月")
    return spent._replace(years=tuple(dict.fromkeys((first.year, last.year))))


def without_marks(text: str) -> str:
    """`92分，优秀` as 优秀."""
    return _MARKS_FIRST.sub("", text)
