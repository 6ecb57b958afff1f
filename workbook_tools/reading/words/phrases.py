"""What one phrase of a cell says: its figure, and what the words around it make of that figure.

A phrase stands between commas. One with a figure and harmless words states it; one with a figure and a word such as
计划 or 还差 states something else; one without a figure but with such a word speaks of the whole cell (`20场，未完成`).
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Sense
from workbook_tools.reading.words.asked import Said, said_by
from workbook_tools.reading.words.figures import Figure, figures_in, value_of
from workbook_tools.reading.words.lexer import OwnWords, Token, lex
from workbook_tools.reading.words.lists import label_of
from workbook_tools.reading.words.nouns import people_of, shares
from workbook_tools.reading.words.subjects import Subjects
from workbook_tools.reading.words.vocabulary import SENSES, Vocabulary

# Which sense decides where a phrase has several: the one that takes most away first.
_DECIDES: tuple[Sense, ...] = (
    "undone", "postponed", "other_place", "other_thing", "extra", "part", "order", "few", "started", "planned", "unmet",
    "other_time", "rest", "surplus", "up", "down", "compared", "nearly", "about",
)  # fmt: skip
# The row may be about these: where its name or target says them too, they are its own words.
_MAY_BE_THE_ROWS = ("other_time", "other_place", "started", "extra", "order", "stock", "extent")
_THE_PROMISE = lazy_pattern("目标|计划|任务|预期|指标|原定|要求")
_ARRIVES = ("到", "至", "为", "达", "达到", "到了", "至少")
_UNSURE = frozenset("未没不无非拟待缺欠停延缓撤废败弃曾勿别免")  # an unknown word with one of these is no subject
# 指标20场, 20场（合同）
_PROMISES = ("指标", "绩效指标", "年度指标", "任务", "目标", "合同", "协议", "标准", "年初", "方案", "工作方案")
_REACHED = ("完成", "完成了", "达到", "达成", "实现", "超额完成")
_BY = ("前", "之前", "以前")
_CLEAR_ALONE = "全整满已均共男女"
_IT_WAS = lazy_pattern("^截|^[均都]?已|全部")
_YEAR = lazy_pattern("(?:19|20)[0-9]{2}(?=年|届|[-~至到./]|$)")
_ROOM = ("名额", "床位", "座位", "席位", "额度", "容量", "库存")  # for how many there would be room
_ANYTHING = ("活动", "服务", "工作", "目标", "任务")
_HANGING = frozenset(("仅", "只", "仅仅", "只是", "中"))
_NUMBER_OF = lazy_pattern("([^0-9]{2,8}?)(?:户数|人数|总数|家数|个数)")
_TOGETHER = frozenset("与和同联")
_WAYS = ("线上", "线下", "网络", "视频", "直播", "室内", "户外", "室外")
_A_LEVEL = lazy_pattern("[区市县省]级(?!$)|[区市县省]级$")
_BY_LEVEL = lazy_pattern("[奖优模]|荣誉|表彰|媒体|报道|宣传|刊|案例|示范|称号|试点|品牌|简报|稿|采[纳用]|录用")
_BY_PLACE = ("stock", "extent")
_LIVE_THERE = ("人", "名", "位", "户", "家", "人次", "户次", "所", "%")  # 辖区内22个社区 are what is served
_MEETINGS = ("次", "场", "场次", "期", "届", "个")
_BOUNDS = frozenset(("at_least", "at_most"))
_NOTHING_SAID: tuple[Sense, str] = ("", "")
_NO_WORDS = Said()
_WHO_SAID = ("人", "名", "位", "户", "家", "人次", "户次", "份")
_SERVED = ("对象", "群众", "居民", "家庭", "人群", "群体")
_GRADES = ("满意", "良好", "优秀", "优良", "合格", "及格", "称职")
_OPENINGS = ("会", "仪式")
_TOLD_WHY = frozenset(
    ("因", "由于", "受", "因为", "遇", "逢", "克服", "应对", "期间", "影响", "原因", "时", "中", "后")
)
_FEW = 6  # tokens that may say no more than that some were away
_PLACES = ("前", "之前", "以前", "后", "之后", "以后", "内", "底", "末")


class RowWords(NamedTuple):
    """What a row says of itself: its name, and in an actual its target."""

    name: str = ""
    target: str = ""


# What the second level of a table is called whatever its rows count.
_A_LEVEL_OF_ALL = lazy_pattern(
    "(?:产出|效益|效果|数量|质量|时效|成本|经济成本|社会成本|生态环境成本|经济效益|社会效益|生态效益|环境效益|可持续影响|可持续发展"
    "|服务对象满意度|受益对象满意度|满意度|预算|预算执行|过程|决策|项目)*(?:指标|效益|影响)?"
)


def row_words(name: str, item: str, above: str, target: str = "") -> RowWords:
    """What a row says of itself. The level above belongs to it unless it is called as in every table (数量指标)."""
    named = f"{name} {item}".strip()
    return RowWords(named if _A_LEVEL_OF_ALL.fullmatch("".join(above.split())) else f"{above} {named}", target)


class Phrase(NamedTuple):
    text: str
    value: Figure | None
    dropped: tuple[Figure, ...]  # further figures, of which none is the value
    sense: Sense
    qualifies: Sense  # what it says of the whole cell
    words: tuple[str, ...]  # that decided
    unknown: tuple[str, ...]
    loose: tuple[str, ...]  # bounds that bound no figure
    among: bool
    total: bool
    label: str
    years: tuple[int, ...]
    said: Said = Said()  # besides the figure
    aside: Said = Said()  # in brackets
    dated: bool = False  # a time within the year is named


def phrase_of(text: str, vocabulary: Vocabulary, own: OwnWords, row: RowWords) -> Phrase:
    """Read one phrase; brackets that are left in it speak of the whole cell."""
    figures = figures_in(text)
    if len(figures) == 1 and figures[0].start == 0 and figures[0].end == len(text):
        return _bare(text, figures[0])
    value = value_of(text, figures)
    tokens = lex(text, figures, vocabulary, own)
    kinds = {token.kind for token in tokens}
    inside, outside = _by_depth(tokens) if "(" in text else ([], tokens)
    marks = _marks(outside, row)
    subjects = vocabulary.subjects
    if value and len(outside) < _FEW and (absent := _were_absent(outside, subjects)):
        marks.setdefault("undone", absent)
    if other := _other_thing(outside, value.unit, row, subjects) if value else _in_words(outside, row, subjects):
        marks.setdefault(*other)
    elif not value and (why := _is_only_why(outside, subjects)):
        marks.setdefault("unmet", why)
    within = _marks(inside, row) if inside else {}
    if inside and (why := _is_only_why(inside, subjects)):
        within.setdefault("unmet", why)
    if inside and (other := _in_words(inside, row, subjects)):
        within.setdefault(*other)
    if value is not None and (years := next((figure for figure in figures if _is_years(figure, value)), None)):
        marks.setdefault("other_time", text[years.start : years.end])
    sense, word = _decided(marks)
    said: Sense = "" if value is not None else sense
    bracket = (_only(inside) or _decided(within)) if inside else _NOTHING_SAID
    qualifies, quoted = (said, word) if said else bracket
    dropped: tuple[Figure, ...] = ()
    if value is not None and len(figures) > 1 and not _arrives(outside):
        dropped = tuple(figure for figure in figures if not _is_of(figure, value))
    label = label_of(text[: value.start], text[value.end :]) if value is not None else ""
    return Phrase(
        text=text,
        value=value,
        dropped=dropped,
        sense=sense,
        qualifies=qualifies,
        words=tuple(each for each in (word, quoted) if each),
        unknown=_unknown(tokens, inside) if inside or "unknown" in kinds else (),
        loose=() if _BOUNDS.isdisjoint(kinds) else _loose_bounds(tokens, has_figure=value is not None),
        among="among" in kinds and any(token.kind == "among" for token in outside[:2]),
        total="total" in kinds and any(token.kind == "total" for token in outside),
        label=label,
        years=_years(tokens) if "shape" in kinds else (),
        said=said_by(outside, vocabulary, row.name),
        aside=said_by(inside, vocabulary, row.name) if inside else _NO_WORDS,
        dated="shape" in kinds or "period" in kinds,
    )


def _unknown(tokens: Sequence[Token], inside: Sequence[Token]) -> tuple[str, ...]:
    return (*(token.text for token in tokens if token.kind == "unknown"), *_says_too_little(inside))


def _only(inside: Sequence[Token]) -> tuple[Sense, str] | None:
    """`48万元（仅人员）`: a part of what the row asks for."""
    first = inside[0].text if len(inside) > 1 else ""
    return ("part", first) if first in ("仅", "只", "只有", "仅仅") else None


def _says_too_little(inside: Sequence[Token]) -> tuple[str, ...]:
    """`20场（报）`: one character of a word in a bracket of its own may be the short form of anything."""
    if len(inside) != 1:
        return ()
    token = inside[0]
    short = (
        len(token.text) == 1
        and token.kind in ("neutral", "act", "noun", "own", "period")
        and token.text not in _CLEAR_ALONE
    )
    return (token.text,) if short or token.kind in ("compared", "up", "down") else ()  # 20场（同比）


def _bare(text: str, figure: Figure) -> Phrase:
    """A figure and nothing else."""
    return Phrase(text, figure, (), "", "", (), (), (), among=False, total=False, label="", years=())


def words_alone(text: str, vocabulary: Vocabulary, own: OwnWords, row: RowWords) -> tuple[Sense, str, bool]:
    """Of a text whose value was read as a whole (a day, a grade): what its words say of it, the word, and whether an
    unknown word may say it is not so."""
    tokens = lex(text, (), vocabulary, own)
    sense, word = _decided(_marks(tokens, row))
    unsure = [token.text for token in tokens if token.kind == "unknown" and _UNSURE & set(token.text)]
    return sense, word or "".join(unsure[:1]), bool(unsure)


def is_subject(word: str) -> bool:
    """Whether an unknown word may be what a target counts."""
    return not _UNSURE & set(word) and re.search("[0-9A-Za-z]", word) is None


def _is_years(figure: Figure, value: Figure) -> bool:
    """`三年累计20场`: of so many years."""
    return figure.unit == "年" and value.unit != "年" and (figure.number or 0) > 1


def _is_of(figure: Figure, value: Figure) -> bool:
    return value.start <= figure.start and figure.end <= value.end


def _by_depth(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Those inside brackets and those outside."""
    inside: list[Token] = []
    outside: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text in ("(", ")"):
            depth = max(0, depth + (1 if token.text == "(" else -1))
        else:
            (inside if depth else outside).append(token)
    return inside, outside


def _marks(tokens: Sequence[Token], row: RowWords) -> dict[str, str]:
    """Class → the first word of it, of the classes that say something about a figure."""
    marks: dict[str, str] = {}
    if deadline := _deadline(tokens):
        marks["planned"] = deadline
    if tokens and tokens[-1].text in _PROMISES and all(_is_promise(token) for token in tokens):
        marks["planned"] = tokens[-1].text  # 100%（年初指标）
    if tokens and tokens[-1].text == "计" and tokens[0].text in ("按", "以", "照"):
        marks["planned"] = f"{tokens[0].text}…计"  # 按20场计
    figures = [place for place, token in enumerate(tokens) if token.kind == "figure"]
    for place, token in enumerate(tokens):
        if token.text in _PROMISES and place + 1 < len(tokens) and tokens[place + 1].kind == "figure":
            marks.setdefault("planned", token.text)
        if token.text in _HANGING and (hangs := _hangs(tokens, place, figures, row.name)):
            marks.setdefault(*hangs)
        if token.kind not in SENSES and token.kind != "to":
            continue
        if token.kind == "planned" and _is_reached(tokens, place):
            continue
        if token.kind == "started" and _is_carried_through(tokens, place):
            continue
        if token.kind == "started" and token.text.endswith(_OPENINGS) and token.text[:2] in row.name:
            continue  # 项目启动: 3月9日召开启动会
        if token.kind == "postponed" and (token.text in row.name or _goes_on_line(tokens, place)):
            continue  # 台账移交: 12月20日移交
        if token.kind == "undone" and len(token.text) > 1 and row.name.rstrip("年度总数量率人次").endswith(token.text):
            continue  # 离职人数: 离职3人
        if token.text in ("其他", "其它") and _are_like_those(tokens, place, row.name):
            continue
        if len(token.text) == 1 and place and f"{tokens[place - 1].text}{token.text}" in row.name:
            continue  # 成立互助会1个
        if _may_be_the_rows(token) and (token.text in row.name or token.text in row.target):
            continue
        arrives = place + 1 < len(tokens) and tokens[place + 1].text in _ARRIVES
        marks.setdefault("to" if token.kind in ("up", "down") and arrives else token.kind, token.text)
    return marks


def _is_promise(token: Token) -> bool:
    return token.text in _PROMISES or token.kind == "period"


def _other_thing(tokens: Sequence[Token], unit: str, row: RowWords, subjects: Subjects) -> tuple[Sense, str] | None:
    """`在册200户`, `辖区困难户200户`, `浏览量3000人次`, `联系12场`: what there is, was seen or arranged, not what was
    done; `派出所开展12场`: done by someone else."""
    if any(token.text.endswith("的") for token in tokens) and (of := _of_something(tokens, unit, row)):
        return "other_thing", of
    noticed = [place for place, token in enumerate(tokens) if token.kind in _BY_PLACE or token.text in subjects.noticed]
    if not noticed:
        return None
    words, verbs = tuple(token.text for token in tokens), _verbs(tokens)
    doing = sum(word in subjects.doing for word in words)
    for place in noticed:
        token = tokens[place]
        if token.text in subjects.reasons and _is_counted(tokens, place, row) and not doing:
            return "other_thing", token.text
        if token.text in subjects.opinions and unit in _WHO_SAID and not _asks_for_opinions(row, token.text):
            return "other_thing", token.text
        if token.text in row.name or token.text in row.target:
            continue
        if subjects.is_done_by(words, verbs, place, row.name):
            return "other_place", token.text
        is_thing = place == len(tokens) - 1 and token.kind == "noun" and tokens[0].kind == "figure"  # 15场宣传折页
        if token.text not in _ROOM and not is_thing and doing > (token.text in subjects.doing):
            continue
        if token.kind == "stock" or (token.kind == "extent" and unit in _LIVE_THERE):
            return "other_thing", token.text
        if unit in subjects.with_unit.get(token.text, ()):
            return "other_thing", token.text
    return None


def _is_counted(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """`装修250天`, `封控20场`: a reason that is told as one, or beside what was done, is not what the figure counts."""
    told = any(token.text in _TOLD_WHY for token in (*tokens[:place], *tokens[place + 1 : place + 2]))
    done = any(token.kind in ("act", "own") for token in tokens)
    return not (told or done or tokens[place].text in row.name + row.target)


def _is_only_why(tokens: Sequence[Token], subjects: Subjects) -> str:
    """`15场（停电）`: words that say no more than why it was not reached."""
    said = [token.text for token in tokens if token.kind != "mark"]
    return said[0] if said and subjects.reasons.issuperset(said) else ""


def _asks_for_opinions(row: RowWords, word: str) -> bool:
    """`满意500人次` of 满意度, not of 满意度回访: of those who were asked, how many said so."""
    return row.name.endswith((word, *(f"{word}{behind}" for behind in ("度", "率", "人数", "人次", "份数"))))


def _of_something(tokens: Sequence[Token], unit: str, row: RowWords) -> str:
    """`60人的辅导室` counts rooms, or nothing: what stands behind 的 is what the figure only describes."""
    for place, token in enumerate(tokens):
        if token.kind != "figure" or unit == "%":
            continue
        behind = tokens[place + 1 :]
        things = behind if token.text.endswith("的") else ()
        thing = "".join(each.text for each in things)
        named = (
            all(each.kind in ("noun", "own", "neutral", "act") for each in things)
            and thing
            and things[-1].kind == "noun"
        )
        if named and thing not in row.name + row.target and not thing.endswith(_ANYTHING):
            return f"的{thing}"
    return ""


def _in_words(tokens: Sequence[Token], row: RowWords, subjects: Subjects) -> tuple[Sense, str] | None:
    """`96%（在册）`: of those there are, not of those that count; `60件（残联发放）`: by someone else."""
    words, verbs = tuple(token.text for token in tokens), _verbs(tokens)
    own, text = row.name + row.target, "".join(words)
    if (of := _NUMBER_OF.fullmatch(text)) and not shares(of[1], own, subjects):
        return "other_thing", text  # 320户（低保户数）
    if _A_LEVEL.match(text) and not _BY_LEVEL.search(own + text):
        return "other_place", text  # 100条（区级公开）
    if len(words) == 1 and people_of(text, own, subjects) == "others":
        return "other_thing", text  # 92%（员工）
    named = tuple(
        may or (token.text in row.name and token.kind == "noun") for may, token in zip(verbs, tokens, strict=True)
    )
    for place, token in enumerate(tokens):
        if token.kind != "stock" and token.text not in subjects.noticed:
            continue
        if token.text in row.name or token.text in row.target:
            continue
        if token.kind == "stock":
            return "other_thing", token.text
        by_level = token.text.endswith("级")  # 市级媒体
        if subjects.is_done_by(words, verbs if by_level else named, place, row.name):
            return "other_place", token.text
        if len(words) - place == 1 and token.text.endswith("公司") and _TOGETHER.isdisjoint("".join(words)):
            return "other_place", token.text  # 3600小时（护理公司）
    return None


def _verbs(tokens: Sequence[Token]) -> tuple[bool, ...]:
    """Which of them may be what was done."""
    return tuple(token.kind in ("neutral", "act", "own") and len(token.text) > 1 for token in tokens)


def _hangs(tokens: Sequence[Token], place: int, figures: Sequence[int], name: str) -> tuple[Sense, str] | None:
    """`开发中5门` is not done yet; `200人次仅签到`: no more than that was done. `figures`: where the figures stand."""
    token, behind = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    if token.text != "中":
        only = behind is not None and figures and figures[-1] < place
        return ("part", f"{token.text}{behind.text}") if only and behind else None
    if not place or (behind is not None and behind.kind != "figure"):
        return None
    before = tokens[place - 1]
    verb = before.kind in ("neutral", "act", "own")
    of_the_rate = before.kind == "noun" and any(
        f"{before.text}{rate}" in name for rate in ("率", "成功率")
    )  # 兑换中65%
    return ("started", f"{before.text}中") if verb or of_the_rate else None


def _were_absent(tokens: Sequence[Token], subjects: Subjects) -> str:
    """`2户外出` were not met; 组织20人外出 says what was done with them."""
    said = [token for token in tokens if token.kind not in ("among", "figure", "mark")]
    return (
        said[0].text if len(said) == 1 and said[0].kind in ("noun", "stock") and said[0].text in subjects.absent else ""
    )


def _are_like_those(tokens: Sequence[Token], place: int, name: str) -> bool:
    """`惠及退役军人及其他优抚对象312人`: others of the same people; of other places nothing is said."""
    if not 2 <= place < len(tokens) - 1 or tokens[place - 1].text not in ("及", "和", "与", "以及", "、"):
        return False
    people = tokens[place + 1].text
    counted = any(token.figure and token.figure.unit in _LIVE_THERE[:7] for token in tokens)
    return counted and tokens[place - 2].kind in ("noun", "own") and (people in name or people.endswith(_SERVED))


def _is_carried_through(tokens: Sequence[Token], place: int) -> bool:
    """`认领并完成52个`: begun, and done."""
    behind = [token.text for token in tokens[place + 1 : place + 3]]
    return len(behind) == 2 and behind[0] in ("并", "并且", "且") and behind[1] in _REACHED


def _goes_on_line(tokens: Sequence[Token], place: int) -> bool:
    """`其中3场改为线上`: some were held in another way; of all of them it may mean that they were not."""
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return behind in _WAYS and any(token.kind == "among" for token in tokens[:2])


def _may_be_the_rows(token: Token) -> bool:
    return token.kind in _MAY_BE_THE_ROWS or (token.kind == "compared" and len(token.text) > 1)


def _is_reached(tokens: Sequence[Token], place: int) -> bool:
    """`完成年度目标任务`, `达成预期`: a promise that was kept."""
    while place and (_THE_PROMISE.search(tokens[place].text) or tokens[place].kind == "period"):
        place -= 1
    return tokens[place].text in _REACHED


def is_deadline(text: str) -> bool:
    """Whether a day says until when (`12月底前完成`), not since when it is done (`已于12月底前完成`)."""
    return any(word in text for word in _BY) and _IT_WAS.search(text) is None and "已" not in text


def _deadline(tokens: Sequence[Token]) -> str:
    """`年底前完成20场` says until when, not that it was done; `截至12月底前` and `已于12月底前` do."""
    for place, token in enumerate(tokens[:-1]):
        if token.text in _BY and place and tokens[place - 1].kind in ("shape", "period"):
            counted = any(each.kind == "figure" for each in tokens)
            told = any(_IT_WAS.search(each.text) for each in tokens)
            return f"{tokens[place - 1].text}{token.text}" if counted and not told else ""
    return ""


def _decided(marks: Mapping[str, str]) -> tuple[Sense, str]:
    """The sense of a phrase and its word."""
    left = dict(marks)
    if "to" in left:
        for kind in ("to", "up", "down", "compared", "other_time"):
            left.pop(kind, None)
    if "compared" in left:
        left.pop("other_time", None)
        promise = _THE_PROMISE.search(left["compared"]) is not None
        if (("rest" in left or "surplus" in left) and promise) or "up" in left or "down" in left:
            del left["compared"]
        else:
            left.pop("rest", None)
            left.pop("surplus", None)
    if "up" in left and "down" in left:  # 增幅回落6%
        return "compared", left["down"]
    if "unmet" in left and _THE_PROMISE.search(left.get("planned", "")):  # 目标120人未达
        del left["planned"]
    if "rest" in left:  # 尚有5场未开展
        for kind in ("undone", "unmet", "planned"):
            left.pop(kind, None)
    return next(((kind, left[kind]) for kind in _DECIDES if kind in left), ("", ""))


def _arrives(tokens: Sequence[Token]) -> bool:
    """From one figure to another: `由85%提高到95%`."""
    for place, token in enumerate(tokens):
        if token.kind == "to" or (token.kind in ("up", "down") and place + 1 < len(tokens)):
            return token.kind == "to" or tokens[place + 1].text in _ARRIVES
    return False


def _loose_bounds(tokens: Sequence[Token], *, has_figure: bool) -> tuple[str, ...]:
    """Bounds that no figure took; `前` behind a day belongs to the day, and long ones say something by themselves."""
    found: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind in ("at_least", "at_most"):
            before = tokens[place - 1] if place else token
            behind_a_day = token.text in _PLACES and before.kind in ("shape", "period")
            graded = token.text in ("以上", "及以上") and before.text.endswith(_GRADES)  # 满意及以上113份
            behind_a_grade = graded and tokens[place + 1 : place + 2] and tokens[place + 1].kind == "figure"
            if not (behind_a_day or behind_a_grade) and (has_figure or len(token.text) < 3):
                found.append(token.text)
    return tuple(found)


def _years(tokens: Sequence[Token]) -> tuple[int, ...]:
    before = (None, *tokens)
    shapes = (
        token.text
        for token, lead in zip(tokens, before, strict=False)
        if token.kind == "shape" and not (lead and lead.kind == "compared")  # 较2021年增长
    )
    return tuple(dict.fromkeys(int(year) for shape in shapes for year in _YEAR.findall(shape)))


__all__ = ["Phrase", "RowWords", "is_subject", "phrase_of", "row_words", "words_alone"]
