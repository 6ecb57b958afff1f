"""Numbers in the place of names: in columns, in sentences, in keys."""

from __future__ import annotations

from station import sound_station

from workbook_tools.batch.anonymous import numbers_of, without_names

WORKERS = [
    {"name": "王小", "entries": 1, "direct_hours": 2.0},
    {"name": "王小明", "entries": 9, "direct_hours": 1.0},
    {"name": "李", "entries": 1, "direct_hours": None},
    {"name": "", "entries": 3, "direct_hours": 1.0},
]


def test_workers_are_numbered_by_their_work_and_who_filled_it_in_has_no_name() -> None:
    station = sound_station()
    station = station._replace(information=station.information._replace(prepared_by="陈静"))
    names = numbers_of(station, {"ledger": {"workers": WORKERS}})
    assert names == {"王小明": "社工01", "王小": "社工02", "李": "社工03", "陈静": "填表人"}


def test_every_text_and_key_is_looked_through_the_longest_name_first() -> None:
    names = {"王小明": "社工01", "王小": "社工02", "李": "社工03"}
    told = without_names({"王小明": ["王小和王小明", "李", "桃李满天下", 3, None]}, names)
    assert told == {"社工01": ["社工02和社工01", "社工03", "桃李满天下", 3, None]}


def test_a_number_is_not_replaced_once_more() -> None:
    assert without_names("社工02，社工01", {"社工02": "社工01", "社工01": "社工02"}) == "社工01，社工02"
