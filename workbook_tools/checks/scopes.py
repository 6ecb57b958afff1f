"""The words around a figure that narrow or widen what it counts: parts, periods, averages, totals, wishes."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern

EARLY_DAYS = 31  # 截至 a day this close to the end of the service year is the whole year
LONGEST_LOOK = 80  # characters in front of a figure that can change its scope
DATE = lazy_pattern(
    r"(?P<until>截至|截止|截止到|截止至)?(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?:止|底|末)?"
)
CUTS = lazy_pattern(r"[,;、:()]")
MULTI = lazy_pattern(
    r"(?:过去|近|前|最近)(?:\d{1,2}|[一二两三四五六七八九十几]{1,4})(?:个)?(?:服务)?(?:多|余)?(?:年|周期)"
    r"|(?<!\d)(?:\d{1,2}|[一二两三四五六七八九十]{1,4})(?:多|余)?年(?:来|间|以来|内|中|里|期间)|历年|以来|周期内|合同期|多年"
)
_SUBSET = lazy_pattern(
    r"兜底|其中|困难|困境|特困|低保|低收入|残疾|残障|长者|老人|老年|高龄|独居|孤寡|空巢|青少年|儿童|学生|未成年|妇女|女性|亲子|留守|"
    r"重点|党员|退役|精神|失独|流动|孤儿|五保|失能|新增|特殊"
)
GROUP = lazy_pattern(rf"(?:{_SUBSET.pattern})+(?:群体|对象|人群|人员|家庭|群众|居民|服务对象|等|、|及|和|类|户|的)*")
_TOTAL = lazy_pattern(r"全年|本年度|年度|本周期|共计|合计|总计|累计|一共|总共|共|总")
_AVERAGE = lazy_pattern(r"平均|年均|每年|/年")
_PARTIAL = lazy_pattern(
    r"每个?月|月均|每周|每个?季|每天|每日|每次|每场|每个?社区|每人|人均|每户|户均|季度|上半年|下半年|月份|当月|当天|当日|每位|每名|每个(?:专职)?社工|"
    r"(?<!\d)1?\d月"
)
_OTHER_YEAR = lazy_pattern(
    r"去年|上年|上一?(?:个)?(?:服务)?(?:年度|周期)|往年|前一年|同期|同比|增加|增长|提高了|减少|下降|比"
)
_FUTURE = lazy_pattern(
    r"下(?:一)?(?:个)?(?:服务)?(?:年度|周期)|明年|来年|下一步|拟|力争|预计|将(?!近)|未来|今后|建议|争取"
)
_NOT_DONE = lazy_pattern(
    "取消|未能|未开展|未完成|未举办|没有开展|没有完成|没能|改期|延期|推迟|停办|暂停|流失|退出|还差|尚差|尚缺|缺少"
)
_YEAR = lazy_pattern(r"((?:19|20)\d\d)年")
_ABOUT = lazy_pattern(r"(?:约|近|大约|大概|接近|左右)$")
_AT_LEAST = lazy_pattern(r"(?:超过|超|不少于|不低于|至少|突破|逾|多于)$")
_BRACKETED = lazy_pattern(r"\([^()]*\)")
_NUMBERING = lazy_pattern(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]?")

_TO = r"[-—–~至到/]"
_CALENDAR_YEAR = r"(?:19|20)\d\d"
_YEARS = lazy_pattern(
    rf"(?:截至|截止)?(?:(?P<first>{_CALENDAR_YEAR})年?{_TO})?(?P<last>{_CALENDAR_YEAR})年(?:度|全年|内|里|期间|底|末)?"
    rf"(?!{_TO}|\d{{1,2}}月|上半|下半|初|中(?!心)|第?[一二三四1234]季)",
    holding="年",
)
_MONTHS = lazy_pattern(
    rf"(?:(?P<first>{_CALENDAR_YEAR})年)?(?<!\d)(?P<from>\d{{1,2}})月?(?:份|1日)?{_TO}"
    rf"(?:次年|当年|(?P<last>{_CALENDAR_YEAR})年)?(?P<to>\d{{1,2}})月(?:份|底|末|(?:2[89]|3[01])日)?",
    holding="月",
)


class Period(NamedTuple):
    """The service year: the calendar years that it touches, its last day and its first."""

    years: frozenset[int]
    end: date | None
    start: date | None = None


class Scope(NamedTuple):
    """`subset` is the word that makes the figure a part ("" if none), `subset_near` that it stands in its clause."""

    subset: str
    subset_near: bool
    total: bool
    multi: bool  # several years
    average: bool
    partial: bool  # a month, a day, a person
    early: bool  # 截至 a day well before the end of the service year
    other_year: bool
    future: bool  # or called off: not done
    loose: bool  # 约, 近, 余
    at_least: bool

    @property
    def comparable(self) -> bool:
        """The figure can be meant for the service year."""
        return not (self.partial or self.other_year or self.future)


def scope_of(
    sentence: str, start: int, end: int, prefix: str, key: str, rows: Sequence[str], period: Period, *, early: bool
) -> Scope:
    """The scope of the figure at [start, end) of a sentence. `prefix` stands before its noun, `key` is the noun.

    Farther away a word of a name of the `rows` belongs to that row's figure (`走访独居老人1260人次，活动50场`).
    `early` says what `is_early` says of the sentence, which is asked once for all its figures.
    """
    before, figure = sentence[max(0, start - LONGEST_LOOK) : start], sentence[start:end]
    clauses = _BRACKETED.sub("", before)  # 上年度（2023—2024）个案18个 is one
    own = clauses[max((cut.end() for cut in CUTS.finditer(clauses)), default=0) :]
    around = before + figure
    near = _SUBSET.search(prefix) or _SUBSET.search(own)
    word = near or next((far for far in _SUBSET.finditer(before) if not any(far[0] in name for name in rows)), None)
    subset = word[0] if word and word[0] not in key else ""
    years = {int(year) for year in _YEAR.findall(around)}
    clause_end = CUTS.search(sentence, end)
    behind = sentence[end : clause_end.start() if clause_end else end + LONGEST_LOOK]
    more = "余" in figure or "多" in figure
    return Scope(
        subset=subset,
        subset_near=bool(near and subset),
        total=bool(_TOTAL.search(before)) or (not prefix and _begins(sentence, start, key)),
        multi=bool(MULTI.search(around)),
        average=bool(_AVERAGE.search(own + figure)),
        partial=bool(_PARTIAL.search(DATE.sub("", without_own_year(before, period))))
        or ("/人" in figure and "继续" not in key),
        early=early,
        other_year=bool(_OTHER_YEAR.search(own)) or bool(years and period.years and not years & period.years),
        future=bool(_FUTURE.search(around)) or bool(_NOT_DONE.search(own + behind)),
        loose=more or bool(_ABOUT.search(own)),
        at_least=more or bool(_AT_LEAST.search(own)) or sentence.startswith("以上", end),
    )


def without_own_year(words: str, period: Period) -> str:
    """`2024年度完成个案`, `2024年1月至12月完成个案` are 完成个案 in the service year 2024: its name narrows nothing."""
    for pattern in (_YEARS, _MONTHS):
        words = pattern.sub(lambda found: _unless_own(found, period), words)
    return words


def own_years(sentence: str, period: Period) -> tuple[tuple[int, int], ...]:
    """Where a sentence names the whole service year."""
    found = (each for pattern in (_YEARS, _MONTHS) for each in pattern.finditer(sentence))
    return tuple(each.span() for each in found if not _unless_own(each, period))


def _unless_own(found: re.Match[str], period: Period) -> str:
    """Nothing for the whole service year; another time, or a part of it, stays."""
    groups = found.groupdict()
    named = {int(year) for year in (groups["first"], groups["last"]) if year}
    if "to" not in groups:
        return "" if named == period.years else found[0]
    if period.start is None or period.end is None or not named <= period.years:
        return found[0]
    whole = (int(groups["from"]), int(groups["to"])) == (period.start.month, period.end.month)
    return "" if whole else found[0]


def is_early(sentence: str, period: Period) -> bool:
    """The sentence tells the state of a day well before the end of the service year."""
    if period.end is None:
        return False
    for match in DATE.finditer(sentence):
        if match["until"]:
            try:
                until = date(int(match["y"]), int(match["m"]), int(match["d"] or 28))
            except ValueError:
                return False
            return (period.end - until).days > EARLY_DAYS
    return False


def _begins(sentence: str, start: int, key: str) -> bool:
    """`资源链接折合价值35万元`: nothing stands before the noun of the sentence's first figure, but a list number."""
    before = (
        _NUMBERING.sub("", sentence[:start], count=1)
        if sentence[:1] in "(0123456789一二三四五六七八九十"
        else sentence[:start]
    )
    return len(before) <= len(key) + 8 and not CUTS.search(before)
