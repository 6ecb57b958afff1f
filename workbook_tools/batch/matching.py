"""Which line of the 应报名单 a name stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.batch.office_records import Expected

_STATION = re.compile("社(?:会工作|工)(?:综合)?(?:服务)?(?:中心)?站?$")
_ABOVE = re.compile(r"^.{1,12}?[省市区县州盟旗](?=.{2})")


class Matcher:
    """Which line of the list a name stands for: by the very name, else by one that differs only in 社工服务站 or in
    the district before it, where that is plain."""

    def __init__(self, expected: Iterable[Expected]) -> None:
        self._keys: dict[str, dict[str, Expected]] = {}
        for each in expected:
            for key in set(_keys(each.station)):
                self._keys.setdefault(key, {})[without_blanks(each.station)] = each

    def find(self, station: str) -> Expected | None:
        for key in _keys(station):
            some = self._keys.get(key, {})
            if len(some) == 1:
                return next(iter(some.values()))
            if some:
                return some.get(without_blanks(station))
        return None


def deadlines(expected: Sequence[Expected], stations: Mapping[str, str], asked: date | None) -> dict[str, date]:
    """Workbook → the day until which its letter asks for it again: the list's 重新报送期限, else the batch's own, else
    the day by which the station was to report. `stations` gives each workbook the name it says, or its file's."""
    matcher = Matcher(expected)
    found = {}
    for file, station in stations.items():
        line = matcher.find(station)
        day = line and (line.resubmit or asked or line.deadline)
        if day:
            found[file] = day
    return found


def _keys(station: str) -> list[str]:
    name = without_blanks(station)
    short = _STATION.sub("", name) or name
    return [name, f"~{short}", f"~{_ABOVE.sub('', short)}"]
