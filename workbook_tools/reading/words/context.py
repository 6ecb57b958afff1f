"""What is known of a cell before its words are read: which side it is, its column, its row, the vocabulary."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.model.basics import Nature
from workbook_tools.reading.words.bare_nouns import TIMES, BareNouns, is_foreign, is_whole_population, shares
from workbook_tools.reading.words.lexer import own_words
from workbook_tools.reading.words.phrases import RowWords
from workbook_tools.reading.words.vocabulary import Vocabulary

Role = Literal["target", "actual"]
BRACKET = lazy_pattern(r"\([^()]*\)")
_RATE_NAMED = lazy_pattern("([\u4e00-\u9fff]{2})(?:率|(?<=[意晓与成])度)")
_SHARE_OF = lazy_pattern("([^0-9占]*)占(?!目标|计划|任务|年度|全年|总|预算|比)[^0-9]*[0-9]")
_SAYS_NOTHING = lazy_pattern(  # 考核项, 指标1: what such a row counts is what its cells say
    "(?:考核|评价|绩效|年度|数量|三级|指标|目标|任务|内容|项|明细|[0-9A-Za-z一二三四五六七八九十、.()-])*"
)
_HOW_MANY = "总人户件个次场起例处数量率"
_ANY_RATE = frozenset(("达标", "完成", "达成", "实现", "落实"))  # no other rate of a row


class Context:
    """Two roles: of a promise the subject need not be known, of what was done every word must be."""

    def __init__(self, unit: str, role: Role, nature: Nature, row: RowWords, vocabulary: Vocabulary) -> None:
        self.unit, self.role, self.nature, self.row, self.vocabulary = unit, role, nature, row, vocabulary
        self.done = role == "actual"

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return own_words((self.row.name, self.row.target), self.vocabulary)

    def own(self) -> tuple[str, ...]:
        """The row's own words, found out when a word is met that the vocabulary lacks."""
        return self._own

    def says(self, words: str) -> bool:
        """Whether what the row calls itself has one of the words of a pattern."""
        return re.search(words, self.row.name + self.row.target) is not None

    def asks_for_percent(self) -> bool:
        return re.search("[%％]", self.row.target) is not None

    def asks_for_a_rate(self) -> bool:
        return is_rate_unit(self.unit) or re.search("[%％率度]", self.row.target) is not None

    def is_another_rate(self, text: str) -> bool:
        """`回收率95%`, `95%的问卷有效` where the row asks for 满意度; `知晓率95%` where it asks for 覆盖率."""
        if not self.done:
            return False
        own = self.row.name + self.row.target
        heads = _RATE_NAMED.findall(own)
        if (share := _SHARE_OF.match(text)) and share[1]:
            return not any(head in share[1] for head in heads) if heads else not shares(share[1], own)
        rated = self.vocabulary.subjects.rated
        asked = rated.rated_in(own)
        if asked and (said := rated.rated_in(BRACKET.sub(_if_rate, text))):
            return asked.isdisjoint(said)
        told = _RATE_NAMED.findall(text)
        return bool(told and heads) and not any(stem in _ANY_RATE or stem in heads for stem in told)

    def is_another_kind(self, text: str) -> bool:
        """`咨询40个` where the row asks for 个案, `演练12场` for 讲座, `引进5门` where it says 开发."""
        subjects, outside = self.vocabulary.subjects, BRACKET.sub("", text) if "(" in text else text
        if not subjects.before_begins.isdisjoint(outside) and self._steps[0]:
            steps, earlier = self._steps
            if any(word in outside for word in earlier) and not any(step in outside for step in steps):
                return True  # 开案30个 where it says 结案
        things, acts = self._asked
        if not (things or acts):
            return False
        said = subjects.counted.named_in(outside) if things else things
        done = subjects.acted.named_in(outside) if acts else acts
        if things and not said and any(state in outside for state in subjects.states):
            return not any(state in self.row.name for state in subjects.states)  # 持证护理员50人 where it says 培训
        return bool((said and things.isdisjoint(said)) or (done and acts.isdisjoint(done)))

    @cached_property
    def _steps(self) -> tuple[frozenset[str], frozenset[str]]:
        """The steps that the row asks for, and what comes before them: what its name ends on is what it asks for."""
        name, steps, earlier = self.row.name, set[str](), set[str]()
        for named, before in self.vocabulary.subjects.before:
            if asked := {step for step in named if step in name}:
                steps |= asked
                last = max(name.rfind(step) for step in asked)
                earlier |= {word for word in before if name.rfind(word) < last}
        return frozenset(steps), frozenset(earlier)

    @cached_property
    def _asked(self) -> tuple[frozenset[int], frozenset[int]]:
        """The things that the row counts, and what it says is done."""
        own, subjects = self.row.name + self.row.target, self.vocabulary.subjects
        return subjects.counted.named_in(own), subjects.acted.named_in(own)

    def is_foreign(self, nouns: BareNouns, unit: str, leading: str) -> bool:
        """`低保450户` where the row asks for 入户探访户数: how many of them there are."""
        own = self.row.name + self.row.target
        if (
            not own
            or not nouns.words
            or not (self._asked[0] or _SAYS_NOTHING.fullmatch(self.row.name) is None)
            or (leading and self.is_asked_for(leading))
        ):
            return False
        head = nouns.words[-1]
        if unit != "%" and head in self.vocabulary.subjects.events and not self.ends_on(head):
            return True  # 跌倒420人 where it says 防跌倒筛查
        text = "".join(nouns.words)
        if (
            not nouns.behind
            and unit not in TIMES
            and is_whole_population(text, self.row.name, self.vocabulary.subjects)
        ):
            return True
        return is_foreign(nouns, unit, own, self._asked[0], self.vocabulary.subjects)

    def ends_on(self, word: str) -> bool:
        """Whether the row counts what a word names: 隐患数 does, 隐患整改 does not."""
        return self.row.name.rstrip(_HOW_MANY).endswith(word) or word in self.row.target

    def does(self, act: str) -> bool:
        """Whether an act is of the kind that the row's name ends on."""
        acted = self.vocabulary.subjects.acted
        return not acted.named_in(self.row.name.rstrip(_HOW_MANY)[-3:]).isdisjoint(acted.named_in(act))

    def is_asked_for(self, label: str) -> bool:
        """Whether the row speaks of what a figure counts: 其中专业社工14人 of 专业人员 does, 其中男性14人 does not."""
        own = f"{self.row.name};{self.row.target}"
        return any(label[place : place + 2] in own for place in range(len(label) - 1))


def _if_rate(bracket: re.Match[str]) -> str:
    """`95%（回收率）` says which rate it is; other brackets speak of something else."""
    return bracket[0] if "率" in bracket[0] else ""
