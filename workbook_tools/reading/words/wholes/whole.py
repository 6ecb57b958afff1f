"""Texts that are read as a whole: a grade, a day (`days`), words that stand for a figure, a part out of a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from workbook_tools.basis.decimals import ROUNDED_PERCENT
from workbook_tools.basis.grade_words import grade_in
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.month_days import day_of_each_month
from workbook_tools.basis.operators import SIGNS, Operator
from workbook_tools.basis.ranks import rank_in
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import form, words_of
from workbook_tools.reading.words.lexicon.lexer import PLAIN
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.wholes.day_forms import without_marks
from workbook_tools.reading.words.wholes.days import MAY_BE_A_DAY, day_told, if_words_agree
from workbook_tools.reading.words.written.by_character import ByCharacter
from workbook_tools.reading.words.written.dates import date_in
from workbook_tools.reading.words.written.figures import DIGIT
from workbook_tools.reading.words.written.numerals import FEW, dates_in_digits

_NO_CASES = form(
    "{这一年}*{未有}(?:任何|一例|一起|重大|有效|有责|安全|生产|责任|群众|居民|服务对象|的)*"
    "(?:{坏事}|发生)[事故件案例行为问题情况发生]*",
    holding="发收无未杜没现零",
)
_GRAVE = lazy_pattern("重大|特大|较大|严重|恶性")
_NONE_OF = form(
    "(?:[经在]?(?:财务)?(?:审计|检查|核查|抽查|自查|巡查|监测|复核)中?)?(?:全年|本年度|年度内)?{未有}人?(?:一起|任何)?([^0-9,;、和或及]{2,12})(?:[、和或及][^0-9,;]{2,6})*",
    holding="发收无未杜没现零",
)
_WHAT_HAPPENS = lazy_pattern("(?:罪|人员|对象|现象|情况|问题|事件|行为|人数|件数|次数|起数|比例|率|数)*$")
_HANDLED = form("{处置}")
_COVERED = form("(?:已|实现|覆盖)*(?:全部|全镇|全街道?)?[0-9]{1,4}个{地方}(?:已|均|实现|达到)*全部?覆盖")
_OF_THE_YEAR = form("^{这一年}(?=[未没零不])", holding="年目期")
_ALL = form("(?:已|实现|达到|做到)*(?:{地方}|服务|全域)*(?:全覆盖|全部覆盖|{百分百}(?:覆盖)?)", holding="百覆")
_EVERY = form(
    "(?P<acts>{汉}{0,4}?)(?:(?:{数}(?:{量}|块|张)|[0-9]{1,6}(?:[.][0-9]{1,4})?万?元)(?P<who>{汉}{0,6}?))?,?已?{全都}已?[都均]?"
    "(?P<how>表示|认为|评价为?|感到|在(?:合同期|规定时[间限]|规定期限|服务期|计划时间)内)?"
    "(?P<what>{汉}{2,4}?)(?:到位|完毕|完成)?(?:[或和](?:比较|较|非常|很|十分)(?P=what))?[了。]?",
    holding="全均律都",
)
_ALREADY, _LONGEST_DEED = lazy_pattern("^(?:均|都|全部)?已经?"), 8
_IN_TIME = frozenset(("及时", "准时", "按时"))
_GRADED = lazy_pattern("达成|提前|评|级|等|[星名前第A]")
_AMONG_ALL = lazy_pattern("全([国省市区县镇街])(?!覆盖)", holding="全")
_A_SCOPE = lazy_pattern("(?<![社小辖片])[国省市区县镇街]", holding="国省市区县镇街")
_MARKS_BEHIND = lazy_pattern(  # 良好(87分)
    r"[(](?:得分?|综合得分|评分)?:?[0-9]{1,3}(?:[.][0-9]{1,2})?分[)]$", holding="分"
)
_FRACTION = form(
    "(?P<sign>[≥≤<>=]?)(?P<act>{汉}{0,6})(?P<some>{数值})(?P<unit>[人名份户例件个场次]|万?元|万)?"
    "[/÷](?P<whole>{数值})(?(unit)(?P=unit)|[人名份户例件个场次]?)(?:[,(=](?P<rate>[0-9.]{1,6})%[)]?)?",
    holding="/÷",
)
_OUT_OF = form("(?P<some>{数})(?P<unit>{量})?/(?P<whole>{数})(?P<other>{量})?", holding="/")
_IS_DONE = "已完成实际共"
_OF_ALL_COUNTED = form(  # 200份中190份满意
    "每?(?P<whole>{数})(?P<unit>[人名份户例件个村家所])(?:(?:问卷|居民|老人|对象|工作人员|社工)?[中里]有?|(?<=^每..[人名份户例件个])有|(?<=^每...[人名份户例件个])有)"
    "(?P<some>{数})(?P=unit)(?:满意|合格|达标|通过|持证)?",
    holding="中里每",
)
_SOME_OF = form(
    "[已共实际]*(?:覆盖|服务|走访|进驻|完成){数}(?P<unit>{量}){地方}?中的?(?P<some>{数})(?P=unit){地方}?", holding="中"
)
_FULL_MARKS = lazy_pattern("满分为?([0-9]{1,4})(?=分|[)]|$)")
_DOTTED = lazy_pattern(r"[≥≤<>=]?[0-9]+(?:[.][0-9]+){2,}[^0-9]*")  # 68.0.0 is no figure, and no day
_A_TIME = lazy_pattern("[0-2]?[0-9]:[0-5][0-9]:[0-5][0-9]", holding=":")  # what Excel makes of 1:1
_PER = lazy_pattern("每(?:[0-9]|[十百千万](?!个月|元))", holding="每")  # 每2.5万元配1名: a ratio of two things
_EACH_PLACE = form("[0-9][个所家]?{地方}[,、;]?每[个所家]?{地方}", holding="每")  # 11个社区，每个社区2场
_EACH_TIME = lazy_pattern(
    "[0-9][^、和及]*+[、和及].*各[^0-9,;]{0,6}[0-9]", holding="各"
)  # 5月、10月各1次: how many in all is not said


def whole_text(context: Context, text: str) -> Quantity | None:
    """What the text says as a whole; None where its figures and words have to be read one by one."""
    if text.endswith("分)") and context.done and not DIGIT.search(context.row.target or "0"):
        graded = _MARKS_BEHIND.sub("", text)
        text = text if DIGIT.search(graded) else graded
    if context.done and not DIGIT.search(context.row.target or "0"):
        text = without_marks(text)
    if _CUES.isdisjoint(text) and DIGIT.search(text) and not MAY_BE_A_DAY.search(text):
        return None
    for read in _READERS.for_text(text):
        if (quantity := read(context, text)) is not None:
            return quantity
    return None


def whole_phrase(context: Context, text: str) -> Quantity | None:
    """A phrase that is a day, or words for a figure; a grade word beside figures is none."""
    may_be = not DIGIT.search(text) or (MAY_BE_A_DAY.search(text) and date_in(dates_in_digits(text)))
    word = whole_text(context, text) if may_be else None
    return word if word is not None and word.kind not in ("grade", "text") else None


def _grade(context: Context, text: str) -> Quantity | None:
    if DIGIT.search(text) and not _GRADED.search(text):
        return None
    graded = (named := grade_in(text)) or _rank(text)
    if graded is None:
        return None
    quantity = Quantity("grade", operator=Operator.GE if graded[1] else Operator.NONE, word=graded[0])
    where = _AMONG_ALL.search(text) if context.done and not named else None
    if where and (asked := _A_SCOPE.findall(context.row.own)):  # 全区第3名: in the ranking that it asks for, or another
        return quantity if where[1] in asked else Quantity("text", sense="other_place", words=(where[0],))
    return if_words_agree(context, text, quantity, graded[0])


def _rank(text: str) -> tuple[str, str] | None:
    """`4A级以上`, `前三名`, `全市第五`: a place on a ladder, as a grade is."""
    rank = rank_in(text)
    return None if rank is None else (rank.word, "")


def _no_count(_: Context, text: str) -> Quantity | None:
    """`68.0.0`, `每2.5万元配1名`, `5月、10月各1次`, `几场`: how many is not said."""
    if (
        _DOTTED.fullmatch(text)
        or _A_TIME.fullmatch(text)
        or _PER.search(text)
        or _EACH_TIME.match(text)
        or _EACH_PLACE.search(text)
    ):
        return Quantity("text", codes=("Q103",))
    if day_of_each_month(text) is not None:
        return Quantity("text")  # scored beside another day of each month
    few = FEW.search(text)
    return None if few is None else Quantity("text", sense="few", words=(few[0],), codes=("Q103",))


def _in_words(context: Context, text: str) -> Quantity | None:
    """`零投诉` is 0, `全覆盖` is 100 %."""
    nothing = _OF_THE_YEAR.sub("", text) in words_of("没有")
    if nothing or _NO_CASES.fullmatch(text) or _says_none(context, text):
        grave = _GRAVE.search(text) if context.done else None
        if grave and not context.row.has(grave[0]):
            return Quantity("text", sense="part", words=(grave[0],))  # 无重大事故 of 事故0起: smaller ones there may be
        return Quantity("number", number=Decimal(0), unit=context.unit, codes=("Q105",))
    if _ALL.fullmatch(text) or _covers_all(context, text):
        return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))
    return None


def nothing_to_handle(context: Context, text: str) -> Quantity | None:
    """`无投诉` where the row is 投诉处理率: of no complaints none were handled, and none were not; `无拖欠` where it is
    工资发放: of what was promised it says nothing."""
    asked = context.asks_for_percent() and _HANDLED.search(context.row.own)
    no_cases = _NO_CASES.fullmatch(text) is not None
    none = asked and (no_cases or text in words_of("没有"))
    return Quantity("text") if none or (no_cases and not context.may_be_none) else None


def _covers_all(context: Context, text: str) -> bool:
    """`全部`, or `22个社区全覆盖`, where 全覆盖 or 100% was promised."""
    if not context.done or "全" not in text or not (context.asks_for_percent() or "全覆盖" in context.row.target):
        return False
    if text in ("全部", "全部的", "全数"):
        return not context.says("满意|知晓|好评")
    counted = context.promised is not None and context.promised.unit != "%"  # 22个社区全覆盖 of 22个社区
    return not counted and context.says("覆盖") and _COVERED.fullmatch(text) is not None


def _says_none(context: Context, text: str) -> bool:
    """`未发生食品安全事件` where the row is 食品安全事件, or `未发生脱管、漏管` where none of 脱管人数 is promised."""
    none, promised = _NONE_OF.fullmatch(text), context.promised
    if none is None:
        return False
    if none[1] in context.row.name and (context.names_cases(none[1]) or (promised and promised.number == 0)):
        return True
    name, what = (_WHAT_HAPPENS.sub("", said) for said in (context.row.name, none[1]))
    begins = name.startswith(what) and context.names_cases(what)  # 无空缺 of 空缺岗位数; but no 无响应 of 响应时间
    return context.may_be_few and (name.endswith(what) or begins)


def _all_of_them(context: Context, text: str) -> Quantity | None:
    """`全部合格` where the row is 合格率, or 合格 with a target in percent, or where the target says so: no grade."""
    every, name, target = _EVERY.fullmatch(text), context.row.name, context.row.target
    if every is None:
        return None
    from workbook_tools.reading.words.wholes.shares import asks_for_all

    named, what = name if name.endswith("率") else target, every["what"]
    all_of_it = target.startswith((*words_of("全都"), *words_of("百分百"), "100%"))
    done_so = context.done and all_of_it and f"{name},{target}".endswith((f"{what},全部完成", what))
    asked = done_so or (context.done and asks_for_all(context) and _is_in_the_rate(context, every))
    if not asked and f"{what}率" not in named and not (context.done and name.endswith(what) and target.endswith("%")):
        return None
    if every["how"] and not asked:
        return None
    said = context.tokens(f"{every['acts']},{every['who'] or ''}")
    if any(token.kind not in PLAIN | {"total"} and not (asked and token.text == "任务") for token in said):
        return None
    if done_so and not asks_for_all(context):
        return Quantity("grade", word="全部完成")
    return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))


def _done_as_promised(context: Context, text: str) -> Quantity | None:
    """`已上墙` of 上墙, `验收通过` of 通过验收: what was promised to be done is done."""
    target = context.row.target
    if not context.done or not 2 <= len(target) <= _LONGEST_DEED or DIGIT.search(target):
        return None
    done = _ALREADY.sub("", text)
    turned = target[2:] + target[:2] if len(target) == 4 else ""
    same = done == turned or (done != text and done.removesuffix("完成").removesuffix("到位") == target)
    acts = any(token.kind == "act" for token in context.tokens(target))
    return Quantity("grade", word="已完成") if same and acts else None


def _is_in_the_rate(context: Context, every: re.Match[str]) -> bool:
    """Whether what all of them did is what the rate is of: 均表示满意 of 满意度, 均在合同期内完成 of 及时率."""
    from workbook_tools.reading.words.wholes.shares import rate_of

    rate, how = rate_of(context), every["how"] or ""
    if rate is None:
        return False
    if how.endswith("内"):
        return rate.named in _IN_TIME and every["what"] in ("完成", "办结", "开展", "提交")
    return every["what"] in rate.parts


def _out_of_the_target(context: Context, text: str) -> Quantity | None:
    """`60/68` where 68个 was promised: 60 of them."""
    part = _OUT_OF.fullmatch(text)
    if part is None or part["some"] == part["whole"]:
        return None
    promised = context.promised
    said = {unit for unit in (part["unit"], part["other"]) if unit}
    if promised is None or promised.unit == "%" or str(promised.number) != part["whole"]:
        return None
    unit = promised.unit or context.unit
    return Quantity("number", number=Decimal(part["some"]), unit=unit) if said <= {unit} else None


def _some_of_them(context: Context, text: str) -> Quantity | None:
    """`覆盖18个社区中的15个`: fifteen."""
    some = _SOME_OF.fullmatch(text)
    return Quantity("number", number=Decimal(some["some"]), unit=some["unit"]) if some else None


def _part_of_whole(context: Context, text: str) -> Quantity | None:
    """`190/200`, `200份中190份满意`, where a rate is asked for."""
    part = _FRACTION.fullmatch(text) or _OF_ALL_COUNTED.fullmatch(text)
    if part is None or not (is_rate_unit(context.unit) or context.asks_for_percent()):
        return None
    said = part.groupdict()
    some, whole = Decimal(said["some"]), Decimal(said["whole"])
    if some > whole or not whole or any(c not in context.row.name + _IS_DONE for c in said.get("act") or ""):
        return None
    if (rate := said.get("rate")) and abs(some / whole * 100 - Decimal(rate)) >= ROUNDED_PERCENT:
        return None
    return Quantity("rate", operator=SIGNS[said.get("sign") or ""], number=some / whole, unit="%")


def _out_of_other_marks(context: Context, text: str) -> Quantity | None:
    """`4.8分（满分5分）`"""
    full = _FULL_MARKS.search(text) if "满分" in text and context.done else None
    if full is None or int(full[1]) == 100:
        return None
    return Quantity("text", sense="order", words=(full[0],), codes=("Q103",))


# Characters of which every such text has one ("" for none in particular), and what then reads it.
_BY_CHARACTER: tuple[tuple[str, Callable[[Context, str], Quantity | None]], ...] = (
    ("全均律都", _all_of_them),
    ("已通成立毕就", _done_as_promised),
    ("/", _out_of_the_target),
    ("/÷中里每", _part_of_whole),
    ("", _grade),
    ("年月季半旬底-./0", day_told),
    (".:每各两九三五四六一二七八", _no_count),
    ("收发无未没不杜现零百覆全", _in_words),
    ("中", _some_of_them),
    ("满", _out_of_other_marks),
)
_READERS = ByCharacter(_BY_CHARACTER)
# Beside those a text with digits and none of these characters is no grade and no day.
_CUES = frozenset("".join(characters for characters, _ in _BY_CHARACTER) + "达提评级等星名前第A年月季半旬底-./")
