"""The sheets of ours in a workbook: made, replaced where staff put them, taken away when they have nothing to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbook_tools.model.fields import FINDINGS_SHEET, OWN_SHEETS, RESULTS_SHEET
from workbook_tools.writing.dependents import WHOLE_SHEET

if TYPE_CHECKING:
    from workbook_tools.ooxml import NewSheet, Workbook

MARK = "workbook_tools"


def locked_out(book: Workbook, wanted: Iterable[str]) -> tuple[str, ...]:
    """The sheets that a locked structure keeps out of a workbook which has the most important ones already.

    Where one of those is missing there is nothing to be written, and `put_own_sheets` says so (F115).
    """
    if not book.structure_protected or not (book.owns_sheet(RESULTS_SHEET) and book.owns_sheet(FINDINGS_SHEET)):
        return ()
    present = {name.casefold() for name in book.sheet_names}
    return tuple(name for name in wanted if name.casefold() not in present)


def put_own_sheets(book: Workbook, sheets: Iterable[NewSheet]) -> None:
    """Put these sheets, each behind the one before it; one of ours that is not among them is not left with old figures.

    A sheet that is replaced keeps its place, and stays hidden where staff hid it.
    Raises `PackageProblem` F114 for a sheet of staff under one of our names, F115 for a protected structure.
    """
    made = {sheet.name: sheet for sheet in sheets}
    before = ""
    for name in OWN_SHEETS:
        if name in made:
            book.put_sheet(made[name]._replace(after=before), mark=MARK)
            before = name
        elif book.owns_sheet(name, mark=MARK):
            _retire(book, name)


def _retire(book: Workbook, name: str) -> None:
    """Take a sheet away; where anything of staff points at it, or sheets are locked, it stays and is emptied."""
    from workbook_tools.ooxml import PackageProblem

    followed = book.formulas_depending_on({name: [WHOLE_SHEET]}, passed_over=OWN_SHEETS)
    if not followed and not book.is_pointed_at(name, passed_over=OWN_SHEETS):
        try:
            book.remove_sheet(name, mark=MARK)
        except PackageProblem as problem:
            if problem.code not in ("F115", "F122"):
                raise
        else:
            return
    else:
        book.force_recalculation()
    book.put_sheet(_emptied(name), mark=MARK)


def _emptied(name: str) -> NewSheet:
    from workbook_tools.writing import looks
    from workbook_tools.writing.canvas import Canvas

    canvas = Canvas((90,))
    canvas.put(1, 1, name, looks.TITLE)
    canvas.grow(1, 32)
    canvas.put(2, 1, "这次计算没有可列的内容，以前的数字已经清空；不再需要时可以删除本页。", looks.SUBTITLE)
    return canvas.sheet(name)


__all__ = ["MARK", "put_own_sheets"]
