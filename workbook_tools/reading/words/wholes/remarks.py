"""What stands beside a figure and takes nothing from it: `8场，另有2场因雨取消，未计入`, `6期（第7期排在2023年2月）`.

Such a remark goes before the words of a cell are read, where it can be told for certain that the figure holds without
it; so do the figures of others beside one's own (`全区共30场，其中我站负责8场`), and those of last year beside those of
this one. A remark that could mean that less was done stays, and is asked about. `forms` says how a form is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from workbook_tools.basis.decimals import ROUNDED_RATE
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.unit_names import USUAL_UNITS
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import form, words_of
from workbook_tools.reading.words.lexicon.lexer import TokenKind, is_elsewhere
from workbook_tools.reading.words.phrases.beside import MUST_AGREE
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.written.by_character import ByCharacter
from workbook_tools.reading.words.written.figures import DIGIT, Figure, figures_in
from workbook_tools.reading.words.written.numerals import digits_for_numerals

_LONGEST = 120  # characters of a text that is looked through
_LATER = ("planned", "started", "other_time", *MUST_AGREE)
_TAKES_AWAY = frozenset[TokenKind](("planned", "started", "postponed", "undone", "other_time", "extra", "rest", "part"))
_WITH_THEM = lazy_pattern("[与和同跟联协各]")
_THEN = lazy_pattern("[月周季年度]各", holding="各")  # 后两月各2次
_IN_NAMES = ("会", "盖章")  # 狮子会
_ANOTHER_STATION = lazy_pattern("(?<![我本])社工(?:服务)?[站点中]|全[国省市区县镇乡街]|上一|前任|原来")
_NAMED_TOGETHER, _MAY_BE_PLACES = lazy_pattern("(?<=.)[、和与及,;]"), ("个", "所", "家", "处", "次")
_TOOK_PART = lazy_pattern("(?<!志愿)(?<!义务)(?:参与|参加|到场|出席)[)]?$")
_NOT_ELSEWHERE = lazy_pattern("分别|类别|对象|结对", holding="别对")
_MAY_NOT_HOLD = lazy_pattern(
    "[核查证待]|依据|签|虚|(?<![放寒暑请产病休事婚])假|错(?![峰开])|漏(?![水电雨])|重复|遗失|[去上明次下]一?年(?!级)|邻|外[站县镇村]|代[办为]|录|统计|口径|其中|含|计划数"
)
_GONE = form("{没成}")
_SAYS_DONE_TOO = lazy_pattern("已|完成|[均都]|开展|举办|到位|支付|发放|办理|由")
_GRADES = {"优": (90, 101), "良": (80, 90), "中": (60, 80), "合格": (60, 80), "差": (0, 60)}
_COMPARES = lazy_pattern("[比较增减升降长]|[上去前]年|20[0-9]{2}")  # a target that speaks of more than one year
_PERHAPS_DONE = lazy_pattern("改[为由在]|代为|电话|线上|(?<!未)(?<!没)补|委托|转由|结转|重复|其中")
_NAMES = frozenset[TokenKind](("noun", "act", "own"))
_YEAR_NAMED = lazy_pattern("(?<![0-9])20[0-9]{2}(?=[-年])")
_ONE_PROMISED = lazy_pattern(f"[≥=]?1({USUAL_UNITS})(?:/年)?")

Holds = Callable[[Context, re.Match[str]], bool]  # whether it is read so
Instead = str | Callable[[re.Match[str]], str]  # what is read instead: a template, or what makes it

# ---------------------------------------------------------------- a remark beside a figure


def _behind_a_figure(_: Context, match: re.Match[str]) -> bool:
    return bool(figures_in(match.string[: match.start()]))


def _always(_: Context, __: re.Match[str]) -> bool:
    return True


def _of_others(context: Context, match: re.Match[str]) -> bool:
    """Of another kind than the row asks for."""
    what = match[1]
    own = any(what[at : at + 2] in context.row.name for at in range(len(what) - 1))
    some = what.startswith(("其中", "里面", "共", "包括", "有", "约", "近"))
    checked = any(word in what for word in ("核", "审", "查", "认", "复"))  # 核查5场不计: some of those in front
    known = not checked and context.are_plain(what, _NAMES)
    return known and not (own or some) and _behind_a_figure(context, match)


def _takes_nothing(context: Context, match: re.Match[str]) -> bool:
    """Nothing else is said in it: no other station that may have counted the same, nor who came, where these count."""
    tokens, before = context.tokens(match[0], figures_in(match[0])), figures_in(match.string[: match.start()])
    may_be_less = any(token.kind in _TAKES_AWAY and token.text not in _IN_NAMES for token in tokens)
    elsewhere = is_elsewhere(_NOT_ELSEWHERE.sub("", match[0])) or _ANOTHER_STATION.search(match[0])
    who_came = before and before[-1].unit in context.subjects.units.people and _TOOK_PART.search(match[0])
    some = before and any(figure.unit == before[-1].unit for figure in figures_in(match[0]))
    some = some and not (_WITH_THEM.search(match[0]) and _are_some_of_them(context, before[-1], match[0]))
    return bool(before) and not (may_be_less or elsewhere or who_came or some or _THEN.search(match[0]))


def _are_some_of_them(context: Context, before: Figure, told: str) -> bool:
    """`20场（与司法所合办3场）`; of `13场，与司法所合办7场` of 20场 nobody knows whether the seven come on top."""
    promised = context.promised.number if context.promised else None
    reached = promised is None or (before.number or 0) >= promised
    return reached or told.startswith("(") or any(word in told for word in ("其中", "含", "包括"))


def _where(context: Context, match: re.Match[str]) -> bool:
    """As many places as are counted, where things are counted that may be such."""
    before = figures_in(match.string[: match.start()])
    if not before or before[-1].unit in ("", "%") or context.has_a_deadline:
        return False
    named = {match[0].count("、") + 1, len(_NAMED_TOGETHER.split(match[0]))}  # 元和街道 is one
    some = before[-1].unit in _MAY_BE_PLACES and "等" not in match[0] and before[-1].number not in named
    return not some and _takes_nothing(context, match)


def _each_among(_: Context, match: re.Match[str]) -> bool:
    """As many as there may be of them; those that make the whole are read as such."""
    whole, some = figures_in(match.string[: match.start()]), figures_in(match[0])
    added = sum((figure.number or Decimal(0) for figure in some), Decimal(0))
    return len(whole) == 1 and whole[0].unit == match["of"] and added < (whole[0].number or 0)


def _each_one(match: re.Match[str]) -> str:
    return match[0].replace("、", ",其中有")


def _none_amiss(context: Context, match: re.Match[str]) -> bool:
    """Where the row does not count just that (取消场次)."""
    amiss = match[1] in context.subjects.faults and match[1] not in context.row.name
    return amiss and _behind_a_figure(context, match)


def _one_beyond(_: Context, match: re.Match[str]) -> bool:
    """One that is not among those that are counted."""
    before = figures_in(match.string[: match.start()])
    return len(before) == 1 and before[0].unit == match[2] and (before[0].number or 0) < number_of(match[1])


def _tells_why(context: Context, match: re.Match[str]) -> bool:
    """Where less was done than promised, and nothing says that the figure may not hold."""
    done, promised = figures_in(match.string[: match.start()]), context.promised
    if len(done) != 1 or done[0].number is None or promised is None or promised.number is None:
        return False
    return (
        "每" not in match.string[: match.start()]
        and done[0].number < promised.number
        and not _MAY_NOT_HOLD.search(match[0])
    )


def _not_these(context: Context, match: re.Match[str]) -> bool:
    """Where with those that were not done it comes to what was promised: all else is said of them."""
    done, promised = figures_in(match.string[: match.start()]), context.promised
    if len(done) != 1 or done[0].number is None or promised is None or _PERHAPS_DONE.search(match["why"]):
        return False
    if context.has_a_ceiling:  # 8起，2起取消 of ≤10起
        return False
    whole = promised.number if match["whole"] is None else Decimal(match["whole"])
    more = figures_in(match["why"])
    left = (Decimal(1) if match["number"] == "一" else Decimal(match["number"])) + sum(
        (figure.number or Decimal(0) for figure in more if figure.unit == match["unit"]), Decimal(0)
    )  # 1人去世、1人迁出
    units = {done[0].unit, match["unit"], promised.unit or context.unit}
    tokens = context.tokens(match["why"], more)
    absent = any(token.text in context.subjects.absent for token in tokens)
    gone = _GONE.search(match["why"]) and not _MAY_NOT_HOLD.search(match["why"])
    later = match["others"] and (
        any(token.kind in _LATER for token in tokens) or not _SAYS_DONE_TOO.search(match["why"])
    )
    return bool(absent or gone or later) and len(units) == 1 and done[0].number + left == whole


def _their_grade(context: Context, match: re.Match[str]) -> bool:
    """Where that is the grade of such marks."""
    marks = figures_in(match.string[: match.start()])
    low, high = _GRADES[match[1]]
    agrees = len(marks) == 1 and marks[0].number is not None and low <= marks[0].number < high
    return agrees and DIGIT.search(context.row.target) is not None


def _filed_then(context: Context, match: re.Match[str]) -> bool:
    """Where the row asks for neither the papers nor that they are filed."""
    asked = match[1] in context.row.own or match[2] in context.row.own
    return not asked and _behind_a_figure(context, match)


def _counts_of_the_rate(context: Context, match: re.Match[str]) -> bool:
    """The two counts of the rate in front of them; of a count that was promised, it is the second."""
    rates, promised = figures_in(match.string[: match.start()]), context.promised
    some, whole = Decimal(match[1]), Decimal(match[2])
    rate = rates[0].number if len(rates) == 1 else None
    if rate is None or promised is None or not whole or abs(some / whole - rate) > ROUNDED_RATE:
        return False
    return promised.unit == "%" or promised.number == whole


def _as_adjusted(context: Context, match: re.Match[str]) -> bool:
    promised = context.promised
    agrees = match[1] is None or (promised is not None and promised.number == int(match[1]))
    return agrees and _behind_a_figure(context, match)


def _later_one(context: Context, match: re.Match[str]) -> bool:
    """The day of what the row asks for, behind that of what came before it."""
    began, did = match[2], match[5]
    named = did in context.row.name and began not in context.row.name
    return named and int(match[1]) < int(match[4])


def _years_of_them(match: re.Match[str]) -> str:
    return "".join(f"({year})" for year in dict.fromkeys(_YEAR_NAMED.findall(match[0])))


# Characters of which every such text has one, where it is read so, what is read instead, and the form.
_ASIDES: tuple[tuple[str, Holds, Instead, str], ...] = (
    # 8场，另有2场因雨取消，未计入
    ("另", _behind_a_figure, "",
     "[,;(](?:注:)?另(?:外)?有?{字}{0,6}?{数}{量}(?:{字}{0,8}{停办}{字}{0,4}(?:,{未计入})?|{字}{0,12},?{未计入}){止}"),
    # 6场（2023年1月又补做了2场，不计入）
    ("未不没", _behind_a_figure, "", "[,;(]{别年}{字}{0,6}{数}{量},?{未计入}{止}"),
    # 10个，未结案0个
    ("0", _behind_a_figure, "", "[,;(]{不齐}{字}{0,4}[为的]?0{量}{止}"),
    # 6人（1人为11月接替离职人员入职）
    ("替补", _behind_a_figure, "",
     "[,;(](?:其中)?{数}[人名](?:[为系是于]|{月份}份?|新){0,3}{接替}{字}{0,8}(?:入职|到岗|上岗|人员|岗位){止}"),
    # 5人，年内1人离职后已补齐
    ("补", _behind_a_figure, "",
     "[,;(](?:年内|期间|其间|中途|{月份})?{数}[人名]{离开}后?,?[现均]?已(?:及时)?{补齐}(?:到位|到岗|完毕)?{止}"),
    # 10场（附件照片只选其中3场）
    ("其", _behind_a_figure, "", "[,;(](?:{附件}[见在附后里中]{0,3},?){1,3}[只仅]?{选取}了?其中的?{数}{量}{止}"),
    # 60户（重复的4户已剔除）; 10家，已剔除重复签约的2家
    ("已", _behind_a_figure, "",
     "[,;(]{多算}(?:登记|统计|上报)?的?{数}{量}[均都]?已{剔除}{止}|[,;(]已经?{剔除}了?{字}{0,8}{数}{量}{字}{0,2}{止}"),
    # 10次，受众未达预期的仅1次
    ("及未低", _behind_a_figure, "",
     "[,;(](?:受众|人数|参与|到场|参加|效果){字}{0,4}(?:未达到?|不及|低于)(?:预期|要求)的?[仅只]?有?{数}[场次]{止}"),
    # 6场，比原计划早一个月办完; 已达810人次，提前半年达标
    ("早提", _behind_a_figure, "",
     "[,;(](?:比{承诺})?(?:提前|提早|早)了?(?:{数}|[一二两三四五六半])个?(?:月|天|周|季度?|年)(?:就|即)?已?"
     "(?:完成|达标|达到|实现|办完|做完|结束|完成任务|完成目标){止}"),
    # 12场，协助县妇联举办; 12场，主办单位：镇司法所
    ("协配参主", _always, ",协办",
     "[,;(。](?:由?{我站})?(?:(?P<helped>协助|配合|参加|参与)|主办(?:单位|方)[为是:]){方}(?(helped)(?:举办|主办|承办|组织)的?(?:活动)?){止}"),
    # what [remarks] tells of: 10场，与镇妇联、派出所联合举办
    (",;。(", _takes_nothing, _years_of_them, "[,;。(](?:注:)?(?:其中)?[均都含有]{0,2}(?:{我站})?(?:{旁注}){止}"),
    # 6人（2022年符合条件的服务对象仅6人）
    ("仅只共", _always, r"\g<own>",
     "(?P<own>(?P<all>{数}){量})[,;(](?:20[0-9]{2}年)?{白}{0,12}(?:符合|在册|辖区|摸排|[全本][镇村街乡]){白}{0,12}[仅只共]有?(?P=all){量}{白}{0,6}{止}"),
    # 20场，其中线上5场、户外3场
    ("其", _each_among, _each_one,
     "[,;(。]其中:?[有含]?[^0-9,;:()、。]{1,12}{数}(?P<of>{量})(?:、[^0-9,;:()、。]{1,12}{数}(?P=of)){1,9}{止}"),
    # 1个（苏州市相城区元和街道）; 36人（必背镇口头、公坑等村）; 2次，5月赴贵港，10月赴玉林
    ("(,:。", _where, _years_of_them,
     "[,(:。](?:{处在}:?)?(?:等|{地}(?:[、和与及]{地}){0,15}(?:等地?|等处|轮流)?|{处在}[^0-9,;:()、。]{1,10}(?:、[^0-9,;:()、。]{1,10}){0,15}、{地}"
     "|[^0-9,;:()、。]{1,10}(?:、[^0-9,;:()、。]{1,10}){0,15}(?:等地?的?|等?(?:{数}|{几}|两)个){地名}){止}"),
    ("赴往去到", _where, _years_of_them,
     "[,(:。](?:(?:(?:{年份}?{月份}|分别|先后)[到去]|(?:{年份}?{月份}|分别|先后)?(?:赴|前往)){汉}{2,10}(?:[、和]{汉}{2,8}){0,5}(?:[,、;]|{止})){1,12}"),
    # 91.5分（全区平均86.2分）
    ("均", _behind_a_figure, "",
     "[,;(](?:全[国省市区县镇街]道?|各站|同类(?:机构|站点)?)的?(?:平均|均)(?:得?分|水平|值|数)?[为是]?"
     "{数}(?:[.][0-9]{1,2})?(?:%|分|{量}){止}"),
    # 原创38篇，转载10篇未计入; 推文51篇，视频号作品20条另计
    ("未不没另单", _of_others, "", "[,;(](?:另(?:外)?有?)?({汉}{2,8}){数}{量}(?:{未计入}|{另计}|不属于?{字}{1,4}){止}"),
    # 10场，无一场取消; 60户，不存在代签
    ("无没未不", _none_amiss, "",
     "[,;(](?:期间|全年|且|均)?{并无}(?:一[场次人户例个件名位期节]|任何|中途|临时)?({汉}{2,4}?)(?:的?(?:情况|现象|问题|行为"
     "|记录))?{止}"),
    # 做了20回，疫情封控那两个月停了; 上半年没搞，下半年1次; 5节，后因场地拆迁停办
    ("停没歇未", _always, ",未完成",
     "(?:(?:^|[,;(]){停工}{字}{0,6}(?:(?:{数}|[几]){字}{0,4})?|[,;(](?:之?后|后来|随后)因{字}{2,10}){停了}{止}"),
    # 11期，6月因水浸毁损未更换; 10场（10月、11月因疫情防控暂停聚集性活动）
    ("因受由遇值忙停没未无歇暂放断", _tells_why, ",未完成",
     "[,;。(](?:{汉}{1,12},)?(?:因|由于|受)?{何时}(?:[、和及至到]?{何时}){0,5}(?:{白}{0,20}(?:因|受|由于|遇|正值|忙于){白}{2,40}"
     "|{白}{0,16}{停下}{白}{0,6}){止}"),
    # 986人次。未完成原因：下半年线下活动受限; 186宗，主要是下半年新增申请减少; 3人次，原定赴广州跟岗1批因疫情未成行
    ("因是系由受不少低假停封减工缺限变离致造出修响困张突下调替静关染管滞迟中塌积雨风情忙搬障坏未过病住慢晚",
     _tells_why, ",未完成",
     "[,;。(](?:(?:未{汉}{1,5})?(?:主要|具体|其)?原因(?:主要)?[是为:系在于]{0,3}(?:{白}|,|{月份}){2,50}|(?:主要|大?多)?(?:是|系|因为?|由于|受){1,2}{白}{1,24}{所致}(?:影响)?"
     "|原[定计拟]划?[^()]{2,20}(?:因|受|由于){白}{1,14}(?:{停下}|{以后}|未成行|未果)|{白}{2,16}{所致}(?:,{白}{2,12}{所致})?)[)]?$"),
    # 94.3%（2022年12月问卷星调查，样本156份）; 95%，2022年11月由第三方测评
    ("抽测调访问样卷据Nn", _takes_nothing, _years_of_them,
     "(?<=%)(?:[,;(。](?:{何时})?(?:由|经|委托)?(?:{方}|第三方(?:评估)?(?:机构|公司|单位)?)?(?:于?{月份})?{白}{0,6}?{测法}(?:[量数为是:=共了]|结果"
     "|居民|群众|老人|家长|村民|服务对象){0,3}(?:{数}[份户人名个位]?)?(?:统计)?(?:得出)?{止}){1,3}"),
    # 3场（第4场取消）; 6期（第7期排在2023年2月）; 4个，第5个因服务对象搬离未能接案
    ("第", _one_beyond, "",
     "[,;(。]第({数}|{几})({量})(?:{字}|,){0,20}(?:{以后}|未[开办举接完成能转]|没[开办能来]|不愿|不肯|不同意|拒绝|放弃|无法)"
     "{字}{0,4}{别年}?{字}{0,6}(?:,{汉}{2,10}){0,3}{止}"),
    # 57户，3户外出务工未遇; 98户，另22户多次上门均无人; 57户（原60户，3户已搬离）
    (",;。(", _not_these, "",
     "[,;。(](?:原(?:有|定|计划)?(?P<whole>{数}){量},)?(?:注:)?(?P<others>另(?:外|有)?|其余|余款|尾款|余下?|剩余|剩下|还有|尚有)?的?"
     "(?P<number>{数}(?:[.][0-9]{1,2})?|一)(?P<unit>{量}|万?元)(?P<why>[^()]{2,40}?)[)]?$"),
    # 86.5分，良
    ("优良中合差", _their_grade, "",
     "(?<=分)[,;(](?:等级|等次|档次|评定|评为|获评|为|属)?(优|良|中|合格|差)(?:秀|好)?(?:等次?|级|档)?[)]?$"),
    # 12次，资料已于2023年1月5日归档
    ("年", _filed_then, "",
     "[,;(](?:相关|全部|活动|会议)?({资料})(?:也|均|都|已经?|全部|于){0,4}{年份}{月份}?(?:{号}|底|初)?(?:整理|装订)?"
     "({归档})(?:完毕|完成)?[)]?$"),
    # 34%，即170/500; 完成率110%（22/20）
    ("/÷", _counts_of_the_rate, "", "(?<=%)(?:,(?:即|就是|也就是)|[(])({数}){量}?[/÷]({数}){量}?[)]?$"),
    # 20人次（原计划24人次，后调整）
    ("原", _as_adjusted, "",
     "[,;(]原(?:计划|定|目标){数}{量},(?:后来?|现|已|经){字}{0,6}{调整}(?:[为至到]({数}){量})?{止}"),
    # 5例（编号2022-01至2022-05）; 12份，编号DD-2201至DD-2212
    ("号编", _always, _years_of_them,
     "[,;(](?:个案|档案|台账|合同|协议|记录|报告|文件|证书|项目|发票|备案|工单|评估表|登记表|记录表)?"
     "(?:编号|案号|文号|档号|单号|证号|编码)[为是:]?{编号}(?:[-~至到、]{1,2}{编号}){0,6}{止}"),
    # 10人（均为2021年建档、2022年帮扶）
    ("年", _later_one, r"\3", "(?<=[(])[均都]?[为系于]?(20[0-9]{2})年({汉}{2,4})、((20[0-9]{2})年({汉}{2,4}))(?=[)])"),
)  # fmt: skip


# ---------------------------------------------------------------- what is read instead of the whole


def _with_others(_: Context, match: re.Match[str]) -> bool:
    return not is_elsewhere(match["who"]) and not _ANOTHER_STATION.search(match["who"])


def _of_this_year(context: Context, match: re.Match[str]) -> bool:
    """Beside the year before it, unless the target speaks of that too."""
    return int(match["this"]) == int(match["last"]) + 1 and not _COMPARES.search(context.row.target)


def _with_last_year(context: Context, match: re.Match[str]) -> bool:
    adds_up = int(match["last"]) + int(match["this"]) == int(match["all"])
    return adds_up and not _COMPARES.search(context.row.target)


def _some_of_all(_: Context, match: re.Match[str]) -> bool:
    return int(match["some"]) <= int(match["all"])


def _of_several_years(context: Context, match: re.Match[str]) -> bool:
    of_all = _COMPARES.search(context.row.target) or "累计" in context.row.name
    return not of_all and _some_of_all(context, match)


def _new_ones(context: Context, match: re.Match[str]) -> bool:
    return match["new"] in context.row.name and _some_of_all(context, match)


def _as_promised(context: Context, match: re.Match[str]) -> bool:
    """What was done, where it is as much as was promised."""
    done, promised = figures_in(match["own"]), context.promised
    if len(done) != 1 or promised is None or promised.operator in AT_MOST:
        return False
    number, unit = done[0].number, promised.unit or context.unit
    reached = number is not None and promised.number is not None and number >= promised.number
    return reached and done[0].unit == unit


def _all_but(context: Context, match: re.Match[str]) -> bool:
    act = match["act"]
    asked = act in words_of("随便做") or (len(act) > 1 and act in context.row.name)
    return asked and int(match["not"]) <= int(match["all"])


def _those_left(match: re.Match[str]) -> str:
    return f"完成{int(match['all']) - int(match['not'])}{match['of']}"


def _still_missing(match: re.Match[str]) -> str:
    return f"还差{digits_for_numerals(match[1] + match[2])}"


def _so_many_of_them(context: Context, match: re.Match[str]) -> bool:
    """Of the act that the row asks for, or of as many as were promised."""
    promised, act = figures_in(context.row.target), match["act"]
    if not promised or "%" in context.row.target or not _some_of_all(context, match):
        return False
    all_of_them = promised[0].number == int(match["all"]) and act in words_of("随便做")
    return all_of_them or act in context.row.name


def _these_many(match: re.Match[str]) -> str:
    return f"完成{match['some']}{'人' if match['people'] else match['of']}"


_WHOLES: tuple[tuple[str, Holds, Instead, str], ...] = (
    # 联合育英中学、派出所开展8场
    ("联会协携走与", _with_others, r"开展\g<own>",
     "(?:联合|会同|协同|携手|走进|与)(?P<who>(?:{白}{1,60}[、和与及])?{方})(?:共同)?{做成}了?(?P<own>{数}{量}.*)"),
    # 2021年24场，2022年18场
    ("年", _of_this_year, r"\g<own>",
     "(?P<last>20[0-9]{2})年度?{做了}{0,3}{数}(?P<of>{量})[,;](?P<own>(?P<this>20[0-9]{2})年度?{做了}{0,3}{数}"
     "(?P=of))"),
    # 2022年调解18起（2021年为25起）
    ("年", _of_this_year, r"\g<own>",
     "(?P<own>(?P<this>20[0-9]{2})年度?{字}{0,8}{数}(?P<of>{量}))[,;(](?P<last>20[0-9]{2})年度?(?:同期)?{字}{0,6}"
     "{数}(?P=of)[)]?"),
    # 现有义工312人，本年新增40人; 在库326人，其中2022年新增58人
    ("新", _new_ones, r"\g<own>",
     "(?:现有|目前共?有|现共有|共有|累计有|在库|在册){字}{0,8}(?P<all>{数})(?P<of>{量}),(?:其中)?(?P<own>(?:本年度?|今年"
     "|当年|年内|全年|{年份}){0,2}(?P<new>新[增建]){字}{0,6}(?P<some>{数})(?P=of))"),
    # 今年新建43份，累计212份
    ("新", _new_ones, r"\g<own>",
     "(?P<own>(?:本年度?|今年|当年|年内|全年|{年份}){0,2}(?P<new>新[增建]){字}{0,6}(?P<some>{数})(?P<of>{量}))[,;(]"
     "(?:目前|现有?|历年|历史)?(?:累计|共有|在库|在册)有?(?P<all>{数})(?P=of)[)]?"),
    # 与指标值持平，实际走访120户; 按年初计划全部完成，共15次; 不少于10场的要求已达到，实办11场
    ("持一相吻完达现", _as_promised, r"\g<own>",
     "(?:[与和跟同]{承诺}(?:完全|保持)?{持平}|(?:按照?|(?:不少于|不低于|至少|≥)?{数}{量}的){承诺}"
     "(?:已经?|均|都|全部|如期|按时|按期|顺利){0,3}(?:完成|达到|达成|实现))[,;](?P<own>.*)"),
    # 上年度9场，本年度11场，累计20场
    ("年", _with_last_year, r"\g<own>",
     "(?:上一?年度?|去年){做了}{0,3}(?P<last>{数})(?P<of>{量})[,;](?P<own>(?:本年度?|今年|当年){做了}{0,3}(?P<this>"
     "{数})(?P=of))[,;](?:两年)?{累计}(?P<all>{数})(?P=of)"),
    # 两年共22场，其中今年10场; 建站以来累计14230人次，其中2022年5310人次; 2019年起共孵化9家，今年2家
    ("年期来今", _of_several_years, r"\g<when>完成\g<some>\g<of>",
     "(?:[两2三3]年|两个年度|合同期内?|[自从]?(?:{年份}|建站|成立|开站|创办)(?:以来|至今|起)){累计}{汉}{0,4}?(?P<all>"
     "{数})(?P<of>{量}),(?:其中)?(?:本年度?|今年|当年|(?P<when>{年份})){做了}{0,3}(?P<some>{数})(?P=of)"),
    # 一期、二期合计26场，本期（二期）为11场
    ("期", _some_of_all, r"完成\g<some>\g<of>",
     "[0-9一二三四]期[、和][0-9一二三四]期{累计}(?P<all>{数})(?P<of>{量})[,;]本期(?:[(][^()]{1,4}[)])?{做了}{0,3}"
     "(?P<some>{数})(?P=of)"),
    # 全区共30场，其中我站负责8场
    ("其", _some_of_all, r"完成\g<some>\g<of>",
     "(?:全[区市县镇]|全街道|各站|各社区){做了}{0,3}(?P<all>{数})(?P<of>{量}),其中由?{我站}{做了}{0,4}(?P<some>{数})"
     "(?P=of)"),
    # 全镇共40场，我站参与15场
    ("全", _always, r"其中\1", "全[区市县镇乡街]道?{做了}{0,3}{数}{量},(?:其中)?{我站}{参与}了?({数}{量})"),
    # 原定10月4日，因雨推迟，10月9日已补办1场
    ("原", _always, r"\g<own>举办\2",
     "原[定计]划?[于在]?{月份}{号}{字}{0,4},(?:因|由于|受){字}{1,8}{推迟}{字}{0,3},(?P<own>{月份}{号}已?)(?:补办"
     "|补开|补做|补)了?({数}{量})"),
    # 除3户搬离未能探访外，其余57户均已完成
    ("除", _always, r"\g<own>",
     "除了?{数}(?P<of>{量})[^0-9,;()、]{0,12}(?:[、和]{数}(?P=of)[^0-9,;()、]{0,8}){0,2}(?:之外|以外|外),?{其余}的?"
     "(?P<own>{数}(?P=of).{0,20})"),
    # 24份里有2份没归档
    ("里中", _all_but, _those_left,
     "(?P<all>{数})(?P<of>{量}){汉}{0,4}?{当中}有(?P<not>{数})(?P=of)还?(?:没有?|未)能?(?P<act>{汉}{1,4})"),
    # 就剩一个没弄好
    ("剩差", _always, _still_missing,
     "[就只仅还]{0,3}[剩差]下?了?({数}|[一两二三四五六七八九])({量}){汉}{0,3}?还?(?:没有?|未)能?[弄办做搞完开建][好"
     "成完了]?了?"),
    # 5个人里头推荐成了3个; 6期里头只办了5期; 62户建了58户
    ("成好完了到", _so_many_of_them, _these_many,
     "(?P<all>{数})(?P<of>{量})(?P<people>(?<=个)人)?人?{当中}?,?[已都只仅才]{0,2}(?P<act>{汉}{1,4}?)(?:成了?|好了?"
     "|完了?|到|了)(?P<some>{数})(?P=of)人?"),
    # 10个（同一小组分上下两期各记1个，实为5组）
    ("实", _always, r"\1个",
     "{数}个[(][^()]{0,30}(?:同一|重复|各[记计算])[^()]{0,14},?实际?[为是]({数})(?:组|{量})[)]"),
    # 8家次，实际合作单位5家
    ("次", _always, r"\g<own>", "{数}(家|户|人|场|例|项)次,(?P<own>实际{汉}{0,6}{数}\\1)"),
)  # fmt: skip
# 办了, where one was promised
_SAYS_DONE = form("[已都也早就按时期如顺利]{0,4}{办过}(?:过了|好了|完了|成了|了|过)", holding="了过")
# 完成8个（含2023年1月补做的2个）; 8个，其中2个为2023年1月补做
_AMONG_THEM = form(
    "[,(](?:其中|含|包括|包含)(?:(?P<year>20[0-9]{2})年{月份}{补做}了?的?(?P<number>{数})(?P<unit>{量})"
    "|(?P<some>{数})(?P<of>{量})[为是系于在]?(?P<when>20[0-9]{2})年{月份}{补做}的?)[)]?$",
    holding="含其包",
)
_MAY_BE_SAID = frozenset(",;(。:联会协携走与里中剩差了过到除")  # a text with none of these holds a figure alone


class _Remark(NamedTuple):
    """A form, where it is read so, and what is read instead."""

    pattern: re.Pattern[str]
    holds: Holds
    instead: Instead


_WHOLE_REMARKS, _REMARKS_BESIDE = (
    ByCharacter((cues, _Remark(form(text, holding=cues), holds, instead)) for cues, holds, instead, text in table)
    for table in (_WHOLES, _ASIDES)
)


def without_remarks(context: Context, text: str) -> str:
    """The text without remarks that take nothing from its figure."""
    if len(text) > _LONGEST or _MAY_BE_SAID.isdisjoint(text):
        return text
    if _SAYS_DONE.fullmatch(text) and (one := _ONE_PROMISED.fullmatch("".join(context.row.target.split()))):
        return f"完成1{one[1]}"
    digits = digits_for_numerals(text)
    for remark in () if context.asks_for_a_rate() else _WHOLE_REMARKS.for_text(digits):
        match = remark.pattern.fullmatch(digits)
        if match and remark.holds(context, match):
            return _said_instead(remark.instead, match)
    left = digits
    for remark in _REMARKS_BESIDE.for_text(digits):
        left = remark.pattern.sub(partial(_without, context, remark), left)
    return text if left == digits else left


def _without(context: Context, remark: _Remark, match: re.Match[str]) -> str:
    return _said_instead(remark.instead, match) if remark.holds(context, match) else match[0]


def _said_instead(instead: Instead, match: re.Match[str]) -> str:
    return match.expand(instead) if isinstance(instead, str) else instead(match)


def without_another_year(text: str) -> tuple[str, Quantity | None]:
    """The text without those of a year that is named (`完成8个（含2023年1月补做的2个）`), and these: whether they count
    is for the service year to say."""
    match = _AMONG_THEM.search(text)
    if match is None:
        return text, None
    number, unit, year = (
        match[one] or match[other] for one, other in (("number", "some"), ("unit", "of"), ("year", "when"))
    )
    some = Quantity(
        "number", match[0].strip(",()"), number=Decimal(number), unit=unit, sense="other_time", years=(int(year),)
    )
    return text[: match.start()], some
