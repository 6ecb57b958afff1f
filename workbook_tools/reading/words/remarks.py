"""What stands beside a figure and takes nothing from it: `8场，另有2场因雨取消，未计入`, `6期（第7期排在2023年2月）`.

Such a remark goes before the words of a cell are read, where it can be told for certain that the figure holds without
it; so do the figures of others beside one's own (`全区共30场，其中我站负责8场`), and those of last year beside those of
this one. A remark that could mean that less was done stays, and is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import USUAL_UNITS
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.beside import MUST_AGREE
from workbook_tools.reading.words.context import Context
from workbook_tools.reading.words.figures import DIGIT, figures_in
from workbook_tools.reading.words.lexer import lex
from workbook_tools.reading.words.numerals import digits_for_numerals

_ROUNDED = Decimal("0.0051")  # a share printed without decimals
_LONGEST = 120  # characters of a text that is looked through
_MARKS = frozenset(",;(。")
_LATER = ("planned", "started", "other_time")
_UNIT = f"(?:{USUAL_UNITS})"
_N, _GAP = "[0-9]{1,6}", "[^0-9,;()]"
_END = "[)]?(?=$|[,;。)])"
_CALLED_OFF = "(?:取消|延期|推迟|改期|停办|未开展|未举办|没办成|没开成)"
_NOT_COUNTED = f"(?:均|都)?(?:未|不|没有?)(?:计入|纳入|统计|算入|算进|算在|算|包含|含){_GAP}{{0,4}}"
_ANOTHER_YEAR = "(?:20[0-9]{2}年|次年|明年|下一?年|去年|上一?年)(?:1[0-2]|[1-9])?月?份?"
_DONE = "(?:完成|开展|举办|组织|实施|承办|负责|承担|做|办|共|为|累计|了)"
_DAY = "(?:1[0-2]|[1-9])月[0-9]{1,2}[日号]"
# What goes wherever it stands beside a figure.
_ANOTHER_CALLED_OFF = lazy_pattern(
    f"[,;(]另(?:外)?有?{_N}{_UNIT}(?:{_GAP}{{0,8}}{_CALLED_OFF}{_GAP}{{0,4}}(?:,{_NOT_COUNTED})?|{_GAP}{{0,12}},?{_NOT_COUNTED})"
    f"{_END}",
    holding="另",
)
_OF_ANOTHER_YEAR = lazy_pattern(  # 6场(2023年1月又补做了2场,不计入)
    f"[,;(]{_ANOTHER_YEAR}{_GAP}{{0,6}}{_N}{_UNIT},?{_NOT_COUNTED}{_END}", holding="未不没"
)
_NONE_MISSING = lazy_pattern(  # 10个，未结案0个
    f"[,;(](?:未|没有?|漏|缺|取消|退出|中断|流失|脱落|逾期|失访|拒访|延期){_GAP}{{0,4}}[为的]?0{_UNIT}{_END}",
    holding="0",
)
_REPLACED = lazy_pattern(  # 6人（1人为11月接替离职人员入职）
    f"[,;(](?:其中)?{_N}[人名](?:[为系是于]|(?:1[0-2]|[1-9])月份?|新){{0,3}}(?:接替|顶替|替补|补位|递补)"
    f"{_GAP}{{0,8}}(?:入职|到岗|上岗|人员|岗位){_END}",
    holding="替补",
)
_FILLED_AGAIN = lazy_pattern(  # 5人，年内1人离职后已补齐
    f"[,;(](?:年内|期间|其间|中途|(?:1[0-2]|[1-9])月)?{_N}[人名](?:离职|离岗|调离|辞职|退休)后?,?[现均]?已(?:及时)?"
    f"(?:补齐|补充|补足|补招|补聘|补录|补位|补上)(?:到位|到岗|完毕)?{_END}",
    holding="补",
)
_CHOSEN = lazy_pattern(  # 10场（附件照片只选其中3场）
    f"[,;(](?:(?:附件|照片|佐证|材料|图片|视频|资料|影像)[见在附后里中]{{0,3}},?){{1,3}}[只仅]?"
    f"(?:放|贴|附|上传|选取|节选|选附|挑选|摘选|精选|抽选|选登|选贴|选用|选)了?其中的?{_N}{_UNIT}{_END}",
    holding="其",
)
_OUT_OF_IT = lazy_pattern(  # 10家，已剔除重复签约的2家; 60户（重复的4户已剔除）
    f"[,;(](?:重复|误报|无效|多报)(?:登记|统计|上报)?的?{_N}{_UNIT}[均都]?已(?:剔除|扣除|去除|排除|去掉|核减){_END}"
    f"|[,;(]已经?(?:剔除|扣除|去除|排除|去掉|核减)了?{_GAP}{{0,8}}{_N}{_UNIT}{_GAP}{{0,2}}{_END}",
    holding="已",
)
_TIMES_OF_THEM = lazy_pattern(f"[(]人次[为是:]?{_N}(?:人次)?[)]", holding="次")  # 213人（人次为1840）
_HOW_IT_WENT = lazy_pattern(  # 10次，受众未达预期的仅1次
    f"[,;(](?:受众|人数|参与|到场|参加|效果){_GAP}{{0,4}}(?:未达到?|不及|低于)(?:预期|要求)的?[仅只]?有?{_N}[场次]{_END}",
    holding="及未低",
)
_ELSEWHERE = lazy_pattern(  # 本辖区1处，另1处在锦江区，不属本项目
    f"[,;(]另(?:外|有)?{_N}{_UNIT}[在系]{_GAP}{{2,8}},?(?:不属于?|不在|非)[本我](?:项目|站|辖区|街道|镇|区|社区)"
    f"{_GAP}{{0,4}}{_END}",
    holding="另",
)
_OF_ALL_STATIONS = lazy_pattern(  # 91.5分（全区平均86.2分）
    f"[,;(](?:全[国省市区县镇街]道?|各站|同类(?:机构|站点)?)的?(?:平均|均)(?:得?分|水平|值|数)?[为是]?"
    f"{_N}(?:[.][0-9]{{1,2}})?(?:%|分|{_UNIT}){_END}",
    holding="均",
)
# With characters of which every match has one.
_GONE_ANYWHERE = (
    ("另", _ANOTHER_CALLED_OFF), ("未不没", _OF_ANOTHER_YEAR), ("0", _NONE_MISSING), ("替补", _REPLACED),
    ("补", _FILLED_AGAIN), ("其", _CHOSEN), ("已", _OUT_OF_IT), ("次", _TIMES_OF_THEM), ("及未低", _HOW_IT_WENT),
    ("另", _ELSEWHERE), ("均", _OF_ALL_STATIONS),
)  # fmt: skip
_OTHERS_NOT_COUNTED = lazy_pattern(f"[,;(]({HAN}{{2,6}}){_N}{_UNIT}{_NOT_COUNTED}{_END}", holding="未不没")
_NOTHING_AMISS = lazy_pattern(  # 10场，无一场取消; 60户，不存在代签
    f"[,;(](?:期间|全年|且|均)?(?:无|没有|未出现|不存在|未发生|未发现)(?:一[场次人户例个件名位期节]|任何)?({HAN}{{2,4}}?)"
    f"(?:的?(?:情况|现象|问题|行为|记录))?{_END}",
    holding="无没未不",
)
_STOPPED = lazy_pattern(  # 疫情封控那两个月停了
    f"[,;(](?:疫情|封控|静默|放假|暑假|寒假|农忙|雨季|春节|高温|台风){_GAP}{{0,6}}(?:(?:{_N}|[几]){_GAP}{{0,4}})?"
    f"(?:停了|停办了?|停课了?|停开了?|没办|没开|没做|歇了){_END}",
    holding="停没歇",
)
_NEXT_ONE = lazy_pattern(  # 6期（第7期排在2023年2月）, 4个，第5个因服务对象搬离未能接案
    f"[,;(]第({_N}|[一二三四五六七八九十]{{1,3}})({_UNIT}){_GAP}{{0,16}}(?:取消|推迟|延期|改期|顺延|未能?[开办举接完成]|没[开办能来]|没[搞办弄做开]成"
    f"|停办|计划|[正在]*筹备中?|准备中|[排放待改]在|[排改]到)"
    f"{_GAP}{{0,4}}(?:{_ANOTHER_YEAR})?{_GAP}{{0,6}}{_END}",
    holding="第",
)
_NOT_THESE = lazy_pattern(  # 57户，3户外出务工未遇; 98户，另22户多次上门均无人; 57户（原60户，3户已搬离）
    f"[,;。(](?:原(?:有|定|计划)?(?P<whole>{_N}){_UNIT},)?(?P<others>另(?:外|有)?|其余|余下?|剩余|剩下|还有|尚有)?的?"
    f"(?P<number>{_N}(?:[.][0-9]{{1,2}})?|一)(?P<unit>{_UNIT}|万?元)(?P<why>[^()]{{2,40}}?)[)]?$"
)
_PERHAPS_DONE = lazy_pattern("改[为由在]|代为|电话|线上|(?<!未)(?<!没)补|委托|转由|结转|重复|其中")
_GRADED_SO = lazy_pattern(  # 86.5分，良
    "(?<=分)[,;(](?:等级|等次|档次|评定|评为|获评|为|属)?(优|良|中|合格|差)(?:秀|好)?(?:等次?|级|档)?[)]?$",
    holding="优良中合差",
)
_GRADES = {"优": (90, 101), "良": (80, 90), "中": (60, 80), "合格": (60, 80), "差": (0, 60)}
_THE_PAPERS = "资料|台账|材料|档案|照片|凭证|记录|签到表|总结|报告"
_FILED_THEN = lazy_pattern(  # 12次,资料已于2023年1月5日归档
    f"[,;(](?:相关|全部|活动|会议)?({_THE_PAPERS})(?:也|均|都|已经?|全部|于){{0,4}}20[0-9]{{2}}年(?:(?:1[0-2]|[1-9])月)?(?:[0-9]{{1,2}}[日号]|底|初)?"
    "(?:整理|装订)?(归档|完毕|成册|入档|移交|上传|录入)(?:完毕|完成)?[)]?$",
    holding="年",
)
_AS_A_SHARE = lazy_pattern(  # 34%，即170/500; 完成率110%（22/20）
    f"(?<=%)(?:,(?:即|就是|也就是)|[(])({_N}){_UNIT}?[/÷]({_N}){_UNIT}?[)]?$", holding="/÷"
)
_ADJUSTED = lazy_pattern(  # 20人次（原计划24人次，后调整）
    f"[,;(]原(?:计划|定|目标){_N}{_UNIT},(?:后来?|现|已|经){_GAP}{{0,6}}(?:调整|变更|压减|核减|调减)(?:[为至到]({_N}){_UNIT})?"
    f"{_END}",
    holding="原",
)
_NUMBERED = "[A-Za-z]{0,8}[-_]?[0-9A-Za-z]{1,12}(?:[-_/][0-9A-Za-z]{1,8}){0,3}号?"
_THEIR_NUMBERS = lazy_pattern(  # 5例（编号2022-01至2022-05）, 12份，编号DD-2201至DD-2212
    f"[,;(](?:个案|档案|台账|合同|协议|记录|报告|文件|证书|项目|发票|备案|工单)?(?:编号|案号|文号|档号|单号|证号|编码)[为是:]?"
    f"{_NUMBERED}(?:[-~至到、]{{1,2}}{_NUMBERED}){{0,6}}{_END}",
    holding="号编",
)
_YEAR_OF_NUMBER = lazy_pattern("(?<![0-9])20[0-9]{2}(?=-)")
_BEGUN_EARLIER = lazy_pattern(  # 10人（均为2021年建档、2022年帮扶）
    f"(?<=[(])[均都]?[为系于]?(20[0-9]{{2}})年({HAN}{{2,4}})、((20[0-9]{{2}})年({HAN}{{2,4}}))(?=[)])", holding="年"
)
_MADE_UP_THEN = "(?:补做|补办|补开|完成|开展|举办)"
_AMONG_THEM = lazy_pattern(  # 完成8个（含2023年1月补做的2个）, 8个，其中2个为2023年1月补做
    f"[,(](?:其中|含|包括|包含)(?:(?P<year>20[0-9]{{2}})年(?:1[0-2]|[1-9])月{_MADE_UP_THEN}了?的?(?P<number>{_N})(?P<unit>{_UNIT})"
    f"|(?P<some>{_N})(?P<of>{_UNIT})[为是系于在]?(?P<when>20[0-9]{{2}})年(?:1[0-2]|[1-9])月{_MADE_UP_THEN}的?)[)]?$",
    holding="含其包",
)
# What is read instead of the whole cell.
_OF_TWO_YEARS = lazy_pattern(  # 2021年24场，2022年18场
    f"(20[0-9]{{2}})年度?{_DONE}{{0,3}}{_N}({_UNIT})[,;](?P<own>(20[0-9]{{2}})年度?{_DONE}{{0,3}}{_N}\\2)", holding="年"
)
_COMPARES = lazy_pattern("[比较增减升降长]|[上去前]年|20[0-9]{2}")  # a target that speaks of more than one year
_BESIDE_LAST_YEAR = lazy_pattern(  # 2022年调解18起(2021年为25起)
    f"(?P<own>(20[0-9]{{2}})年度?{_GAP}{{0,8}}{_N}({_UNIT}))[,;(](20[0-9]{{2}})年度?(?:同期)?{_GAP}{{0,6}}{_N}\\3[)]?",
    holding="年",
)
_NEW_ONES = lazy_pattern(  # 现有义工312人，本年新增40人
    f"(?:现有|目前共?有|现共有|共有|累计有){_GAP}{{0,8}}{_N}({_UNIT}),(?:其中)?(?P<own>(?:本年度?|今年|当年|年内|全年){{0,2}}新增{_GAP}{{0,6}}{_N}\\1)",
    holding="新",
)
_WITH_LAST_YEAR = lazy_pattern(  # 上年度9场,本年度11场,累计20场
    f"(?:上一?年度?|去年){_DONE}{{0,3}}({_N})({_UNIT})[,;](?P<own>(?:本年度?|今年|当年){_DONE}{{0,3}}({_N})\\2)[,;]"
    f"(?:两年)?(?:累计|合计|共计?|总计)({_N})\\2",
    holding="年",
)
_AMONG_YEARS = lazy_pattern(  # 两年共22场，其中今年10场
    f"(?:[两2三3]年|两个年度|合同期内?)(?:累计|合计|共计?)({_N})({_UNIT}),其中(?P<own>(?:本年度?|今年|当年){_DONE}{{0,3}}({_N})\\2)",
    holding="年期",
)
_OF_TWO_TERMS = lazy_pattern(  # 一期、二期合计26场，本期（二期）为11场
    f"[0-9一二三四]期[、和][0-9一二三四]期(?:累计|合计|共计?)({_N})({_UNIT})[,;](?P<own>本期)(?:[(][^()]{{1,4}}[)])?{_DONE}{{0,3}}"
    f"({_N})\\2",
    holding="期",
)
_OUR_PART = lazy_pattern(  # 全区共30场，其中我站负责8场
    f"(?:全[区市县镇]|全街道|各站|各社区){_DONE}{{0,3}}({_N})({_UNIT}),其中由?[我本](?:站|中心|机构|项目|社工站){_DONE}{{0,4}}({_N})\\2",
    holding="全各",
)
_WE_JOINED_IN = lazy_pattern(  # 全镇共40场，我站参与15场
    f"全[区市县镇乡街]道?{_DONE}{{0,3}}{_N}{_UNIT},(?:其中)?[我本](?:站|中心|机构|项目|社工站)(?:参与|配合|协助|协办|参加)了?"
    f"({_N}{_UNIT})",
    holding="全",
)
_MADE_UP = lazy_pattern(  # 原定10月4日，因雨推迟，10月9日已补办1场
    f"原[定计]划?[于在]?{_DAY}{_GAP}{{0,4}},(?:因|由于|受){_GAP}{{1,8}}(?:推迟|延期|顺延|改期){_GAP}{{0,3}},"
    f"(?P<own>{_DAY}已?)(?:补办|补开|补做|补)了?({_N}{_UNIT})",
    holding="原",
)
_BUT_FOR = lazy_pattern(  # 除3户搬离未能探访外，其余57户均已完成
    f"除了?{_N}({_UNIT})[^0-9,;()、]{{0,12}}(?:[、和]{_N}\\1[^0-9,;()、]{{0,8}}){{0,2}}(?:之外|以外|外),?(?:其余|其他|剩余|剩下|另外)的?(?P<own>{_N}\\1.{{0,20}})",
    holding="除",
)
_BUT_NOT = lazy_pattern(  # 24份里有2份没归档
    f"({_N})({_UNIT}){HAN}{{0,4}}?(?:里面|里头|里|当中|中)有({_N})\\2还?(?:没有?|未)能?({HAN}{{1,4}})", holding="里中"
)
_ONLY_LEFT = lazy_pattern(  # 就剩一个没弄好
    f"[就只仅还]{{0,3}}[剩差]下?了?({_N}|[一两二三四五六七八九])({_UNIT}){HAN}{{0,3}}?还?(?:没有?|未)能?[弄办做搞完开建][好成完了]?了?",
    holding="剩差",
)
_SO_MANY_OF_THEM = lazy_pattern(  # 5个人里头推荐成了3个, 6期里头只办了5期
    f"({_N})({_UNIT})人?(?:里面|里头|里|当中|中)?,?[已都只仅才]{{0,2}}({HAN}{{1,4}}?)(?:成了?|好了?|完了?|到|了)({_N})\\2人?",
    holding="了成好完到",
)
_COUNTED_TWICE = lazy_pattern(  # 10个（同一小组分上下两期各记1个，实为5组）
    f"{_N}(?:个|场|次|家|期)[(][^()]{{0,30}}(?:同一|重复|各[记计算])[^()]{{0,14}},?实际?[为是]({_N})(?:组|{_UNIT})[)]",
    holding="实",
)
_SEEN_OFTEN = lazy_pattern(
    f"{_N}(家|户|人|场|例|项)次,(?P<own>实际{HAN}{{0,6}}{_N}\\1)", holding="次"
)  # 8家次，实际合作单位5家
_FIRST_TO_LAST = lazy_pattern(  # 1-8节已上完, 本年已编发第1期至第12期
    f"({HAN}{{0,8}}?)第?1(?:期|节|场|次|讲|课)?[-~至到]{{1,2}}第?({_N})(期|节|场|次|讲|课)"
    "((?:均|都|全部|已经?)*(?:上|讲|开|办|教|做|开展|完成|编发)(?:完了?|好了?|了|毕)?|)",
    holding="-~至到",
)
_SAYS_DONE = lazy_pattern(  # 办了, where one was promised
    "[已都也早就按时期如顺利]{0,4}(?:办|搞|做|弄|开|建|举办|开展|组织|召开|举行)(?:过了|好了|完了|成了|了|过)",
    holding="了过",
)
_ONE_PROMISED = lazy_pattern(f"[≥=]?1({_UNIT})(?:/年)?")
_ANY_ACT = (
    "完成",
    "开展",
    "举办",
    "组织",
    "办",
    "做",
    "开",
    "搞",
    "弄",
    "办成",
    "做成",
    "办好",
    "做好",
    "弄好",
    "搞成",
    "做完",
    "办完",
)


def without_remarks(context: Context, text: str) -> str:
    """The text without remarks that take nothing from its figure."""
    if len(text) > _LONGEST or _MAY_BE_SAID.isdisjoint(text):
        return text
    if _SAYS_DONE.fullmatch(text) and (one := _ONE_PROMISED.fullmatch("".join(context.row.target.split()))):
        return f"完成1{one[1]}"
    digits = digits_for_numerals(text)
    here = _CUES.intersection(digits)
    for cues, read in _INSTEAD if not context.asks_for_a_rate() else ():
        if not cues.isdisjoint(here) and (instead := read(context, digits)) is not None:
            return instead
    left = digits if _MARKS.isdisjoint(digits) else _without_asides(context, digits, here)
    return text if left == digits else left


def without_another_year(text: str) -> tuple[str, Quantity | None]:
    """The text without those of a year that is named (`完成8个（含2023年1月补做的2个）`), and these: whether they count
    is for the service year to say."""
    match = _AMONG_THEM.search(text) if len(text) <= _LONGEST else None
    if match is None:
        return text, None
    number, unit, year = (
        match[one] or match[other] for one, other in (("number", "some"), ("unit", "of"), ("year", "when"))
    )
    some = Quantity(
        "number", match[0].strip(",()"), number=Decimal(number), unit=unit, sense="other_time", years=(int(year),)
    )
    return text[: match.start()], some


def _without_asides(context: Context, text: str, here: frozenset[str]) -> str:
    for cues, gone in _GONE_ANYWHERE:
        text = text if here.isdisjoint(cues) else gone.sub(_beside_a_figure, text)
    for cues, perhaps, unless in _GONE_PERHAPS:
        text = text if here.isdisjoint(cues) else perhaps.sub(partial(unless, context), text)
    return text


def _beside_a_figure(match: re.Match[str]) -> str:
    return "" if figures_in(match.string[: match.start()]) else match[0]


def _if_of_others(context: Context, match: re.Match[str]) -> str:
    """`原创38篇，转载10篇未计入`: of another kind than the row asks for."""
    what = match[1]
    own = any(what[at : at + 2] in context.row.name for at in range(len(what) - 1))
    some = what.startswith(("其中", "里面", "共", "包括", "有", "约", "近"))
    return (
        match[0] if own or some or context.vocabulary.longest(what, 0, len(what)) != what else _beside_a_figure(match)
    )


def _if_amiss(context: Context, match: re.Match[str]) -> str:
    """Where the row does not count just that (取消场次)."""
    amiss = match[1] in context.vocabulary.subjects.faults and match[1] not in context.row.name
    return _beside_a_figure(match) if amiss else match[0]


def _while_stopped(_: Context, match: re.Match[str]) -> str:
    """`做了20回，疫情封控那两个月停了`: why it was not reached."""
    return ",未完成"


def _years_of_them(_: Context, match: re.Match[str]) -> str:
    return "".join(f"({year})" for year in dict.fromkeys(_YEAR_OF_NUMBER.findall(match[0])))


def _if_beyond(_: Context, match: re.Match[str]) -> str:
    """`3场（第4场取消）`: one that is not among those that are counted."""
    before = figures_in(match.string[: match.start()])
    beyond = len(before) == 1 and before[0].unit == match[2] and (before[0].number or 0) < number_of(match[1])
    return "" if beyond else match[0]


def _if_they_make_it_up(context: Context, match: re.Match[str]) -> str:
    """Where with those that were not done it comes to what was promised: all else is said of them."""
    done, promised = figures_in(match.string[: match.start()]), context.promised
    if len(done) != 1 or done[0].number is None or promised is None or _PERHAPS_DONE.search(match["why"]):
        return match[0]
    whole = promised.number if match["whole"] is None else Decimal(match["whole"])
    left = Decimal(1) if match["number"] == "一" else Decimal(match["number"])
    units = {done[0].unit, match["unit"], promised.unit or context.unit}
    tokens = lex(match["why"], figures_in(match["why"]), context.vocabulary, context.own)
    absent = any(token.text in context.subjects.absent for token in tokens)
    told = absent or (match["others"] and any(token.kind in MUST_AGREE or token.kind in _LATER for token in tokens))
    return "" if told and len(units) == 1 and done[0].number + left == whole else match[0]


def _if_graded_so(context: Context, match: re.Match[str]) -> str:
    """Where that is the grade of such marks."""
    marks = figures_in(match.string[: match.start()])
    low, high = _GRADES[match[1]]
    agrees = len(marks) == 1 and marks[0].number is not None and low <= marks[0].number < high
    return "" if agrees and DIGIT.search(context.row.target) else match[0]


def _if_filed(context: Context, match: re.Match[str]) -> str:
    """Where the row asks for neither the papers nor that they are filed."""
    return match[0] if match[1] in context.row.own or match[2] in context.row.own else _beside_a_figure(match)


def _if_it_is_the_rate(context: Context, match: re.Match[str]) -> str:
    """The two counts of the rate in front of them; of a count that was promised, it is the second."""
    rates, promised = figures_in(match.string[: match.start()]), context.promised
    some, whole = Decimal(match[1]), Decimal(match[2])
    rate = rates[0].number if len(rates) == 1 else None
    if rate is None or promised is None or not whole or abs(some / whole - rate) > _ROUNDED:
        return match[0]
    return "" if promised.unit == "%" or promised.number == whole else match[0]


def _if_promised(context: Context, match: re.Match[str]) -> str:
    promised = context.promised
    agrees = match[1] is None or (promised is not None and promised.number == int(match[1]))
    return _beside_a_figure(match) if agrees else match[0]


def _if_done_later(context: Context, match: re.Match[str]) -> str:
    began, did = match[2], match[5]
    named = did in context.row.name and began not in context.row.name
    return match[3] if named and int(match[1]) < int(match[4]) else match[0]


def _of_two_years(context: Context, text: str) -> str | None:
    match = None if _COMPARES.search(context.row.target) else _OF_TWO_YEARS.fullmatch(text)
    return match["own"] if match and int(match[4]) == int(match[1]) + 1 else None


def _beside_last_year(context: Context, text: str) -> str | None:
    match = None if _COMPARES.search(context.row.target) else _BESIDE_LAST_YEAR.fullmatch(text)
    return match["own"] if match and int(match[2]) == int(match[4]) + 1 else None


def _new_ones(context: Context, text: str) -> str | None:
    match = _NEW_ONES.fullmatch(text) if "新增" in context.row.name else None
    return match["own"] if match else None


def _with_last_year(context: Context, text: str) -> str | None:
    match = None if _COMPARES.search(context.row.target) else _WITH_LAST_YEAR.fullmatch(text)
    return match["own"] if match and int(match[1]) + int(match[4]) == int(match[5]) else None


def _among_years(context: Context, text: str) -> str | None:
    match = None if _COMPARES.search(context.row.target) else _AMONG_YEARS.fullmatch(text)
    return match["own"] if match and int(match[4]) <= int(match[1]) else None


def _of_two_terms(_: Context, text: str) -> str | None:
    match = _OF_TWO_TERMS.fullmatch(text)
    return f"本期{match[4]}{match[2]}" if match and int(match[4]) <= int(match[1]) else None


def _our_part(_: Context, text: str) -> str | None:
    match = _OUR_PART.fullmatch(text)
    return f"完成{match[3]}{match[2]}" if match and int(match[3]) <= int(match[1]) else None


def _we_joined_in(_: Context, text: str) -> str | None:
    match = _WE_JOINED_IN.fullmatch(text)
    return f"其中{match[1]}" if match else None  # open: whether they count is not said


def _made_up(_: Context, text: str) -> str | None:
    match = _MADE_UP.fullmatch(text)
    return f"{match['own']}举办{match[2]}" if match else None


def _but_for(_: Context, text: str) -> str | None:
    match = _BUT_FOR.fullmatch(text)
    return match["own"] if match else None


def _but_not(context: Context, text: str) -> str | None:
    match = _BUT_NOT.fullmatch(text)
    if match is None or not (match[4] in _ANY_ACT or (len(match[4]) > 1 and match[4] in context.row.name)):
        return None
    left = int(match[1]) - int(match[3])
    return f"完成{left}{match[2]}" if left >= 0 else None


def _only_left(_: Context, text: str) -> str | None:
    match = _ONLY_LEFT.fullmatch(text)
    return f"还差{digits_for_numerals(match[1] + match[2])}" if match else None


def _so_many_of_them(context: Context, text: str) -> str | None:
    """`62户建了58户`, of the act that the row asks for."""
    match = _SO_MANY_OF_THEM.fullmatch(text)
    if (
        match is None
        or int(match[4]) > int(match[1])
        or "%" in context.row.target
        or not figures_in(context.row.target)
    ):
        return None
    unit = "人" if text.startswith(f"{match[1]}个人") else match[2]
    all_of_them = figures_in(context.row.target)[0].number == int(match[1]) and match[3] in _ANY_ACT  # 6期办了5期
    return f"完成{match[4]}{unit}" if all_of_them or match[3] in context.row.name else None


def _counted_twice(_: Context, text: str) -> str | None:
    match = _COUNTED_TWICE.fullmatch(text)
    return f"{match[1]}个" if match and text.find("个") > 0 else None


def _seen_often(_: Context, text: str) -> str | None:
    match = _SEEN_OFTEN.fullmatch(text)
    return match["own"] if match else None


def _first_to_last(_: Context, text: str) -> str | None:
    match = _FIRST_TO_LAST.fullmatch(text)
    if match is None or not (match[4] or ("第" in text and match[1])):
        return None
    return f"{match[1]}{'完成' if match[4] else ''}{match[2]}{match[3]}"


_GONE_PERHAPS: tuple[tuple[str, re.Pattern[str], Callable[[Context, re.Match[str]], str]], ...] = (
    ("未不没", _OTHERS_NOT_COUNTED, _if_of_others),
    ("无没未不", _NOTHING_AMISS, _if_amiss),
    ("停没歇", _STOPPED, _while_stopped),
    ("第", _NEXT_ONE, _if_beyond),
    ("未没不无另余剩还尚外病迁搬离去年", _NOT_THESE, _if_they_make_it_up),
    ("优良中合差", _GRADED_SO, _if_graded_so),
    ("年", _FILED_THEN, _if_filed),
    ("/÷", _AS_A_SHARE, _if_it_is_the_rate),
    ("原", _ADJUSTED, _if_promised),
    ("号编", _THEIR_NUMBERS, _years_of_them),
    ("年", _BEGUN_EARLIER, _if_done_later),
)
_BY_CUE: tuple[tuple[str, Callable[[Context, str], str | None]], ...] = (
    ("年", _of_two_years),
    ("年", _beside_last_year),
    ("新", _new_ones),
    ("年", _with_last_year),
    ("年", _among_years),
    ("期", _of_two_terms),
    ("其", _our_part),
    ("全", _we_joined_in),
    ("原", _made_up),
    ("除", _but_for),
    ("里中", _but_not),
    ("剩差", _only_left),
    ("成好完了到", _so_many_of_them),
    ("实", _counted_twice),
    ("-~至到", _first_to_last),
    ("次", _seen_often),
)
_INSTEAD = tuple((frozenset(cues), read) for cues, read in _BY_CUE)
_CUES = frozenset(
    "".join(
        [*(cues for cues, _ in _BY_CUE), *(cues for cues, _ in _GONE_ANYWHERE), *(cues for cues, _, _ in _GONE_PERHAPS)]
    )
)
_MAY_BE_SAID = frozenset(",;(。里中剩差了过除-~至到")  # a text with none of these holds a figure alone
