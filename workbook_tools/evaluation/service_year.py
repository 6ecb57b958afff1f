"""The service year, as far as it has passed on the day of judgement: for staff, tasks and gifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

_DAY = timedelta(days=1)


class ServiceYear:
    """The service year, as far as it has passed on the day of judgement."""

    def __init__(self, start: date | None, end: date | None, day: date | None) -> None:
        known = start is not None and end is not None and start <= end
        self.start, self.end, self.day = (start if known else None), (end if known else None), day
        self.last = min(end, day) if known and end is not None and day is not None else self.end

    def holds(self, when: date | None) -> bool:
        """A day that is not given, or no year to compare it with, leaves an entry in."""
        return when is None or self.start is None or self.end is None or self.start <= when <= self.end

    def has_come_to(self, when: date | None) -> bool:
        """A day of the year that is not after the day of judgement."""
        if when is None or self.start is None or self.end is None or self.last is None:
            return False
        return self.start <= when <= self.last

    @property
    def elapsed(self) -> Decimal | None:
        """The share of the year that has passed."""
        return Decimal(self.days_over[0]) / self.days_over[1] if self.days_over is not None else None

    @property
    def days_over(self) -> tuple[int, int] | None:
        """Days of the year that are over, and all its days."""
        if self.start is None or self.end is None or self.last is None or self.last < self.start:
            return None
        return (self.last - self.start).days + 1, (self.end - self.start).days + 1

    def months(self) -> Iterator[tuple[date, date, int]]:
        """The months of the calendar within the passed part: first and last day, days of the whole month."""
        if self.start is None or self.last is None:
            return
        first = self.start
        while first <= self.last:
            begins = first.replace(day=1)
            following = (begins + timedelta(days=32)).replace(day=1)
            yield first, min(following - _DAY, self.last), (following - begins).days
            first = following
