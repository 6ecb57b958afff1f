"""Whether a phrase counts what there is, or what others did: `在册200户`, `派出所开展12场`."""

from collections.abc import Sequence

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Sense
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.lexicon.lexer import Token
from workbook_tools.reading.words.lexicon.nouns import people_of, shares
from workbook_tools.reading.words.lexicon.rows import RowWords
from workbook_tools.reading.words.lexicon.subjects import Subjects

_NUMBER_OF = lazy_pattern("([^0-9]{2,8}?)(?:户数|人数|总数|家数|个数)")
_TOGETHER = frozenset("与和同联")
_SEVERAL = frozenset("、和及与含")
_A_LEVEL = lazy_pattern("[区市县省]级(?!$)|[区市县省]级$")
_BY_LEVEL = lazy_pattern("[奖优模]|荣誉|表彰|媒体|报道|宣传|刊|案例|示范|称号|试点|品牌|简报|稿|采[纳用]|录用")
_BY_PLACE = ("stock", "extent")
_LIVE_THERE = ("所", "%")  # as people do; 辖区内22个社区 are what is served
_FEW = 6  # tokens that may say no more than that some were away
_NEAR = 8  # words in front of others that may say that they only joined in
_OFFICES = ("办", "局", "联", "所", "团", "工会")  # 学校12场 says where
_WITH = frozenset("与和同跟协联请进在到为对向给赴入及获评受被")  # 联合派出所开展, 走进学校开展


def counted_by_others(
    tokens: Sequence[Token], unit: str, row: RowWords, subjects: Subjects
) -> tuple[Sense, str] | None:
    """`在册200户`, `辖区困难户200户`, `浏览量3000人次`, `联系12场`: what there is, was seen or arranged, not what was
    done; `派出所开展12场`: done by someone else."""
    if unit != "%" and (of := _of_something(tokens, row)):
        return "other_thing", of
    noticed = [place for place, token in enumerate(tokens) if token.kind in _BY_PLACE or token.text in subjects.noticed]
    if not noticed:
        return None
    words, verbs, people = tuple(token.text for token in tokens), _verbs(tokens), subjects.units.people
    doing = sum(word in subjects.doing for word in words)
    for place in noticed:
        token = tokens[place]
        if token.text in subjects.reasons and _is_counted(tokens, place, row) and not doing:
            return "other_thing", token.text
        said = token.text in subjects.opinions and (unit in people or unit == "份")
        if said and not _asks_for_opinions(row, token.text):
            return "other_thing", token.text
        if row.has(token.text):
            continue
        if is_done_by(subjects, words, verbs, place, row.name):
            return "other_place", token.text
        is_thing = place == len(tokens) - 1 and token.kind == "noun" and tokens[0].kind == "figure"  # 15场宣传折页
        if (
            token.text not in (*words_of("座位"), *words_of("容量"))
            and not is_thing
            and doing > (token.text in subjects.doing)
        ):
            continue
        if token.kind == "stock" or (token.kind == "extent" and (unit in people or unit in _LIVE_THERE)):
            return "other_thing", token.text
        if unit in subjects.with_unit.get(token.text, ()):
            return "other_thing", token.text
    return None


def told_of_others(tokens: Sequence[Token], row: RowWords, subjects: Subjects) -> tuple[Sense, str] | None:
    """The same of words without a figure: of `96%（在册）` those that there are, of `60件（残联发放）` who did it."""
    words, verbs = tuple(token.text for token in tokens), _verbs(tokens)
    text = "".join(words)
    if (of := _NUMBER_OF.fullmatch(text)) and not shares(of[1], row.own, subjects):
        return "other_thing", text  # 320户（低保户数）
    if _A_LEVEL.match(text) and not _BY_LEVEL.search(row.own + text):
        return "other_place", text  # 100条（区级公开）
    if len(words) == 1 and people_of(text, row.own, subjects) == "others":
        return "other_thing", text  # 92%（员工）
    if wider := _is_only_among_them(tokens, row):
        return "other_thing", wider
    named = tuple(
        may or (token.text in row.name and token.kind == "noun") for may, token in zip(verbs, tokens, strict=True)
    )
    for place, token in enumerate(tokens):
        if (token.kind != "stock" and token.text not in subjects.noticed) or row.has(token.text):
            continue
        if token.kind == "stock":
            return "other_thing", token.text
        if _belongs_to(subjects, words, place):
            return "other_place", f"{token.text}的"  # 20个（司法所的个案）
        by_level = token.text.endswith("级")  # 市级媒体
        if is_done_by(subjects, words, verbs if by_level else named, place, row.name):
            return "other_place", token.text
        if len(words) - place == 1 and token.text.endswith("公司") and _TOGETHER.isdisjoint(text):
            return "other_place", token.text  # 3600小时（护理公司）
    return None


def _belongs_to(subjects: Subjects, words: tuple[str, ...], place: int) -> bool:
    """Whether what is counted is said to be that of the actor at this place, and nothing that was done with them."""
    before, behind = words[:place], words[place + 1 :]
    said = not _WITH.isdisjoint("".join(before)) or any(word in subjects.doing for word in words)
    return words[place] in subjects.actors and behind[:1] == ("的",) and not said


def _is_only_among_them(tokens: Sequence[Token], row: RowWords) -> str:
    """`居民132人（含残疾人）` where the row asks for 残疾人: they are some of those who are counted."""
    if len(tokens) < 2 or tokens[0].kind != "among" or not _SEVERAL.isdisjoint(row.name):
        return ""
    who = "".join(token.text for token in tokens[1:])
    return f"{tokens[0].text}{who}" if who in row.name else ""


def is_done_by(subjects: Subjects, words: tuple[str, ...], verbs: tuple[bool, ...], place: int, row: str) -> bool:
    """Whether the word at this place names someone else who did it: `派出所开展12场`, `残联12场`.

    `verbs` says of each word whether it may be what was done.
    """
    if words[place] not in subjects.actors:
        return False
    before = words[max(0, place - _NEAR) : place]
    if any(word in subjects.doing or word in subjects.serves or not _WITH.isdisjoint(word) for word in before):
        return False
    behind = next((at for at in range(place + 1, len(words)) if words[at] not in subjects.between), len(words))
    if behind == len(words):
        return False
    if subjects.asks_for_resources(row) and words[behind] not in subjects.raises:
        return False
    if verbs[behind] or words[behind] in subjects.doing or words[place].endswith(_OFFICES):
        gives = words[behind] in subjects.gives and not words[place].endswith(_OFFICES)  # 企业捐赠
        return words[behind] not in subjects.beside and not gives
    return False


def only_why(tokens: Sequence[Token], subjects: Subjects) -> str:
    """`15场（停电）`: words that say no more than why it was not reached."""
    said = [token.text for token in tokens if token.kind != "mark"]
    return said[0] if said and subjects.reasons.issuperset(said) else ""


def were_absent(tokens: Sequence[Token], subjects: Subjects) -> str:
    """`2户外出` were not met; 组织20人外出 says what was done with them."""
    said = [token for token in tokens if token.kind not in ("among", "figure", "mark")] if len(tokens) < _FEW else []
    alone = len(said) == 1 and said[0].kind in ("noun", "stock") and said[0].text in subjects.absent
    return said[0].text if alone else ""


def _verbs(tokens: Sequence[Token]) -> tuple[bool, ...]:
    """Which of them may be what was done."""
    return tuple(token.kind in ("neutral", "act", "own") and len(token.text) > 1 for token in tokens)


def _is_counted(tokens: Sequence[Token], place: int, row: RowWords) -> bool:
    """`装修250天`, `封控20场`: a reason that is told as one, or beside what was done, is not what the figure counts."""
    told = any(token.text in words_of("原因旁") for token in (*tokens[:place], *tokens[place + 1 : place + 2]))
    done = any(token.kind in ("act", "own") for token in tokens)
    return not (told or done or tokens[place].text in row.own)


def _asks_for_opinions(row: RowWords, word: str) -> bool:
    """`满意500人次` of 满意度, not of 满意度回访: of those who were asked, how many said so."""
    return row.name.endswith((word, *(f"{word}{behind}" for behind in ("度", "率", "人数", "人次", "份数"))))


def _of_something(tokens: Sequence[Token], row: RowWords) -> str:
    """`60人的辅导室` counts rooms, or nothing: what stands behind 的 is what the figure only describes."""
    for place, token in enumerate(tokens):
        if token.kind != "figure" or not token.text.endswith("的"):
            continue
        things = tokens[place + 1 :]
        thing = "".join(each.text for each in things)
        if (
            things
            and things[-1].kind == "noun"
            and "figure" not in {each.kind for each in things}
            and thing not in row.own
            and not thing.endswith(words_of("什么事"))
        ):
            return f"的{thing}"
    return ""
