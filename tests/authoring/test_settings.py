"""The blank 评分规则 lists exactly the settings that the program knows, with the values that apply without them."""

from __future__ import annotations

from workbook_tools.authoring import author_workbook
from workbook_tools.authoring.content import StandardContent
from workbook_tools.authoring.settings import SETTINGS
from workbook_tools.evaluation.scheme_overrides import setting_names
from workbook_tools.model import RuleOverride
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.standard import read_standard


def test_every_setting_is_listed_by_its_name() -> None:
    assert sorted(name for name, _, _ in SETTINGS) == sorted(setting_names(load_scheme("guangzhou-2018")))


def test_writing_down_every_default_changes_nothing() -> None:
    defaults = tuple(
        RuleOverride("评分规则", f"A{n}", f"B{n}", name, value) for n, (name, value, _) in enumerate(SETTINGS)
    )
    before, after = load_scheme("guangzhou-2018"), load_scheme("guangzhou-2018", defaults)
    unchanged = (
        "execution_points",
        "levels",
        "ratings",
        "grades",
        "station_grades",
        "assessors",
        "tranches",
        "over_target",
    )
    for part in (
        *unchanged,
        "ceiling_rule",
        "equal_rule",
        "execution_window",
        "line_deviation",
        "pace_on_track",
        "pace_behind",
        "scorers",
    ):
        assert getattr(after, part) == getattr(before, part)
    assert [rule.limit for rule in after.shares] == [rule.limit for rule in before.shares]


def test_a_listed_rule_counts_only_once_a_value_stands_beside_it() -> None:
    data = author_workbook(StandardContent(rules=[{"规则": "优分数线", "取值": 92}, {"规则": "良分数线"}]))
    overrides = read_standard(data, Workbook.open(data)).rule_overrides
    assert [(rule.name, rule.value) for rule in overrides] == [("优分数线", "92")]
