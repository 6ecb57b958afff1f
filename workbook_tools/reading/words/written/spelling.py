"""The text of a cell in one spelling, before anything is looked for in it.

Full-width forms, the many signs for ≥ and ≤, dashes, blanks inside words, circled list numbers and the letter O in a
number all become one form. What had to be mended is told by a code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.text_forms import HAN
from workbook_tools.reading.words.written.by_character import ByCharacter

LONGEST = 4000  # characters that are read at all
_ONE_SIGN = {
    "≥": "≧⩾≮", "≤": "≦⩽≯", ">": "〉", "<": "〈", "约": "≈≒約", "-": "—–―‐‑‒−─━", "~": "〜∼", ":": "∶", "%": "٪℅",
    "*": "×∗", "·": "•・∙⋅", "/": "⁄∕", "(": "【[〔", ")": "】]〕", "¥": "￥",
}  # fmt: skip
# Traditional characters turn up in copied cells: each behind the simplified one that it is written as.
_TRADITIONAL = (
    "万萬亿億个個场場户戶达達优優无無过過于於时時项項满滿级級进進选選开開关關实實际際点點对對续續结結业業务務团團队隊联聯动動组組织織发發单單电電话話"
    "访訪问問导導询詢调調报報总總计計画畫划劃与與员員学學习習医醫疗療护護养養爱愛儿兒妇婦残殘礼禮红紅会會议議协協为為参參观觀众眾亲親属屬广廣区區乡鄉"
    "镇鎮长長辅輔讲講课課训訓练練环環节節质質标標准準确確认認证證书書统統数數据據资資产產费費钱錢阶階层層应應该該当當将將拟擬预預约約没沒还還难難历歷"
    "经經递遞减減涨漲让讓请請设設备備构構线線网網络絡视視频頻处處复複杂雜压壓缩縮显顯响響汇彙们們来來间間岁歲两兩条條张張种種类類别別档檔签簽图圖馆館"
    "济濟贫貧异異归歸检檢测測办辦举舉专專从從众衆传傳价價创創劝勸华華卫衛厅廳号號听聽启啟围圍园園坏壞块塊声聲妈媽孙孫宁寧宝寶审審尽盡岗崗师師带帶帮幫"
    "录錄忧憂态態怀懷战戰扩擴扫掃执執担擔拥擁择擇挥揮损損换換摄攝斋齋断斷旧舊暂暫术術机機权權极極树樹样樣欢歡气氣汉漢温溫湾灣灾災热熱状狀独獨现現离離"
    "积積称稱稳穩穷窮竞競笔筆筹籌粮糧纪紀纯純纸紙终終给給绘繪绩績维維综綜编編罚罰职職脱脫艺藝药藥营營补補规規觉覺览覽订訂记記许許论論诉訴诊診词詞试試"
    "诗詩诚誠误誤说說诺諾读讀谈談谢謝贡貢负負责責败敗账賬货貨购購赛賽赠贈车車转轉轮輪辆輛输輸边邊迁遷运運远遠连連迟遲适適邻鄰释釋里裡针針铁鐵银銀销銷"
    "锦錦门門闭閉闻聞阅閱阳陽阴陰陈陳险險随隨雾霧静靜顺順须須顾顧题題颁頒颜顏风風飞飛饭飯驻駐验驗骗騙鱼魚鸟鳥鸡雞齐齊龄齡余餘陆陸贰貳"
)
_SIGNS = str.maketrans(
    {odd: sign for sign, odds in _ONE_SIGN.items() for odd in odds}
    | dict(zip(_TRADITIONAL[1::2], _TRADITIONAL[::2], strict=True))
)
# In this order. What stands on the left is written as what stands on the right.
_SQUARES = {"km²": "平方公里", "㎢": "平方公里", "m²": "平方米", "㎡": "平方米", "m³": "立方米", "㎥": "立方米"}
_IN_SQUARES = frozenset(sign[-1] for sign in _SQUARES)
_OPERATORS = {
    "正负": "±",
    ">=": "≥", "=>": "≥", "≥=": "≥", "<=": "≤", "=<": "≤", "≤=": "≤", "==": "=", "+/-": "±", "+-": "±", "->": "→",
    "人(次)": "人次", "场(次)": "场次", "户(次)": "户次", "家(次)": "家次", "村(社)": "村社", "村(居)": "村居",
}  # fmt: skip
_IN_OPERATORS = frozenset(sign[-1] for sign in _OPERATORS)  # each of them ends with one of these
# 70场①, 70场[1], 70场¹: the mark of a note, where it ends the text; elsewhere ① begins an item.
_FOOTNOTE = lazy_pattern(r"(?<=[^\s①-⑳⁰¹²³⁴-⁹m])(?:\[([1-9])\]|([①-⑳¹²³⁴-⁹]))\s*$")
_FOOTNOTE_ENDS = frozenset("]①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳¹²³⁴⁵⁶⁷⁸⁹")
# 5场① ①含…, 4128人次*（*含…）, 14节 注：…, 94%※…: a note, behind the mark that leads to it
_NOTE = lazy_pattern(
    r"(?<=[0-9%％个次场份人户名件例支节期篇家条元时册])\s*(?:(\[[1-9]\]|[①-⑳¹²³⁴-⁹*＊※])\s*([(（【])?\s*\1\s*[:：、]?"
    r"|※|[*＊]?(?:备注|附注|注释|注)\s*[:：])"
)
_LEADS_TO_NOTE = frozenset((*_FOOTNOTE_ENDS, *"*＊※注"))
# 20场 ×: not done, and no sign of a product; an x is one only apart. Looked for in the last characters alone.
_CROSS = lazy_pattern(r"(?<=[^\s+*/=÷×])(?:\s*[(（【\[]?\s*[×✗✘]|(?:\s+|\s*[(（【\[]\s*)[xX])\s*[)）】\]]?\s*$")
_CROSSED = lazy_pattern(r"^[×✗✘❌]\s*(?=[0-9])", holding="×✗✘❌")  # in front of a figure as well
_CROSSES, _LAST = frozenset("×✗✘xX"), 8
# Taken for each other by pen and scanner: 末 where no month or year ends is 未, 己 in front of a verb 已.
_NOT_YET = lazy_pattern("(?<![年月季期周旬度春夏秋冬始岁])末(?![期段端尾梢日位次档名班代])")
_ALREADY = lazy_pattern(
    "(?<![自知克利律])[己巳](?=[全均经于]|完成|开展|举办|组织|达|办|建|做|落实|实现|发放|到位|支付|培训)"
)
_CIRCLED = lazy_pattern("[①-⑳]")
_LINE_BREAK = lazy_pattern(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_END_OF_ITEM = lazy_pattern("[0-9%;。,、)个次场份人支户名项元时h]$")
_LIKE_ZERO = "Oo〇"
_LETTERS_LIKE_ZERO = frozenset(_LIKE_ZERO)
_DIGITS = lazy_pattern(rf"[0-9][0-9{_LIKE_ZERO}]*(?![A-Za-z])")
_ZEROS = lazy_pattern(f"[{_LIKE_ZERO}]")
_THOUSANDS = lazy_pattern(r"(?<![0-9])([0-9]{1,3})((?: [0-9]{3})+)(?![0-9])")
_BEFORE_LIST_NUMBER = lazy_pattern(r"(?<=\S)[ \t]+(?=\(?[0-9]{1,2}[.、)](?![0-9]))")
_FIGURE_WITH_UNIT = lazy_pattern(
    "[0-9](?:个|次|场|份|人|名|支|户|例|项|件|期|节|篇|起|宗|条|批|处|家|本|册|%|万?元|人次|户次|场次|小时|课时|学时|h)$"
)
_NAME_WITH_FIGURE = lazy_pattern(f"(?:[男女]|(?![至到以及或和左]){HAN}{{2,12}})[0-9]")
_DASH = lazy_pattern(f"(?<={HAN})--(?={HAN}{{2}})", holding="-")  # 45份——数据来源：镇民政办
_BETWEEN_NUMBERS = lazy_pattern(r"(?<=[0-9])[ \t]+(?=[0-9])")
_IN_BRACKETS = lazy_pattern(r"^\(([0-9][0-9,.]*)\)(?=[^0-9(),;元万亿]{1,3}$)", holding="(")  # 【18】场
_RATE_FIRST = lazy_pattern(r"^(完成率?(?:为|达)?[0-9.]+%)\(([0-9]+[^0-9()%,;]{1,3})\)$")  # 完成率95%（19场）
_BETWEEN = lazy_pattern("(?:介于|在)?(?<![0-9.])([0-9.]+[^0-9和与,;]{0,3})[和与]([0-9.]+[^0-9和与,;]{0,3})之间")
_AROUND = lazy_pattern(  # 50场(±2场), 50场,上下浮动5%
    "([0-9][^0-9±,;()]{0,3}?)[(,]?(?:允许|可)?(?:(?:上下|左右)?浮动(?:幅度)?(?:不超过)?±?|±)"
    "([0-9][0-9.]*(?:[^0-9±,;()]{0,3}))(?<!内)[)]?(?=$|[,;。])"
)
_SANDWICH = lazy_pattern("(?<![0-9.])([0-9.]+%?)[≤<][^0-9≤<≥>]{0,12}[≤<]([0-9.]+%?)")
_QUOTED = lazy_pattern('[“"‘《「][^“”"‘’《》「」]{0,30}[0-9][^“”"‘’《》「」]{0,30}[”"’》」]')
_QUOTES = lazy_pattern('[“”"‘’「」]')
_CLOCK = lazy_pattern("[0-2]?[0-9]:[0-5][0-9][-~至到][0-2]?[0-9]:[0-5][0-9]")
_TEN_THOUSAND_W = lazy_pattern("(?<=[0-9])[wW](?![A-Za-z])")
_CALLS = lazy_pattern("(?<=[0-9一二三四五六七八九十百千万])通(?=[,;。)]|电话|来电|热线|$)")
_SQUARE_METRES = lazy_pattern("(?<=[0-9])(k?)m2(?![0-9])", re.IGNORECASE)
_HOURS_AND_MINUTES = lazy_pattern("(?<![0-9.])([0-9]{1,4})(?:个?小时|h)[又零]?([0-9]{1,2})(?:分钟?|min)")
_YEARS_AND_MONTHS = lazy_pattern("(?<![0-9.])([0-9]{1,2})年零?([0-9]{1,2})个月")
_SEVERAL_YEARS = lazy_pattern(
    "(?<![0-9])(?:19|20)[0-9]{2}(?=[、和及](?:19|20)[0-9]{2}[、和及两二三四年])", holding="、和及"
)
_RATIO = lazy_pattern("(?<=[0-9])比(?=[0-9])")
_POINT_WITHOUT_DIGITS = lazy_pattern("(?<=[0-9])[.](?=%)")  # 91.%
_DEGREES = lazy_pattern("°[cC]|(?<=[0-9])°")
_ROUND = lazy_pattern("(?<=[0-9零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟])圆(?!满)")
_RMB = lazy_pattern("(?:RMB|rmb|CNY)(?=[:¥]?[0-9])")
_LIKE_DAY = lazy_pattern("(?<=月)([0-9]{1,2})曰")
_QUARTERS, _OF_AN_HOUR = lazy_pattern("([一两三1-3])刻钟"), {"一": 1, "两": 2, "三": 3, "1": 1, "2": 2, "3": 3}
_DOZENS = lazy_pattern("(?<![0-9.])([0-9]{1,4}|[一两二三四五六七八九十])打(?![扫电印造卡包工听开破击招理字球])")
_BY_LETTER = lazy_pattern("(20[0-9]{2})?(?<![A-Za-z])[Qq]([1-4])(?![A-Za-z0-9])")
_YEAR_BEHIND = lazy_pattern("^(1[0-2]|0?[1-9])[/.-](20[0-9]{2})$")
_DAYS_AFTER = lazy_pattern("(?<=后)第([0-9]+)(?=个?(?:工作)?[日天])")
_JIAO = lazy_pattern("([0-9]{1,9})元零?([0-9])角(?:零?([0-9])分)?")
_MAO = lazy_pattern("([0-9]{1,6})[块元]([0-9])毛(?![巾毯衣线])")
_DOUBLES = lazy_pattern("(?:(?<=^)|(?<=同比)|(?<=[较比][上去]年))翻了?(?:[一1]|([两2]))?番")
_TIMES_MORE = lazy_pattern("((?:增长|增加|提高|提升)了?)([0-9]{1,3}(?:[.][0-9]{1,2})?|一|两)倍(?!以)")
_CORRECTED = lazy_pattern(  # 18场（更正：17场）
    "([0-9]+(?:[.][0-9]+)?([^0-9,;()]{1,3}))[,(]?更正(?:为|:|是){0,2}([0-9]+(?:[.][0-9]+)?\\2)[)]?", holding="更"
)
_CHECKED, _UNCHECKED = lazy_pattern("[☑√✓✔]"), lazy_pattern("□[^□☑√✓✔0-9]{1,8}")  # ☑是 □否
_FULL_STOP = lazy_pattern("(?<=[0-9])。(?=[0-9])")
_HOURS = lazy_pattern("个?钟头|(?<=[0-9一两二三四五六七八九十])个钟(?!头)")
_OUGHT_TO_BE = lazy_pattern(  # 18（应为14）个
    "([0-9]+)[(](?:应为|应是|改为|更正为?:?)([0-9]+)[)]([^0-9,;()]{0,3})", holding="应改更"
)
_FIRST_WRITTEN = lazy_pattern(
    "[(]原[填报写]([0-9]+)[^0-9()]{0,3}[)]([0-9]+[^0-9,;()]{0,3})", holding="原"
)  # （原填50）47人
_SPAN_OF_YEARS = lazy_pattern("((?:19|20)[0-9]{2}[-~至到]{1,2}(?:19|20)[0-9]{2})(?=合计|累计|共|总计|[三两]年)")
_MORE_THAN_BEFORE = lazy_pattern(  # 较上年多5户, 比2021年（16场）少4场
    "([较比](?:上年度?|去年|20[0-9]{2}年)(?:同期)?(?:[(][^()]{0,12}[)])?)(?:(多)|少)(?:了|出)?(?=[0-9])", holding="较比"
)
_AND_SOME = lazy_pattern("(?<=[0-9])(万?元|[人名位户家个次场份例件篇期节小时岁%]{1,2})(?:出头|有余)")
_MINUTES_AND_SECONDS = lazy_pattern("(?<![0-9.])([0-9]{1,3})分钟?([0-9]{1,2})秒")
_THOUSAND_K = lazy_pattern("(?<=[0-9])[kK](?![A-Za-z0-9])")
_ROMAN = lazy_pattern("[Ⅰ-Ⅻ](?=[个次场份人名户例件篇期节项]|$)")
_RATHER_MORE = lazy_pattern("(?<=[一二三四五六七八九十成%])强$")
_NOT_ONCE = lazy_pattern("^一[个次起例件人户场笔分项处宗][也都]没有?(?=[^有0-9])")
_BY_ONE_STROKE = str.maketrans("埸塲戸", "场场户")
_THE_OLD = lazy_pattern("老人家(?![庭属里中人长户])")  # 给老人家理发, but 老人家庭
_TWO_OR_THREE = lazy_pattern("(?:(?<=^)|(?<=[了过有共成,;:(]))(?:(俩)|仨)", holding="俩仨")  # 办了仨, but 夫妻俩
_BARE_POINT = lazy_pattern(r"(?<![0-9A-Za-z.)、])[.](?=[0-9])")
# 1万零500元, 2千2百元, 19万6千: a figure in pieces, the scale behind each
_IN_PIECES = lazy_pattern(
    "(?<![0-9.万千百])(?=[0-9]{1,4}[万千百]零?[0-9])(?:([0-9]{1,4})万零?)?(?:([0-9])千零?)?(?:([0-9])百零?)?([0-9]{0,4})(?![0-9.,万千百十亿:])"
)
_AND_A_TENTH = lazy_pattern(  # 1万5, 一万五
    "(?<![0-9.万十百千])([0-9]{1,4}|[一二两三四五六七八九])万([1-9一二三四五六七八九])(?=$|[;。)元块]|,(?![0-9]{3}))",
    holding="万",
)
_WITH_YI = lazy_pattern("(?<![0-9.])([0-9]{1,4})亿零?([0-9]{1,4})万(?![0-9])", holding="亿")  # 1亿2680万元
_BOTH_HALVES = lazy_pattern("上半?年?[、和]?下半年各(?=[0-9一二两三四五六])")
_LAST_FIGURE = lazy_pattern("([0-9]{1,9})[^0-9]{1,3}$")
_COUNT = lazy_pattern("(?<![0-9.])[0-9]{1,9}(?![0-9.%])")
_FROM_TO = lazy_pattern(
    "(?<![0-9.])([0-9]{1,9}(?:[.][0-9]{1,4})?)(%|[^0-9,;→%年月日号第]{1,3})→([0-9]{1,9}(?:[.][0-9]{1,4})?)(?![0-9.年月日号])",
    holding="→",
)
# 最长间隔41天: the bound to its figure
_OF_ALL = lazy_pattern(f"(最[长久慢高低短])(?![长久慢高低短不])({HAN}{{2,4}})(?=[0-9])")
_UP_OR_DOWN = lazy_pattern("([↑↓⬆⬇])(?=[0-9])")
# 共52人:男22人,女30人: behind the colon stand the parts of what is in front of it
_TAKEN_APART = lazy_pattern(
    "(?<=[0-9][个场次份人户件例名支元篇期家所处对册项台批类种座张节条起宗]):(?=[^0-9,;:、]{1,8}[0-9])|(?<=[0-9](?:人次|小时|万元)):(?=[^0-9,;:、]{1,8}[0-9])"
)
_SOME_MONTHS = lazy_pattern(  # 7、8月停办, and no list number in front of 3月
    "(?<=[^0-9;、.])(?:(?:1[0-2]|[1-9])[、和及])+(?=(?:1[0-2]|[1-9])月)", holding="、和及"
)
# [130,150)人: the two ends, of which one bracket at least is square
_BETWEEN_ENDS = lazy_pattern(r"\[([0-9.]+%?)[,，] ?([0-9.]+%?)[\])]|[(]([0-9.]+%?)[,，] ?([0-9.]+%?)\]", holding=",，")
_DOUBLED = lazy_pattern(  # 月月1次, 半月1次
    "(?<![0-9个一二三四五六七八九十每隔])(?:(月月|周周|天天|季季)|半个?月)(?=[均都]?[0-9一两二三][次场期节堂轮])"
)
_ONCE_A = lazy_pattern(  # 一天两次, 一周一次
    "(?<![0-9零一二两三四五六七八九十第上下同每])一(天|日|周|个月)(?=[一两二三四五六七八九十0-9]{1,3}[次场期节])"
)
_DUE_AND_DONE = lazy_pattern(  # 应建14个，实建13个: the same verb on both sides
    f"应({HAN}?)([0-9]+[^0-9,;应]{{0,3}}?),?(?:实际?|已)\\1(?=[0-9])"
)
_IN_ALL = lazy_pattern("(?<=[,;、])计(?=[0-9])")  # 线上5次、线下7次，计12次
_HOW_OFTEN = lazy_pattern(  # 200人次（每月）
    r"^([^0-9(),;]{0,6}[0-9][0-9.]*[^0-9(),;]{1,4})[(](每个?(?:[天日周月年]|季度?|半年))[)]$", holding="每"
)
_INTERVAL = lazy_pattern(r"[(]([0-9.]+%?),(?![0-9]{3}(?:[.][0-9]+)?[)])([0-9.]+%?)[)]")


def tidied(text: str) -> str:
    """The text without what says nothing in it: blanks around it, a full stop behind it, a line break behind a comma,
    a blank in front of a unit, the width of its digits. So it is read and quoted."""
    text = text.strip() or text
    if text.isascii() or len(text) > LONGEST:
        return text
    text = text.translate(_WIDE_DIGITS)
    if "\n" in text:
        text = _BREAK_BEHIND_COMMA.sub(r"\1", text)
    if " " in text:
        text = _BLANK_BEFORE_UNIT.sub("", text)
    return text.rstrip("。；") or text


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text in one spelling, at most `LONGEST` characters, items parted by `;`; and the codes of what was mended."""
    text = _one_spelling(text[:LONGEST].replace("\\n", "\n"))  # a line break as an export wrote it
    text = _join_lines(text)
    if " " in text or "\t" in text:
        text = _THOUSANDS.sub(lambda match: match[0].replace(" ", ""), text)
        text = _part_by_blanks(_BETWEEN_NUMBERS.sub(";", _BEFORE_LIST_NUMBER.sub(";", text)))
    text = "".join(text.split())
    if not _IN_OPERATORS.isdisjoint(text):
        for sign, one in _OPERATORS.items():
            text = text.replace(sign, one)
    text += ")" * (text.count("(") - text.count(")"))  # 40人次（是全镇合计的
    text = text.replace("()", "")
    for write in _SPELLINGS.for_text(text):
        text = write(text)
    if _LETTERS_LIKE_ZERO.isdisjoint(text):
        return text, ()
    mended = _DIGITS.sub(lambda match: _ZEROS.sub("0", match[0]), text)
    return mended, () if mended == text else ("Q112",)


_WIDE_DIGITS = str.maketrans("０１２３４５６７８９％", "0123456789%")
_BREAK_BEHIND_COMMA = lazy_pattern("([，,、：:])[ \t]*[\r\n]+[ \t]*(?![0-9]{1,2}[.、])")
_BLANK_BEFORE_UNIT = lazy_pattern("(?<=[0-9]) +(?=[个场次人户份件名天月](?![^ ]{0,3} ))")
# Characters without one of which there is nothing to do (few cells have them), and what is then done.
_SPELLINGS: ByCharacter[Callable[[str], str]] = ByCharacter((
    ("间", lambda text: _BETWEEN.sub(r"\1~\2", text)),
    ("±浮", lambda text: _AROUND.sub(r"\1±\2", text)),
    ("≤<", lambda text: _SANDWICH.sub(r"\1~\2", text)),
    (".", lambda text: _BARE_POINT.sub("0.", _POINT_WITHOUT_DIGITS.sub("", text))),
    ("埸塲戸", lambda text: text.translate(_BY_ONE_STROKE)),
    ("家", lambda text: _THE_OLD.sub("老人", text)),
    ("俩仨", lambda text: _TWO_OR_THREE.sub(lambda match: "2个" if match[1] else "3个", text)),
    ("亿", lambda text: _WITH_YI.sub(lambda match: f"{int(match[1]) * 10000 + int(match[2])}万", text)),
    ("万", lambda text: _AND_A_TENTH.sub(lambda match: f"{number_of(match[1])}.{number_of(match[2])}万", text)),
    ("万千百", lambda text: _IN_PIECES.sub(_put_together, text)),
    ("最", lambda text: _OF_ALL.sub(r"\2\1", text)),
    ("↑↓⬆⬇", lambda text: _UP_OR_DOWN.sub(lambda match: "增长" if match[1] in "↑⬆" else "下降", text)),
    ("计", lambda text: _IN_ALL.sub("共计", text)),
    ("各", lambda text: _BOTH_HALVES.sub("每半年", text).replace("寒暑假各", "寒假、暑假各")),
    ("-", lambda text: _DASH.sub(",", text)),
    ("°", lambda text: _DEGREES.sub("度", text)),
    ("圆", lambda text: _ROUND.sub("元", text)),
    ("Mm", lambda text: _RMB.sub("¥", text)),
    ("刻", lambda text: _QUARTERS.sub(lambda match: f"{15 * _OF_AN_HOUR[match[1]]}分钟", text)),
    ("社", lambda text: text.replace("5社联动", "五社联动")),
    ("打", lambda text: _DOZENS.sub(lambda match: str(12 * number_of(match[1])), text)),
    ("曰", lambda text: _LIKE_DAY.sub(r"\1日", text)),
    ("Qq", lambda text: _BY_LETTER.sub(lambda m: f"{m[1]}年第{m[2]}季度" if m[1] else f"第{m[2]}季度", text)),
    ("/.-", lambda text: _YEAR_BEHIND.sub(r"\2-\1", text)),
    ("第", lambda text: _DAYS_AFTER.sub(r"\1", text)),
    ("毛", lambda text: _MAO.sub(r"\1.\2元", text)),
    ("角", lambda text: _JIAO.sub(lambda match: f"{match[1]}.{match[2]}{match[3] or ''}元", text)),
    ("番", lambda text: _DOUBLES.sub(lambda match: "增长300%" if match[1] else "增长100%", text)),
    ("倍", lambda text: _TIMES_MORE.sub(_in_percent, text)),
    ("□", lambda text: _UNCHECKED.sub("", text) if _CHECKED.search(text) else text),
    ("。", lambda text: _FULL_STOP.sub(".", text)),
    ("钟", lambda text: _HOURS.sub("小时", text)),
    ("应改更", lambda text: _OUGHT_TO_BE.sub(r"\2\3(\1更正)", text)),
    ("原", lambda text: _FIRST_WRITTEN.sub(r"\2(\1更正)", text)),
    ("-~至到", lambda text: _SPAN_OF_YEARS.sub(r"\1年", text)),
    ("较比", lambda text: _MORE_THAN_BEFORE.sub(lambda match: match[1] + ("增加" if match[2] else "减少"), text)),
    ("头余", lambda text: _AND_SOME.sub(r"余\1", text)),
    ("秒", lambda text: _MINUTES_AND_SECONDS.sub(lambda match: f"{60 * int(match[1]) + int(match[2])}秒", text)),
    ("kK", lambda text: _THOUSAND_K.sub("千", text)),
    ("强", lambda text: _RATHER_MORE.sub("多", text)),
    ("一", lambda text: _NOT_ONCE.sub("没有", text)),
    ("更", lambda text: _CORRECTED.sub(r"\3(\1更正)", text)),
    (":", lambda text: _TAKEN_APART.sub(_parts_behind, text)),
    ("末", lambda text: _NOT_YET.sub("未", text)),
    ("己巳", lambda text: _ALREADY.sub("已", text)),
    ("“”\"‘’'《》「」", lambda text: _QUOTES.sub("", text if _QUOTED.fullmatch(text) else _QUOTED.sub("", text))),
    (":", lambda text: _CLOCK.sub("", text)),
    ("通", lambda text: _CALLS.sub("次", text)),
    ("wW", lambda text: _TEN_THOUSAND_W.sub("万", text)),
    ("比", lambda text: _RATIO.sub(":", text)),
    ("mM", lambda text: _SQUARE_METRES.sub(lambda match: "平方公里" if match[1] else "平方米", text)),
    ("分m", lambda text: in_minutes(text)),
    ("年", lambda text: _SEVERAL_YEARS.sub(r"\g<0>年", text)),
    ("月", lambda text: _SOME_MONTHS.sub(lambda match: re.sub("([、和及])", r"月\1", match[0]), text)),
    ("月", lambda text: _YEARS_AND_MONTHS.sub(lambda match: f"{int(match[1]) * 12 + int(match[2])}个月", text)),
    ("天周日月", lambda text: _ONCE_A.sub(r"每\1", text)),
    ("月周天季", lambda text: _DOUBLED.sub(lambda match: f"每{match[1][0] if match[1] else '半月'}", text)),
    ("每", lambda text: _HOW_OFTEN.sub(r"\2\1", text)),
    (",", lambda text: _INTERVAL.sub(r"\1~\2", text) if _INTERVAL.fullmatch(text) else text),
))  # fmt: skip


def bare_in_front(text: str) -> str:
    """`【18】场` as 18场."""
    return _IN_BRACKETS.sub(r"\1", text)


def figure_in_brackets(text: str) -> str:
    """`【18】场` as 18场, `完成率95%（19场）` as 19场（完成率95%）."""
    return _RATE_FIRST.sub(r"\2(\1)", bare_in_front(text)) if "(" in text else text


def due_and_done(text: str) -> str:
    """`应建14个，实建13个` as 应完成14个，实际完成13个."""
    return _DUE_AND_DONE.sub(r"应完成\2,实际完成", text) if "应" in text else text


def without_arrows(text: str) -> str:
    """`45%→57%` as 45%增至57%."""
    return _FROM_TO.sub(_arrives, text)


def _arrives(match: re.Match[str]) -> str:
    way = "增至" if float(match[3]) > float(match[1]) else "降至"
    return f"{match[1]}{match[2]}{way}{match[3]}"


def _parts_behind(match: re.Match[str]) -> str:
    """`共52人:男22人,女30人`: the colon leads to the parts where they make the whole."""
    text = match.string
    whole = _LAST_FIGURE.search(text[: match.start()])
    parts = [int(part) for part in _COUNT.findall(re.split("[;。]", text[match.end() :], maxsplit=1)[0])]
    return ",其中" if whole and len(parts) > 1 and sum(parts) == int(whole[1]) else match[0]


def in_minutes(text: str) -> str:
    """`2小时30分` as 150分钟."""
    return _HOURS_AND_MINUTES.sub(lambda match: f"{int(match[1]) * 60 + int(match[2])}分钟", text)


def _in_percent(match: re.Match[str]) -> str:
    """`增长1.5倍` is 增长150%."""
    times = {"一": "1", "两": "2"}.get(match[2], match[2])
    return f"{match[1]}{float(times) * 100:g}%"


def _put_together(match: re.Match[str]) -> str:
    """`1万零500` as 10500; `1万5` stays as it is written."""
    pieces, rest = match.groups()[:3], match[4]
    named = [place for place, piece in enumerate(pieces) if piece]
    room = 4 - named[-1]  # digits that may stand behind the last scale: 4 behind 万, 2 behind 百
    if rest and (len(rest) > room or (len(rest) < 2 and "零" not in match[0])):
        return match[0]
    return str(
        sum(int(piece or 0) * scale for piece, scale in zip((*pieces, rest), (10000, 1000, 100, 1), strict=True))
    )


def _part_by_blanks(text: str) -> str:
    """`个案68个 小组30个`: a blank behind a figure with its unit parts items where a name and a figure follow."""
    first, *words = re.split("[ \t]+", text)
    joined, tail = [first], first[-16:]
    for place, word in enumerate(words):
        parts = _FIGURE_WITH_UNIT.search(tail) and _NAME_WITH_FIGURE.match("".join(words[place : place + 3]))
        joined += [";", word] if parts else [word]
        tail = (tail + word)[-16:]
    return "".join(joined)


def _one_spelling(text: str) -> str:
    """Full-width to half-width, one sign for one meaning, nothing that cannot be seen."""
    if not _LEADS_TO_NOTE.isdisjoint(text):
        text = _NOTE.sub(lambda match: match[2] or ",", text)
    if text.rstrip()[-1:] in _FOOTNOTE_ENDS:
        text = _FOOTNOTE.sub(lambda match: f"注{unicodedata.normalize('NFKC', match[1] or match[2])}", text)
    if not _CROSSES.isdisjoint(text[-_LAST:]):
        text = text[:-_LAST] + _CROSS.sub("(否)", text[-_LAST:])
    text = _CROSSED.sub("(否)", text)
    if "," in text or "，" in text:
        text = _BETWEEN_ENDS.sub(lambda match: "~".join(filter(None, match.groups())), text)
    text = text.translate(_SIGNS)
    if not _IN_SQUARES.isdisjoint(text):
        for sign, word in _SQUARES.items():
            text = text.replace(sign, word)
    if not unicodedata.is_normalized("NFKC", text):
        text = _ROMAN.sub(lambda match: str(ord(match[0]) - ord("Ⅰ") + 1), text)
        text = _CIRCLED.sub(lambda match: f"\n{ord(match[0]) - ord('①') + 1}、", text)
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    if text.isprintable():  # as nearly every text is
        return text
    return "".join(c for c in text if unicodedata.category(c)[0] != "C" or _LINE_BREAK.match(c) or c == "\t")


def _join_lines(text: str) -> str:
    """Line breaks part items where more than one line has a figure; elsewhere they only wrap words."""
    if _LINE_BREAK.search(text) is None:
        return text.strip()
    lines = [line.strip() for line in _LINE_BREAK.split(text)]
    lines = [line for line in lines if line]
    if sum(re.search("[0-9]", line) is not None for line in lines) < 2:
        return "".join(lines)
    joined: list[str] = []
    for line in lines:
        # A line that goes on inside a phrase of the line above (`社工站需要配备工作` / `人员20人`) is not an item.
        joined += [";" if joined and _END_OF_ITEM.search(joined[-1]) else "", line]
    return "".join(joined)
