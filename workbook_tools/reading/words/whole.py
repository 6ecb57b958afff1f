"""Texts that are read as a whole: a grade, a day, words that stand for a figure, a part out of a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from workbook_tools.basis.grade_words import grade_in, rating_of
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.ranks import rank_in
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.model.basics import Moment, Quantity, Sense
from workbook_tools.reading.words.context import Context
from workbook_tools.reading.words.dates import date_in
from workbook_tools.reading.words.figures import DIGIT, figures_in
from workbook_tools.reading.words.lexer import lex
from workbook_tools.reading.words.numerals import FEW, dates_in_digits
from workbook_tools.reading.words.phrases import words_alone
from workbook_tools.reading.words.stated import SIGNS

_HANDLED = "办结|处理|处置|回复|答复|化解|整改|解决|调解|响应|反馈|回访|回应"
CASES = "事件|投诉|事故|差错|违规|违纪|违法|上访|信访|失误|纠纷|伤亡|举报|案件|舆情|延误|拖欠"
_NO_CASES = lazy_pattern(
    "(?:全年|本年度|年度内|目前|期间)*(?:零|无|没有发生|没有收到|没有|未发生|未出现|未收到|未接到|不发生|不出现|杜绝)"
    "(?:任何|一例|一起|重大|有效|有责|安全|生产|责任|群众|居民|服务对象|的)*"
    f"(?:{CASES}|发生)"
    "[事故件案例行为问题情况发生]*",
    holding="发收无未杜没现零",
)
_NONE_OF = lazy_pattern(
    "(?:全年|本年度|年度内)?(?:零|无|没有发生|没有|未发生|未出现|未收到|未接到)(?:一起|任何)?([^0-9]{2,12})",
    holding="收无未没现零",
)
_COVERED = lazy_pattern(
    "(?:已|实现|覆盖)*(?:全部|全镇|全街道?)?[0-9]{1,4}个(?:社区|村居?|网格|村社区|行政村|站点|小区)(?:已|均|实现|达到)*全(?:部)?覆盖"
)
_NOTHING = (
    "零",
    "不发生",
    "未发生",
    "没有发生",
    "未发生一起",
    "零发生",
    "未接到",
    "未收到",
    "没有收到",
    "为零",
    "未发现",
    "未出现",
    "没有发现",
)
_OF_THE_YEAR = lazy_pattern("^(?:全年|本年度?|年度内|年内)(?=[未没零不])", holding="年")
_ALL = lazy_pattern(
    "(?:已|实现|达到|做到)*(?:村居|社区|网格|服务|全域|镇街|街道|片区)*(?:全覆盖|全部覆盖|百分百|百分之百|百分百覆盖)",
    holding="百覆",
)
_EVERY = lazy_pattern(
    "(?P<acts>[\u4e00-\u9fff]{0,4}?)(?:[0-9]{1,6}[户人名个件份](?P<who>[\u4e00-\u9fff]{0,6}?))?已?(?:全部|全都|全员|全体|均|都|一律)已?(?:都|均)?(?P<what>[\u4e00-\u9fff]{2,4}?)(?:到位|完毕|完成)?[了。]?",
    holding="全均律都",
)
_MAY_BE_A_DAY = lazy_pattern("[年月季半旬底]|[0-9][-./][0-9]|[0-9]{8}")
_GRADED = lazy_pattern("达成|提前|评|级|等|[星名前第A]")
_A_DAY = lazy_pattern(
    "(?:20[0-9]{2}年)?(?:1[0-2]|0?[1-9])月(?:[0-3]?[0-9][日号]|[上中下]旬|底|初|中|末)?(?:之?前|以前)?"
)
_BEFORE_AN_EVENT = lazy_pattern("(?<=[日号])[^年月日号旬0-9之]{2,4}(?=之?前$)", holding="前")  # 9月1日开学前
_NOT_THEN = lazy_pattern(
    f"(?:未能?|没能?|没有)(?:如期|按期)?[在于]?(?P<then>{_A_DAY.pattern})[^0-9,;]{{0,8}},(?:实际|直到|于|至)+"
    f"(?P<done>{_A_DAY.pattern})(?:才|方)?[^0-9,;前]{{0,6}}",
    holding="未没",
)
_TOLD_OF_A_DAY = lazy_pattern(r"([^()]*)[(]([^()0-9]*)[)]", holding="(")  # 5月6日(因疫情推迟)
_MARKS_BEHIND = lazy_pattern(
    r"[(](?:得分?|综合得分|评分)?:?[0-9]{1,3}(?:[.][0-9]{1,2})?分[)]$", holding="分"
)  # 良好(87分)
_ENDED = lazy_pattern("完成|完毕|结束|到位")  # 9月10日制作完成
_HANDS_IN = ("提交", "上报", "报送", "递交", "报备", "送审")
_HANDED_IN = lazy_pattern("报告|总结|材料|资料|报表|台账|方案|简报|名单|汇编|数据|自评")  # of these it is the end
_OF_A_DAY = lazy_pattern("(?:完成)?(?:时间|日期|时限|期限|情况)?$")
_FINISHED = ("好", "齐", "完", "订", "册", "毕")  # 5月9日印好 is the day of 印制, and not that of 发放
_BESIDE_A_DAY = ("neutral", "act", "noun", "own", "mark", "period")
_BESIDE_DAYS = (*_BESIDE_A_DAY, "figure", "shape", "among", "total")
_CLAUSES = lazy_pattern("[,;()。]")
_FRACTION = lazy_pattern(
    "(?P<sign>[≥≤<>=]?)(?P<act>[\u4e00-\u9fff]{0,6})(?P<some>[0-9]{1,6})(?P<unit>[人名份户例件个])?"
    "/(?P<whole>[0-9]{1,6})(?(unit)(?P=unit))(?:[,(=](?P<rate>[0-9.]{1,6})%[)]?)?",
    holding="/",
)
_OUT_OF = lazy_pattern(
    "(?P<some>[0-9]{1,6})(?P<unit>[个人名份户例件场次支篇期]|场次|人次|小时)?"
    "/(?P<whole>[0-9]{1,6})(?P<other>[个人名份户例件场次支篇期]|场次|人次|小时)?"
)
_IS_DONE, _ROUNDED = "已完成实际共", Decimal("0.51")
_OF_ALL_COUNTED = lazy_pattern(  # 200份中190份满意
    "(?P<whole>[0-9]{1,6})(?P<unit>[人名份户例件个])(?:问卷|居民|老人|对象|工作人员|社工)?[中里]有?"
    "(?P<some>[0-9]{1,6})(?P=unit)(?:满意|合格|达标|通过|持证)?",
    holding="中里",
)
_FULL_MARKS = lazy_pattern("满分为?([0-9]{1,4})(?=分|[)]|$)")
_DOTTED = lazy_pattern(r"[≥≤<>=]?[0-9]+(?:[.][0-9]+){2,}[^0-9]*")  # 68.0.0 is no figure, and no day
_A_TIME = lazy_pattern("[0-2]?[0-9]:[0-5][0-9]:[0-5][0-9]", holding=":")  # what Excel makes of 1:1
_PER = lazy_pattern(
    "每(?:[0-9]|[十百千万](?!个月|元))", holding="每"
)  # 每2.5万元配1名: a ratio of two things, and no count
_EACH_TIME = lazy_pattern(
    "[0-9][^、和及]*+[、和及].*各[^0-9,;]{0,6}[0-9]"
)  # 5月、10月各1次: how many in all is not said
REASONS = ("因", "由于", "受", "鉴于", "原因", "主要原因", "主要是因")
SAYS_NOTHING_ALONE: tuple[Sense, ...] = ("", "compared", "up", "down", "surplus", "few", "order")
_HARMLESS_ALONE: tuple[Sense, ...] = (*SAYS_NOTHING_ALONE, "rest")  # beside a day or a grade


def whole_text(context: Context, text: str) -> Quantity | None:
    """What the text says as a whole; None where its figures and words have to be read one by one."""
    if text.endswith("分)") and context.done and not DIGIT.search(context.row.target or "0"):
        graded = _MARKS_BEHIND.sub("", text)
        text = text if DIGIT.search(graded) else graded
    here = _CUES.intersection(text)
    if not here and DIGIT.search(text) and not _MAY_BE_A_DAY.search(text):
        return None
    for cues, read in _READERS:
        if not cues or not cues.isdisjoint(here):
            quantity = read(context, text)
            if quantity is not None:
                return quantity
    return None


def whole_phrase(context: Context, text: str) -> Quantity | None:
    """A phrase that is a day, or words for a figure; a grade word beside figures is none."""
    may_be = not DIGIT.search(text) or (_MAY_BE_A_DAY.search(text) and date_in(dates_in_digits(text)))
    word = whole_text(context, text) if may_be else None
    return word if word is not None and word.kind not in ("grade", "text") else None


def _grade(context: Context, text: str) -> Quantity | None:
    if DIGIT.search(text) and not _GRADED.search(text):
        return None
    graded = grade_in(text) or _rank(text)
    if graded is None:
        return None
    quantity = Quantity("grade", operator=Operator.GE if graded[1] else Operator.NONE, word=graded[0])
    return _if_words_agree(context, text, quantity, graded[0])


def _rank(text: str) -> tuple[str, str] | None:
    """`4A级以上`, `前三名`, `全市第五`: a place on a ladder, as a grade is."""
    rank = rank_in(text)
    return None if rank is None else (rank.word, "")


def _day(context: Context, text: str) -> Quantity | None:
    year_or_number = context.unit and re.fullmatch(r"[0-9.]+年?", text)
    if year_or_number or not _MAY_BE_A_DAY.search(text):
        return None
    said = text if context.done else _BEFORE_AN_EVENT.sub("", text)
    if (dated := date_in(dates_in_digits(said))) is not None:
        moment, operator, codes = dated
        return _if_words_agree(context, text, Quantity("date", operator=operator, moment=moment, codes=codes))
    if context.done and (late := _instead_of(text)) is not None:
        return late
    if context.done and (told := _TOLD_OF_A_DAY.fullmatch(text)) and (dated := date_in(dates_in_digits(told[1]))):
        late = _if_words_agree(context, text, Quantity("date", operator=dated[1], moment=dated[0], codes=dated[2]))
        if late.sense == "postponed" or (late.kind == "date" and told[2].startswith(REASONS)):
            return late
    day = _day_among_words(context, text) or (_day_of_several(context, text) if context.done else None)
    return None if day is None else _if_words_agree(context, text, day)


def _instead_of(text: str) -> Quantity | None:
    """`未能在10月31日前移交，实际11月7日移交`: the later day, on which it was done."""
    match = _NOT_THEN.fullmatch(text)
    then, done = (date_in(match["then"]), date_in(match["done"])) if match else (None, None)
    if then is None or done is None or not _is_earlier(then[0], done[0]):
        return None
    return Quantity("date", operator=done[1], moment=done[0])


def _is_earlier(one: Moment, other: Moment) -> bool:
    years = (one.year, other.year) if one.year and other.year else (0, 0)
    return (years[0], one.month, one.day or 0) < (years[1], other.month, other.day or 0)


def _day_among_words(context: Context, text: str) -> Quantity | None:
    """`2022年11月30日通过验收`: one day, and words that say nothing else."""
    found = _A_DAY.findall(text)
    if len(found) != 1 or DIGIT.search(text.replace(found[0], "")):
        return None
    before, _, behind = text.partition(found[0])
    tokens = lex(before + "," + behind, (), context.vocabulary, context.own)
    named = context.row.name
    own = [token.kind in ("started", "postponed") and token.text in named for token in tokens]  # 8月20日完成采购
    beside = [mine or token.kind in _BESIDE_A_DAY for mine, token in zip(own, tokens, strict=True)]
    if not all(beside):
        return None
    dated = date_in(found[0])
    return None if dated is None else Quantity("date", operator=dated[1], moment=dated[0])


def _day_of_several(context: Context, text: str) -> Quantity | None:
    """`11月17日发放完毕（86户）`, `第一批11月30日，第二批12月8日`: the only day, or the last of those on which one
    thing was done part by part; how much it was is said beside it."""
    target = _A_DAY.sub("", context.row.target, count=1)
    if target == context.row.target or DIGIT.search(target):
        return None
    days, done = list[tuple[Moment, Operator]](), set[str]()
    for clause in filter(None, _CLAUSES.split(text)):
        found = _A_DAY.findall(clause)
        rest = clause.replace(found[0], "", 1) if len(found) == 1 else clause
        figures = figures_in(rest)
        tokens = lex(rest, figures, context.vocabulary, context.own)
        counted = all(f.unit not in ("", "%") and not f.operator and not f.about for f in figures)
        own = [token.kind in ("started", "postponed") and token.text in context.row.name for token in tokens]
        said = [mine or token.kind in _BESIDE_DAYS for mine, token in zip(own, tokens, strict=True)]
        if not (counted and all(said)) or len(figures) > 1 or len(found) > 1:
            return None
        if found:
            dated = date_in(found[0])
            if dated is None or dated[1] or (days and not _is_earlier(days[-1][0], dated[0])):
                return None
            days.append(dated[:2])
            done.add("".join(t.text for t in tokens if t.kind not in ("figure", "shape", "mark", "neutral")))
    return Quantity("date", operator=days[-1][1], moment=days[-1][0]) if days and len(done) == 1 else None


def _if_words_agree(context: Context, text: str, quantity: Quantity, graded: str = "") -> Quantity:
    """A day or a grade that was reached; other words beside it may take it back: `完成，但未验收`."""
    if not context.done:
        return quantity
    if quantity.moment is not None and (began := _only_began(context, text)):
        return Quantity("text", sense="started", words=(began,))
    sense, word, unsure = words_alone(text, context.vocabulary, context.own, context.row)
    if not unsure and (sense in _HARMLESS_ALONE or (graded and _is_below(graded, sense))):
        return quantity
    if quantity.kind == "date" and sense == "postponed" and not unsure:
        return quantity._replace(sense=sense, words=(word,))  # 5月6日(因疫情推迟): late, or not done
    sense = sense or "unknown"
    return Quantity("text", sense=sense, words=(word,), codes=("Q116",) if sense == "unknown" else ())


def _only_began(context: Context, text: str) -> str:
    """`6月提交年检` is no day on which it was passed; `11月中期` none of the evaluation at the end;
    `4月装修` is a reason."""
    own, subjects = context.row.name + context.row.target, context.vocabulary.subjects
    tokens = lex(text, (), context.vocabulary, context.own)
    for place, token in enumerate(tokens):
        meeting = token.text.removesuffix("会").removesuffix("仪式")  # 启动会 of 项目启动
        began = token.text in subjects.opens and meeting not in own
        if began and token.text.endswith(_FINISHED):
            asked = subjects.acts.named_in(_OF_A_DAY.sub("", context.row.name)[-3:])
            began = asked.isdisjoint(subjects.acted.named_in(token.text))
        if token.text in subjects.reasons and token.text not in own:
            ends = place + 1 == len(tokens) or tokens[place + 1].kind == "mark"
            began = place > 0 and tokens[place - 1].kind == "shape" and ends  # 4月装修
        handed = token.text in _HANDS_IN and _HANDED_IN.search(own)
        if began and not handed and not _ENDED.search(text.partition(token.text)[2]):
            return token.text
    return ""


def _is_below(graded: str, sense: Sense) -> bool:
    """The rating itself says that it was not reached."""
    return rating_of(graded) in ("未达成", "部分达成") and sense in (
        "unmet",
        "undone",
        "part",
        "planned",
        "postponed",
        "started",
    )


def _no_count(_: Context, text: str) -> Quantity | None:
    """`68.0.0`, `每2.5万元配1名`, `5月、10月各1次`, `几场`: how many is not said."""
    if (
        _DOTTED.fullmatch(text)
        or (":" in text and _A_TIME.fullmatch(text))
        or _PER.search(text)
        or ("各" in text and _EACH_TIME.match(text))
    ):
        return Quantity("text", codes=("Q103",))
    few = FEW.search(text)
    return None if few is None else Quantity("text", sense="few", words=(few[0],), codes=("Q103",))


def _in_words(context: Context, text: str) -> Quantity | None:
    """`零投诉` is 0, `全覆盖` is 100 %."""
    if _NO_CASES.fullmatch(text) or _OF_THE_YEAR.sub("", text) in _NOTHING or _says_none(context, text):
        return Quantity("number", number=Decimal(0), unit=context.unit, codes=("Q105",))
    if _ALL.fullmatch(text) or _covers_all(context, text):
        return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))
    return None


def nothing_to_handle(context: Context, text: str) -> Quantity | None:
    """`无投诉` where the row is 投诉处理率: of no complaints none were handled, and none were not."""
    asked = context.done and context.asks_for_percent() and context.says(_HANDLED)
    return Quantity("text") if asked and (_NO_CASES.fullmatch(text) or text in _NOTHING) else None


def _covers_all(context: Context, text: str) -> bool:
    """`全部`, or `22个社区全覆盖`, where 全覆盖 or 100% was promised."""
    if not context.done or "全" not in text or not (context.asks_for_percent() or "全覆盖" in context.row.target):
        return False
    if text in ("全部", "全部的", "全数"):
        return not context.says("满意|知晓|好评")
    return context.says("覆盖") and _COVERED.fullmatch(text) is not None


def _says_none(context: Context, text: str) -> bool:
    """`未发生食品安全事件` where the row is 食品安全事件."""
    none = _NONE_OF.fullmatch(text)
    return none is not None and none[1] in context.row.name and re.search(CASES, none[1]) is not None


def _all_of_them(context: Context, text: str) -> Quantity | None:
    """`全部合格` where the row is 合格率, or 合格 with a target in percent, or where the target says so: no grade."""
    every, name, target = _EVERY.fullmatch(text), context.row.name, context.row.target
    if every is None:
        return None
    named, what = name if name.endswith("率") else target, every["what"]
    if f"{what}率" not in named and not (context.done and name.endswith(what) and target.endswith("%")):
        return None
    said = lex(f"{every['acts']},{every['who'] or ''}", (), context.vocabulary, context.own)
    if any(token.kind not in (*_BESIDE_A_DAY, "total") for token in said):
        return None
    return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))


def _out_of_the_target(context: Context, text: str) -> Quantity | None:
    """`60/68` where 68个 was promised: 60 of them."""
    part = _OUT_OF.fullmatch(text) if context.done and "/" in text else None
    if part is None or part["some"] == part["whole"]:
        return None
    promised = figures_in(context.row.target)
    said = {unit for unit in (part["unit"], part["other"]) if unit}
    if len(promised) != 1 or promised[0].unit == "%" or str(promised[0].number) != part["whole"]:
        return None
    unit = promised[0].unit or context.unit
    return Quantity("number", number=Decimal(part["some"]), unit=unit) if said <= {unit} else None


def _part_of_whole(context: Context, text: str) -> Quantity | None:
    """`190/200`, `200份中190份满意`, where a rate is asked for."""
    part = _FRACTION.fullmatch(text) or _OF_ALL_COUNTED.fullmatch(text)
    if part is None or not (is_rate_unit(context.unit) or context.asks_for_percent()):
        return None
    said = part.groupdict()
    some, whole = Decimal(said["some"]), Decimal(said["whole"])
    if some > whole or not whole or any(c not in context.row.name + _IS_DONE for c in said.get("act") or ""):
        return None
    if (rate := said.get("rate")) and abs(some / whole * 100 - Decimal(rate)) >= _ROUNDED:
        return None
    return Quantity("rate", operator=SIGNS[said.get("sign") or ""], number=some / whole, unit="%")


def _out_of_other_marks(context: Context, text: str) -> Quantity | None:
    """`4.8分（满分5分）`"""
    full = _FULL_MARKS.search(text) if "满分" in text and context.done else None
    if full is None or int(full[1]) == 100:
        return None
    return Quantity("text", sense="order", words=(full[0],), codes=("Q103",))


# In this order: characters of which every such text has one ("" for none in particular), and what then reads it.
_BY_CUE: tuple[tuple[str, Callable[[Context, str], Quantity | None]], ...] = (
    ("全均律都", _all_of_them),
    ("/", _out_of_the_target),
    ("", _grade),
    ("", _day),
    (".:每各两九三五四六一二七八", _no_count),
    ("收发无未没不杜现零百覆全", _in_words),
    ("/中里", _part_of_whole),
    ("满", _out_of_other_marks),
)
_READERS = tuple((frozenset(cues), read) for cues, read in _BY_CUE)
# Beside those a text with digits and none of these characters is no grade and no day.
_CUES = frozenset("".join(cues for cues, _ in _BY_CUE) + "达提评级等星名前第A年月季半旬底-./")
