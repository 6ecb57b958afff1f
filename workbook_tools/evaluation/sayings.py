"""What the words beside a figure mean for the score: a rest, a surplus, another year, the other direction, about.

Reading says of which sense the words are; what follows depends on the target, so it is decided here. What can be
worked out exactly is (`还差5场` of 20 is 15); everything else leaves the row open, with the words that decided.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.decimals import ROUNDED_RATE
from workbook_tools.basis.figures import as_count, as_rate, as_short_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.operators import AT_LEAST, AT_MOST, Operator
from workbook_tools.basis.promise_words import NOT_INCLUDED, PROMISE
from workbook_tools.basis.states import State
from workbook_tools.basis.unit_names import (
    HOURS_OF_A_DAY,
    MINUTES_OF_AN_HOUR,
    PERIODS,
    money_factor,
    normal_unit,
    without_period,
)
from workbook_tools.catalogue import quote
from workbook_tools.evaluation.budgets import spent_of
from workbook_tools.evaluation.changes import change_in, stays_level
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.verdict import Note, Verdict, short, unknown
from workbook_tools.model import Quantity, Sense

MISSING = "请在实际完成值里只写本年度实际完成的数和单位，说明写到偏差原因里"
_MEANINGS: dict[Sense, str] = {
    "undone": "说的是没有做到的事",
    "unmet": "说的是没有达到",
    "planned": "说的是计划或应当做到的数",
    "started": "说的是开始或办手续，不是完成",
    "postponed": "说的是取消、推迟或退回的数",
    "other_time": "说的是别的年度或不止一年",
    "other_place": "说的不是本站一家完成的",
    "compared": "说的是与别的数相比，不是完成数",
    "up": "说的是增加了多少，不是完成数",
    "down": "说的是减少了多少，不是完成数",
    "rest": "说的是还差多少",
    "surplus": "看不出是超出的数还是完成的总数",
    "share": "说的是目标的几成",
    "extra": "看不出另外的部分算不算在内",
    "part": "说的只是一部分",
    "order": "说的是次序，比不出大小",
    "few": "说不出确切的数",
    "about": "是约数，与目标太近",
    "nearly": "没有到这个数",
    "other_thing": "说的是另一件事，不是这一项指标",
    "unknown": "读不懂",
    "": "与这一格里的另一个数不一致",
}
_TWO_SIDED = lazy_pattern("偏差|偏离|差异|差距|误差", holding="差偏")
_DEVIATES = lazy_pattern(f"{_TWO_SIDED.pattern}|浮动|波动|变动", holding="差偏浮波变")
_MAY_FALL = lazy_pattern("超支|超预算|增长|增幅|增速|涨幅|变化|利润|结余|收益")
_NAMED_UP = lazy_pattern("增长率|增长幅度|增幅|增长比例|提升率|提高率|提升幅度|增速", holding="增提")
_NAMED_DOWN = lazy_pattern("下降率|降幅|降低率|减少率|下降幅度|下降比例|降低幅度|压减率|压降率", holding="降减")
_HOW_MUCH = "(?:情况|[人户件次场个家]?数量?|人次|量|额|值)?$"
_GROWTH = lazy_pattern(f"(?:增长|增加|净增|提升|提高|新增|增){_HOW_MUCH}", holding="增提")
_FALL = lazy_pattern(f"(?:下降|减少|降低|压降){_HOW_MUCH}", holding="降减")
_THAN_IN = lazy_pattern("[较比]((?:19|20)[0-9]{2})年", holding="较比")
_LEVEL_NAMED = lazy_pattern("[\u4e00-\u9fff]{2}[率度](?:为|是|达到?)?[0-9]", holding="率度")
_GROWS_OR_FALLS = lazy_pattern("[增升提涨长降减]")
_GROWS = lazy_pattern("[增降减升]", holding="增降减升")
_NOT_ITS_OWN = {  # 5家，均为续签 of 新增5家; 8篇，其中转载5篇 of 原创8篇
    "新": lazy_pattern("续签|续约|续聘|沿用", holding="续沿"),
    "原创": lazy_pattern("转载|转发|摘编", holding="转摘"),
    "不满意": lazy_pattern("(?<!不)(?<!不太)满意", holding="满"),
    "开案": lazy_pattern("结案|办结", holding="结"),
}
_BATCH = lazy_pattern("第([一二三四五六七八九十1-9])(批|期|季度|阶段|轮)", holding="第")
_WILL_EACH = lazy_pattern("^(?:拟|将)每|^每[^0-9,，]{1,3}(?:拟|将)(?=[0-9一两二三])", holding="拟将")
_HAD = lazy_pattern("原本?有", holding="原")
_BY_THEN = lazy_pattern("[到至](20[0-9]{2})年底?(?:要|应|力争)?(?:达|实现|完成|建|有)", holding="到至")
_LEFT_OUT = lazy_pattern(f"(?:{NOT_INCLUDED})([\u4e00-\u9fff]{{2,8}})", holding="不")
_LIKE_BEFORE = lazy_pattern("年|同比", holding="年同")
_LEVEL = lazy_pattern("[增升降减高低长加少涨][到至为]|→")  # 降至12% is no fall of 12 %
_NEARLY = lazy_pattern("将近|接近|近(?!年|期|[一二两三四五六七八九十])|约|左右|上下")
_DASH = lazy_pattern(r"\s*[—–―─━]", holding="—–―─━")
_SOME_LEFT: tuple[Sense, ...] = ("rest", "unmet", "undone", "postponed")
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
_BY_HOW_MUCH: tuple[Sense, ...] = ("surplus", "rest", "compared")
_IS_SURPLUS = ("超", "超出")  # 超出2场 of 20 is 22; 超过2场 may mean anything
_IS_TOTAL = ("超额完成", "超额完成了")  # 超额完成22场 of 20: the total
_A_PART = lazy_pattern(
    "[上下]半年|(?<![每上下隔按])半年(?:共|完成|开展|举办|累计)*(?=[0-9]{2})|前三季度|第?[一二三四1-4]季度|(?:截[至止]|统计)[到至]?(?:[1-9]|10|11)月(?!.{0,20}12月)|前[1-9]个月|[暑寒]假"
    "|(?!1月?[-~—至到]12月)(?:1[0-2]|[1-9])月?[-~—至到](?:1[0-2]|[1-9])月|(?:(?:1[0-2]|[1-9])月[、和及])+(?:1[0-2]|[1-9])月",
    holding="半季月假",
)
_ALL_PARTS = lazy_pattern(
    "全年|寒暑假|上下半年|春秋|上[、和]?下半年|[一1](?:季度)?[-~—至到]+[四4]季度|四个季度|各季度", holding="全上季寒春"
)
_ONE_MONTH = lazy_pattern("(?:仅|只)?(?:1[0-2]|[1-9])月份?(?![0-9]{1,2}[日号])(?!.*月)", holding="月")
_BELOW = lazy_pattern("[低少小]于(?!.*预期)")
_CLEARLY = Decimal("0.05")  # so far off the target that `about` cannot matter
_FAR = Decimal("0.25")  # the same of `nearly`
_NEW = lazy_pattern("新增|净增", holding="增")
_NEW_ONES = lazy_pattern("新增[^0-9,，;；]{0,6}([0-9]{1,6})", holding="增")
_ALL = "现有|共有|总数|年末|期末"
_IN_ALL, _GREW = lazy_pattern(_ALL, holding="有数末"), lazy_pattern("[新增多升长涨+]")
_ALL_THERE = lazy_pattern(f"({_ALL})[^0-9,，;；新增长多升涨招募发展]{{0,6}}([0-9]{{1,6}})", holding="有数末")
_REACHES = lazy_pattern("(?:增加|增长|扩大|提升|提高|增|升)[到至]|达到?(?=[0-9])", holding="到至达")
_GREW_BY = lazy_pattern("(?:新增|净增|增加了?|增长了?)(?=[0-9])", holding="增")
_WORST_OF_ALL = lazy_pattern("(最[长久慢高多大晚][^0-9,;，；最]{0,4})([0-9]+(?:[.][0-9]+)?)(?!%)", holding="最")
_FIGURES_IN = lazy_pattern("[0-9.]+")
_FELL = lazy_pattern("[减降少低缩压]")
_FALLING = lazy_pattern(
    "(?:同比|[较比](?:上年度?|去年|上一年度?)(?:同期)?)?(?:减少|下降|降低|压减|压降|缩短|减低|降)了?(?:不少于|不低于|至少)?|(?:及)?以上$",
    holding="减降缩上",
)
_BARE = lazy_pattern("[0-9.,]+[^0-9,;增新长多]{0,3}")
_FAR_BEYOND = 5  # times the deviation that was allowed
_FAR_ABOVE = 3  # times what was promised
_OF_THE_YEAR, _THAN = lazy_pattern("全年|今年|共|累计"), lazy_pattern("[较比](?:上年|去年|20)|同比", holding="较比")
_OF_EACH_ONE = lazy_pattern("^均|[各每][^0-9]{0,8}均", holding="均")  # 每月均不少于3场
_AVERAGE = lazy_pattern("平均|[月年季周日户场人]均|均值", holding="均")
_OF_ALL_YEARS = lazy_pattern("累计(?!新增)|现有|共有|总数|已?达到?(?!新)", holding="计有数达")
_BEYOND_BEFORE = lazy_pattern(  # 45人，较上年增加15人: all there are, or those who are new
    "(?<=[0-9][^0-9])[^0-9]{0,4}(?:[较比](?:上年度?|去年|年初|20[0-9]{2}年)(?:同期)?)[^0-9,，;；]{1,6}[0-9]{1,6}(?![0-9.%]|个?百分)",
    holding="较比",
)
_STANDS_AT = lazy_pattern(  # 社工点达到7个; those who were won in the year 发展到30人, 招募达30人
    "[^0-9,，;；招募发展培育建成立签注引开吸纳入]{1,8}(已?达到?)[0-9]", holding="达"
)
_DONE_SO = lazy_pattern("实际|完成|已|做到|落实")
_IN_MONTH = lazy_pattern("(1[0-2]|[1-9])月份?[^0-9,，;；、()（）]{0,4}([0-9]{1,3})(?![0-9日号])", holding="月")
_INSIDE = lazy_pattern("[（(](?:其中|含|包含|包括)?([^()（）]*)[）)]", holding="（(")
_MOST_PARTS = 20  # of a promise, that are looked for
_LABELLED = lazy_pattern("((?!其中|不少于|不低于|至少)[\u4e00-\u9fff]{2,8}?)(?:不少于|不低于|至少|≥)?([0-9]{1,6})")
_SAID_TO_EXCEED = lazy_pattern(
    f"(?<![未没不])(?:超额(?:完成|实现)|超过了?|超出|高于|大于|多于|超)(?:了|完成)?{PROMISE}",
    holding="超高大多",
)
# As all that is said beside the figure: of 8个，全部达标 only those eight are.
_SAID_TO_BE_MET = lazy_pattern(
    "(?:^|[,，;；。（(])\\s{0,4}(?:已经?|现已?|均已|圆满|顺利){0,4}"
    f"(?:超额(?:完成|实现)?|超额?(?:完成|实现)?{PROMISE}|达标|达到{PROMISE}|(?:全部|全面)?(?:完成|实现){PROMISE})"
    "了?\\s{0,4}(?=$|[,，;；。）)])",
    holding="超达完实",
)


class Heard(NamedTuple):
    """What was done, as far as the words allow; or the verdict that follows from them alone."""

    actual: Quantity
    notes: tuple[Note, ...] = ()
    verdict: Verdict | None = None


class Asked(NamedTuple):
    """The row that the words belong to."""

    name: str
    target: Quantity
    operator: Operator
    start: date | None
    end: date | None


def listen(asked: Asked, actual: Quantity) -> Heard:
    """Take the words of an actual for what they mean beside this target."""
    wanted = _direction(asked)
    if wanted and (changed := _changed(asked, wanted, actual)) is not None:
        return changed
    if any(aside.years for aside in actual.asides):
        actual = _of_this_year(asked, actual)
    if outside := [year for year in actual.years if _is_outside(year, asked)]:
        return _open(actual, "other_time", (f"{outside[0]}年",))
    if (later := _BY_THEN.search(asked.target.text)) and asked.end and int(later[1]) > asked.end.year:
        return _open(actual, "other_time", (later[0],))  # 至2025年达到400人
    if asked.target.years and actual.years and set(actual.years).isdisjoint(asked.target.years):
        return _open(actual, "other_time", (f"{actual.years[0]}年",))  # 2022年260次 of 2023年240次
    if asked.target.sense == "other_time" and not any(word in actual.text for word in asked.target.words):
        return _open(actual, "other_time", asked.target.words)
    if (will := _WILL_EACH.search(actual.text)) and not _DONE_SO.search(actual.text):
        return _open(actual, "planned", (will[0],))  # 拟每季1次，共4次
    named = asked.name + asked.target.text
    if another := _of_another_batch(asked.target.text, actual.text):
        return _open(actual, "order", (another,))
    for own, others in _NOT_ITS_OWN.items():
        if own in named and own not in actual.text and (found := others.search(actual.text)):
            return _open(actual, "other_thing", (found[0],))
    if (had := _HAD.search(actual.text)) and "新" not in named:
        return _open(actual, "extra", (had[0],))  # 原有4人，新增5人 of 9人: nine, or five
    if included := _is_left_out(asked, actual):
        return _open(actual, "extra", (included,))
    if other := _compared_with_another(asked, actual):
        return _open(actual, "compared", (other,))
    if asked.operator in AT_MOST and (spent := _of_limit(asked, actual)) is not None:
        return spent
    if wanted and actual.number is None and _LIKE_BEFORE.search(actual.text) and stays_level(actual.text):
        return Heard(_figure(actual._replace(unit=asked.target.unit), ZERO))  # 与上年持平: no growth
    if actual.kind == "text" and actual.sense:
        return _worked_out(asked, actual)
    if actual.kind == "blank" and actual.text.strip() in _NONE and _may_be_none(asked):
        return Heard(_figure(actual, ZERO))
    if actual.kind == "text" and asked.operator in AT_MOST and (soon := _within_a_day(asked, actual)) is not None:
        return soon
    if actual.number is None:
        return Heard(actual)
    if wanted and asked.target.unit == "%" != actual.unit and actual.unit:
        return _open(actual, "compared", (actual.text,))  # 44分 of 下降15%: where it got to, not by how much it fell
    if wanted and asked.target.unit == "%" == actual.unit and _is_level_reached(asked, actual):
        return _open(actual, "compared", (actual.text,))  # 90%→92% of a rise by 5%: of points, or of a hundred
    by_count = asked.target.unit != "%" and wanted
    grows = by_count or asked.target.sense in ("up", "down") or _NEW.search(asked.target.text + asked.name) is not None
    if grows and (level := _LEVEL.search(actual.text)):
        return _open(actual, "compared", (level[0],))
    if _REACHES.search(asked.target.text) and (grown := _GREW_BY.match(actual.text.strip())):
        return _open(actual, "compared", (grown[0],))  # 新增500人 of 增至500人
    if by_count and _is_rather_all(asked, actual):
        return _open(actual, "compared", (actual.text,))
    if asked.target.sense == "down" and _is_what_was_to_fall(asked, actual):
        return _open(actual, "compared", (actual.text,))
    if asked.operator in AT_MOST and (worst := _worst_beyond(asked, actual)):
        return _open(actual, "part", (worst,))
    if asked.target.sense == "down" and actual.text.startswith(("+", "＋")):
        return _open(actual, "compared", ("＋",))
    more = grows or _THAN.search(asked.target.text) is not None
    if (
        more
        and asked.operator not in AT_MOST
        and asked.target.kind == "number"
        and (all_ := _in_all(asked.target.text, actual))
    ):
        return _open(actual, "other_time", (all_,))
    if short_part := _part_that_is_short(asked.target.text, actual.text):
        return _open(actual, "part", (short_part,))
    each = _OF_EACH_ONE.search(asked.target.text) or "均衡" in asked.name
    if each and "Q133" not in actual.codes and (average := _AVERAGE.search(actual.text)):
        return _open(actual, "part", (average[0],))
    if actual.asides and (contradiction := _contradiction(asked, actual)):
        return contradiction
    if met := _falsely_said_to_be_met(asked, actual):
        return _open(actual, "", (met,))
    heard = _bounded(asked, _by_direction(asked, actual))
    exceeds = () if heard.verdict else _is_said_to_exceed(asked, actual)
    return heard._replace(notes=(*heard.notes, *exceeds)) if exceeds else heard


def _changed(asked: Asked, wanted: Sense, actual: Quantity) -> Heard | None:
    """`由50起减少到44起` of 下降10%, `由200人增至230人` of a growth of 10 %."""
    target = asked.target
    change = change_in(actual.text) if target.number is not None else None
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
    return _told(quantity, done, worked_out)


def _is_level_reached(asked: Asked, actual: Quantity) -> bool:
    """`90%→92%` or `参与率82%` of a rise by 10 %: where it got to."""
    change = change_in(actual.text)
    levels = (change.low / 100, change.high / 100) if change is not None else ()
    if "→" in actual.text or actual.number in levels:
        return True
    named = _LEVEL_NAMED.search(actual.text) is not None and _direction(asked) == "up"
    return named and _GROWS_OR_FALLS.search(actual.text) is None


def _of_another_batch(promised: str, done: str) -> str:
    """`第1批30件` where 第2批物资30件 were promised; "" where no other one is told."""
    owned = {kind: number for number, kind in _BATCH.findall(promised)} if "第" in promised else {}
    told = [(number, kind) for number, kind in _BATCH.findall(done) if kind in owned] if owned else []
    same = any(number_of(number) == number_of(owned[kind]) for number, kind in told)
    return "" if same or not told else f"第{told[0][0]}{told[0][1]}"


def _is_left_out(asked: Asked, actual: Quantity) -> str:
    """`11场，其中线上2场` where 10场（不含线上）were promised; "" where nothing is told of what does not count."""
    promised = f"{asked.target.text},{asked.name}"
    for left_out in _LEFT_OUT.findall(promised) if "不" in promised else ():
        told = re.search(
            f"({NOT_INCLUDED}|未含|不计|除去?了?|扣除|剔除|去掉)?[^0-9,，;；()（）]{{0,4}}{left_out[:4]}",
            actual.text,
        )
        if told and not told[1]:
            return told[0]
    return ""


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


def _worst_beyond(asked: Asked, actual: Quantity) -> str:
    """`平均3个工作日，最长4个` of ≤3个工作日: the worst of them lies beyond it; "" where none does, or all do."""
    limit = asked.target.number
    if limit is None or actual.number is None or actual.number > limit:
        return ""
    worst = ((words + number, Decimal(number)) for words, number in _WORST_OF_ALL.findall(actual.text))
    return next((words for words, number in worst if number > limit), "")


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


def _may_be_none(asked: Asked) -> bool:
    """`无` says 0 of what should be none, and of cases that have a ceiling; elsewhere nothing was filled in."""
    target = asked.target
    return target.number == 0 or (asked.operator in AT_MOST and target.kind == "number" and _unit(target) in _CASES)


def _within_a_day(asked: Asked, actual: Quantity) -> Heard | None:
    """`当天办结` against 24小时内 and longer, `即时响应` against any time."""
    match, days = _SOON.fullmatch(actual.text.strip()), _A_DAY.get(_unit(asked.target))
    if match is None or days is None or asked.target.number is None or asked.target.kind != "number":
        return None
    if match[1][0] == "当" and asked.target.number < days:
        return None
    rule = f"目标为“{short(asked.target.text)}”，实际写“{short(actual.text)}”，没有超过上限"
    return Heard(actual, verdict=Verdict(State.DONE, ONE, rule, operator=asked.operator))


def _of_limit(asked: Asked, actual: Quantity) -> Heard | None:
    """`未超预算`, `节约1.1万元`, `零租金` against a limit of money."""
    limit = asked.target
    if limit.number is None or money_factor(limit.unit.partition("/")[0]) is None or actual.kind == "blank":
        return None
    if _DEVIATES.search(asked.name + limit.text):
        return None  # 超支8000元 of a deviation by no more than 10000
    spent = spent_of(limit, asked.name, actual.text)
    if spent is None:
        return None
    amount = limit.number * spent.share if spent.share is not None else spent.amount
    if amount is not None:
        sign = "−" if spent.within else "＋"
        sum_ = f"{as_count(limit.number)}{sign}{as_count(abs(amount - limit.number))}"
        return _told(actual._replace(unit=limit.unit, words=(actual.text,)), amount, sum_)
    rule = f"目标为“{short(limit.text)}”，实际写“{short(actual.text)}”，没有超过上限"
    return Heard(actual, verdict=Verdict(State.DONE, ONE, rule, operator=asked.operator))


def open_row(actual: Quantity) -> Verdict | None:
    """The verdict of an actual without a figure whose words say why; None where they say nothing."""
    if actual.kind != "text" or not actual.sense:
        return None
    return _open(actual, actual.sense, actual.words).verdict


def unless_taken_back(day: Verdict, actual: Quantity) -> Verdict:
    """`5月6日（因疫情推迟）` is too late, or not done at all; where it is early enough it may still be either."""
    open_ = _open(actual, actual.sense, actual.words).verdict if actual.sense and day.earned else None
    return open_ or day


def _open(actual: Quantity, sense: Sense, words: tuple[str, ...]) -> Heard:
    quoted = "、".join(f"“{quote(word)}”" for word in dict.fromkeys(words)) or f"“{quote(actual.text)}”"
    meaning = _MEANINGS.get(sense, "读不懂")
    rule = f"实际写“{short(actual.text)}”，{quoted}{meaning}"
    note = Note("R022", told=(("words", quoted), ("meaning", meaning)))
    return Heard(actual, verdict=unknown(rule, MISSING)._replace(notes=(note,)))


def _worked_out(asked: Asked, actual: Quantity) -> Heard:
    """A figure that is not what was done, but from which that follows."""
    target, number = asked.target.number, actual.number
    if target is None or number is None:
        return _open(actual, actual.sense, actual.words)
    if actual.sense in ("up", "down"):
        return _directed(asked, actual)
    alike = _unit(actual) in ("", _unit(asked.target)) or not _unit(asked.target)
    deviates = _DEVIATES.search(asked.name + asked.target.text) is not None
    by_so_much = actual.sense in (_BY_HOW_MUCH if deviates else ("surplus",) if "超支" in asked.name else ())
    of_money = all(money_factor(unit) is not None for unit in (actual.unit, asked.target.unit))
    if asked.operator in AT_MOST and by_so_much and (alike or of_money):
        return Heard(_figure(actual, number))  # 超支12% against 10%以内, 少1人 against 误差不超过2人
    if actual.sense == "share" and asked.operator not in AT_MOST:
        return _told(
            actual._replace(unit=asked.target.unit), target * number, f"{_shown(asked, target)}×{_part(number)}"
        )
    if actual.unit == "百分点" and asked.target.unit == "%" and asked.operator not in AT_MOST:
        sign, done = ("＋", target + number) if actual.sense == "surplus" else ("−", target - number)
        return _told(actual._replace(unit="%"), done, f"{_shown(asked, target)}{sign}{_shown(asked, number)}")
    if asked.operator in AT_MOST or not alike or actual.unit == "%":
        return _open(actual, actual.sense, actual.words)
    if actual.sense == "rest" and ZERO <= number <= target:
        return _told(actual, target - number, f"{as_count(target)}−{as_count(number)}")
    if actual.sense == "surplus":
        if number * 2 < target:
            return _told(actual, target + number, f"{as_count(target)}＋{as_count(number)}")
        if number > target and actual.words and actual.words[0] in _IS_TOTAL:
            return Heard(_figure(actual, number))
    return _open(actual, actual.sense, actual.words)


def _told(actual: Quantity, done: Decimal, sum_: str) -> Heard:
    quoted = "、".join(f"“{word}”" for word in actual.words)
    figure = as_short_rate(done) if actual.unit == "%" else f"{as_count(done)}{actual.unit}"
    note = Note("R023", told=(("words", quoted), ("sum", sum_), ("figure", figure)))
    return Heard(_figure(actual, done), (note,))


def _shown(asked: Asked, number: Decimal) -> str:
    return as_short_rate(number) if asked.target.unit == "%" else as_count(number)


def _part(share: Decimal) -> str:
    return as_short_rate(share) if share < 1 else as_count(share)


def _figure(actual: Quantity, number: Decimal) -> Quantity:
    kind = "rate" if actual.unit == "%" else "number"
    return actual._replace(kind=kind, number=number, operator=Operator.NONE, sense="", low=None, high=None)  # type: ignore[arg-type]


def _direction(asked: Asked) -> Sense:
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


def _directed(asked: Asked, actual: Quantity) -> Heard:
    """`增长6%` against `增长5%` is 6 %; `下降3%` is no part of it."""
    wanted = _direction(asked)
    assert actual.number is not None
    if not wanted:
        return _open(actual, actual.sense, actual.words)
    if wanted == actual.sense and actual.operator in AT_MOST and actual.operator:
        return _contrary(actual, actual.words)
    if wanted == actual.sense and (near := _NEARLY.search(actual.text)):
        return _open(actual, "nearly", (near[0],))
    if wanted == actual.sense:
        return Heard(_figure(actual, actual.number))
    return _opposite(asked, actual)


def _opposite(asked: Asked, actual: Quantity) -> Heard:
    rule = f"目标为“{short(asked.target.text)}”，实际写“{short(actual.text)}”，方向相反"
    verdict = Verdict(State.NOT_DONE, ZERO, rule, notes=(Note("R024"),))
    return Heard(_figure(actual, -abs(actual.number or ZERO)), verdict=verdict)


def _by_direction(asked: Asked, actual: Quantity) -> Quantity:
    """`-12%` against `下降10%` is a fall of 12 %; against `10%以内` of a deviation its size counts."""
    number = actual.number
    if number is None or number >= 0:
        return actual
    deviates = _DEVIATES.search(asked.name) or _DEVIATES.search(asked.target.text)
    if _direction(asked) == "down" or (deviates and asked.operator in AT_MOST and asked.target.number != 0):
        return actual._replace(number=-number)
    return actual


def _contradiction(asked: Asked, actual: Quantity) -> Heard | None:
    """Further figures of the cell that do not agree with the one that was done: `20场，差8场` of 20."""
    target, number = _of_the_year(asked.target, actual), actual.number
    assert number is not None
    for aside in actual.asides:
        if aside.sense == "compared" and not _is_plain_count(asked, actual):
            continue
        of_another = actual.unit == "%" != aside.unit and aside.number is not None and asked.operator not in AT_MOST
        if aside.sense == "":
            agrees = aside.number == number
        elif of_another and aside.sense in _SOME_LEFT:
            agrees = number < 1  # 90%，2个未结案
        elif aside.sense == "planned" and "/" in aside.unit:  # 每月应开展2次，全年24次: what the plan comes to
            agrees = _DONE_SO.search(actual.text) is not None
        elif aside.sense == "planned":  # 100人（目标120人） of 100: another target
            agrees = target is None or aside.number is None or not target <= number < aside.number
            agrees = agrees and not (
                target and aside.unit == actual.unit and (aside.number or target) < target <= number
            )
        elif aside.sense == "unmet" and asked.operator in AT_MOST and aside.words and target is not None:
            below = _BELOW.match(aside.words[0]) is not None  # 8%，低于目标 of ≤10%; 36小时，暴雨 of ≤24小时
            agrees = number <= target if below else number > target
        elif target is None or asked.operator in AT_MOST:
            by = {"rest": target - number, "surplus": number - target}.get(aside.sense) if target is not None else None
            agrees = by is not None and by == aside.number  # 8650元，超支650元 of ≤8000元
        else:
            agrees = _agrees(aside, target, number)
        if not agrees:
            return _open(actual, aside.sense, aside.words)
    return None


def _of_the_year(target: Quantity, actual: Quantity) -> Decimal | None:
    """`每月1次` is 12 beside a figure of the year."""
    head, _, period = normal_unit(target.unit).partition("/")
    times = PERIODS.get(period, 1) if normal_unit(actual.unit) == head else 1
    return None if target.number is None else target.number * times


def _is_said_to_exceed(asked: Asked, actual: Quantity) -> tuple[Note, ...]:
    """`20场，超过目标` of 20: what is written is counted, and asked about."""
    target, beyond = asked.target.number, _SAID_TO_EXCEED.search(actual.text)
    if beyond is None or target is None or actual.number is None or asked.operator in AT_MOST:
        return ()
    alike = actual.kind == asked.target.kind and _unit(actual) in ("", _unit(asked.target))
    return (Note("R026", told=(("words", f"“{beyond[0]}”"),)),) if alike and actual.number <= target else ()


def _falsely_said_to_be_met(asked: Asked, actual: Quantity) -> str:
    """`9场，超额完成` of 10场, `3起，达标` of ≤2起: one of the two is wrong."""
    if (
        "达标" in asked.name
        or (said := _SAID_TO_BE_MET.search(actual.text) or _SAID_TO_EXCEED.search(actual.text)) is None
    ):
        return ""
    target, number, unit = _of_the_year(asked.target, actual), actual.number, _unit(asked.target)
    alike = actual.kind == asked.target.kind and _unit(actual) in ("", unit, unit.partition("/")[0])
    if target is None or number is None or not alike:
        return ""
    missed = number > target if asked.operator in AT_MOST else number < target
    return said[0].strip(",，;；。（( ") if missed else ""


def _is_plain_count(asked: Asked, actual: Quantity) -> bool:
    """A count whose own rate can be worked out again."""
    target = asked.target
    counted = actual.kind == "number" and _unit(actual) in ("", _unit(target))
    return bool(target.number) and asked.operator not in AT_MOST and counted


def _agrees(aside: Quantity, target: Decimal, done: Decimal) -> bool:
    if aside.sense == "compared":
        return aside.number is not None and (
            abs(done / target - aside.number) < ROUNDED_RATE or (aside.number == 1 and done >= target)
        )
    if aside.sense == "surplus":
        if aside.number is None:
            return done > target
        if aside.unit.endswith("百分点"):
            return done - aside.number / 100 == target
        return done - aside.number == target or (aside.unit == "%" and done == target * (1 + aside.number))
    if done >= target:
        return False
    if aside.sense == "postponed":
        return aside.number == target - done  # 12场，8场取消
    return aside.number in (None, target, target - done) or (
        aside.unit == "%" and aside.number is not None and done == target * (1 - aside.number)
    )


def _bounded(asked: Asked, actual: Quantity) -> Heard:
    """A bound, or about so much: whether it can be taken for its figure beside this target."""
    number, target = actual.number, asked.target.number
    assert number is not None
    falling = asked.operator in AT_MOST
    if _counts_parts_of_people(asked, actual, number):
        return _open(actual, "unknown", (actual.text,))
    if target is None:
        return _in_range(asked.target, actual)
    floor = target > 0 or actual.unit != "%" or _TWO_SIDED.search(asked.name)  # -2.3% of a rise by no more than 0 %
    below = number < 0 <= target and floor and (falling or (target == 0 and asked.operator not in AT_LEAST))
    if below and actual.unit != "度" and not _MAY_FALL.search(asked.name):
        return _open(actual, "compared", (as_rate(number) if actual.unit == "%" else as_count(number),))
    if actual.kind == "number" and (dash := _DASH.match(actual.text)):
        return _open(actual, "unknown", (dash[0],))  # —20场: a dash or a minus
    word = actual.words or (actual.operator,)
    can_add = not falling and target != 0
    adds_up = can_add and actual.unit != "%" and "/" not in actual.unit  # 20场 by June are 20 by December
    part = "" if adds_up else _part_of_the_year(actual.text)
    if "/" in asked.target.unit and "/" not in actual.unit and (month := _ONE_MONTH.match(actual.text)):
        part = month[0]  # 12月2次 of 每月2次
    if asked.target.unit.endswith("/月"):
        part = part or _some_months(actual)
    if part and not _part_of_the_year(asked.target.text + asked.name):
        return _open(actual, "part", (part,))
    if actual.operator in AT_LEAST and falling:
        return _open(actual, "about", word) if number != target else _contrary(actual, word)
    if actual.operator in AT_MOST and not falling:
        return _contrary(actual, word)
    if actual.operator == Operator.GT and not falling and number * 2 < target:
        surplus = bool(actual.words) and actual.words[0] in _IS_SURPLUS and actual.unit != "%"
        if surplus and _unit(actual) in ("", _unit(asked.target)):
            return _told(actual, target + number, f"{as_count(target)}＋{as_count(number)}")
        if actual.words and actual.words[0] != ">":
            return _open(actual, "surplus", actual.words)
    if actual.sense == "more":
        return _contrary(actual, ("余",)) if falling and number >= target else Heard(actual)
    if actual.sense in ("about", "nearly"):
        if actual.sense == "nearly" and falling:
            return Heard(actual) if number <= target else _open(actual, "nearly", actual.words)
        beyond = _CLEARLY if actual.sense == "about" else _FAR
        clear = target * (1 - beyond) >= number if falling else number >= target * (1 + beyond)
        return Heard(actual) if clear else _open(actual, actual.sense, actual.words or ("左右",))
    return Heard(actual)


def _counts_parts_of_people(asked: Asked, actual: Quantity, number: Decimal) -> bool:
    """`1.30人` of 30人: rather a list number, unless it is a mean."""
    if _is_whole(number) or actual.words or normal_unit(actual.unit) not in ("人", "户", "人次", "户次"):
        return False
    return "均" not in asked.name + asked.target.text + actual.text and _is_whole(asked.target.number or ZERO)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _in_range(target: Quantity, actual: Quantity) -> Heard:
    """Beside a range: about so much, where it lies clearly inside; a bound leaves open where the figure lies."""
    number, low, high = actual.number, target.low, target.high
    assert number is not None
    assert low is not None
    assert high is not None
    if actual.operator in AT_MOST and low < 0 and number <= high:
        return Heard(actual)  # 8%以内 of ±10 %: a size
    if actual.operator in AT_LEAST or actual.operator in AT_MOST:
        return _contrary(actual, actual.words or (actual.operator,))
    deviates = low == -high and _DEVIATES.search(target.text) is not None
    if deviates and actual.kind == "rate" and abs(number) > _FAR_BEYOND * high:
        return _open(actual, "compared", (as_rate(number),))  # 92.5% of ±8%: rather what was spent than by how much
    inside = low <= number * (1 - _CLEARLY) and number * (1 + _CLEARLY) <= high
    if actual.sense in ("about", "nearly") and not inside:
        return _open(actual, actual.sense, actual.words or ("左右",))
    return Heard(actual)


def _some_months(actual: Quantity) -> str:
    """`12次，其中7月4次、8月8次`: all of them in some months; "" where not all are told by month."""
    told = _IN_MONTH.findall(actual.text)
    if not 1 < len(told) < 12 or sum(int(number) for _, number in told) != actual.number:
        return ""
    return "、".join(f"{month}月" for month, _ in told)


def _part_that_is_short(promised: str, done: str) -> str:
    """`专业人员12人` where 20人（含专业人员14人） were promised; "" where no part that was promised is told as less."""
    for inside in _INSIDE.findall(promised)[:_MOST_PARTS]:
        for label, number in _LABELLED.findall(inside)[:_MOST_PARTS]:
            told = re.search(f"{label}[^0-9,，;；、()（）]{{0,4}}([0-9]{{1,6}})", done)
            if told and int(told[1]) < int(number):
                return str(told[0])
    return ""


def _part_of_the_year(text: str) -> str:
    """`2次（上半年）`: what may still come, or came before; "" where more than one part, or all of the year is told."""
    parts = {match[0] for match in _A_PART.finditer(text)}
    return parts.pop() if len(parts) == 1 and _ALL_PARTS.search(text) is None else ""


def _contrary(actual: Quantity, words: tuple[str, ...]) -> Heard:
    quoted = "、".join(f"“{word}”" for word in words if word) or f"“{quote(actual.text)}”"
    meaning = "与目标的方向相反，不能说明达到了目标"
    rule = f"实际写“{short(actual.text)}”，{quoted}{meaning}"
    note = Note("R022", told=(("words", quoted), ("meaning", meaning)))
    return Heard(actual, verdict=unknown(rule, MISSING)._replace(notes=(note,)))


def _unit(quantity: Quantity) -> str:
    return without_period(normal_unit(quantity.unit))


def _of_this_year(asked: Asked, actual: Quantity) -> Quantity:
    """`完成8个（含2023年1月补做的2个）`: without those, where they lie outside the service year."""
    dated = [aside for aside in actual.asides if aside.years]
    others = [aside for aside in dated if any(_is_outside(year, asked) for year in aside.years)]
    less = sum((aside.number or ZERO for aside in others), ZERO)
    left = tuple(aside for aside in actual.asides if not aside.years)
    return actual._replace(number=(actual.number or ZERO) - less, asides=left)


def _is_outside(year: int, asked: Asked) -> bool:
    if asked.start is None or asked.end is None:
        return False
    return not asked.start.year <= year <= asked.end.year and str(year) not in asked.target.text + asked.name
