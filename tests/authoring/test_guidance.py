"""What helps a clerk in the workbook that `new` hands out: examples, words that are accepted, lists, links, tints."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sheets import INDICATORS, INFORMATION

from workbook_tools.authoring import StandardContent, author_workbook, blank_content, blank_workbook
from workbook_tools.authoring.example_rows import example_row, is_example
from workbook_tools.authoring.layout import INFORMATION as LABELS_SHOWN
from workbook_tools.authoring.layout import LAYOUTS, SEEN_PIXELS
from workbook_tools.authoring.upgrade import upgraded
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.model.fields import FINDINGS_SHEET, LISTS_SHEET, SHEETS
from workbook_tools.reading.text import says_example

BLANK = blank_workbook(2026)
CONTENT = StandardContent(
    information=dict(INFORMATION),
    indicators=[dict(zip(INDICATORS[0], row, strict=True)) for row in INDICATORS[1:]],
    costs=[{"支出明细": "人员经费", "预算金额": 200, "支出金额": 190}],
)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(BLANK))


def header_row(sheet: Worksheet) -> int:
    return max(range(1, 5), key=lambda row: sum(cell.value is not None for cell in sheet[row]))


def rule_of(sheet: Worksheet, header: str) -> tuple[str, str, str]:
    """Kind, style and source of the check on entry below a header, or beside a label."""
    for row in sheet.iter_rows(max_row=40):
        for cell in row:
            if str(cell.value).split("（")[0] == header:
                below = sheet.title != "基本信息"
                place = cell.offset(1 if below else 0, 0 if below else 1).coordinate
                found = next(each for each in sheet.data_validations.dataValidation if place in each.sqref)
                return str(found.type), str(found.errorStyle or "stop"), str(found.formula1)
    raise AssertionError(header)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_first_row_of_every_table_is_an_example_that_says_so_in_its_first_cell(book: Workbook, kind: str) -> None:
    layout = LAYOUTS[kind]  # type: ignore[index]
    sheet = book[layout.sheet]
    row = [cell.value for cell in sheet[header_row(sheet) + 1]]
    assert says_example(str(row[0]))
    filled = [value for value in row if value is not None]
    assert len(filled) >= 0.6 * sum(not column.computed for column in layout.columns)
    computed = [value for value, column in zip(row, layout.columns, strict=False) if column.computed]
    assert not any(computed)
    assert not says_example(str(sheet.cell(header_row(sheet) + 2, 1).value or ""))


def test_nothing_is_counted_of_the_examples() -> None:
    computed = evaluate_bytes(BLANK)
    submission = computed.submission
    assert not submission.indicators
    assert not [line for line in submission.cost_lines if "督导费" in line.name]
    assert not [each for each in submission.assessments if each.score is not None]
    assert [each.name for each in submission.tranches] == ["首期", "中期", "末期"]
    assert not submission.effects
    assert not submission.texts
    assert submission.ledger is None or not len(submission.ledger)
    assert not submission.rule_overrides
    assert not submission.rosters.people
    bare = replace(blank_content(), rosters={})
    tables = {
        name: tuple(row for row in getattr(bare, name) or () if not is_example(row))
        for name in ("indicators", "costs", "assessments", "tranches", "ledger", "effects", "texts", "rules")
    }
    without = evaluate_bytes(author_workbook(replace(bare, **tables), year=2026))
    assert [each.code for each in computed.findings] == [each.code for each in without.findings]


def test_the_total_of_the_costs_leaves_the_example_out(book: Workbook) -> None:
    sheet = book["资金使用"]
    formulas = [str(cell.value) for row in sheet for cell in row if str(cell.value).startswith("=SUM")]
    assert formulas
    assert all(re.fullmatch(rf"=SUM\([A-Z]{header_row(sheet) + 2}:[A-Z]\d+\)", formula) for formula in formulas)


@pytest.mark.parametrize(
    ("sheet", "header", "words"),
    [
        ("基本信息", "中期评估等级", ("可整改", "整改后合格", "优秀", "不合格")),
        ("基本信息", "末期评估等级", ("可整改", "整改后合格")),
        ("评估评分", "结论", ("可整改", "整改后合格", "合格")),
        ("评估评分", "评估期次", ("第一次中期", "第二次中期", "中期", "末期")),
        ("资金拨付", "拨付条件", ("整改合格",)),
    ],
)
def test_every_word_that_the_instructions_allow_is_in_the_list_and_others_may_be_typed(
    book: Workbook, sheet: str, header: str, words: tuple[str, ...]
) -> None:
    kind, style, source = rule_of(book[sheet], header)
    assert (kind, style) == ("list", "warning")
    assert set(words) <= set(source.strip('"').split(","))


def test_only_what_the_program_takes_no_other_words_for_is_refused(book: Workbook) -> None:
    styles = {
        (sheet.title, str(rule.sqref)): rule.errorStyle or "stop"
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type and rule.type != "custom"  # a computed cell takes nothing at all
    }
    refused = {place for place, style in styles.items() if style == "stop"}
    assert {sheet for sheet, _ in refused} == {"基本信息", "文字材料"}
    assert len(refused) == 2


def test_days_and_figures_are_asked_for_with_an_example(book: Workbook) -> None:
    for layout in LAYOUTS.values():
        rules = book[layout.sheet].data_validations.dataValidation
        told = " ".join(str(rule.prompt) for rule in rules)
        kinds = {column.kind for column in layout.columns if not column.computed}
        assert ("date" in kinds) <= ("2026-03-05" in told)
        assert ("money" in kinds) <= ("12.5" in told)
    days = [field for fields in LABELS_SHOWN.values() for field in fields if field.kind == "date"]
    prompts = [str(rule.prompt) for rule in book["基本信息"].data_validations.dataValidation]
    assert sum("2026-03-05" in prompt for prompt in prompts) >= len(days)


@pytest.mark.parametrize("sheet", ["服务台账", "任务分解"])
def test_the_names_of_indicators_are_a_list(book: Workbook, sheet: str) -> None:
    kind, style, source = rule_of(book[sheet], "对应指标")
    assert (kind, style) == ("list", "warning")
    assert LISTS_SHEET in source
    assert book[LISTS_SHEET].sheet_state == "veryHidden"


def test_the_instructions_lead_to_each_sheet(book: Workbook) -> None:
    links = {link.location for row in book["使用说明"] for cell in row if (link := cell.hyperlink) is not None}
    assert links == {f"'{sheet.name}'!A1" for sheet in SHEETS.values()}
    assert all(location.split("'")[1] in book.sheetnames for location in links)


def test_every_column_is_seen_at_once_on_a_small_screen() -> None:
    for layout in LAYOUTS.values():
        wide = sum(column.width * 8 + 5 for column in layout.columns)
        assert wide * layout.zoom / 100 <= SEEN_PIXELS, layout.sheet
        frozen = sum(column.width * 8 + 5 for column in layout.columns[: layout.frozen_columns])
        assert frozen * layout.zoom / 100 <= SEEN_PIXELS / 4, layout.sheet


def tinted(data: bytes) -> set[str]:
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title
        for sheet in book
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if any(FINDINGS_SHEET in formula for formula in rule.formula)
    }


def test_cells_that_the_findings_name_are_tinted_in_what_new_makes_and_recompute_adds_none() -> None:
    every = {sheet.name for sheet in SHEETS.values()}
    assert tinted(BLANK) == every
    plain = author_workbook(CONTENT)
    computed, _ = written_workbook(evaluate_bytes(plain))
    assert tinted(plain) == tinted(computed) == set()


def test_upgrading_an_older_workbook_tints_its_cells_once() -> None:
    old = load_workbook(io.BytesIO(author_workbook(CONTENT)))
    old.custom_doc_props["模板版本"].value = "1"
    stream = io.BytesIO()
    old.save(stream)
    once, added = upgraded(stream.getvalue())
    assert {"基本信息", "绩效指标", "资金使用"} <= tinted(once)
    assert added.tinted
    assert upgraded(once)[0] == once
    assert example_row("costs")["支出明细"] not in str(list(load_workbook(io.BytesIO(once))["资金使用"].values))


def test_upgrading_lets_the_words_that_are_allowed_into_the_older_lists() -> None:
    old = load_workbook(io.BytesIO(author_workbook(CONTENT)))
    old.custom_doc_props["模板版本"].value = "1"
    for sheet in old:
        for rule in sheet.data_validations.dataValidation:
            if "可整改" in str(rule.formula1):
                rule.formula1, rule.errorStyle = '"优秀,良好,合格,不合格"', "stop"
            if "第一次中期" in str(rule.formula1):
                rule.formula1, rule.errorStyle = '"中期,末期"', "stop"
    stream = io.BytesIO()
    old.save(stream)
    once, added = upgraded(stream.getvalue())
    book = load_workbook(io.BytesIO(once))
    for sheet, header in (("基本信息", "中期评估等级"), ("评估评分", "结论"), ("评估评分", "评估期次")):
        kind, style, source = rule_of(book[sheet], header)
        assert (kind, style) == ("list", "warning")
        assert "可整改" in source or "第一次中期" in source
    assert added.lists == ["基本信息", "评估评分"]
    assert upgraded(once)[0] == once
