"""A large station's lists, counted by a script that shares no line with the program, come to what the program says."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
from independent_lists import differences, recount
from listed_station import station

from workbook_tools import recompute


@pytest.mark.parametrize(("entries", "seed", "day"), [(50_000, 7, None), (2_000, 1, date(2025, 2, 11))])
def test_every_figure_of_every_list_is_what_the_rows_add_up_to(
    tmp_path: Path, entries: int, seed: int, day: date | None
) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(station(entries, seed).data())
    outcome = recompute(path, out=tmp_path / "结果", report=False, as_of=day)
    assert outcome.ok
    counted = recount(path, day)
    assert list(differences(counted, outcome.to_dict())) == []
    assert len(counted) > 600


def test_the_script_notices_one_figure_that_is_off(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(station(500).data())
    told = recompute(path, out=tmp_path / "结果", report=False).to_dict()
    counted = recount(path)
    for group, name in (("people", "average"), ("coverage", "filing_rate"), ("resources", "total")):
        wrong = copy.deepcopy(told)
        wrong[group][name] += 0.01
        assert [each.partition(":")[0] for each in differences(counted, wrong)] == [f"{group}.{name}"]
