"""未核实: a setting that nobody has checked is told where it counted, and only there."""

from __future__ import annotations

import pytest
from builders import assessment, information, submission, tranche

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.settings import names_under
from workbook_tools.reading.scheme_files import load_scheme


def told(scheme: Scheme, **parts: object) -> tuple[str, ...]:
    return evaluate(submission(about=information(), **parts), scheme).scheme_unverified  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("rows.over_target", ("超额完成说明界限",)),  # and not what begins alike: rows.over_target_deduction
        ("pace", ("进度正常下限", "进度偏慢下限")),
        ("assessors", ("第三方评估机构权重", "镇（街）权重", "区民政局权重")),
        ("title", ()),
    ],
)
def test_a_key_stands_for_the_settings_at_it_and_below_it(key: str, names: tuple[str, ...]) -> None:
    assert names_under(load_scheme("guangzhou-2018"), key) == names


def test_a_setting_is_told_where_it_counted(fiscal: Scheme) -> None:
    one = assessment("末期", "第三方评估机构", "1", "90")
    assert told(fiscal, assessments=[one]) == ()
    assert told(fiscal, assessments=[one, one]) == ("多名评分人的合成办法",)


def test_a_district_of_the_imagination_says_so_of_all_that_it_is_used_for() -> None:
    district = load_scheme("sample-district")
    assert told(district) == ()
    assert told(district, tranches=[tranche("首期", "0.5", "合同生效")]) == ("拨付的条件、比例和期限",)
    assert told(district, assessments=[assessment("末期", "第三方", "1", "90")]) == (
        "站点评估的等级",
        "多名评分人的合成办法和财务评估的期次",
        "评估主体的权重",
    )


def test_a_key_with_no_name_of_its_own_is_told_by_its_key(fiscal: Scheme) -> None:
    assert told(fiscal._replace(unverified=("tranches.words", "title"))) == ("title",)
