"""A phrase of a cell as tokens: figures first, then digits that are no value, then the longest word of the vocabulary.

Every character belongs to a token. What no figure, shape, word or mark accounts for is `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import DAY, MONTH
from workbook_tools.basis.unit_names import UNIT
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary, WordClass
from workbook_tools.reading.words.written.figures import DECADE, Figure

TokenKind = Literal["figure", "shape", "own", "unit", "mark", "unknown"] | WordClass
# The classes of words that say nothing of a figure; beside a count those that only say what it is.
PLAIN: frozenset[TokenKind] = frozenset(("neutral", "noun", "act", "own", "mark", "period"))
BESIDE_A_COUNT: frozenset[TokenKind] = PLAIN | {"total", "unit"}
_MARKS = frozenset(",;:。!()\"“”'、.|-~+=*/·<>≥≤±¥…_÷√✓✔☑✅★☆⭐👍°∶#%—→{}$^`~&") | {"\t", " "}
_YEAR = "(?:19|20)[0-9]{2}"
_TO = "[-~至到]{1,2}"
_DATE = rf"(?:{_YEAR}年度?|[0-9]{{2}}年(?=[0-9]{{1,2}}月))?{MONTH}月份?(?:{DAY}[日号])?"
# Digits that are no value: days, ages, ordinals, telephone numbers, footnotes, model names.
_SHAPE = lazy_pattern(
    "|".join(
        (
            rf"(?:{_DATE}|{MONTH}|{_YEAR}(?:年度?)?){_TO}(?:{_DATE}|{_YEAR}年度?)",
            rf"{_YEAR}[-./]{MONTH}(?:[-./]{DAY})?(?:{_TO}{_YEAR}[-./]{MONTH}(?:[-./]{DAY})?)?(?![0-9])",
            rf"{_YEAR}{_TO}[0-9]{{2}}年度?",
            _DATE,
            rf"{_YEAR}(?:年度?|届)",
            rf"{_YEAR}(?:{MONTH}{{2}})?(?![0-9])",
            rf"{DAY}[日号](?![0-9])",
            "第?[一二三四1-4](?:[-~至到][二三四2-4])?季度",
            "[0-9]{1,3}(?:[-~至到]{1,2}[0-9]{1,3})?(?:个?周岁|岁|个?月龄|个?周龄|月大)(?:[及或]?以上|[及或]?以下|以内)?",
            "[0-9]{1,3}[-~至到]{1,2}[0-9]{1,3}(?=岁|周岁)",
            "第[0-9一二三四五六七八九十]{1,4}(?:届|次|期|轮|批|方|季|针|场|阶段|年度|周(?!期)|个?月|[个名户例节位份篇讲])?",
            "(?:12345|12349|12338|12355|12371|110|120)(?:热线)?",
            "满分为?[0-9]{1,4}分?",
            "(?:名单|清单|明细)?(?:详?见)?(?:附?[注表图页]|附件|附表|佐证|证明|佐证材料|证明材料|材料|序号|编号|文号)[0-9一二三四五六七八九十]{1,3}(?:-[0-9]{1,2}(?![0-9]))?",
            "(?:[0-9]{1,2}:[0-9]{2})",
            "[0-9]{1,2}[GDKM](?![A-Za-z0-9])",
            f"{DECADE}后",
            "[0-9]{1,3}号(?:楼|院|栋|点|站|文|窗口)",
            "[0-9]{1,3}楼",
        )
    )
)
_PLACES = ("社区", "行政村", "村", "小区", "居委会", "街道", "镇", "乡", "嘎查", "苏木", "屯", "寨", "片区")
_PLACE_WORDS = frozenset(_PLACES)
_LONGEST_PLACE, _ELSEWHERE = 5, frozenset("邻外他别隔友旁对另兄未没不无待拟缺停")
_HOW_MANY_OF_IT = lazy_pattern("(?:活动|服务|工作|项目|场次|次数|数量|人次|人数|户数|篇数|[数量])+$")
_BEFORE_A_VERB = frozenset("就才已只仅都全共也又还均且并再各,、:;()里中月日年")
_SHORT_WORD = 3  # characters: 开了 is one, and 开展了 is longer
_WORDS_OF_WHO = 10  # 被·市级媒体采用
_TITLES = (
    "老师", "医生", "律师", "教授", "专家", "主任", "书记", "站长", "督导", "师傅", "女士", "先生", "阿姨",
    "警官", "法官", "教官", "教练", "校长", "院长", "队长", "所长", "大夫", "经理", "会长", "干事",
)  # fmt: skip
_LONGEST_NAME = 3
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦江阎薛尹段雷黎龙陶贺顾毛郝龚邵钱严覃武"
)
_IS_CALLED = lazy_pattern(f"[小老阿][{''.join(sorted(_SURNAMES))}]")  # 小李
_LEVELS = frozenset("省市州县区旗镇乡街")
_LEVEL = lazy_pattern("[省市州县区旗镇乡街](?:第[一二三四五六七八九十]|人民|中心)?")
_CARRIED_OUT = lazy_pattern(
    "(?:[完成好满妥齐足遍到]了?|[了过]|过了|起来了?|下来了?|出[来去]了?|下了?|上了|出了)"
)  # behind a verb
_HARMLESS = {"unknown", "own", "noun", "neutral", "act"}
_OWN = _HARMLESS | {"total", "among", "period", "stock", "extent"}  # by these words a row may call itself
_BEGINS_SHAPE = frozenset("0123456789第一二三四满名清明详见附材佐证序编文注表图页")


class Token(NamedTuple):
    kind: TokenKind
    text: str
    figure: Figure | None = None


def is_place_name(text: str) -> bool:
    """`白马村`: it says where, and nothing of what was done."""
    return text.endswith(_PLACES) and text not in _PLACES


def is_elsewhere(name: str) -> bool:
    """`外村`, `邻近社区`: another place than the row's own."""
    return not _ELSEWHERE.isdisjoint(name)


def no_own_words() -> tuple[str, ...]:
    return ()


OwnWords = Callable[[], Sequence[str]]  # asked for only where the vocabulary has no word


def lex(phrase: str, figures: Sequence[Figure], vocabulary: Vocabulary, own: OwnWords = no_own_words) -> list[Token]:
    """The tokens of a phrase in order. `figures` are its figures, `own` the words that the row calls itself by."""
    tokens: list[Token] = []
    at = 0
    for figure in figures:
        _gap(phrase, at, figure.start, vocabulary, own, tokens)
        tokens.append(Token("figure", phrase[figure.start : figure.end], figure))
        at = figure.end
    _gap(phrase, at, len(phrase), vocabulary, own, tokens)
    if "unknown" in [token.kind for token in tokens]:
        return _with_persons(_with_place_names(_joined(tokens, own())))
    return _with_place_names(tokens) if figures and not _PLACE_WORDS.isdisjoint([t.text for t in tokens]) else tokens


def _joined(tokens: Sequence[Token], own: Sequence[str]) -> list[Token]:
    """`图书` and `角` are one word where the row calls itself 图书角建设."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        pair = before is not None and "unknown" in (before.kind, token.kind)
        if pair and before is not None and _HARMLESS.issuperset((before.kind, token.kind)):
            text = before.text + token.text
            if any(text in name for name in own):
                joined[-1] = Token("own", text)
                continue
        joined.append(token)
    return joined


def _with_place_names(tokens: Sequence[Token]) -> list[Token]:
    """`阳光社区10场`, `白马村4次`: what a community or a village is called need not be known."""
    named: list[Token] = []
    for token in tokens:
        if token.kind == "figure" and named and named[-1].text.endswith(_PLACES) and named[-1].kind in _HARMLESS:
            start = len(named) - 1
            while start and (named[start - 1].kind == "unknown" or _is_short_noun(named[start - 1])):
                start -= 1
            name = "".join(each.text for each in named[start:])
            kind = next(kind for kind in _PLACES if name.endswith(kind))
            sure = 0 < len(name) - len(kind) < _LONGEST_PLACE and not is_elsewhere(name)
            if sure:
                named[start:] = [Token("noun", name)]
        named.append(token)
    return named


def _with_persons(tokens: Sequence[Token]) -> list[Token]:
    """`督导:李老师`: what a person is called need not be known."""
    persons: list[Token] = []
    for token in tokens:
        if token.text in _TITLES and persons and _is_name_of_a_person(persons[-1]):
            persons.pop()
            token = Token("noun", token.text)
        if token.kind == "unknown" and _IS_CALLED.fullmatch(token.text):
            token = Token("noun", token.text)
        persons.append(token)
    return persons


def _is_name_of_a_person(token: Token) -> bool:
    name = token.text
    short = token.kind == "unknown" and len(name) <= _LONGEST_NAME
    return short and name[0] in _SURNAMES and _ELSEWHERE.isdisjoint(name)


def _is_short_noun(token: Token) -> bool:
    return token.kind == "noun" and len(token.text) == 1


def _gap(phrase: str, at: int, end: int, vocabulary: Vocabulary, own: OwnWords, tokens: list[Token]) -> None:
    """What stands between two figures."""
    while at < end:
        character = phrase[at]
        word = vocabulary.longest(phrase, at, end)
        if word.endswith("中") and word != "其中":
            word = _without_what_belongs_behind(word, phrase, at, end, vocabulary)
        shape = _SHAPE.match(phrase, at, end) if character in _BEGINS_SHAPE else None
        spoken = len(word) < _SHORT_WORD and character in vocabulary.subjects.spoken
        verb = _spoken(phrase, at, end, vocabulary, own, tokens) if spoken else None
        if verb is not None:
            says_no_more = verb.kind == "neutral" and vocabulary.classes.get(word) in ("neutral", "act")
            if len(verb.text) + says_no_more > len(word):
                tokens.append(verb)
                at += len(verb.text)
                continue
        if shape and shape.end() - at > len(word):
            kind: TokenKind = "shape"
            length = shape.end() - at
        elif word:
            kind, length = vocabulary.classes[word], len(word)
        elif character in _MARKS:
            kind, length = "mark", 1
        elif character in _LEVELS and (office := _office(phrase, at, end, vocabulary))[0]:
            tokens.append(Token(vocabulary.classes[office[0]], office[0]))
            at = office[1]
            continue
        elif character == "被" and (taken := _taken_up(phrase, at + 1, end, vocabulary)):
            kind, length = "neutral", taken - at
        elif named := _own(phrase, at, end, own()):
            kind, length = "own", len(named)
        elif (unit := _unit(phrase, at, end)) and (not tokens or tokens[-1].kind == "mark"):
            kind, length = "unit", len(unit)
        else:
            kind, length = "unknown", 1
        if kind == "unknown" and tokens and tokens[-1].kind == "unknown":
            tokens.append(Token("unknown", tokens.pop().text + character))
        else:
            tokens.append(Token(kind, phrase[at : at + length]))
        at += length


def _spoken(
    phrase: str, at: int, end: int, vocabulary: Vocabulary, own: OwnWords, tokens: Sequence[Token]
) -> Token | None:
    """The verb that stands at this place as staff say it: `讲了5场`, `建了58户`, `全都借出去了`. It says what the row
    asks for where that may be called so; else it is not known what was done (看了20户 of 改造)."""
    rows = vocabulary.subjects.spoken[phrase[at]]
    before = tokens[-1] if tokens else None
    of_another = before is not None and len(before.text) == 1 and before.text not in _BEFORE_A_VERB
    if of_another or (before and before.kind == "unknown"):  # 参评30户
        return None
    carried = _CARRIED_OUT.match(phrase, at + 1, end)
    counts = at + 1 == end and (end < len(phrase) or phrase[at - 1 : at] == "已")  # 讲5场; 均已建
    if carried and carried.end() < end and phrase[carried.end()] not in _MARKS:
        carried = carried if len(vocabulary.longest(phrase, carried.end(), end)) > 1 else None  # 搞了活动2场
    if not (carried or counts):
        return None
    names = own() if rows else ()
    if not rows or any(_may_be_called(word, names, vocabulary) for word in rows):
        return Token("neutral", phrase[at : carried.end() if carried else at + 1])
    return Token("unknown", phrase[at : carried.end()]) if carried else None


def _may_be_called(word: str, own: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row asks for an act, or for such a thing and no act (发了200份 of 宣传单, and not of 宣传单印制)."""
    if vocabulary.classes.get(word) == "act":
        return any(word in name for name in own)
    return any(_HOW_MANY_OF_IT.sub("", name).endswith(word) for name in own)


def _without_what_belongs_behind(word: str, phrase: str, at: int, end: int, vocabulary: Vocabulary) -> str:
    """Of 开展中秋活动 and 组织中学生 the 中 belongs to what follows."""
    last = at + len(word) - 1
    if len(vocabulary.longest(phrase, last, end)) > 1:
        return vocabulary.longest(phrase, at, last) or word
    return word


def _office(phrase: str, at: int, end: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """The office that stands behind its level, and where it ends: the 民政局 of 县民政局, the 医院 of 市第三医院."""
    named = _LEVEL.match(phrase, at, end)
    word = vocabulary.longest(phrase, named.end(), end) if named and named.end() < end else ""
    return (word, named.end() + len(word)) if named and word in vocabulary.subjects.actors else ("", at)


def _taken_up(phrase: str, at: int, end: int, vocabulary: Vocabulary) -> int:
    """Where it stands that somebody took it up, behind 被: `县民政局采用`, `红网、掌上长沙转载` is what became of it;
    or the end where only who did is named so far (`被南方+、学习强国等媒体报道`); 0 where neither is said."""
    first = at
    for _ in range(_WORDS_OF_WHO):
        if at >= end:
            return at if first == 1 and at == len(phrase) > 1 else 0
        word = vocabulary.longest(phrase, at, end)
        if word in vocabulary.subjects.outcomes:
            return at
        office, behind = _office(phrase, at, end, vocabulary)
        may_be_name = len(word) < 2 or vocabulary.classes[word] == "noun"  # 掌上长沙
        if not (office or phrase[at] in _MARKS or (may_be_name and phrase[at] not in _ELSEWHERE)):
            return 0
        at = behind if office else at + (len(word) or 1)
    return 0


def _unit(phrase: str, at: int, end: int) -> str:
    """A unit that stands alone: `(单位:元)`, but not the 名 of 名义."""
    unit = UNIT.match(phrase, at, end)
    alone = unit is not None and (phrase[unit.end() : end] or ",")[0] in _MARKS
    return unit[0] if unit and alone else ""


def _own(phrase: str, at: int, end: int, own: Sequence[str]) -> str:
    """The longest piece at this place, of two characters at least, that the row's name or target has too."""
    best = 1
    for name in own:
        while at + best < end and phrase[at : at + best + 1] in name:
            best += 1
    return phrase[at : at + best] if best > 1 else ""


def own_words(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a row calls itself: its name and target, cut where a word says something about a figure."""
    pieces: list[str] = []
    for text in texts:
        piece = ""
        for token in lex(re.sub(r"\s+", "", text[:80]), (), vocabulary):
            if token.kind in _OWN:
                piece += token.text
            else:
                pieces.append(piece)
                piece = ""
        pieces.append(piece)
    return tuple(dict.fromkeys(piece for piece in pieces if piece))
