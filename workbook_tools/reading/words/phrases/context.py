"""What is known of a cell before its words are read: which side it is, its column, its row, the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Literal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.model.basics import Nature
from workbook_tools.reading.words.lexicon.forms import form, words_of
from workbook_tools.reading.words.lexicon.lexer import PLAIN, Token, TokenKind, lex, own_words
from workbook_tools.reading.words.lexicon.nouns import MONEY, kind_of, shares
from workbook_tools.reading.words.lexicon.rows import Role, RowWords
from workbook_tools.reading.words.lexicon.subjects import Kinds
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.asked import Asked
from workbook_tools.reading.words.phrases.phrase import Phrase, phrase_of
from workbook_tools.reading.words.phrases.said import Said
from workbook_tools.reading.words.written.dates import date_in
from workbook_tools.reading.words.written.figures import Figure, figures_in
from workbook_tools.reading.words.written.numerals import dates_in_digits, digits_for_numerals

BRACKET = lazy_pattern(r"\([^()]*\)")
_RATE_NAMED = lazy_pattern(f"({HAN}{{2}})(?:率|(?<=[意晓与成])度)")
_IS_A_SHARE = lazy_pattern("(?:占比|比例|比重)$")
_PERCENT = lazy_pattern("[%％]|百分|分之|[0-9一二三四五六七八九]成|半数|(?:^|[≥≤><于少到])[1-9]/(?:[2-9]|10)(?:$|以)")
_RATE = lazy_pattern("[%％率度]", holding="%％率度")
_SHARE_OF = lazy_pattern("([^0-9占]*)占(?!目标|计划|任务|年度|全年|总|预算|比)[^0-9]*[0-9]")
_SAYS_NOTHING = lazy_pattern(  # 考核项, 指标1: what such a row counts is what its cells say
    "(?:考核|评价|绩效|年度|数量|三级|指标|目标|任务|内容|项|明细|[0-9A-Za-z一二三四五六七八九十、.()-])*"
)
_WITHOUT_LEVEL = lazy_pattern(  # 区融媒体中心, 街道表彰
    "(国家|省|市|区|县|旗|街道|镇|乡)(?=融媒|电视台|日报|晚报|媒体|报社|表彰|荣誉|奖)"
)
_OR_HIGHER = lazy_pattern("[级奖等师士科专](?:及|或|\\(含\\))?以上", holding="上")
_CASES = form("{坏事}")
_FIGURE = lazy_pattern("[0-9]+(?:[.,][0-9]+)*")  # 2.5 is one
_SEX, _A_SEX = lazy_pattern("[男女妇]", holding="男女妇"), lazy_pattern("[男女]性", holding="男女")
KEPT_ROWS = 1024  # of which it is known what they ask for


class Context:
    """Two roles: of a promise the subject need not be known, of what was done every word must be."""

    def __init__(self, unit: str, role: Role, nature: Nature, row: RowWords, vocabulary: Vocabulary) -> None:
        self.unit, self.role, self.nature, self.row, self.vocabulary = unit, role, nature, row, vocabulary
        self.subjects = vocabulary.subjects
        self.done = role == "actual"
        self._phrases: dict[str, Phrase] = {}

    def own(self) -> tuple[str, ...]:
        """The row's own words, found out when a word is met that the vocabulary lacks."""
        return _own(self.row.name, self.row.target, self.vocabulary)

    def phrase(self, text: str) -> Phrase:
        """What a phrase of the cell says; several questions are put to the same one."""
        known = self._phrases.get(text)
        if known is None:
            known = self._phrases[text] = phrase_of(text, self.vocabulary, self.own, self.row)
        return known

    def tokens(self, text: str, figures: Sequence[Figure] = ()) -> list[Token]:
        """The words of a text, the row's own among them."""
        return lex(text, figures, self.vocabulary, self.own)

    def are_plain(self, text: str, kinds: frozenset[TokenKind] = PLAIN) -> bool:
        """Whether every word of a text is of one of the classes."""
        return all(token.kind in kinds for token in self.tokens(text))

    def says(self, words: str) -> bool:
        """Whether what the row calls itself has one of the words of a pattern."""
        return re.search(words, self.row.own) is not None

    def counts_cases(self) -> bool:
        """Whether the row counts what had better not happen."""
        return self.names_cases(self.row.own)

    def names_cases(self, text: str) -> bool:
        return _CASES.search(text) is not None

    @cached_property
    def promised(self) -> Figure | None:
        """The only figure that was promised; None where there is none, or several."""
        return _promised(self.row.target)

    @cached_property
    def asks_for_staff(self) -> bool:
        """Whether it counts all who work there: those who hold a certificate are some of them."""
        return any(word in self.row.own for word in words_of("全体人员"))

    @property
    def asks_of_each(self) -> bool:
        """Whether so much of each was promised: `每村2次`."""
        return self.promised is not None and "/" in self.promised.unit

    @property
    def may_be_none(self) -> bool:
        """Whether none at all may be what was promised."""
        promised = self.promised
        return self.counts_cases() or self.has_a_ceiling or promised is None or not promised.number

    @property
    def may_be_few(self) -> bool:
        """Whether so much was promised at most of what is counted, and is no time and no money."""
        promised = self.promised
        if promised is None or promised.unit.endswith((*self.subjects.units.spans, *MONEY)):
            return False
        return promised.number == 0 or self.has_a_ceiling

    @property
    def has_a_ceiling(self) -> bool:
        """Whether so much was promised at most."""
        return self.nature == "≤" or (self.promised is not None and self.promised.operator in AT_MOST)

    @property
    def has_a_deadline(self) -> bool:
        """Whether the target is a day or a month."""
        return _is_a_date(self.row.target)

    def asks_for_percent(self) -> bool:
        return _PERCENT.search(self.row.target) is not None

    def asks_for_a_rate(self) -> bool:
        return is_rate_unit(self.unit) or _RATE.search(self.row.target) is not None

    def is_another_rate(self, text: str) -> bool:
        """`回收率95%`, `95%的问卷有效` where the row asks for 满意度; `知晓率95%` where it asks for 覆盖率."""
        if not self.done:
            return False
        own = self.row.own
        heads = _RATE_NAMED.findall(own)
        if (share := _SHARE_OF.match(text)) and share[1]:
            return not all(head in share[1] for head in heads) if heads else not shares(share[1], own, self.subjects)
        if {_negated(own), _negated(text)} == {True, False}:
            return True  # 满意率97% where it asks for 不满意率
        rated = self.subjects.rated
        asked = rated.rated_in(own)
        if asked and (said := rated.rated_in(BRACKET.sub(_if_rate, text))):
            return asked.isdisjoint(said)
        if heads and not asked and rated.rated_in(BRACKET.sub("", text)) and not any(head in text for head in heads):
            return True  # 82%满意 where it asks for 回访率
        told = _RATE_NAMED.findall(text)
        if any(stem in heads for stem in told) or not (told and (heads or _IS_A_SHARE.search(self.row.name))):
            return False
        of_any = words_of("任何率")
        if not any(stem in of_any for stem in told):
            return bool(heads)
        says_it_too = not rated.named_in(text).isdisjoint(rated.named_in(own))  # 按时完成率 of 完成及时率
        same = (*of_any, *(words_of("就是达标") if "达标" in told else ()))
        return not (says_it_too or any(head in same for head in heads))  # 完成率95% of 满意度

    def is_another_kind(self, text: str) -> bool:
        """`咨询40个` where the row asks for 个案, `演练12场` for 讲座, `引进5门` where it says 开发."""
        if not self.subjects.before_begins.isdisjoint(text) and self.step_of(text) == "earlier":
            return True  # 开案30个 where it says 结案
        said = self.subjects.counted.named_in(_outside(text))
        return bool(said and self.asked.things) and self.asked.things.isdisjoint(said)

    def is_of_another_side(self, text: str) -> bool:
        """`入户、电访合计2400次` where the row asks for 入户探访, `服务青少年300人` where it asks for 老年人;
        `区级媒体5篇` where it asks for 市级以上."""
        sides = _sides(self.row.own, self.vocabulary)
        text = _WITHOUT_LEVEL.sub(r"\1级", text) if sides else ""
        if not _SEX.search(self.row.own):
            text = _A_SEX.sub("", text)  # 其中女性62人 of 老人
        for group, asked, reaches_up in sides:
            said = group.named_in(text)
            if not said <= asked and not (reaches_up and max(said) <= max(asked)):
                return True
        return False

    def level_in(self, text: str) -> Literal["", "asked", "below"]:
        """Whether a text names a level of a ladder that the row asks for, or one below it (区级3项 of 市级以上)."""
        text = _WITHOUT_LEVEL.sub(r"\1级", text)
        for group, asked, reaches_up in _sides(self.row.own, self.vocabulary):
            said = group.named_in(text) if group in self.vocabulary.subjects.levels else frozenset[int]()
            if said and min(said) > max(asked):
                return "below"
            if said and (said <= asked or reaches_up):
                return "asked"
        return ""

    @cached_property
    def asks_for_several(self) -> bool:
        """Whether several figures were promised."""
        return len(_FIGURE.findall(self.row.target)) > 1

    def step_of(self, text: str) -> Literal["", "asked", "earlier"]:
        """Whether a phrase says the step that the row asks for, or only one that comes before it."""
        steps, earlier = _steps(self.row.name, self.vocabulary)
        if not steps:
            return ""
        outside = _outside(text)
        last = max(map(outside.rfind, steps))
        if last >= 0 and not any(outside.startswith(word, last + 2) for word in earlier):  # 上岗培训 is no 上岗
            return "asked"
        return "earlier" if any(word in outside for word in earlier) else ""

    @cached_property
    def asked(self) -> Asked:
        """What the row asks for."""
        return _asked(self.row.name, self.row.target, self.vocabulary)

    def is_foreign(self, said: Said, unit: str, leading: str, text: str) -> bool:
        """`低保450户` where the row asks for 入户探访户数: how many of them there are."""
        own = self.row.own
        if not own or not (said.front or said.behind) or (leading and self.is_asked_for(leading)):
            return False
        if _SAYS_NOTHING.fullmatch(self.row.name) and not self.asked.things:
            return False
        if self.asks_for_several and (said.front or said.behind)[-1].text in self.row.target:
            return False  # 尿检96人次 where 走访200人次；尿检96人次 was promised
        if unit == "%" and self.subjects.rated.rated_in(own) & self.subjects.rated.rated_in(text):
            return self.asked.is_of_others(said)  # 就餐居民满意度90%; but 家长满意度 where it asks for 留守儿童满意度
        return self.asked.is_other(said, unit)

    def done_else(self, phrase: Phrase) -> str:
        """The words of a phrase without a figure, or of its brackets, that say no more than what else was done."""
        for said in (phrase.aside, phrase.said if phrase.value is None else phrase.aside):
            if said.acts and not _SAYS_NOTHING.fullmatch(self.row.name) and self.asked.is_other_act(said):
                return "".join(word.text for word in said.front)
        return ""

    def names_itself(self, text: str) -> bool:
        """Whether words say all that the row is called: 含留守儿童活动若干 of 留守儿童活动."""
        head = self._head()
        return len(head) > 2 and head in text

    def ends_on(self, word: str) -> bool:
        """Whether the row counts what a word names: 隐患数 does, 隐患整改 does not."""
        return self._head().endswith(word) or word in self.row.target

    def is_verb(self, word: str) -> bool:
        """Whether a word says that something was done."""
        return self.vocabulary.classes.get(word) == "act" or word in self.subjects.doing

    def did(self, said: Said) -> bool:
        """Whether words say that the row's own act was done."""
        return any(word.is_act and word.act in self.row.name for word in (*said.front, *said.behind))

    def _head(self) -> str:
        """What the row's name ends on, however many there are of it."""
        name, bare = "", self.row.name
        while name != bare:
            name, bare = bare, self.subjects.without_how_many(bare)
        return bare

    def does(self, act: str) -> bool:
        """Whether an act is of the kind that the row's name ends on."""
        acted = self.subjects.acted
        return not acted.named_in(self._head()[-3:]).isdisjoint(acted.named_in(act))

    def asks_just_for(self, label: str) -> bool:
        """Whether the row speaks of all that some words say: 线上活动 is more than 活动."""
        subjects = self.vocabulary.subjects
        nothing = (subjects.anything | subjects.doing) - {*words_of("线上线下")}
        said = [token.text for token in lex(label.strip(":"), (), self.vocabulary) if token.kind != "neutral"]
        special = [kind_of(word, subjects) for word in said if word not in nothing]
        return bool(special) and all(self.is_asked_for(word) or word in self.row.own for word in special)

    def is_asked_for(self, label: str) -> bool:
        """Whether the row speaks of what a figure counts: 其中专业社工14人 of 专业人员 does, 其中男性14人 does not."""
        own = f"{self.row.name};{self.row.target}"
        return any(label[place : place + 2] in own for place in range(len(label) - 1))


@lru_cache(maxsize=KEPT_ROWS)  # the workbooks of a district ask for the same things
def _promised(target: str) -> Figure | None:
    figures = figures_in(digits_for_numerals(target))
    return figures[0] if len(figures) == 1 else None


@lru_cache(maxsize=KEPT_ROWS)
def _is_a_date(target: str) -> bool:
    return date_in(dates_in_digits("".join(target.split()))) is not None


@lru_cache(maxsize=KEPT_ROWS)
def _asked(name: str, target: str, vocabulary: Vocabulary) -> Asked:
    tokens = lex(re.sub("[0-9\\s]+", "", name)[:80], (), vocabulary)
    return Asked(name, target, tokens, vocabulary)


@lru_cache(maxsize=KEPT_ROWS)
def _own(name: str, target: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return own_words((name, target), vocabulary)


@lru_cache(maxsize=KEPT_ROWS)
def _sides(own: str, vocabulary: Vocabulary) -> tuple[tuple[Kinds, frozenset[int], bool], ...]:
    """The groups of which a row means some sides and not the others, these, and whether all that is higher counts."""
    subjects, or_higher = vocabulary.subjects, _OR_HIGHER.search(own) is not None
    named = [(group, group.named_in(own)) for group in subjects.sided_in(own)]
    return tuple((group, asked, or_higher and group in subjects.levels) for group, asked in named if asked)


@lru_cache(maxsize=KEPT_ROWS)
def _steps(name: str, vocabulary: Vocabulary) -> tuple[frozenset[str], frozenset[str]]:
    """The steps that a row asks for, and what comes before them: what its name ends on is what it asks for."""
    steps, earlier = set[str](), set[str]()
    for named, before in vocabulary.subjects.before:
        if asked := {step for step in named if step in name}:
            steps |= named
            last = max(name.rfind(step) for step in asked)
            earlier |= {word for word in before if name.rfind(word) < last}
    return frozenset(steps), frozenset(earlier)


def _outside(text: str) -> str:
    """What stands outside brackets."""
    return BRACKET.sub("", text) if "(" in text else text


def _negated(text: str) -> bool | None:
    """Whether a text names a rate of what is not so (不满意率), None where it names none."""
    found = _RATE_NAMED.search(text)
    return None if found is None else text[max(0, found.start() - 1) : found.start()] in ("不", "未", "非", "无")


def _if_rate(bracket: re.Match[str]) -> str:
    """`95%（回收率）` says which rate it is; other brackets speak of something else."""
    return bracket[0] if "率" in bracket[0] else ""
