"""Another year, batch, kind or part than the row asks for."""

import re

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.promise_words import NOT_INCLUDED
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.sayings.agreement import DONE_SO
from workbook_tools.evaluation.sayings.heard import Asked, Heard, opened
from workbook_tools.evaluation.sayings.limits import worst_beyond
from workbook_tools.model import Quantity

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
_OF_EACH_ONE = lazy_pattern("^均|[各每][^0-9]{0,8}均", holding="均")  # 每月均不少于3场
_AVERAGE = lazy_pattern("平均|[月年季周日户场人]均|均值", holding="均")
_INSIDE = lazy_pattern("[（(](?:其中|含|包含|包括)?([^()（）]*)[）)]", holding="（(")
_MOST_PARTS = 20  # of a promise, that are looked for
_LABELLED = lazy_pattern("((?!其中|不少于|不低于|至少)[\u4e00-\u9fff]{2,8}?)(?:不少于|不低于|至少|≥)?([0-9]{1,6})")


def of_another(asked: Asked, actual: Quantity) -> Heard | None:
    """Of another year, batch or kind than was promised, or of what the promise leaves out."""
    target, named = asked.target, asked.name + asked.target.text
    if outside := [year for year in actual.years if _is_outside(year, asked)]:
        return opened(actual, "other_time", (f"{outside[0]}年",))
    if (later := _BY_THEN.search(target.text)) and asked.end and int(later[1]) > asked.end.year:
        return opened(actual, "other_time", (later[0],))  # 至2025年达到400人
    if target.years and actual.years and set(actual.years).isdisjoint(target.years):
        return opened(actual, "other_time", (f"{actual.years[0]}年",))  # 2022年260次 of 2023年240次
    if target.sense == "other_time" and not any(word in actual.text for word in target.words):
        return opened(actual, "other_time", target.words)
    if (will := _WILL_EACH.search(actual.text)) and not DONE_SO.search(actual.text):
        return opened(actual, "planned", (will[0],))  # 拟每季1次，共4次
    if another := _of_another_batch(target.text, actual.text):
        return opened(actual, "order", (another,))
    for own, others in _NOT_ITS_OWN.items():
        if own in named and own not in actual.text and (found := others.search(actual.text)):
            return opened(actual, "other_thing", (found[0],))
    if (had := _HAD.search(actual.text)) and "新" not in named:
        return opened(actual, "extra", (had[0],))  # 原有4人，新增5人 of 9人: nine, or five
    included = _is_left_out(asked, actual)
    return opened(actual, "extra", (included,)) if included else None


def only_a_part(asked: Asked, actual: Quantity) -> Heard | None:
    """A mean where each was promised, a whole of which a part falls short, a mean of which the worst lies beyond."""
    if asked.operator in AT_MOST and (worst := worst_beyond(asked, actual)):
        return opened(actual, "part", (worst,))
    if short_part := _part_that_is_short(asked.target.text, actual.text):
        return opened(actual, "part", (short_part,))
    each = _OF_EACH_ONE.search(asked.target.text) or "均衡" in asked.name
    average = _AVERAGE.search(actual.text) if each and "Q133" not in actual.codes else None
    return opened(actual, "part", (average[0],)) if average else None


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


def _part_that_is_short(promised: str, done: str) -> str:
    """`专业人员12人` where 20人（含专业人员14人） were promised; "" where no part that was promised is told as less."""
    for inside in _INSIDE.findall(promised)[:_MOST_PARTS]:
        for label, number in _LABELLED.findall(inside)[:_MOST_PARTS]:
            told = re.search(f"{label}[^0-9,，;；、()（）]{{0,4}}([0-9]{{1,6}})", done)
            if told and int(told[1]) < int(number):
                return str(told[0])
    return ""


def of_this_year(asked: Asked, actual: Quantity) -> Quantity:
    """`完成8个（含2023年1月补做的2个）`: without those, where they lie outside the service year."""
    dated = [aside for aside in actual.asides if aside.years]
    if not dated:
        return actual
    others = [aside for aside in dated if any(_is_outside(year, asked) for year in aside.years)]
    less = sum((aside.number or ZERO for aside in others), ZERO)
    left = tuple(aside for aside in actual.asides if not aside.years)
    return actual._replace(number=(actual.number or ZERO) - less, asides=left)


def _is_outside(year: int, asked: Asked) -> bool:
    if asked.start is None or asked.end is None:
        return False
    return not asked.start.year <= year <= asked.end.year and str(year) not in asked.target.text + asked.name
