"""The names of persons that stand in a workbook, wherever staff keep them: for what must be published without.

Tables of the standard workbook name who works there in known columns. Beside them stand signers (填表人：…), lists of
the station's own (负责人, 联系人) and assessors in brackets. A label is known by the same words as a footer's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS
from workbook_tools.ooxml import PackageProblem, Workbook
from workbook_tools.reading.footers import ACTS, OFFICES, PERSONS, TITLES, bare_phrase, is_day, is_label
from workbook_tools.reading.words import own_vocabulary

LONGEST = 20  # characters of a name; 阿卜杜热依木·阿卜杜拉 has eleven
MOST_CELLS = 2_000_000  # of one sheet that is looked at
_OF_PERSONS = frozenset(
    [
        "姓名", "名字", "社工", "社工姓名", "社工名", "人员", "人员姓名", "员工", "员工姓名", "工作人员", "专业社工",
        "责任社工", "跟进社工", "服务社工", "经手人", "责任人", "带队", "带队人", "主讲", "主讲人", "讲师", "志愿者",
        "志愿者姓名", "队长", "服务者", "提供者", "作者", "记者", "捐赠人", "服务对象", "服务对象姓名", "案主",
        "受助人", "评分人", "评委", "签字", "签名",
        *(title for title in TITLES if title not in ("成员", "代表", "领导")),
    ]
)  # fmt: skip
# How a name begins that stands in a text and in no column of names. Those that are words of their own (时 单 向 成 全)
# are left out: 时效 is nobody.
_FAMILY_NAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤常温康施牛樊葛邢安齐易乔伍庞颜倪庄"
    "聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕季裴霍涂苗谷盛曲翁冉骆蓝辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳穆农卓古吉缪简芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩佘查"
)
_LONG_FAMILY_NAMES = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "东方", "尉迟", "公孙", "令狐", "皇甫", "慕容", "夏侯", "宇文", "长孙", "司徒"]
    + ["司空", "轩辕", "端木", "南宫", "西门", "独孤", "呼延", "完颜", "纳兰"]
)
_ADDRESSED = ("阿姨", "大爷", "大妈", "大叔", "奶奶", "爷爷", "婆婆", "叔叔", "女士", "先生", "老师", "医生", "某")
_PLACES = tuple("社村街镇区路院校桥河山")  # 沙河社区
_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[、,，;；/／\n\r\t|]|和(?=[^\W\d_]{2,4}\s*(?:$|[、,，;；/／]))")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]{0,40})[)）\]】]")
_FIGURE = re.compile(r"[\d.,%％:：/\-~～—\s]*")


def names_in(book: Workbook, *read: str) -> set[str]:
    """Every name in the cells of a workbook's sheets, but for those that were `read`. One that cannot be looked at
    tells none."""
    found: set[str] = set()
    for sheet in book.sheets:
        if sheet.kind == "worksheet" and sheet.name not in read:
            try:
                found.update(_of_sheet(_texts(book, sheet.name)))
            except (PackageProblem, ValueError):
                continue
    return found


def parts_of(text: str) -> Iterator[str]:
    """The names in a cell that holds nothing but names: 张三、李四（组长）."""
    for piece in _BETWEEN.split(_BRACKETS.sub("", text)):
        name = " ".join(piece.split()).strip(" :：.。")
        if name and len(name) <= LONGEST and not _FIGURE.fullmatch(name) and not is_common(name):
            yield name


def persons_in(text: str) -> Iterator[str]:
    """What reads like a person's name in a text that says what something is called: a family name and one or two
    letters that no word accounts for (司马相如走访独居老人), or a form of address (王阿姨)."""
    for run in _LETTERS.findall(text):
        for unknown, known in _unknown(run):
            unknown = unknown.rstrip("等的及与和并")
            for start in range(len(unknown)):
                name = unknown[start:]
                long = name[:2] in _LONG_FAMILY_NAMES
                if name[0] not in _FAMILY_NAMES and not long:
                    continue
                if len(name) == 1 and (title := next((t for t in _ADDRESSED if known.startswith(t)), "")):
                    yield name + title
                elif 2 + long <= len(name) <= 3 + long and not known.startswith(_PLACES):
                    yield name
                    break


def _unknown(run: str) -> Iterator[tuple[str, str]]:
    """The pieces of a run of letters that are no words of the field, each with what follows it."""
    words, at, begin = own_vocabulary(), 0, 0
    while at < len(run):
        length = len(words.longest(run, at, len(run)) or "")
        if length < 2:  # a single letter may well be part of a name
            length = next(
                (n for n in range(min(LONGEST, len(run) - at), 1, -1) if run[at : at + n] in _known_words()), 0
            )
        if length:
            if begin < at:
                yield run[begin:at], run[at:]
            begin = at + length
        at += length or 1
    if begin < at:
        yield run[begin:at], ""


def in_brackets(text: str) -> Iterator[str]:
    """Who stands behind an office: 甲 of 第三方（甲）."""
    for match in _BRACKETS.finditer(text):
        yield from parts_of(match[1])


def is_common(text: str) -> bool:
    """A word of the field, a label or a title: no name, whichever column it stands in."""
    bare = bare_phrase(text).strip(":*")
    return bare in _known_words() or bare in own_vocabulary().classes or is_label(bare) or is_day(bare)


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    choices = {choice for table in COLUMNS.values() for column in table for choice in column.choices}
    labels = {bare_phrase(name) for label in LABELS for name in label.names}
    sheets = {name for sheet in SHEETS.values() for name in sheet.names}
    return frozenset((*_titles(), *choices, *labels, *sheets, *TITLES, *OFFICES, *ACTS, *PERSONS, *_OF_PERSONS))


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(bare_phrase(name) for table in COLUMNS.values() for column in table for name in column.names)


def _texts(book: Workbook, sheet: str) -> Mapping[tuple[int, int], str]:
    rows, columns = book.extent(sheet)
    if rows * columns > MOST_CELLS:
        return {}
    return {
        place: text
        for place, cell in book.scan(sheet).cells.items()
        if cell.type in ("s", "str", "inlineStr") and (text := cell.text.strip())
    }


def _of_sheet(texts: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """Below a head that means persons, right of a signer's label, behind its colon."""
    heads: set[int] = set()  # columns below a head of persons
    signer = ""  # the row of the last label and that it waits for its value
    row_before = 0
    for (row, column), text in sorted(texts.items()):
        if row != row_before:
            signer, row_before = "", row
        label, colon, rest = _taken_apart(text)
        if label and colon and rest:
            yield from parts_of(rest.split(" ")[0] if len(rest) > LONGEST else rest)
            signer = ""
        elif label:
            signer = label
            if not colon:
                heads.add(column)
        elif bare_phrase(text) in _titles():  # the head of another table
            heads.discard(column)
            signer = ""
        elif column in heads or signer:
            yield from parts_of(text)
            signer = ""


def _taken_apart(text: str) -> tuple[str, bool, str]:
    """A label of persons, whether a colon follows, and what stands behind it."""
    if len(text) > 80:
        return "", False, ""
    line = unicodedata.normalize("NFKC", text)
    head, colon, rest = line.partition(":")
    bare = _BRACKETS.sub("", bare_phrase(head)).strip("*")
    return (bare if _means_persons(bare) else ""), bool(colon), rest.strip()


@lru_cache(maxsize=4096)
def _means_persons(label: str) -> bool:
    if not 2 <= len(label) <= 12:
        return False
    if label in _OF_PERSONS or label.endswith(("姓名", "负责人", "联系人", "经办人")):
        return True
    return any(label.endswith(person) for person in ("人", "员", "者")) and any(act in label for act in ACTS)


__all__ = ["in_brackets", "is_common", "names_in", "parts_of", "persons_in"]
