"""The station's own lists (人员, 社区, 任务分解 …) as they were read, and what they come to.

Each is optional, and proof behind indicators. `model.lists` holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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

    @property
    def is_qualified(self) -> bool:
        return self.qualification not in ("", "无")

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

    @property
    def qualified_share(self) -> Decimal | None:
        return Decimal(self.qualified) / self.staff if self.staff else None


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

    @property
    def completion(self) -> Decimal | None:
        target = self.task.target
        return self.done / target if self.done is not None and target is not None and target > 0 else None


@dataclass(frozen=True, slots=True)
class ResourcesResult:
    """In 万元; `doubtful` are amounts that are more likely 元."""

    total: Decimal
    entries: int
    by_category: tuple[tuple[str, Decimal], ...]
    doubtful: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class VolunteersResult:
    teams: int
    people: Decimal
    core: Decimal
    hours: Decimal


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
