"""The table of 评价结果 on the ledger. An empty one does not write itself at all."""

from __future__ import annotations

from workbook_tools.model import Evaluation, column_letters
from workbook_tools.ooxml import Formula
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import put_head, put_section

FIGURES = (("entries", 2, 0), ("count", 3, 0), ("persons", 4, 0), ("direct_hours", 5, 6), ("indirect_hours", 7, 8))


def ledger_table(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> None:
    """The ledger by community; its total closes the table."""
    ledger = evaluation.ledger
    if ledger is None:
        return
    put_section(canvas, "服务台账统计（按社区）")
    put_head(canvas, {1: "社区", 2: "记录", 3: "数量", 4: "服务人次", 5: "直接工时", 7: "间接工时"}, {5: 6, 7: 8})
    origin = Origin("服务台账中该社区（合计为全部）各条记录的条数和之和", ledger_cells(sources))
    first = canvas.row
    for group in ledger.by_community:
        canvas.put(canvas.row, 1, group.name or "（未填）", looks.BODY)
        for field, column, span in FIGURES:
            figure = getattr(group, field)
            canvas.put(canvas.row, column, figure, looks.figure(figure), to=span, origin=origin)
        canvas.row += 1
    canvas.put(canvas.row, 1, "合计", looks.TOTAL_TEXT)
    for field, column, span in FIGURES:
        total = getattr(ledger.total, field)
        letter = column_letters(column)
        adds_up = bool(ledger.by_community) and sum(getattr(each, field) for each in ledger.by_community) == total
        live = Formula(f"SUM({letter}{first}:{letter}{canvas.row - 1})", total) if adds_up else total
        canvas.put(canvas.row, column, live, looks.figure(total, total=True), to=span, origin=origin)
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


__all__ = ["ledger_cells", "ledger_table"]
