"""The table of 评价结果 on the ledger. An empty one does not write itself at all."""

from __future__ import annotations

from workbook_tools.model import Evaluation, column_letters
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin
from workbook_tools.writing.sources import Sources
from workbook_tools.writing.table_parts import put_head, put_section


def ledger_table(canvas: Canvas, evaluation: Evaluation, sources: Sources) -> None:
    """The ledger by community; its total closes the table."""
    ledger = evaluation.ledger
    if ledger is None:
        return
    put_section(canvas, "八、服务台账统计（按社区）")
    put_head(canvas, {1: "社区", 2: "记录", 3: "数量", 4: "服务人次", 5: "直接工时", 7: "间接工时"}, {5: 6, 7: 8})
    origin = Origin("服务台账中该社区（合计为全部）各条记录的条数和之和", ledger_cells(sources))
    for group in (*ledger.by_community, ledger.total):
        total = group is ledger.total
        figure = looks.TOTAL_AMOUNT if total else looks.FIGURE
        canvas.put(
            canvas.row, 1, "合计" if total else group.name or "（未填）", looks.TOTAL_TEXT if total else looks.BODY
        )
        canvas.put(canvas.row, 2, group.entries, looks.TOTAL_COUNT if total else looks.COUNT, origin=origin)
        canvas.put(canvas.row, 3, group.count, figure, origin=origin)
        canvas.put(canvas.row, 4, group.persons, figure, origin=origin)
        canvas.put(canvas.row, 5, group.direct_hours, figure, to=6, origin=origin)
        canvas.put(canvas.row, 7, group.indirect_hours, figure, to=8, origin=origin)
        canvas.row += 1
    canvas.row += 1


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
