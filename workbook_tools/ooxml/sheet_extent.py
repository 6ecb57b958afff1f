"""How far a sheet reaches, read off its bytes in pieces: for sheets too long to look at cell by cell.

A reader that holds the used rectangle takes memory for all of it, so what is said here has to be true for any file,
also for one made to deceive: where the bytes hold a place in an unusual form, the sheet is parsed instead of searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbook_tools.basis.cell_references import LAST_ROW, column_number
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.located import CHUNK, feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.problem import PackageProblem

_PLACE = lazy_pattern(rb'\sr\s*=\s*(?:"([A-Z]{0,3}[1-9]\d{0,6})")?')  # without its group: an unusual form
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_LONGEST_TAIL = 1 << 20
_NOT_NEAR = lazy_pattern(rb'<(?:c|row)[ >/\t\r\n](?!r="[A-Z]?(?:[1-9]\d{0,4}|[1-4]\d{5})")')
_PREFIXED = lazy_pattern(rb":(?:c|row)[ >/\t\r\n]")  # an element with a prefix, or a text that looks like one
_MAY_BE_MISREAD = lazy_pattern(
    rb"""[<:]v>\s*+-?+(?:\d{12}|\d++(?:\.\d*+)?+[eE]\+?+\d|(?i:inf|nan))"""
    rb"""|t=["']s["'][^>]{0,512}+><(?:\w++:)?+v>(?!\d*+(?:(?<=\d)<|\Z))"""
    rb"""|<!|<\?(?!xml[ \t\r\n])|/(?:\w++:)?+v>\s*+<(?:\w++:)?+v[\s>]"""
    rb"""|<(?:\w++:)?+row\s[^<>]{0,512}+(?<!/)>\s*+<(?:\w++:)?+row[\s/>]"""
    # a formula without a result: an empty text as result has its type in the tag of the cell
    rb"""|<(?:\w++:)?+c(?:\s++(?!t=)[\w:]++="[^"<>]*+")*+\s*+>\s*+"""
    rb"""<(?:\w++:)?+f(?:\s[^<>]*+)?+(?:(?<=/)>|(?<!/)>[^<]*+</(?:\w++:)?+f>)\s*+"""
    rb"""(?:<(?:\w++:)?+v\s*+(?:/>|></(?:\w++:)?+v>)\s*+)?+</(?:\w++:)?+c>"""
)
_CELL_TAG = lazy_pattern(rb"<(?:[^<>\s/:]{1,64}:)?c[\s/>]")
_LONGEST_CELL = 512  # bytes, of one that some program wrote
_ROW, _CELL = main("row"), main("c")


def sheet_extent(stream: Callable[[], Iterable[bytes]], part: str) -> tuple[int, int]:
    """(last row, last column) with a cell or a row of its own; (0, 0) for an empty sheet. `stream` starts it anew.

    Raises PackageProblem F106 for a place that no sheet has.
    """
    try:
        return _searched(stream()) or _parsed(stream(), part)
    except ValueError:
        raise PackageProblem("F106", part=part) from None


def is_near(chunks: Iterable[bytes]) -> bool:
    """Whether a sheet surely has no place beyond row 499,999 and column Z: a quarter of what its extent costs.

    False also when a place has an unusual form.
    """
    tail = b""
    for chunk in chunks:
        piece = tail + chunk if tail else chunk
        end = max(piece.rfind(b"<"), 0)  # so that no place is cut in two
        if _NOT_NEAR.search(piece, 0, end) or _PREFIXED.search(piece, 0, end):
            return False
        tail = piece[end:]
        if len(tail) > _LONGEST_TAIL:
            return False
    return True


def cell_count(chunks: Iterable[bytes], most: int) -> int:
    """How many cells a sheet has, counted without looking at any; of far more than `most` no more than that it is more.

    What stands in comments counts as well.
    """
    count, tail = 0, b""
    for chunk in chunks:
        for start in range(0, len(chunk), CHUNK):
            piece = tail + chunk[start : start + CHUNK]
            end = max(piece.rfind(b"<"), 0)  # so that no tag is cut in two
            count += len(_CELL_TAG.findall(piece, 0, end))
            tail = piece[end:]
            if count > most or len(tail) > _LONGEST_TAIL:
                return count
    return count


def may_be_misread(chunks: Iterable[bytes]) -> bool:
    """Whether a sheet may hold what some readers take wrongly: a figure of twelve digits and more, at which they break
    where it stands for a day, a shared text whose number is none, two values in a cell, a formula without a result, and
    what is no element."""
    tail, inside = b"", False
    for chunk in chunks:
        piece = tail + chunk if tail else chunk
        begin = 0 if inside else piece.find(b"sheetData")
        inside = inside or begin >= 0
        if _MAY_BE_MISREAD.search(piece) or (inside and _namespace_among_cells(piece, begin)):
            return True
        tail = piece[-_LONGEST_CELL:]
    return False


def _namespace_among_cells(piece: bytes, begin: int) -> bool:
    """Whether a namespace is declared among cells: what stands in it only looks like them."""
    end = piece.find(b"/sheetData", begin)
    return piece.find(b" xmlns", begin, len(piece) if end < 0 else end) >= 0


def _searched(chunks: Iterable[bytes]) -> tuple[int, int] | None:
    """None when a place has an unusual form, or cells have none."""
    last_row, columns, tail = 0, set[bytes](), b""
    for chunk in chunks:
        piece = tail + chunk
        end = piece.rfind(b">") + 1  # so that no place is cut in two
        tail = piece[end:]
        if len(tail) > _LONGEST_TAIL:
            return None
        found = _PLACE.findall(piece, 0, end)
        if b"" in found:
            return None
        places = b" ".join(found)
        columns.update(places.translate(None, _DIGITS).split())
        last_row = max(last_row, *map(int, set(places.translate(None, _LETTERS).split())), 0)
    if not columns:
        return None
    if last_row > LAST_ROW:
        raise ValueError(f"there is no row {last_row}")
    return last_row, max(column_number(letters.decode()) for letters in columns)


def _parsed(chunks: Iterable[bytes], part: str) -> tuple[int, int]:
    last_row = last_column = row = column = 0
    parser = new_parser(part)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last_row, last_column
        if name == _CELL:
            ref = attributes.get("r", "")
            letters = ref.rstrip("0123456789")
            column = column_number(letters) if letters else column + 1
            last_column = max(last_column, column)
            if ref and int(ref[len(letters) :]) != row:
                raise ValueError(f"{ref!r} is not in row {row}")
        elif name == _ROW:
            row, column = int(attributes.get("r") or row + 1), 0
            last_row = max(last_row, row)
            if row > LAST_ROW:
                raise ValueError(f"there is no row {row}")

    parser.StartElementHandler = start
    feed(parser, chunks, part)
    return last_row, last_column
