"""The blank 评分规则 lists exactly the settings that the program knows, with the values that apply without them."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from workbook_tools.authoring import author_workbook, blank_workbook
from workbook_tools.authoring.content import StandardContent
from workbook_tools.evaluation.settings import section_of, settings_of
from workbook_tools.model import RuleOverride
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.scheme_files import load_scheme, scheme_names, scheme_with_findings
from workbook_tools.reading.standard import read_standard


def listed(scheme: str = "") -> dict[str, str]:
    """The sheet of the blank workbook: setting → default."""
    sheet = load_workbook(io.BytesIO(blank_workbook(2025, scheme)))["评分规则"]
    return {str(row[0]): str(row[2]) for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]}


@pytest.mark.parametrize("name", scheme_names())
def test_every_setting_is_listed_by_its_name_with_what_its_scheme_has(name: str) -> None:
    scheme = load_scheme(name)
    assert listed(name) == {setting.name: setting.default(scheme) for setting in settings_of(scheme)}


@pytest.mark.parametrize("name", scheme_names())
def test_writing_down_every_default_changes_nothing_but_the_title(name: str) -> None:
    defaults = tuple(
        RuleOverride("评分规则", f"A{n}", f"B{n}", *setting) for n, setting in enumerate(listed(name).items(), 4)
    )
    before, (after, findings) = load_scheme(name), scheme_with_findings(name, defaults, None)
    assert findings == ()
    shares = tuple(rule._replace(title=own.title) for rule, own in zip(after.shares, before.shares, strict=True))
    assert after._replace(title=before.title, shares=shares) == before


def test_a_setting_is_read_as_it_is_shown() -> None:
    scheme = load_scheme()
    for setting in settings_of(scheme):
        assert setting.value.read(setting.default(scheme)) == setting.get(scheme), setting.name


def test_every_setting_has_a_name_of_its_own_and_a_section_that_tells_when_it_counted() -> None:
    names = [setting.name for setting in settings_of(load_scheme())]
    assert len(set(names)) == len(names)
    assert all(section_of(setting.key) for setting in settings_of(load_scheme()))


def test_a_listed_rule_counts_only_once_a_value_stands_beside_it() -> None:
    data = author_workbook(StandardContent(rules=[{"规则": "优分数线", "取值": 92}, {"规则": "良分数线"}]))
    overrides = read_standard(data, Workbook.open(data)).rule_overrides
    assert [(rule.name, rule.value) for rule in overrides] == [("优分数线", "92")]
