"""What the words around a figure make of it: of the classes that say something about a figure, which one decides."""

from collections.abc import Callable, Mapping, Sequence

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.promise_words import PROMISED
from workbook_tools.model.basics import Sense
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.lexicon.lexer import Token
from workbook_tools.reading.words.lexicon.rows import RowWords
from workbook_tools.reading.words.lexicon.vocabulary import SENSES

Marks = dict[str, str]  # class → the first word of it

# Which sense decides where a phrase has several: the one that takes most away first.
_DECIDES: tuple[Sense, ...] = (
    "undone", "postponed", "other_place", "other_thing", "extra", "part", "order", "few", "started", "planned", "unmet",
    "other_time", "rest", "surplus", "up", "down", "compared", "nearly", "about",
)  # fmt: skip
# The row may be about these: where its name or target says them too, they are its own words.
_MAY_BE_THE_ROWS = ("other_time", "other_place", "started", "extra", "order", "stock", "extent")
_THE_PROMISE = lazy_pattern(f"{'|'.join(PROMISED)}|预期")
# 指标20场, 20场（合同）
_BY = frozenset(("前", "之前", "以前"))
_IT_WAS = lazy_pattern("^截|^[均都]?已|全部")
_HANGING = frozenset(("仅", "只", "仅仅", "只是", "中"))
_WHO = ("人", "名", "位", "户", "家", "人次", "户次")
_DELAYS = ("推迟", "延期", "延误", "延迟", "延后", "滞后", "逾期", "超期")
_DEVIATES = lazy_pattern("偏差|误差|差异|" + "|".join(_DELAYS))
_COUNT_OF = "年度总数量率人次价资金额"  # at the end of a name


def marks_of(tokens: Sequence[Token], row: RowWords) -> Marks:
    """The classes that say something about a figure, each with its word."""
    marks = _promised(tokens)
    figures = [place for place, token in enumerate(tokens) if token.kind == "figure"]
    promises = words_of("许诺")
    for place, token in enumerate(tokens):
        if token.text in promises and (behind := _behind_colon(tokens, place)) and behind.kind == "figure":
            marks.setdefault("planned", token.text)
        if token.text in _HANGING and (hangs := _hangs(tokens, place, figures, row.name)):
            marks.setdefault(*hangs)
        if (token.kind in SENSES or token.kind == "to") and not _says_nothing(tokens, place, row):
            arrives = token.kind in ("up", "down") and arrives_behind(tokens, place)
            marks.setdefault("to" if arrives else token.kind, token.text)
    if "to" in marks and "other_time" in marks and _came_then(tokens):
        _drop(marks, "to")
    if "compared" in marks and "other_time" in marks and _is_told_of_then(tokens):
        _drop(marks, "compared")
    return marks


def _is_told_of_then(tokens: Sequence[Token]) -> bool:
    """`去年同比增长6%` is last year's rise; `较去年增长6%` and `同比去年增长6%` are compared with it."""
    then = next(place for place, token in enumerate(tokens) if token.kind == "other_time")
    behind = tokens[then + 1].text if then + 1 < len(tokens) else ""
    return not then and behind in ("同比", "环比")


def _came_then(tokens: Sequence[Token]) -> bool:
    """`明年提升至90%`: in that year it comes to be so; of `由去年的85%提升至90%` the figure is this year's."""
    then = next((place for place, token in enumerate(tokens) if token.kind == "other_time"), None)
    if then is None or (then and tokens[then - 1].text in words_of("从何")):
        return False
    behind = tokens[then + 1 :]
    if behind and behind[0].text in ("由", "从"):
        return True  # 明年由18场增至25场
    if behind and behind[0].text.startswith("基础"):  # 去年基础上提升至90%
        return False
    changes = next((place for place, token in enumerate(behind) if token.kind in ("to", "up", "down")), len(behind))
    return all(token.kind != "figure" for token in behind[:changes])


def _behind_colon(tokens: Sequence[Token], place: int) -> Token | None:
    """The next token, that of `指标：20场` too."""
    return next((token for token in tokens[place + 1 :] if token.text != ":"), None)


def decided(marks: Mapping[str, str]) -> tuple[Sense, str]:
    """The sense of a phrase and its word."""
    if not marks:
        return "", ""
    left = dict(marks)
    if "to" in left:
        _drop(left, "to", "up", "down", "compared", "other_time")
    if "compared" in left:
        if left.get("other_time") not in words_of("来年"):  # nothing is compared with what is to come
            _drop(left, "other_time")
        promise = _THE_PROMISE.search(left["compared"]) is not None
        if (("rest" in left or "surplus" in left) and promise) or "up" in left or "down" in left:
            _drop(left, "compared")
        else:
            _drop(left, "rest", "surplus")
    if "up" in left and "down" in left:  # 增幅回落6%
        return "compared", left["down"]
    if "unmet" in left and _THE_PROMISE.search(left.get("planned", "")):  # 目标120人未达
        _drop(left, "planned")
    if "rest" in left:  # 尚有5场未开展
        _drop(left, "undone", "unmet", "planned")
    return next(((kind, left[kind]) for kind in _DECIDES if kind in left), ("", ""))


def graver(one: tuple[Sense, str], other: tuple[Sense, str]) -> tuple[Sense, str]:
    """Of two senses, each with its word, the one that takes more away: `超额完成（明年）` is of another year."""
    return min(one, other, key=lambda told: _DECIDES.index(told[0]) if told[0] in _DECIDES else len(_DECIDES))


def arrives_behind(tokens: Sequence[Token], place: int) -> bool:
    """Whether what stands behind a word says that something came to be so: `提高到`."""
    return any(token.text in words_of("到了") for token in tokens[place + 1 : place + 3])  # 提升5%达95%


def is_deadline(text: str) -> bool:
    """Whether a day says until when (`12月底前完成`), not since when it is done (`已于12月底前完成`)."""
    return any(word in text for word in _BY) and _IT_WAS.search(text) is None and "已" not in text


def _drop(marks: Marks, *kinds: str) -> None:
    for kind in kinds:
        marks.pop(kind, None)


def _promised(tokens: Sequence[Token]) -> Marks:
    """What several words together promise."""
    first, last = (tokens[0].text, tokens[-1].text) if tokens else ("", "")
    if last == "计" and first in ("按", "以", "照"):
        return {"planned": f"{first}…计"}  # 按20场计
    if last in words_of("许诺") and all(_is_promise(token) for token in tokens):
        return {"planned": last}  # 100%（年初指标）
    deadline = "" if _BY.isdisjoint([token.text for token in tokens]) else _deadline(tokens)
    return {"planned": deadline} if deadline else {}


def _is_promise(token: Token) -> bool:
    return token.text in words_of("许诺") or token.kind == "period"


def _deadline(tokens: Sequence[Token]) -> str:
    """`年底前完成20场` says until when, not that it was done; `截至12月底前` and `已于12月底前` do."""
    for place, token in enumerate(tokens[:-1]):
        if token.text in _BY and place and tokens[place - 1].kind in ("shape", "period"):
            counted = any(each.kind == "figure" for each in tokens)
            told = any(_IT_WAS.search(each.text) for each in tokens)
            return f"{tokens[place - 1].text}{token.text}" if counted and not told else ""
    return ""


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


# ---------------------------------------------------------------- words that say nothing where they stand


def _is_reached(tokens: Sequence[Token], place: int, _: RowWords) -> bool:
    """`完成年度目标任务`, `达成预期`: a promise that was kept."""
    while place and (_THE_PROMISE.search(tokens[place].text) or tokens[place].kind == "period"):
        place -= 1
    return tokens[place].text in words_of("做到了")


def _is_carried_through(tokens: Sequence[Token], place: int, _: RowWords) -> bool:
    """`认领并完成52个`: begun, and done."""
    behind = [token.text for token in tokens[place + 1 : place + 3]]
    return len(behind) == 2 and behind[0] in ("并", "并且", "且") and behind[1] in words_of("做到了")


def _is_its_name(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """台账移交: `12月20日移交`"""
    return tokens[place].text in row.name


def _goes_on_line(tokens: Sequence[Token], place: int, _: RowWords) -> bool:
    """`其中3场改为线上`: some were held in another way; of all of them it may mean that they were not."""
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return behind in words_of("线上线下") and any(token.kind == "among" for token in tokens[:2])


def _counts_each_time(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """`4128人次（含重复参与）`: who came twice is counted twice."""
    took_part = any(token.text in words_of("来了") for token in tokens[place + 1 : place + 2])
    return took_part and tokens[place].text == "含重复" and ("人次" in row.own or "户次" in row.own)


def _is_what_it_counts(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """离职人数: `离职3人`, and of 流失率 too; 未完成工单数: `未完成2个`"""
    word, name = tokens[place].text, row.name.rstrip(_COUNT_OF)
    losses = words_of("不在了")
    return len(word) > 1 and (name.endswith(losses if word in losses else word) or name.startswith(word))


def _is_what_it_costs(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """站点改造中标价: `中标价47.8万元`"""
    return _THE_PROMISE.search(tokens[place].text) is None and row.name.rstrip(_COUNT_OF).endswith(
        tokens[place].text.rstrip(_COUNT_OF)
    )


def _are_handed_back(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """`收回186份` where the row is of 问卷: filled in, and not withdrawn."""
    return tokens[place].text in ("收回", "未收回") and any(row.has(paper) for paper in ("问卷", "量表", "回收"))


def _is_the_delay(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """进度偏差: `推迟10天`"""
    return tokens[place].text in _DELAYS and _DEVIATES.search(row.name) is not None


def _are_like_those(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """`惠及退役军人及其他优抚对象312人`: others of the same people; of other places nothing is said."""
    if tokens[place].text not in words_of("其他") or not 2 <= place < len(tokens) - 1:
        return False
    if tokens[place - 1].text not in ("及", "和", "与", "以及", "、"):
        return False
    people = tokens[place + 1].text
    counted = any(token.figure and token.figure.unit in _WHO for token in tokens)
    return (
        counted
        and tokens[place - 2].kind in ("noun", "own")
        and (people in row.name or people.endswith(words_of("服务的人")))
    )


def _ends_a_word_of_it(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """`成立互助会1个` where the row says 互助会."""
    word = tokens[place].text
    return len(word) == 1 and place > 0 and f"{tokens[place - 1].text}{word}" in row.name


def _is_its_own_word(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    token = tokens[place]
    may_be = token.kind in _MAY_BE_THE_ROWS or (token.kind == "compared" and len(token.text) > 1)
    return may_be and row.has(token.text)


Excuse = Callable[[Sequence[Token], int, RowWords], bool]
_OF_CLASS: Mapping[str, tuple[Excuse, ...]] = {
    "planned": (_is_reached, _is_what_it_costs),
    "started": (_is_carried_through,),
    "postponed": (_is_its_name, _is_the_delay, _goes_on_line, _are_handed_back),
    "undone": (_is_what_it_counts,),
    "extra": (_counts_each_time,),
    "rest": (_is_what_it_counts,),
}
_OF_ANY: tuple[Excuse, ...] = (_are_like_those, _ends_a_word_of_it, _is_its_own_word)


def _says_nothing(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    excuses = (*_OF_CLASS.get(tokens[place].kind, ()), *_OF_ANY)
    return any(excuse(tokens, place, row) for excuse in excuses)
