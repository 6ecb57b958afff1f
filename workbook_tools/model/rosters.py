"""The station's own lists (人员, 社区, 任务分解 …) as they were read, and what they come to.

Each is optional, and proof behind indicators. `model.lists` holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workbook_tools.basis.states import PaceLight
from workbook_tools.model.basics import TableEntry
from workbook_tools.model.fields import (
    CommunityField,
    ItemField,
    MediaField,
    PersonField,
    ResourceField,
    SurveyField,
    TaskField,
    VolunteerField,
)


@dataclass(frozen=True, slots=True)
class Person(TableEntry[PersonField]):
    """One row of 人员. An unknown day of arrival is before the year, an unknown day of leaving after it."""

    number: str  # 工号
    name: str
    post: str
    employment: str  # 直聘 · 购买 · ""
    qualification: str  # 无 助理社工师 社工师 高级社工师 其他 · "" unknown
    arrived_on: date | None
    left_on: date | None  # the last day at the post
    community: str
    training_hours: Decimal | None
    certified_on: date | None = None  # day of the certificate, where the station keeps one

    @property
    def is_qualified(self) -> bool:
        return self.qualification not in ("", "无")

    def is_qualified_on(self, day: date | None) -> bool:
        """A certificate that came later counts from its day on."""
        return self.is_qualified and (day is None or self.certified_on is None or self.certified_on <= day)

    def is_there(self, day: date) -> bool:
        return (self.arrived_on is None or self.arrived_on <= day) and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class Community(TableEntry[CommunityField]):
    """One row of 社区."""

    name: str
    area: str  # 片区
    point: str  # 社工点
    key_people: Decimal | None  # 重点对象数
    filed: Decimal | None  # 已建档数


@dataclass(frozen=True, slots=True)
class Task(TableEntry[TaskField]):
    """One row of 任务分解."""

    worker: str
    indicator: str
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class Resource(TableEntry[ResourceField]):
    """One row of 资源链接. `value` in 万元."""

    day: date | None
    source: str
    category: str
    value: Decimal | None
    use: str
    voucher: str


@dataclass(frozen=True, slots=True)
class VolunteerTeam(TableEntry[VolunteerField]):
    """One row of 志愿服务."""

    name: str
    founded_on: date | None
    people: Decimal | None
    core: Decimal | None
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Survey(TableEntry[SurveyField]):
    """One row of 满意度调查."""

    surveyor: str
    day: date | None
    group: str
    sent: Decimal | None
    valid: Decimal | None
    very_satisfied: Decimal | None
    satisfied: Decimal | None
    fair: Decimal | None
    unsatisfied: Decimal | None

    @property
    def answers(self) -> tuple[Decimal | None, ...]:
        return self.very_satisfied, self.satisfied, self.fair, self.unsatisfied


@dataclass(frozen=True, slots=True)
class MediaEntry(TableEntry[MediaField]):
    """One row of 媒体与荣誉."""

    day: date | None
    category: str  # 媒体 锦旗 感谢信 奖项
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class AssessmentItem(TableEntry[ItemField]):
    """One row of 评估明细."""

    period: str
    assessor: str
    level1: str
    level2: str
    content: str
    points: Decimal | None
    score: Decimal | None
    note: str  # 扣分说明


# ---------------------------------------------------------------- what they come to


@dataclass(frozen=True, slots=True)
class PeopleResult:
    """Staff on the day of judgement; `average` over the service year up to that day; hours in 小时."""

    day: date | None
    staff: int
    qualified: int
    direct: int  # 直聘
    bought: int  # 购买
    average: Decimal | None
    vacancy_months: Decimal | None  # months of a post that stood empty, against the target of 工作人员
    training_target: Decimal
    target_stated: bool  # by a row 继续教育; else the usual 90 小时
    training_mean: Decimal | None  # of those whose hours are known
    training_below: tuple[Person, ...]
    training_unknown: tuple[Person, ...]
    arrived: int = 0  # in the service year, up to the day
    left: int = 0
    there: tuple[Person, ...] = ()  # on the day

    @property
    def qualified_share(self) -> Decimal | None:
        return Decimal(self.qualified) / self.staff if self.staff else None

    @property
    def turnover(self) -> Decimal | None:
        """Who left in the year, of the average staff."""
        return self.left / self.average if self.average else None


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """A 片区 or a 社工点."""

    name: str
    communities: int
    served: int
    key_people: Decimal
    visits: Decimal

    @property
    def visits_per_hundred(self) -> Decimal | None:
        return self.visits * 100 / self.key_people if self.key_people else None


@dataclass(frozen=True, slots=True)
class CoverageResult:
    """`served` is None without a ledger: nothing says who was served."""

    communities: int
    served: int | None
    unserved: tuple[Community, ...]
    unknown: tuple[str, ...]  # communities of the ledger that the list lacks
    key_people: Decimal | None
    filed: Decimal | None
    visits: Decimal | None
    reached: tuple[Community, ...] = ()  # those that were served
    by_area: tuple[CoverageGroup, ...] = ()
    by_point: tuple[CoverageGroup, ...] = ()

    @property
    def filing_rate(self) -> Decimal | None:
        return self.filed / self.key_people if self.filed is not None and self.key_people else None

    @property
    def visits_per_hundred(self) -> Decimal | None:
        return self.visits * 100 / self.key_people if self.visits is not None and self.key_people else None


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What one worker was to do of one indicator. `done` is None without a ledger that names workers."""

    task: Task
    done: Decimal | None
    by_month: tuple[tuple[str, Decimal], ...] = ()  # 2024-08 → what was done
    expected: Decimal | None = None  # by the day of judgement, at an even pace
    done_by_day: Decimal | None = None  # of the entries dated up to that day
    light: PaceLight = PaceLight.NONE

    @property
    def completion(self) -> Decimal | None:
        target = self.task.target
        return self.done / target if self.done is not None and target is not None and target > 0 else None


@dataclass(frozen=True, slots=True)
class TaskSum:
    """The tasks of all workers for one indicator beside what the station promised; `done` is that of these workers."""

    name: str
    unit: str
    first: Task
    promised: Decimal | None
    promised_sheet: str
    promised_cell: str
    total: Decimal
    workers: int
    done: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What is given out less what was promised; None where it is the same, or nothing can be compared."""
        return None if self.promised is None or self.promised == self.total else self.total - self.promised


@dataclass(frozen=True, slots=True)
class ResourcesResult:
    """In 万元; `doubtful` are amounts that are more likely 元."""

    total: Decimal
    entries: int
    by_category: tuple[tuple[str, Decimal], ...]
    doubtful: tuple[Resource, ...] = ()
    counted: tuple[Resource, ...] = ()  # with an amount, and of the service year


@dataclass(frozen=True, slots=True)
class VolunteersResult:
    """Sums of what the teams fill in; None where none of them does."""

    teams: int
    people: Decimal | None
    core: Decimal | None
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """`rate`: 很满意 and 满意 of the valid returns. `least`: the lower bound of its 95 % Wilson interval."""

    survey: Survey
    valid: Decimal | None
    rate: Decimal | None
    least: Decimal | None


@dataclass(frozen=True, slots=True)
class ItemsResult:
    """The items of one assessor in one period."""

    period: str
    assessor: str
    points: Decimal
    score: Decimal
    lost: tuple[AssessmentItem, ...]  # items that lost points, the most first
    first: AssessmentItem
    kept: tuple[str, ...] = ()  # names of items that kept all their points, to compare with another period


@dataclass(frozen=True, slots=True)
class LostAgain:
    """An item that lost points in an earlier period and again now; `before` is of the earlier one, in `when`."""

    now: AssessmentItem
    before: AssessmentItem
    when: str  # 中期 · 2023年度末期


@dataclass(frozen=True, slots=True)
class YearLists:
    """What the lists of one service year came to; None for what that year's workbook has no list of."""

    staff: int | None = None
    average: Decimal | None = None
    arrived: int | None = None
    left: int | None = None
    turnover: Decimal | None = None
    qualified_share: Decimal | None = None
    communities: int | None = None
    served: int | None = None
    filing_rate: Decimal | None = None
    resources: Decimal | None = None  # 万元
    volunteers: Decimal | None = None
    volunteer_hours: Decimal | None = None

    @property
    def coverage(self) -> Decimal | None:
        return Decimal(self.served) / self.communities if self.served is not None and self.communities else None
