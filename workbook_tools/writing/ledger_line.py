"""The line on the ledger in 评价结果; what lies behind it fills a sheet of its own, 台账统计."""

from __future__ import annotations

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.model import Evaluation
from workbook_tools.model.fields import STATISTICS_SHEET
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin, link_to
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import put_head, put_section

FIGURES = (("entries", 2, 0), ("count", 3, 0), ("persons", 4, 0), ("direct_hours", 5, 6), ("indirect_hours", 7, 8))


def ledger_line(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> None:
    """The sums of all entries."""
    if evaluation.ledger is None:
        return
    total = evaluation.ledger.total
    put_section(canvas, "服务台账")
    put_head(canvas, {1: "统计", 2: "记录", 3: "数量", 4: "服务人次", 5: "直接工时", 7: "间接工时"}, {5: 6, 7: 8})
    if total.entries:
        canvas.put(
            canvas.row, 1, f"合计（分项见“{STATISTICS_SHEET}”）", looks.LINK, link=link_to(STATISTICS_SHEET, "A1")
        )
    else:
        canvas.put(canvas.row, 1, "合计", looks.BODY)
    origin = Origin("服务台账各条记录的条数和之和", ledger_cells(sources))
    for field, column, span in FIGURES:
        figure = getattr(total, field)
        canvas.put(canvas.row, column, figure, looks.figure(figure), to=span, origin=origin)
    canvas.row += 2


def ledger_cells(sources: Sources) -> tuple[tuple[str, str], ...]:
    """The entries of every ledger that is scored, as one area a sheet."""
    ledger = sources.submission.ledger
    if ledger is None:
        return ()
    return tuple(
        (table.sheet, f"A{table.header_row + 1}:{column_letters(max(table.columns.values()))}{table.last_row}")
        for table in (ledger.parts or (ledger.table,))
    )


__all__ = ["ledger_cells", "ledger_line"]
