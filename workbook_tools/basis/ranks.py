"""Places on a ladder that everyone knows the ends of: 五星级, 4A级, 甲等, B级, 前三名, 省级, 非常满意.

Which of 一级 and 三级 is better is not known, so these are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import NUMERAL, number_of

_LEADS = (
    "(?:已|被|获|荣获|获评|获得|评为|评定为?|认定为?|达到|达|为|通过|进入|保持|位列|位居|名列|并列|排名|综合|列|居|第三方)"
    "*+"
)
_WHERE = (
    "(?:在?(?:全国|全[省市区县州盟旗镇街]|[省市区县州盟旗镇]|街道|同类(?:机构|站点)?|本年度|当年|年度)?"
    "(?:综合排名|排名|排|位列|名列|中)?)"
)
_TAIL = "(?:(?:及|或|\\(含\\))?以上(?:\\(含\\))?|以内|等级|等次|称号|水平|单位|机构|社工站|站点|之列)*+"
_N = f"(?:[0-9]{{1,3}}|{NUMERAL})"
# from the lowest step to the highest
_LEVELS = (("街道", "镇"), ("区", "县"), ("市",), ("省",), ("国家",))
CONTENT = (
    ("不满意", "不太满意", "很不满意", "非常不满意"),
    ("一般", "基本满意"),
    ("满意", "比较满意", "较满意"),
    ("非常满意", "很满意", "十分满意", "特别满意"),
)
NOT_CONTENT, FAIRLY_CONTENT, IS_CONTENT, VERY_CONTENT = range(4)
_LEVEL_WORDS, _CONTENT_WORDS = ("|".join(word for step in ladder for word in step) for ladder in (_LEVELS, CONTENT))
_RANK = lazy_pattern(
    f"{_LEADS}{_WHERE}{_LEADS}(?:"
    "(?P<stars>[一二三四五1-5])星(?:级)?"
    "|(?P<marks>[★☆⭐]{1,5})"
    "|(?P<as>[1-5])[aA](?:级)?|(?P<aaa>[aA]{2,5})(?:级)?"
    "|(?P<letter>[a-dA-D])(?:级|等|档|类)?"
    "|(?P<stem>[甲乙丙丁])(?:级|等|类)"
    f"|(?:(?P<of>{_LEVEL_WORDS})级)?第?(?P<prize>[一二三四])等(?:奖|次)"
    f"|前(?P<first>{_N})(?:名|位)?|第(?P<within>{_N})(?:名|位)?(?:以内|之内|以前|之前)"
    f"|前(?P<share>[0-9]{{1,2}})%"
    f"|第(?P<place>{_N})(?:名|位)?"
    f"|(?P<level>{_LEVEL_WORDS})级"
    f"|(?P<content>{_CONTENT_WORDS})"
    f"){_TAIL}"
)
_OPINION = "满意"
_LONGEST = 30  # characters


class Rank(NamedTuple):
    """Where a text stands: by ladder, the higher the better."""

    word: str
    places: Mapping[str, int]
    is_bound: bool = False  # 前三名 may be any of the three

    def reaches(self, promised: Rank) -> bool | None:
        """Whether it is at least as good; None where the two have no ladder in common, or it may be both."""
        both = [(self.places[ladder], wanted) for ladder, wanted in promised.places.items() if ladder in self.places]
        if not both or (_OPINION in self.places and both[0][0] == both[0][1]):
            return None  # the promised word once more is no measure
        if all(got >= wanted for got, wanted in both):
            return True
        # 市级三等奖 of 区级二等奖以上: higher on one ladder, lower on the other
        return None if self.is_bound or any(got > wanted for got, wanted in both) else False


def rank_in(text: str) -> Rank | None:
    """The place that a whole text states."""
    match = _RANK.fullmatch(text.strip("。;,!.、 ")) if len(text) <= _LONGEST else None
    if match is None:
        return None
    places = dict(_places({name: said for name, said in match.groupdict().items() if said}))
    is_bound = any(match[name] is not None for name in ("first", "within", "share"))
    return Rank(match[0], places, is_bound)


def _places(said: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for kind, text in said.items():
        match kind:
            case "stars" | "as":
                yield ("星" if kind == "stars" else "A"), number_of(text)
            case "marks":
                yield "星", len(text) - text.count("☆") or len(text)  # ★★★★☆ are four
            case "aaa":
                yield "A", len(text)
            case "letter":
                yield "字母", -"ABCD".index(text.upper())
                if text.upper() == "A":  # A级 beside B级, and beside AAA级
                    yield "A", 1
            case "stem":
                yield "天干", -"甲乙丙丁".index(text)
            case "prize" | "share":
                yield {"prize": "等次", "share": "百分位"}[kind], -number_of(text)
            case "first" | "within" | "place":
                yield "名次", -number_of(text)
            case "level" | "of":
                yield "级别", _step_of(text, _LEVELS)
            case "content":
                yield _OPINION, _step_of(text, CONTENT)


def step_of_content(word: str) -> int | None:
    """How content somebody was who said it; None for other words."""
    return next((step for step, words in enumerate(CONTENT) if word in words), None)


def _step_of(word: str, ladder: Sequence[Sequence[str]]) -> int:
    return next(step for step, words in enumerate(ladder) if word in words)
