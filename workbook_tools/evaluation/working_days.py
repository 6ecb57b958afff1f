"""Terms in working days of the official calendar (国务院办公厅的放假安排), make-up Saturdays included."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


class UnknownCalendar(Exception):
    """The official calendar of a year is not known."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@lru_cache(maxsize=4096)
def working_days_after(start: date, count: int) -> date:
    """The last day of a term of `count` working days, the day itself not counted; make-up Saturdays are working days.

    Raises `UnknownCalendar` for years whose holidays have not been announced.
    """
    from chinese_calendar import is_workday

    day = start
    while count:
        try:
            day += timedelta(days=1)
            count -= is_workday(day)
        except (NotImplementedError, OverflowError) as error:
            raise UnknownCalendar(day.year) from error
    return day
