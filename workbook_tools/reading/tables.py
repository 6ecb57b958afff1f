"""Find a table on its sheet: the header row by its texts, the columns by their names, the last row with an entry."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.raised_limits import raised
from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue import finding
from workbook_tools.model import Cell, Finding, Table
from workbook_tools.model.fields import COLUMNS, SHEETS, Column, FieldName, TableKind
from workbook_tools.reading.footers import beside_labels, is_footer, is_signature, is_total_label
from workbook_tools.reading.grid import Grid
from workbook_tools.reading.text import MONEY_UNITS, figure_text, normal, says_example, split_unit

HEADER_SEARCH_ROWS = 40
MOST_ROWS = 5_000  # of a table whose rows are judged one by one; a station's have some dozens
LARGEST_FIGURE = Decimal(10) ** 15  # a double is exact up to here
_MOST_PLACES = 8
_FIGURE = lazy_pattern(r"[+-]?(?:[0-9]++(?:\.[0-9]*)?|\.[0-9]+)")
# What tells of single people served; told apart from other columns that are not read, whatever the table.
_PERSONAL = lazy_pattern(
    r"身份证|证件号|电话号|联系电话|手机|联系方式|^电话$|住址|家庭地址|^姓名$"
    r"|(?:对象|案主|个案|受访者|监护人|家属|家长|居民|求助者|受助人|受益人|老人|长者|儿童|学生|组员|参加者|参与者|联系人)(?:的)?(?:姓名|名字|名单)"
)
_NOTED_UNIT = lazy_pattern(r"单位(?:为|是)?(?:人民币)?(万元|千元|亿元|元)\)?$")

# The columns that make a line a row although its name could be a footer's: the fields, and whether they want figures.
_COUNTED: dict[TableKind, tuple[tuple[FieldName, ...], bool]] = {
    "indicators": (("target", "actual", "points", "stated_score"), False),
    "costs": (("budget", "spent"), True),
    "assessments": (("weight", "score"), True),
    "tranches": (("share",), True),
    "effects": (("service", "effect"), False),
    **{
        kind: (tuple(c.field for c in COLUMNS[kind] if c.kind in ("number", "money", "score")), True)
        for kind, sheet in SHEETS.items()
        if kind != "information" and sheet.since > 1
    },
}
_PROSE = ("texts", "rules")
FAR = 5  # blank lines in a row: what stands below them is far from its table
_OWN_BLOCK = 3  # rows that make a second block of a table, however far below


class Located(NamedTuple):
    """A table that was found, the units in its headers, and what was wrong on the way. No table: it cannot be read."""

    table: Table | None
    kind: TableKind
    units: dict[str, str]
    findings: tuple[Finding, ...] = ()
    rows: tuple[int, ...] = ()  # its entries and totals; no row for footers, nor for what stands far below (S032)


def locate(grid: Grid, kind: TableKind) -> Located:
    """The table of a kind (`indicators`, `costs` …) on a sheet."""
    names = COLUMNS[kind]
    header_row = _header_row(grid, names)
    if not header_row:
        wanted = "、".join(column.title for column in names if column.required)
        return Located(None, kind, {}, (finding("S003", grid.name, "A1", columns=wanted),))
    header_row, headers = _headers(grid, names, header_row)
    columns, units, findings = _columns(grid, names, header_row, headers)
    noted = _noted_unit(grid, header_row)
    units = {name: unit or noted for name, unit in units.items()}
    missing = [column for column in names if column.required and column.field not in columns]
    findings += [_missing_column(grid, header_row, column, columns) for column in missing]
    if missing or any(f.severity == Severity.ERROR for f in findings):
        return Located(None, kind, {}, tuple(findings))
    table = Table(grid.name, header_row, _last_row(grid, header_row, names, columns), columns, units, kind)
    findings += _unread_columns(grid, table, headers)
    heads = _heads(grid, table)
    repeated = [row for row in range(header_row + 1, table.last_row + 1) if _is_header_again(grid, heads, row)]
    rows: tuple[int, ...] = ()
    if kind != "ledger":  # which is read in pieces
        most = raised("WORKBOOK_TOOLS_MAX_TABLE_ROWS", MOST_ROWS)
        rows, far = _without_far(grid, table, kind, islice(_entries(grid, table, kind, frozenset(repeated)), most + 1))
        if len(rows) > most:
            figures = {"what": "行数", "found": f"{most} 以上", "limit": most, "part": grid.name}
            return Located(None, kind, {}, (finding("F104", grid.name, f"A{rows[-1]}", **figures),))
        findings += far
        table = table._replace(last_row=max(rows, default=header_row))
    if repeated := [row for row in repeated if row <= table.last_row]:
        again = "、".join(map(str, repeated))
        findings.append(finding("S030", grid.name, f"A{repeated[0]}", header=header_row, rows=again))
    return Located(table, kind, units, tuple(findings), rows)


def _entries(grid: Grid, table: Table, kind: TableKind, repeated: Collection[int]) -> Iterator[int]:
    """The rows below the header that hold an entry of this table, 合计 rows among them, footers left out."""
    computed = {table.columns[name.field] for name in COLUMNS[kind] if name.out and name.field in table.columns}
    own = sorted(set(table.columns.values()) - computed)
    # Behind the table the computed columns come to stand: there and in them a figure tells nothing of a row, before
    # the first run as after it, or the same rows would be read in two ways.
    said = {
        table.columns[name.field]
        for name in COLUMNS[kind]
        if name.out and name.field == "state" and name.field in table.columns
    }
    within = [column for column in range(1, max(own) + 1) if column not in computed]
    around = sorted({*range(max(own) + 1, grid.column_count + 1), *computed})
    below = False
    for row in range(table.header_row + 1, table.last_row + 1):
        if grid.is_blank_row(row):
            continue
        texts = grid.texts(row)
        if not any(texts[column - 1] for column in own) or _is_example(texts, table):
            continue
        if row in repeated:
            below = False
        elif _is_footer(grid, table, kind, row, texts, [*within, *_beside(grid, row, texts, around, said)], below):
            below = True
        else:
            yield row


def _beside(grid: Grid, row: int, texts: Sequence[str], columns: Iterable[int], said: Collection[int]) -> Iterator[int]:
    """Those with a text of staff: where the program says how a row stands (`said`) that is a signature alone."""
    for column in columns:
        text = texts[column - 1]
        if text and _is_word(grid.cell(row, column)) and (column not in said or is_signature(text)):
            yield column


def _is_word(cell: Cell) -> bool:
    return cell.number is None and cell.date is None and not cell.error


def _is_footer(
    grid: Grid, table: Table, kind: TableKind, row: int, of_row: Sequence[str], staff: list[int], below: bool
) -> bool:
    filled = sorted(column for column in staff if of_row[column - 1])
    texts = [of_row[column - 1] for column in filled]
    if kind in _PROSE:  # where a line may well begin with 注 or 存在问题
        return kind == "texts" and filled[0] == table.columns["chapter"] and is_signature(texts[0])
    if kind == "effects" and filled[0] in (table.columns.get("service"), table.columns["effect"]):
        return is_signature(texts[0])
    fields, figures = _COUNTED[kind]
    values = {table.columns[name] for name in fields if name in table.columns}
    wide = bool(values) and grid.merged_to(row, filled[0]) >= min(values) > filled[0]
    if not is_footer(texts, below=below, wide=wide):  # as nearly every line, whatever it counts
        return False
    left = beside_labels(texts)
    counted = any(
        text in left and (not figures or any(character.isdigit() for character in text))
        for column, text in zip(filled, texts, strict=True)
        if column in values
    )
    return is_footer(texts, counted=counted, below=below, wide=wide)


def _without_far(
    grid: Grid, table: Table, kind: TableKind, entries: Iterable[int]
) -> tuple[tuple[int, ...], Iterator[Finding]]:
    """The rows of the table, and a finding for each line far below it that was left out: nobody sees it there."""
    blocks: list[list[int]] = []
    for row in entries:
        if blocks and row - blocks[-1][-1] <= FAR:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    kept = blocks[:1]
    far: list[Finding] = []
    for block in blocks[1:]:
        filled = (column for column in range(1, grid.column_count + 1) if not grid.cell(block[0], column).blank)
        column = next(filled)
        if _begins_anew(grid, table, kind, block):
            kept.append(block)
            continue
        words = "、".join(grid.text(block[0], c) for c in (column, *filled))
        at = f"{column_letters(column)}{block[0]}"
        rows = "、".join(map(str, block))
        far.append(finding("S032", grid.name, at, rows=rows, gap=block[0] - kept[-1][-1] - 1, text=words))
    return tuple(row for block in kept for row in block), iter(far)


def _begins_anew(grid: Grid, table: Table, kind: TableKind, block: list[int]) -> bool:
    """A second block of the table, or its 合计 row, or prose, which nobody adds up."""
    if kind in ("texts", "rules", "effects"):
        return True
    texts = [grid.text(block[0], column) for column in sorted(table.columns.values())]
    if is_total(*texts[:4]):
        return True
    return len(block) >= _OWN_BLOCK and (kind != "indicators" or bool(grid.text(block[0], table.columns["level1"])))


def body_rows(located: Located) -> tuple[int, ...]:
    """The rows below the header that hold an entry of the table, 合计 rows among them."""
    return located.rows


def _is_example(texts: Sequence[str], table: Table) -> bool:
    """Whether a row shows how to fill the table: its first column says 示例, or one of the staff's own before it."""
    first = next(filter(None, texts[: min(table.columns.values())]), "")
    return says_example(first)


def _heads(grid: Grid, table: Table) -> list[tuple[int, str]]:
    """The columns of a table, each with what stands in its header."""
    return [(column, grid.header_text(table.header_row, column)) for column in table.columns.values()]


def _is_header_again(grid: Grid, heads: Sequence[tuple[int, str]], row: int) -> bool:
    """The header stands here once more, as on every printed page, or above a second block."""
    same = 0
    for column, head in heads:
        text = grid.header_text(row, column)
        if text:
            if text != head:
                return False
            same += 1
    return same > 1


def is_total(*texts: str, counted: bool = False) -> bool:
    """The row adds up the rows above it: one of its leading cells says 合计, 小计, 总计 …

    `counted`: the row has a target and an actual, as 服务人次合计 may, which is an indicator.
    """
    return any(is_total_label(text, counted=counted) for text in texts)


def money(cell: Cell, header_unit: str) -> Decimal | None:
    """An amount in 万元; the unit stands in the header, or behind the figure."""
    if cell.number is not None:
        return cell.number * MONEY_UNITS.get(header_unit, Decimal(1)) if _plausible(cell.number) else None
    text = figure_text(cell.text).removeprefix("¥").removeprefix("￥")
    for unit in sorted(MONEY_UNITS, key=len, reverse=True):
        if text.endswith(unit):
            return _plain_number(text.removesuffix(unit), MONEY_UNITS[unit])
    return _plain_number(text, MONEY_UNITS.get(header_unit, Decimal(1)))


def fraction(cell: Cell) -> Decimal | None:
    """A share or weight as a fraction: 0.7, 70 % and 70 are all 70 %."""
    if cell.number is not None and not _plausible(cell.number):
        return None
    if cell.number is not None:
        return cell.number / 100 if not cell.percent and abs(cell.number) > Decimal("1.5") else cell.number
    text = figure_text(cell.text)
    number = _plain_number(text.removesuffix("%"), Decimal(1))
    if number is None:
        return None
    # as many digits as were written: 95.00 % says more than 95 %
    return number.scaleb(-2) if text.endswith("%") or number > Decimal("1.5") else number


def printed_rate(cell: Cell) -> Decimal | None:
    """A share to the digits that the cell shows: 0.95 under 0.00% is 95.00 %."""
    rate = fraction(cell)
    if rate is None or cell.number is None or cell.places is None:
        return rate
    places = cell.places if rate == cell.number else cell.places + 2
    return half_up(rate, Decimal(1).scaleb(-min(places, _MOST_PLACES)))


def plain_figure(cell: Cell) -> Decimal | None:
    """A figure that may stand as a number or as its text."""
    if cell.number is not None:
        return cell.number if _plausible(cell.number) else None
    return _plain_number(figure_text(cell.text).removesuffix("分"), Decimal(1))


def _plausible(number: Decimal) -> bool:
    """A cell can hold 1e308; what no station counts is a slip, and sums of it are no figures any more."""
    return abs(number) < LARGEST_FIGURE


def _plain_number(text: str, factor: Decimal) -> Decimal | None:
    if len(text) > 30 or _FIGURE.fullmatch(text) is None:
        return None
    number = Decimal(text)
    return number * factor if _plausible(number) else None


@lru_cache(maxsize=len(COLUMNS))
def _known_names(names: tuple[Column, ...]) -> frozenset[str]:
    """Every name that a column of a table may bear, in its normal form."""
    return frozenset(normal(name) for column in names for name in column.names)


def _header_row(grid: Grid, names: tuple[Column, ...]) -> int:
    """The row among the first ones that names most columns, at least two (one for a table of two)."""
    known = _known_names(names)
    best_row, best = 0, 1
    for row in range(1, min(grid.row_count, HEADER_SEARCH_ROWS) + 1):
        if grid.text_count(row) <= best:
            continue
        found = {
            text
            for header in grid.header_texts(row).values()
            if (text := split_unit(header)[0] if header[-1] == ")" else header) in known or (text := header) in known
        }
        if len(found) > best:
            best_row, best = row, len(found)
    return best_row


def _headers(grid: Grid, names: tuple[Column, ...], header_row: int) -> tuple[int, dict[int, str]]:
    """The last row of a header, and its texts by column. A header may stand in two rows: the lower name counts."""
    known = _known_names(names)

    def texts(row: int) -> dict[int, str]:
        return grid.header_texts(row) if 0 < row <= grid.row_count else {}

    def is_known(text: str) -> bool:
        return text in known or split_unit(text)[0] in known

    own, above, below = texts(header_row), texts(header_row - 1), texts(header_row + 1)
    own = {**{column: text for column, text in above.items() if column not in own and is_known(text)}, **own}
    if below and all(map(is_known, below.values())) and len(below) == _filled(grid, header_row + 1):
        return header_row + 1, {**own, **below}
    return header_row, own


def _filled(grid: Grid, row: int) -> int:
    return sum(not grid.cell(row, column).blank for column in range(1, grid.column_count + 1))


def _noted_unit(grid: Grid, header_row: int) -> str:
    """The unit of money that a note above the header gives for the whole table: `单位：元`."""
    for row in range(header_row - 1, 0, -1):
        for text in reversed(grid.header_texts(row).values()):
            if note := _NOTED_UNIT.search(text):
                return note[1]
    return ""


def _columns(
    grid: Grid, names: tuple[Column, ...], header_row: int, headers: Mapping[int, str]
) -> tuple[dict[str, int], dict[str, str], list[Finding]]:
    """Field → column. The standard name goes before an alias; two columns of one name cannot be told apart."""
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    findings: list[Finding] = []
    taken: set[int] = set()
    headed: dict[str, list[int]] = {}  # name → the columns under it, with or without what stands in brackets behind
    for column, text in headers.items():
        for name in {text, split_unit(text)[0]} - {""}:
            headed.setdefault(name, []).append(column)
    for rank in range(max(len(column.names) for column in names)):
        for wanted in names:
            if rank >= len(wanted.names) or (rank and wanted.field in columns):
                continue
            hits = [column for column in headed.get(normal(wanted.names[rank]), ()) if column not in taken]
            if not hits:
                continue
            if len(hits) > 1 and not wanted.out:
                cells = "、".join(f"{column_letters(c)}{header_row}" for c in hits)
                findings.append(
                    finding(
                        "S005", grid.name, f"{column_letters(hits[1])}{header_row}", column=wanted.title, cells=cells
                    )
                )
            columns[wanted.field] = hits[0]
            units[wanted.field] = split_unit(headers[hits[0]])[1]
            taken.update(hits)
    return columns, units, findings


def _missing_column(grid: Grid, header_row: int, wanted: Column, columns: dict[str, int]) -> Finding:
    import difflib

    known = frozenset().union(*map(_known_names, COLUMNS.values()))
    texts = {
        split_unit(grid.header_text(header_row, column))[0]: column
        for column in range(1, grid.column_count + 1)
        if column not in columns.values() and split_unit(grid.header_text(header_row, column))[0] not in known
    }
    near = difflib.get_close_matches(normal(wanted.title), [text for text in texts if text], n=1, cutoff=0.5)
    if near:
        cell = f"{column_letters(texts[near[0]])}{header_row}"
        return finding("S004", grid.name, cell, column=wanted.title, near=near[0])
    return finding("S002", grid.name, f"A{header_row}", column=wanted.title, row=header_row)


def _last_row(grid: Grid, header_row: int, names: tuple[Column, ...], columns: dict[str, int]) -> int:
    """The last row with an entry of staff; what the program wrote does not make a row."""
    staff_columns = [columns[column.field] for column in names if not column.out and column.field in columns]
    for row in range(grid.row_count, header_row, -1):
        if any(not grid.cell(row, column).blank for column in staff_columns):
            return row
    return header_row


def _unread_columns(grid: Grid, table: Table, headers: Mapping[int, str]) -> Iterator[Finding]:
    """Columns of the table that nobody reads, said once: a misspelt optional column would otherwise stay unseen.

    Where the computed columns come to stand makes no difference: what lies beside the table before the first run is no
    column of it afterwards.
    """
    read = set(table.columns.values())
    outs = {column.field for column in COLUMNS[table.kind] if column.out} if table.kind else set()
    computed = {place for field_name, place in table.columns.items() if field_name in outs}
    last = max(read - computed)
    while last + 1 in headers and last + 1 not in computed:
        last += 1
    unread = [column for column in range(min(read), last + 1) if column not in read and column in headers]
    personal = [column for column in unread if _PERSONAL.search(headers[column])]
    if personal:
        columns = "、".join(f"{headers[column]}（{column_letters(column)}列）" for column in personal)
        cell = f"{column_letters(personal[0])}{table.header_row}"
        yield finding("S051", grid.name, cell, sheet_name=grid.name, columns=columns)
    unread = [column for column in unread if column not in personal]
    if unread:
        told = "、".join(f"{headers[column]}（{column_letters(column)}列）" for column in unread)
        yield finding("S020", grid.name, f"{column_letters(unread[0])}{table.header_row}", columns=told)
