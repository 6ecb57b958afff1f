"""Sheets of ours beside each other: in their order, where staff put them, and not left behind with old figures."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from sheets import COSTS, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.model.fields import OWN_SHEETS
from workbook_tools.ooxml import CellEdit, NewSheet, PackageProblem, SheetCell, Workbook
from workbook_tools.writing.own_sheets import put_own_sheets

RESULTS, FINDINGS, STATISTICS, AUDIT = OWN_SHEETS


def sheet(name: str, text: str = "数字 12") -> NewSheet:
    return NewSheet(name, [[SheetCell(text)]])


def with_own(data: bytes, *names: str) -> bytes:
    book = Workbook.open(data)
    put_own_sheets(book, [sheet(name) for name in names])
    return book.save()


def own_sheets(data: bytes) -> tuple[str, ...]:
    return tuple(name for name in Workbook.open(data).sheet_names if name in OWN_SHEETS)


def in_workbook_part(data: bytes, old: str, new: str) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("names", [OWN_SHEETS, (RESULTS, FINDINGS), (RESULTS, STATISTICS, AUDIT)])
def test_they_stand_in_one_order_whichever_there_are(names: tuple[str, ...]) -> None:
    assert own_sheets(with_own(standard().data(), *reversed(names))) == names


def test_one_that_comes_later_goes_between_those_that_are_there() -> None:
    before = with_own(standard().data(), RESULTS, AUDIT)
    assert own_sheets(with_own(before, *OWN_SHEETS)) == OWN_SHEETS


def test_the_same_sheets_again_give_the_same_bytes() -> None:
    once = with_own(standard().data(), *OWN_SHEETS)
    assert with_own(once, *OWN_SHEETS) == once


def test_one_that_is_not_made_any_more_is_taken_away_as_if_it_had_never_been() -> None:
    book = Workbook.open(with_own(standard().data(), *OWN_SHEETS))
    put_own_sheets(book, [sheet(RESULTS), sheet(FINDINGS)])
    never = Workbook.open(with_own(standard().data(), RESULTS, FINDINGS))
    assert book.sheet_names == never.sheet_names
    assert with_own(book.save(), RESULTS, FINDINGS) == book.save()


def test_where_staff_moved_and_hid_one_it_stays_there_and_hidden() -> None:
    data = with_own(standard().data(), *OWN_SHEETS)
    hidden = in_workbook_part(data, f'<sheet name="{AUDIT}"', f'<sheet name="{AUDIT}" state="hidden"')
    entries = {entry.name: entry.state for entry in Workbook.open(with_own(hidden, *OWN_SHEETS)).sheets}
    assert entries[AUDIT] == "hidden"
    assert {entries[name] for name in OWN_SHEETS[:3]} == {"visible"}


@pytest.mark.parametrize("name", OWN_SHEETS)
def test_a_sheet_of_staff_under_that_name_is_refused(name: str) -> None:
    book = standard(**{name: [("自己做的",)]})
    with pytest.raises(PackageProblem, match="F114"):
        with_own(book.data(), *OWN_SHEETS)


@pytest.mark.parametrize("name", OWN_SHEETS)
def test_a_sheet_of_staff_that_is_not_replaced_stays(name: str) -> None:
    data = standard(**{name: [("自己做的",)]}).data()
    others = [other for other in OWN_SHEETS if other != name]
    assert Workbook.open(with_own(data, *others)).scan(name).at(1, 1).text == "自己做的"


def test_one_that_formulas_of_staff_point_at_stays_without_its_figures() -> None:
    book = Workbook.open(with_own(standard().data(), *OWN_SHEETS))
    from workbook_tools.ooxml import Formula

    book.set_cells("基本信息", {"H1": CellEdit(Formula(f"{STATISTICS}!A1", "数字 12"))})
    after = with_own(book.save(), RESULTS, FINDINGS)
    assert own_sheets(after) == (RESULTS, FINDINGS, STATISTICS)
    texts = [cell.text for cell in Workbook.open(after).scan(STATISTICS).cells.values()]
    assert "数字 12" not in texts
    assert with_own(after, RESULTS, FINDINGS) == after


def test_a_locked_structure_keeps_the_sheet_but_not_its_figures() -> None:
    data = with_own(standard().data(), *OWN_SHEETS)
    locked = in_workbook_part(data, "<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    after = Workbook.open(with_own(locked, RESULTS, FINDINGS))
    assert after.sheet_names[-4:] == OWN_SHEETS
    assert "数字 12" not in {cell.text for name in (STATISTICS, AUDIT) for cell in after.scan(name).cells.values()}


def test_a_workbook_with_errors_opens_on_them_and_its_headline_says_so_first() -> None:
    wrong = standard(资金使用=(COSTS[0], ("人员经费", "工资", "人员费用", "很多", 138, ""))).data()
    for data, faulty in ((wrong, True), (standard().data(), False)):
        computed = evaluate_bytes(data)
        errors = sum(each.severity == "E" for each in computed.findings)
        assert bool(errors) is faulty
        written, _ = written_workbook(computed)
        headline = Workbook.open(written).scan(RESULTS).cells[3, 1].text
        assert headline == (f"有{errors}处错误须先改正；结果与当前数据一致" if faulty else "结果与当前数据一致")
        again, _ = written_workbook(evaluate_bytes(written))
        assert again == written
        place = Workbook.open(written).sheet_names.index(FINDINGS)
        assert (_active(written) == place) is faulty


def _active(data: bytes) -> int:
    import io
    import re
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = re.search(rb'activeTab="(\d+)"', package.read("xl/workbook.xml"))
    return int(found[1]) if found else 0


def pointing(kind: str) -> bytes:
    """A workbook with 台账统计 of ours, and on a sheet of staff a chart, a rule or a list of choices that shows it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    mine = book.add_worksheet("站点自用")
    book.add_worksheet(STATISTICS)
    place = f"={STATISTICS}!$A$1:$A$3"
    if kind == "chart":
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": place})
        mine.insert_chart("B2", chart)
    elif kind == "rule":
        rule = {"type": "formula", "criteria": f"={STATISTICS}!$A$1>1", "format": book.add_format({"bold": True})}
        mine.conditional_format("A1:A3", rule)
    elif kind == "choices":
        mine.data_validation("A1", {"validate": "list", "source": place})
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(("kind", "stays"), [("chart", True), ("rule", True), ("choices", True), ("nothing", False)])
def test_a_sheet_that_has_nothing_to_say_stays_while_staff_show_it_somewhere(kind: str, stays: bool) -> None:
    book = Workbook.open(pointing(kind))
    assert book.is_pointed_at(STATISTICS, passed_over=OWN_SHEETS) is stays
