"""What staff write of a limit in words: 未超预算, 当天办结, 无."""

from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.states import State
from workbook_tools.basis.unit_names import HOURS_OF_A_DAY, MINUTES_OF_AN_HOUR, money_factor
from workbook_tools.evaluation.budgets import spent_of
from workbook_tools.evaluation.figures import ONE
from workbook_tools.evaluation.sayings.directions import DEVIATES
from workbook_tools.evaluation.sayings.heard import Asked, Heard, unit_of, worked_out_as
from workbook_tools.evaluation.verdict import Verdict, short
from workbook_tools.model import Quantity

_CASES = frozenset(("起", "宗", "件", "例", "次", "处", "个", "条", "项", "人次"))
_SOON = lazy_pattern(
    "(?:均|都|已|全部)*(当[天日](?:内)?|即时|即刻|立即|实时)(?:内|就|予以|给予)?(?:响应|回应|回复|办结|办理|完成|处理|处置|反馈|答复|到场|解决|上报|报告|介入)?[了。]?"
)
_A_DAY = {
    "h": Decimal(HOURS_OF_A_DAY),
    "天": Decimal(1),
    "工作日": Decimal(1),
    "分钟": Decimal(HOURS_OF_A_DAY * MINUTES_OF_AN_HOUR),
}
_NONE = ("无", "没有")  # of what should be none; elsewhere nothing was filled in
_WORST_OF_ALL = lazy_pattern("(最[长久慢高多大晚][^0-9,;，；最]{0,4})([0-9]+(?:[.][0-9]+)?)(?!%)", holding="最")


def worst_beyond(asked: Asked, actual: Quantity) -> str:
    """`平均3个工作日，最长4个` of ≤3个工作日: the worst of them lies beyond it; "" where none does, or all do."""
    limit = asked.target.number
    if limit is None or actual.number is None or actual.number > limit:
        return ""
    worst = ((words + number, Decimal(number)) for words, number in _WORST_OF_ALL.findall(actual.text))
    return next((words for words, number in worst if number > limit), "")


def says_none(asked: Asked, actual: Quantity) -> bool:
    """`无` says 0 of what should be none, and of cases that have a ceiling; elsewhere nothing was filled in."""
    if actual.text.strip() not in _NONE:
        return False
    target = asked.target
    return target.number == 0 or (asked.operator in AT_MOST and target.kind == "number" and unit_of(target) in _CASES)


def within_a_day(asked: Asked, actual: Quantity) -> Heard | None:
    """`当天办结` against 24小时内 and longer, `即时响应` against any time."""
    match, days = _SOON.fullmatch(actual.text.strip()), _A_DAY.get(unit_of(asked.target))
    if match is None or days is None or asked.target.number is None or asked.target.kind != "number":
        return None
    if match[1][0] == "当" and asked.target.number < days:
        return None
    rule = f"目标为“{short(asked.target.text)}”，实际写“{short(actual.text)}”，没有超过上限"
    return Heard(actual, verdict=Verdict(State.DONE, ONE, rule, operator=asked.operator))


def of_limit(asked: Asked, actual: Quantity) -> Heard | None:
    """`未超预算`, `节约1.1万元`, `零租金` against a limit of money."""
    limit = asked.target
    if limit.number is None or money_factor(limit.unit.partition("/")[0]) is None or actual.kind == "blank":
        return None
    if DEVIATES.search(asked.name + limit.text):
        return None  # 超支8000元 of a deviation by no more than 10000
    spent = spent_of(limit, asked.name, actual.text)
    if spent is None:
        return None
    amount = limit.number * spent.share if spent.share is not None else spent.amount
    if amount is not None:
        sign = "−" if spent.within else "＋"
        sum_ = f"{as_count(limit.number)}{sign}{as_count(abs(amount - limit.number))}"
        return worked_out_as(actual._replace(unit=limit.unit, words=(actual.text,)), amount, sum_)
    rule = f"目标为“{short(limit.text)}”，实际写“{short(actual.text)}”，没有超过上限"
    return Heard(actual, verdict=Verdict(State.DONE, ONE, rule, operator=asked.operator))
