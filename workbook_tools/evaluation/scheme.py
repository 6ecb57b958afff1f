"""A scheme (评分方案): one rule set of an evaluation, as data. Files of it stand in `templates/schemes/`.

Points are 分, shares and rates fractions. The words of a scheme are compared in the form of `plain`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.grade_words import rating_of
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.text_forms import without_blanks

CeilingRule = Literal["ratio", "linear", "all-or-nothing"]
EqualRule = Literal["at-least", "exact"]
ScorersRule = Literal["mean", "median", "trimmed-mean"]

ONE = Decimal(1)
TOTAL_POINTS = Decimal(100)
_NUMBERING = lazy_pattern(r"^[(]?(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2})[).、]+")


class Level(NamedTuple):
    """A level-1 indicator and its points."""

    name: str
    points: Decimal
    aliases: tuple[str, ...] = ()


class RatingBand(NamedTuple):
    """A rating of a qualitative row earns from `low` (included) to `high` (excluded, unless 1) of its points."""

    rating: str  # 达成 · 部分达成 · 未达成
    low: Decimal
    high: Decimal
    words: tuple[str, ...] = ()  # further words for it, beside those of `grade_words`

    def holds(self, score: Decimal, points: Decimal) -> bool:
        """Whether a score of these points lies in the band; 80 % of 1.39 may be written 1.11."""
        return half_up(self.low * points) <= score < self.high * points or (score == points and self.high == ONE)


class RangeBand(NamedTuple):
    """An actual outside its range by at most `within` of the nearest limit earns `earns` of the points."""

    within: Decimal
    earns: Decimal


class GradeCut(NamedTuple):
    """A grade and its lower bound, which belongs to it."""

    name: str
    at_least: Decimal


class AssessorWeight(NamedTuple):
    """An assessor is recognised by any of its words."""

    name: str
    weight: Decimal
    words: tuple[str, ...]


class PeriodShare(NamedTuple):
    """What a period counts of the score that several periods make (抽查 40 %, 终期 60 %)."""

    period: str
    weight: Decimal


class TrancheRule(NamedTuple):
    """What a 拨付条件 means: the share it usually pays, the term in working days, and what the term runs from."""

    condition: str
    share: Decimal | None
    working_days: int | None  # None: the scheme names no place, so that nobody knows
    counted_from: Literal["effective", "application"]
    period: str  # the assessment it waits for; "" for none
    words: tuple[str, ...] = ()
    after_rectification: bool = False  # stands in the place of a tranche whose assessment asked for rectification


class ShareRule(NamedTuple):
    """A rule on the shares of cost categories, e.g. 人员费用 ≥ 65 %."""

    title: str
    categories: tuple[str, ...]
    operator: Operator
    limit: Decimal


@dataclass(frozen=True)
class Directions:
    """Words in a row's name that say whether more or less is better; a thousand of them, hashed once for all rows."""

    smaller: tuple[str, ...]
    larger: tuple[str, ...]  # that outweigh those (投诉处理率)
    costs: tuple[str, ...]  # what the name of a cost ends with
    not_a_cost: tuple[str, ...]  # in the name of a row under 成本指标 that is no cost (成本控制率)
    counted_as: tuple[str, ...]  # what may stand behind a word of `smaller` and leave it the head: 人数, 工单
    spoilt_by: tuple[str, ...]  # in front of one of `larger`: it was done badly (逾期报销)
    remedies: tuple[str, ...]  # those of `larger` that set such things right (逾期清理)
    work: tuple[str, ...]  # what a name may end with that is work, whatever stands before it (抑郁老人个案)
    unclear: tuple[str, ...]  # nobody knows whether more is better: asked

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.smaller, self.larger, self.spoilt_by, self.work))


class Scheme(NamedTuple):
    """Everything that scoring, checks and reports need to know of a rule set."""

    name: str  # fiscal-2020
    title: str
    source: str  # where the rules come from, in words
    # points
    execution_points: Decimal
    levels: tuple[Level, ...]
    # rows
    ceiling_rule: CeilingRule  # how a row with ≤ is scored when not met
    equal_rule: EqualRule  # "at-least": = is scored like ≥
    range_bands: tuple[RangeBand, ...]  # empty: outside a range earns nothing
    over_target: Decimal  # completion from which a reason is asked for (1.3)
    row_bonus: Decimal  # points that a row may earn above its own by its 评分标准; 0: none
    total_bonus: Decimal  # the most that all rows together earn so
    over_target_deduction: Decimal  # share of the points taken off then if there is no reason; 0: none
    directions: Directions
    ratings: tuple[RatingBand, ...]
    # grades
    grades: tuple[GradeCut, ...]  # fiscal self-evaluation, best first
    station_grades: tuple[GradeCut, ...]  # station assessment, best first
    station_passes: tuple[str, ...]  # station grades that release a tranche
    # money
    execution_window: Decimal  # a rate off 100 % by more needs a reason; 0.1
    execution_full_in_window: bool  # True: a rate inside the window earns the full points
    line_deviation: Decimal  # the same for one cost line
    shares: tuple[ShareRule, ...]  # as assessors and station grades, empty in a scheme that names no place
    # monitoring in mid-year: what a row would end the year with, as a share of its target
    pace_on_track: Decimal  # from here on 正常
    pace_behind: Decimal  # from here on 偏慢, below it 滞后
    # station contract
    assessors: tuple[AssessorWeight, ...]
    tranches: tuple[TrancheRule, ...]
    scorers: ScorersRule = "mean"  # how the scores of several persons of one assessor become one
    finance_periods: tuple[str, ...] = ("末期",)  # kinds of assessment in which finance is a gate
    combined: tuple[PeriodShare, ...] = ()  # periods that make one score; empty: each stands for itself
    unverified: tuple[str, ...] = ()  # keys of the file whose numbers nobody has checked against a document
    of_the_workbook: bool = False  # what only a place could give stands in 评分规则; no place is named

    @property
    def names_a_place(self) -> bool:
        """Whether it has a place's rules of assessment, shares or payment; national schemes have none."""
        if self.of_the_workbook:
            return False
        days = any(rule.working_days is not None for rule in self.tranches)
        return bool(self.assessors or self.station_grades or self.shares or self.finance_periods) or days

    def is_gate(self, kind: str) -> bool:
        """Whether a finance assessment of this kind of period decides; without a place, wherever there is one."""
        return kind in self.finance_periods or not self.names_a_place

    def level(self, name: str) -> Level | None:
        """The level-1 indicator of a name or an alias; a heading that joins several is their sum."""
        wanted = _NUMBERING.sub("", bare_text(name))
        for level in self.levels:
            if wanted in _names(level):
                return level
        joined = [level for level in self.levels if _stem(level) in wanted]
        rest = wanted
        for level in joined:
            rest = rest.replace(_stem(level), "")
        if len(joined) > 1 and not rest.replace("指标", "").strip("、和及与/+,"):
            return Level(name, sum((level.points for level in joined), Decimal(0)))
        return None

    def rating(self, text: str) -> str:
        """达成, 部分达成 or 未达成 for a word that says so; "" for words with no rating."""
        wanted = bare_text(text)
        for band in self.ratings:
            if wanted == bare_text(band.rating) or any(wanted == bare_text(word) for word in band.words):
                return band.rating
        return rating_of(wanted)

    def band(self, rating: str) -> RatingBand | None:
        return next((band for band in self.ratings if band.rating == rating), None)

    def grade(self, score: Decimal) -> str:
        """优 良 中 差 of a score on the fiscal scale."""
        return grade_of(self.grades, score)

    def station_grade(self, score: Decimal) -> str:
        """优秀 良好 合格 不合格 of a score on the station scale."""
        return grade_of(self.station_grades, score)

    def assessor(self, name: str) -> AssessorWeight | None:
        wanted = bare_text(name)
        return next((each for each in self.assessors if any(bare_text(word) in wanted for word in each.words)), None)

    def tranche(self, condition: str) -> TrancheRule | None:
        """The rule of a 拨付条件, by its name, else by its words; of several the last one (整改 after 末期)."""
        wanted = bare_text(condition)
        exact = (rule for rule in self.tranches if bare_text(rule.condition) == wanted)
        return next(exact, None) or next(
            (rule for rule in reversed(self.tranches) if any(bare_text(word) in wanted for word in rule.words)), None
        )


def grade_of(cuts: Iterable[GradeCut], score: Decimal) -> str:
    """The grade whose band holds the score; the cuts stand best first."""
    return next((cut.name for cut in cuts if score >= cut.at_least), "")


@lru_cache(maxsize=8192)
def bare_text(text: str) -> str:
    """NFKC, without blanks and line breaks, and without a stop at the end."""
    return without_blanks(text).rstrip("。.;,、!")


def _names(level: Level) -> set[str]:
    return {bare_text(name) for name in (level.name, _stem(level), *level.aliases)}


def _stem(level: Level) -> str:
    return bare_text(level.name).removesuffix("指标")
