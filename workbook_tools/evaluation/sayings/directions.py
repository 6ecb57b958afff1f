"""Rises and falls: what was promised of them, what was told, and levels that are neither."""

from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.states import State
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.evaluation.changes import change_in, stays_level
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.sayings.heard import Asked, Heard, as_figure, contrary, opened, worked_out_as
from workbook_tools.evaluation.verdict import Note, Verdict, short
from workbook_tools.model import Quantity, Sense

TWO_SIDED = lazy_pattern("偏差|偏离|差异|差距|误差", holding="差偏")
DEVIATES = lazy_pattern(f"{TWO_SIDED.pattern}|浮动|波动|变动", holding="差偏浮波变")
_NAMED_UP = lazy_pattern("增长率|增长幅度|增幅|增长比例|提升率|提高率|提升幅度|增速", holding="增提")
_NAMED_DOWN = lazy_pattern("下降率|降幅|降低率|减少率|下降幅度|下降比例|降低幅度|压减率|压降率", holding="降减")
_HOW_MUCH = "(?:情况|[人户件次场个家]?数量?|人次|量|额|值)?$"
_GROWTH = lazy_pattern(f"(?:增长|增加|净增|提升|提高|新增|增){_HOW_MUCH}", holding="增提")
_FALL = lazy_pattern(f"(?:下降|减少|降低|压降){_HOW_MUCH}", holding="降减")
_THAN_IN = lazy_pattern("[较比]((?:19|20)[0-9]{2})年", holding="较比")
_LEVEL_NAMED = lazy_pattern("[\u4e00-\u9fff]{2}[率度](?:为|是|达到?)?[0-9]", holding="率度")
_GROWS_OR_FALLS = lazy_pattern("[增升提涨长降减]")
_GROWS = lazy_pattern("[增降减升]", holding="增降减升")
_LIKE_BEFORE = lazy_pattern("年|同比", holding="年同")
_LEVEL = lazy_pattern("[增升降减高低长加少涨][到至为]|→")  # 降至12% is no fall of 12 %
_NEARLY = lazy_pattern("将近|接近|近(?!年|期|[一二两三四五六七八九十])|约|左右|上下")
_NEW = lazy_pattern("新增|净增", holding="增")
_NEW_ONES = lazy_pattern("新增[^0-9,，;；]{0,6}([0-9]{1,6})", holding="增")
_ALL = "现有|共有|总数|年末|期末"
_IN_ALL, _GREW = lazy_pattern(_ALL, holding="有数末"), lazy_pattern("[新增多升长涨+]")
_ALL_THERE = lazy_pattern(f"({_ALL})[^0-9,，;；新增长多升涨招募发展]{{0,6}}([0-9]{{1,6}})", holding="有数末")
_REACHES = lazy_pattern("(?:增加|增长|扩大|提升|提高|增|升)[到至]|达到?(?=[0-9])", holding="到至达")
_GREW_BY = lazy_pattern("(?:新增|净增|增加了?|增长了?)(?=[0-9])", holding="增")
_FIGURES_IN = lazy_pattern("[0-9.]+")
_FELL = lazy_pattern("[减降少低缩压]")
_FALLING = lazy_pattern(
    "(?:同比|[较比](?:上年度?|去年|上一年度?)(?:同期)?)?(?:减少|下降|降低|压减|压降|缩短|减低|降)了?(?:不少于|不低于|至少)?|(?:及)?以上$",
    holding="减降缩上",
)
_BARE = lazy_pattern("[0-9.,]+[^0-9,;增新长多]{0,3}")
_FAR_ABOVE = 3  # times what was promised
_OF_THE_YEAR, _THAN = lazy_pattern("全年|今年|共|累计"), lazy_pattern("[较比](?:上年|去年|20)|同比", holding="较比")
_OF_ALL_YEARS = lazy_pattern("累计(?!新增)|现有|共有|总数|已?达到?(?!新)", holding="计有数达")
_BEYOND_BEFORE = lazy_pattern(  # 45人，较上年增加15人: all there are, or those who are new
    "(?<=[0-9][^0-9])[^0-9]{0,4}(?:[较比](?:上年度?|去年|年初|20[0-9]{2}年)(?:同期)?)[^0-9,，;；]{1,6}[0-9]{1,6}(?![0-9.%]|个?百分)",
    holding="较比",
)
_STANDS_AT = lazy_pattern(  # 社工点达到7个; those who were won in the year 发展到30人, 招募达30人
    "[^0-9,，;；招募发展培育建成立签注引开吸纳入]{1,8}(已?达到?)[0-9]", holding="达"
)
_THIS_YEAR = lazy_pattern("[今本当]年", holding="今本当")
_NOT_COME: tuple[Sense, ...] = ("undone", "unmet", "postponed", "planned", "started", "other_place", "other_time")


def against_a_change(asked: Asked, wanted: Sense, actual: Quantity) -> Heard | None:
    """Where it got to, or all there are, where a rise or a fall was promised."""
    target, text = asked.target, actual.text
    in_percent = target.unit == "%"
    if wanted and in_percent and actual.unit not in ("%", ""):
        return opened(actual, "compared", (text,))  # 44分 of 下降15%: where it got to, not by how much it fell
    if wanted and in_percent and actual.unit == "%" and _is_level_reached(actual, wanted):
        return opened(actual, "compared", (text,))  # 90%→92% of a rise by 5%: of points, or of a hundred
    by_count = bool(wanted) and not in_percent
    grows = by_count or target.sense in ("up", "down") or _NEW.search(target.text + asked.name) is not None
    if grows and (level := _LEVEL.search(text)):
        return opened(actual, "compared", (level[0],))
    if _REACHES.search(target.text) and (grown := _GREW_BY.match(text.strip())):
        return opened(actual, "compared", (grown[0],))  # 新增500人 of 增至500人
    if by_count and _is_rather_all(asked, actual):
        return opened(actual, "compared", (text,))
    if target.sense == "down" and _is_what_was_to_fall(asked, actual):
        return opened(actual, "compared", (text,))
    if target.sense == "down" and text.startswith(("+", "＋")):
        return opened(actual, "compared", ("＋",))
    counts = target.kind == "number" and asked.operator not in AT_MOST
    of_all = _in_all(target.text, actual) if counts and (grows or _THAN.search(target.text)) else ""
    return opened(actual, "other_time", (of_all,)) if of_all else None


def compared_with_another(asked: Asked, actual: Quantity) -> Heard | None:
    """A change from another year or quarter than the one that was promised."""
    other = _compared_with_another(asked, actual)
    return opened(actual, "compared", (other,)) if other else None


def stays_as_it_was(text: str) -> bool:
    """`与上年持平`."""
    return _LIKE_BEFORE.search(text) is not None and stays_level(text)


def changed(asked: Asked, wanted: Sense, actual: Quantity) -> Heard | None:
    """`由50起减少到44起` of 下降10%, `由200人增至230人` of a growth of 10 %."""
    target = asked.target
    change = change_in(actual.text) if target.number is not None and not _is_taken_back(actual) else None
    if change is None or not change.low or (target.unit == "%" == change.unit):
        return None
    if asked.start and change.years and change.years != (asked.start.year - 1, asked.start.year)[-len(change.years) :]:
        return None
    in_points = change.unit == "%" and target.unit.endswith("百分点")
    other_unit = change.unit and normal_unit(target.unit) != normal_unit(change.unit)
    if target.unit != "%" and not in_points and other_unit:
        return None
    done = abs(change.high - change.low) / (change.low if target.unit == "%" else 1)
    quantity = actual._replace(unit=target.unit, words=(actual.text,), years=())
    if change.is_rise is not (wanted == "up"):
        return _opposite(asked, quantity._replace(number=done))
    low, high = sorted((change.low, change.high))
    worked_out = f"（{as_count(high)}−{as_count(low)}）" + (f"÷{as_count(change.low)}" if target.unit == "%" else "")
    return worked_out_as(quantity, done, worked_out)


def _is_taken_back(change: Quantity) -> bool:
    """`86→91未实现`, `明年86→91`: no change that came; 由去年86升至今年91 is one."""
    of_both = change.sense == "other_time" and _THIS_YEAR.search(change.text) is not None
    return change.sense in _NOT_COME and not of_both


def _is_level_reached(actual: Quantity, wanted: Sense) -> bool:
    """`90%→92%` or `参与率82%` of a rise by 10 %: where it got to."""
    change = change_in(actual.text)
    if "→" in actual.text or (change is not None and actual.number == change.high / 100):
        return True
    named = _LEVEL_NAMED.search(actual.text) is not None and wanted == "up"
    return named and _GROWS_OR_FALLS.search(actual.text) is None


def _is_rather_all(asked: Asked, actual: Quantity) -> bool:
    """100人 alone, where 20人 more than last year were promised in a row that is not called a growth: all there are."""
    promised, told = asked.target.number, actual.number
    if promised is None or told is None or _THAN.search(asked.target.text) is None:
        return False
    is_bare = _BARE.fullmatch(actual.text.strip()) is not None
    return is_bare and _GROWTH.search(asked.name) is None and "新" not in asked.name and told >= _FAR_ABOVE * promised


def _is_what_was_to_fall(asked: Asked, actual: Quantity) -> bool:
    """投诉3件 of 减少投诉3件, or of 投诉减少3件: how many there were, not how many fewer."""
    told, promised = (_FIGURES_IN.sub("", side.text.strip()) for side in (actual, asked.target))
    return len(told) > 2 and _FELL.search(told) is None and _FALLING.sub("", promised).endswith(told)


def _in_all(promised: str, actual: Quantity) -> str:
    """`现有140人`, `达到96户` where so many new ones were promised, `全年共48场` where 8 more than last year were; ""
    where the new ones are told as well."""
    text = actual.text
    if (told := _NEW_ONES.search(text)) and Decimal(told[1]) == actual.number:
        return ""  # 现有312人，本年新增40人
    if (there := _ALL_THERE.search(text)) and Decimal(there[2]) == actual.number:
        return there[1]  # 本年增长10户，现有45户
    if found := _OF_ALL_YEARS.match(text) or _BEYOND_BEFORE.search(text):
        return found[0]
    grew = _GREW.search(text) is not None
    if not grew and (reached := _STANDS_AT.match(text)):
        return reached[1]
    found = None if grew else _IN_ALL.search(text) or (_OF_THE_YEAR.search(text) if _THAN.search(promised) else None)
    return found[0] if found else ""


def _compared_with_another(asked: Asked, actual: Quantity) -> str:
    """`环比增长4%` where 同比 was promised: the quarter before is not the year before; "" where they do not differ."""
    promised, done = asked.target.text + asked.name, actual.text
    if _GROWS.search(asked.target.text) is None:
        return ""
    if asked.start and (year := _THAN_IN.search(done)) and int(year[1]) != asked.start.year - 1:
        return year[0]  # 较2019年增长25%
    if "环比" not in promised + done:
        return ""
    return next((word for word in ("环比", "同比") if word in done and word not in promised), "")


def direction(asked: Asked) -> Sense:
    """Which way the target itself says, or the row's name."""
    if asked.target.sense in ("up", "down"):
        return asked.target.sense
    named = asked.name + asked.target.text
    if _GROWTH.search(asked.name):
        return "up"
    if _FALL.search(asked.name):
        return "down"
    if _NAMED_UP.search(named) or _NEW.search(asked.target.text):
        return "up"
    return "down" if _NAMED_DOWN.search(named) else ""


def directed(asked: Asked, actual: Quantity) -> Heard:
    """`增长6%` against `增长5%` is 6 %; `下降3%` is no part of it."""
    wanted = direction(asked)
    assert actual.number is not None
    if not wanted:
        return opened(actual, actual.sense, actual.words)
    if wanted == actual.sense and actual.operator in AT_MOST and actual.operator:
        return contrary(actual, actual.words)
    if wanted == actual.sense and (near := _NEARLY.search(actual.text)):
        return opened(actual, "nearly", (near[0],))
    if wanted == actual.sense:
        return Heard(as_figure(actual, actual.number))
    return _opposite(asked, actual)


def _opposite(asked: Asked, actual: Quantity) -> Heard:
    rule = f"目标为“{short(asked.target.text)}”，实际写“{short(actual.text)}”，方向相反"
    verdict = Verdict(State.NOT_DONE, ZERO, rule, notes=(Note("R024"),))
    return Heard(as_figure(actual, -abs(actual.number or ZERO)), verdict=verdict)


def by_direction(asked: Asked, actual: Quantity) -> Quantity:
    """`-12%` against `下降10%` is a fall of 12 %; against `10%以内` of a deviation its size counts."""
    number = actual.number
    if number is None or number >= 0:
        return actual
    deviates = DEVIATES.search(asked.name) or DEVIATES.search(asked.target.text)
    if direction(asked) == "down" or (deviates and asked.operator in AT_MOST and asked.target.number != 0):
        return actual._replace(number=-number)
    return actual
