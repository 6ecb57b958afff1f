"""From a form to the standard workbook and its evaluation: nothing lost, and what was printed wrongly is found."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hostile_packages import changed

from tests.reading.form_builder import LAYOUTS, build
from tests.reading.published_forms import CHANGJIANG, JINZHAI, JISHAN, LANGFANG, LIJIANG, SUIXI, TANGXI, XUEYUANLU
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.import_form import import_file, import_form
from workbook_tools.in_memory import Computed, evaluate_bytes
from workbook_tools.model import Evaluation, Finding
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.official_form import read_form
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.standard import read_standard

FORMS = [TANGXI, SUIXI, CHANGJIANG, LANGFANG, JINZHAI, XUEYUANLU, LIJIANG, JISHAN]
every_layout = pytest.mark.parametrize("layout", LAYOUTS)
with_points = pytest.mark.parametrize("layout", ["ministry", "province", "plain"])


def about(computed: Computed, code: str) -> list[str]:
    return [finding.message for finding in computed.findings if finding.code == code]


def errors(computed: Computed) -> set[str]:
    """What cannot be right, without the points that are missing because the sheet was published in part."""
    return {finding.code for finding in computed.findings if finding.severity == "E"} - {"P050", "P051"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.project)
@pytest.mark.parametrize("layout", ["ministry", "province"])
def test_the_standard_workbook_says_what_the_form_says(form: object, layout: str) -> None:
    data = build(form, layout)  # type: ignore[arg-type]
    read, standard = import_form(data)
    again = read_standard(standard, Workbook.open(standard))
    assert [(r.level1, r.level2, r.level3, r.target, r.actual) for r in again.indicators] == [
        (r.level1, r.level2, r.level3, r.target, r.actual) for r in read.indicators
    ]
    assert [(r.points, r.stated_score, r.reason, r.unit, r.nature) for r in again.indicators] == [
        (r.points, r.stated_score, r.reason, r.unit, r.nature) for r in read.indicators
    ]
    assert [(h.level1, h.points) for h in again.headings if h.points] == [
        (h.level1, h.points) for h in read.headings if h.points
    ]
    assert again.information.year == read.information.year
    assert [text.content for text in again.texts] == [text.content for text in read.texts]


def test_the_same_form_gives_the_same_bytes() -> None:
    data = build(SUIXI, "ministry")
    assert import_form(data)[1] == import_form(data)[1]


@every_layout
def test_a_total_row_of_noughts_above_its_parts_is_found(layout: str) -> None:
    computed = evaluate_bytes(build(TANGXI, layout))
    assert errors(computed) == {"M037"}
    assert all("89.974万元" in message for message in about(computed, "M037"))
    assert computed.evaluation.judged_score == 80


@with_points
def test_full_marks_for_missed_targets_are_found_with_the_score_by_the_rule(layout: str) -> None:
    computed = evaluate_bytes(build(SUIXI, layout))
    assert errors(computed) == {"R051"}
    missed = about(computed, "R051")
    assert ["4.84分" in missed[0], "9.09分" in missed[1]] == [True, True]
    assert len(about(computed, "R053")) == 2  # 147 % and 133 % without a reason


@every_layout
def test_a_correct_form_is_reproduced_without_an_error(layout: str) -> None:
    computed = evaluate_bytes(build(CHANGJIANG, layout))
    assert computed.evaluation.score == computed.submission.stated_total == 100
    assert computed.evaluation.grade == "优"
    assert "2020年1月1日" in about(computed, "O108")[0]
    assert errors(computed) == set()


@every_layout
def test_rounding_to_whole_points_is_explained(layout: str) -> None:
    computed = evaluate_bytes(build(LANGFANG, layout))
    assert computed.evaluation.score == Decimal("97.24")
    assert errors(computed) == set()
    assert "8.62" in about(computed, "M038")[0]
    assert "四舍五入到整数得9分" in about(computed, "R074")[0]


@every_layout
def test_spending_above_the_budget_is_capped_and_a_bound_that_looks_wrong_is_said(layout: str) -> None:
    computed = evaluate_bytes(build(JINZHAI, layout))
    assert computed.evaluation.funds.score == 10
    assert "102.59%" in about(computed, "M024")[0]
    assert "≤4" in about(computed, "R061")[0] or layout == "province"
    assert about(computed, "R053")


@every_layout
def test_a_rate_that_was_rounded_first_is_explained(layout: str) -> None:
    computed = evaluate_bytes(build(XUEYUANLU, layout))
    assert computed.evaluation.funds.score == Decimal("4.99")
    assert "49.88%" in about(computed, "M038")[0]


@with_points
def test_points_taken_off_targets_that_were_met_are_found(layout: str) -> None:
    computed = evaluate_bytes(build(LIJIANG, layout))
    assert errors(computed) == {"R050"}
    assert len(about(computed, "R050")) == 4
    assert [row.score for row in computed.evaluation.rows] == [10, 20, 20, 30]


@with_points
def test_scores_set_by_hand_are_told_from_those_that_a_rounding_explains(layout: str) -> None:
    computed = evaluate_bytes(build(JISHAN, layout))
    assert errors(computed) == {"R051", "R075"}
    by_hand = " ".join(about(computed, "R075"))
    assert all(score in by_hand for score in ("1.69分", "1.25分", "1.97分"))
    explained = " ".join(about(computed, "R074"))
    assert all(name in explained for name in ("适龄儿童疫苗接种率", "老年人体检数", "老年人中医药规范管理数"))
    assert "2.92分" in about(computed, "R051")[0]


@every_layout
def test_a_form_can_be_judged_as_it_stands_with_findings_at_its_own_cells(layout: str) -> None:
    form = read_form(build(SUIXI, layout))
    scheme: Scheme = load_scheme(form.information.scheme, (), None)
    evaluation: Evaluation = evaluate(form, scheme)
    findings: tuple[Finding, ...] = check_all(form, evaluation, scheme)
    assert {finding.sheet for finding in findings} <= {form.information.sheet, ""}
    assert "R053" in [finding.code for finding in findings]


def test_a_form_whose_number_formats_are_lost_is_read_all_the_same() -> None:
    form = next((Path(__file__).parents[2] / "examples" / "district").rglob("*自评表.xlsx")).read_bytes()
    lost = changed(
        form, "xl/styles.xml", lambda styles: re.sub(rb'numFmtId="\d+" fontId', b'numFmtId="199" fontId', styles)
    )
    rows = [(row.target.number, row.actual.number) for row in read_form(form).indicators]
    assert any(actual is not None for _, actual in rows)
    assert [(row.target.number, row.actual.number) for row in read_form(lost).indicators] == rows


def test_import_writes_a_new_workbook_and_nothing_else(tmp_path: Path) -> None:
    form = tmp_path / "自评表.xlsx"
    form.write_bytes(build(SUIXI, "ministry"))
    out = import_file(form, tmp_path / "标准.xlsx")
    assert read_standard(out.read_bytes(), Workbook.open(out.read_bytes())).information.project == "临时救助"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["标准.xlsx", "自评表.xlsx"]


@pytest.mark.parametrize(("name", "code"), [("自评表.xlsx", "U012"), ("标准.csv", "U011")])
def test_import_never_writes_over_a_file_nor_under_another_suffix(tmp_path: Path, name: str, code: str) -> None:
    form = tmp_path / "自评表.xlsx"
    form.write_bytes(build(SUIXI, "ministry"))
    with pytest.raises(CannotProcess) as caught:
        import_file(form, tmp_path / name)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert form.read_bytes() == build(SUIXI, "ministry")


def test_a_standard_workbook_and_a_broken_file_are_not_imported(tmp_path: Path) -> None:
    standard, broken = tmp_path / "标准.xlsx", tmp_path / "坏.xlsx"
    standard.write_bytes(import_form(build(SUIXI, "ministry"))[1])
    broken.write_bytes(build(SUIXI, "ministry")[:3000])
    for path, code in ((standard, "O112"), (broken, "F")):
        with pytest.raises(CannotProcess) as caught:
            import_file(path, tmp_path / "结果.xlsx")
        assert caught.value.findings[0].code.startswith(code)
    assert not (tmp_path / "结果.xlsx").exists()
