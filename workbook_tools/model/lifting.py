"""What a row's next unit is worth, and the cheapest way from a score to the grades above it."""

from decimal import Decimal
from typing import Literal, NamedTuple

Reading = Literal["", "lowest", "highest"]
PathState = Literal["open", "reached", "out of reach"]


class UnitWorth(NamedTuple):
    """One row that counts, and what one unit more (or less, for ≤) is worth, before its score is rounded."""

    name: str
    sheet: str
    cell: str
    points: Decimal
    score: Decimal | None  # None: not judged, and then nothing is said of its worth
    gain: Decimal | None  # points still to gain; 0 at the cap
    worth: Decimal | None  # 分 per unit; for rates per percentage point. None where the row counts only as a whole
    unit: str = ""  # 个, 小时, 个百分点
    falling: bool = False  # a unit less
    whole: bool = False  # all or nothing: a date, a range, a rating
    full: str = ""  # what it takes to earn everything, in words


class LiftStep(NamedTuple):
    """One row of a path: from where to where, what it gains, and its effort (change ÷ target, 4 decimals)."""

    name: str
    sheet: str
    cell: str
    start: Decimal | None  # in `unit`, a rate as a fraction; None where no figure measures it
    to: Decimal | None
    unit: str
    gain: Decimal
    effort: Decimal
    words: str  # 再增加 5 个（到 58 个）


class LiftPath(NamedTuple):
    """The cheapest set of judged rows that lifts the total to a grade.

    `reading` is how the unjudged points were taken: "" where there are none, else all lost or all won.
    """

    grade: str
    at_least: Decimal
    reading: Reading
    total: Decimal  # where it starts from
    best: Decimal  # with every judged row at its full score
    state: PathState
    steps: tuple[LiftStep, ...] = ()
    reached: Decimal | None = None
    effort: Decimal | None = None


class Settling(NamedTuple):
    """An unjudged row whose score in [at_least, below) settles the grade, whatever the other ones earn."""

    name: str
    sheet: str
    cell: str
    points: Decimal
    grade: str
    at_least: Decimal
    below: Decimal | None  # None: however much it earns


class Lift(NamedTuple):
    """提档: rows in the sheet's order, then the execution item; paths from the next grade upwards."""

    rows: tuple[UnitWorth, ...]
    paths: tuple[LiftPath, ...]
    settling: tuple[Settling, ...]
    is_best: bool  # the best grade already, whatever is still open
