"""The tables of a scheme file, taken key by key with their type checked; what is wrong or unknown is named."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from workbook_tools.evaluation.scheme import ONE

Record = TypeVar("Record")

MOST_ENTRIES = 200  # of any list in a scheme
MOST_WORDS = 1000  # of a list of words
LONGEST_TEXT = 200


class Problem(NamedTuple):
    """A catalogue code and the figures of its message, without the file's name."""

    code: str
    figures: dict[str, object]


class Keys:
    """One table of the file: takes keys out of it with their type checked, and names those that nobody took."""

    def __init__(self, data: Mapping[str, object], path: str, problems: list[Problem]) -> None:
        self.data, self.path, self.problems = data, path, problems
        self.known: list[str] = []

    def table(self, key: str, *, optional: bool = False) -> Keys:
        value = self._take(key, optional=optional)
        if value is not None and not isinstance(value, Mapping):
            self._wrong(key, f"一组设置（写在 [{self._path(key)}] 下面）")
        return Keys(value if isinstance(value, Mapping) else {}, self._path(key), self._unless(value))

    def tables(self, key: str, *, optional: bool = False) -> list[Keys]:
        value = self._take(key, optional=optional)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > MOST_ENTRIES or not all(isinstance(e, Mapping) for e in value):
            self._wrong(key, f"若干组设置（每组一个 [[{self._path(key)}]]，最多 {MOST_ENTRIES} 组）")
            return []
        return [Keys(each, f"{self._path(key)}[{place}]", self.problems) for place, each in enumerate(value, 1)]

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self._take(key, optional=optional)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            self._wrong(key, f"文字（不空，最多 {LONGEST_TEXT} 字）")
            return ""
        return value.strip()

    def choice(self, key: str, choices: tuple[str, ...], *, optional: bool = False) -> str:
        """The first of the choices where an optional one is not there."""
        value = self._take(key, optional=optional)
        if value is not None and value not in choices:
            self._wrong(key, "、".join(f"“{each}”" for each in choices) + "之一")
        return value if isinstance(value, str) and value in choices else choices[0]

    def number(
        self, key: str, most: Decimal, least: Decimal = Decimal(0), *, default: Decimal | None = None
    ) -> Decimal:
        value = self._take(key, optional=default is not None)
        if value is None:
            return least if default is None else default
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._wrong(key, f"{least} 到 {most} 的数")
            return least
        number = Decimal(value)
        if not number.is_finite() or not least <= number <= most:
            self._wrong(key, f"{least} 到 {most} 的数")
            return least
        return number

    def whole_number(self, key: str, most: int) -> int:
        value = self.number(key, Decimal(most), ONE)
        if value != int(value):
            self._wrong(key, f"1 到 {most} 的整数")
        return int(value)

    def optional_number(self, key: str, most: Decimal) -> Decimal | None:
        if key in self.data:
            return self.number(key, most)
        self.known.append(key)
        return None

    def optional_whole_number(self, key: str, most: int) -> int | None:
        if key in self.data:
            return self.whole_number(key, most)
        self.known.append(key)
        return None

    def flag(self, key: str, *, optional: bool = False) -> bool:
        value = self._take(key, optional=optional)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, "true 或 false")
        return value is True

    def words(self, key: str, *, optional: bool = False, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        return self._words(key, self._take(key, optional=optional), default)

    def long_words(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Words as one text in which blanks part them, which is read ten times as fast as a list; or as a list."""
        value = self._take(key, optional=optional)
        return self._words(key, value.split() if isinstance(value, str) else value, ())

    def _words(self, key: str, value: object, default: tuple[str, ...]) -> tuple[str, ...]:
        if value is None:
            return default
        if (
            not isinstance(value, list)
            or len(value) > MOST_WORDS
            or not all(isinstance(each, str) and each.strip() and len(each) <= LONGEST_TEXT for each in value)
        ):
            self._wrong(key, '若干文字，例如 ["产出", "产出指标"]')
            return ()
        return tuple(each.strip() for each in value)

    def finish(self) -> None:
        for key in self.data:
            if key not in self.known:
                near = nearest(key, self.known)
                hint = f"是否想写“{near}”" if near else "这里可以写：" + "、".join(self.known)
                self.problems.append(Problem("C003", {"key": self._path(key), "hint": hint}))

    def finished(self, record: Record) -> Record:
        self.finish()
        return record

    def _take(self, key: str, *, optional: bool = False) -> object:
        self.known.append(key)
        if key not in self.data and not optional:
            self.problems.append(Problem("C005", {"key": self._path(key)}))
        return self.data.get(key)

    def _wrong(self, key: str, expected: str) -> None:
        shown = str(self.data[key])
        self.problems.append(Problem("C004", {"key": self._path(key), "value": shown, "expected": expected}))

    def _unless(self, value: object) -> list[Problem]:
        """A table that is missing is one problem, not one for each of its keys."""
        return self.problems if isinstance(value, Mapping) else []

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def nearest(name: str, names: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """The one of `names` that is most like a misspelt one; "" if none is."""
    from difflib import get_close_matches  # only for files that are refused

    return next(iter(get_close_matches(name, list(names), 1, 0.6)), "")
