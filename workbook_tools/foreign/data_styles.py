"""How OpenDocument shows figures: its data styles as the format codes that Excel writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook_tools.foreign.sheets import GENERAL
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser

_NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_KINDS = frozenset(
    f"{_NUMBER}{name}" for name in ("number-style", "percentage-style", "currency-style", "date-style", "time-style")
)
_MOST_DIGITS = 15
_LONGEST_CODE = 200
_MOST_CHAINED = 20  # styles that are made from each other
_DAY_PARTS = {
    "year": ("yy", "yyyy"), "month": ("m", "mm"), "day": ("d", "dd"), "hours": ("h", "hh"), "minutes": ("m", "mm"),
    "seconds": ("s", "ss"), "am-pm": ("AM/PM", "AM/PM"), "day-of-week": ("ddd", "dddd"),
}  # fmt: skip


class FormatReader:
    """Takes the parts that hold styles; `codes` then gives the code of every cell style that has one."""

    def __init__(self) -> None:
        self._data_styles: dict[str, str] = {}
        self._cell_styles: dict[str, tuple[str, str]] = {}  # its data style and its parent
        self._name = ""
        self._code: list[str] | None = None
        self._literal: list[str] | None = None
        self._elapsed = False

    def take(self, pieces: Iterable[bytes], part: str) -> None:
        """Raises PackageProblem."""
        parser, guard = new_parser(part), DepthGuard(part)

        def start(name: str, attributes: dict[str, str]) -> None:
            guard.down()
            self._start(name, attributes)

        def end(name: str) -> None:
            guard.up()
            self._end(name)

        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = self._characters
        feed(parser, pieces, part)

    def codes(self) -> Mapping[str, str]:
        return {name: code for name in self._cell_styles if (code := self._code_of(name)) != GENERAL}

    def _code_of(self, name: str) -> str:
        for _ in range(_MOST_CHAINED):
            data_style, parent = self._cell_styles.get(name, ("", ""))
            if data_style:
                return self._data_styles.get(data_style, GENERAL) or GENERAL
            if not parent:
                break
            name = parent
        return GENERAL

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _KINDS:
            self._name, self._code = attributes.get(f"{_STYLE}name", ""), []
            self._elapsed = attributes.get(f"{_NUMBER}truncate-on-overflow") == "false"
        elif name == f"{_STYLE}style":
            if attributes.get(f"{_STYLE}family") == "table-cell":
                self._cell_styles[attributes.get(f"{_STYLE}name", "")] = (
                    attributes.get(f"{_STYLE}data-style-name", ""),
                    attributes.get(f"{_STYLE}parent-style-name", ""),
                )
        elif self._code is not None and name.startswith(_NUMBER):
            self._part(name.removeprefix(_NUMBER), attributes)

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        assert self._code is not None
        if name in ("text", "currency-symbol"):
            self._literal = []
        elif name in ("number", "scientific-number"):
            self._code.append(_digits(attributes) + ("E+00" if name == "scientific-number" else ""))
        elif name in _DAY_PARTS:
            short, long = _DAY_PARTS[name]
            code = long if attributes.get(f"{_NUMBER}style") == "long" else short
            if name == "month" and attributes.get(f"{_NUMBER}textual") == "true":
                code = "mmmm" if len(code) == 2 else "mmm"
            if self._elapsed and not self._code:
                code = f"[{code[0]}]"
            self._code.append(code)

    def _end(self, name: str) -> None:
        if self._literal is not None and name in (f"{_NUMBER}text", f"{_NUMBER}currency-symbol"):
            text, self._literal = "".join(self._literal), None
            if self._code is not None:
                self._code.append(_quoted(text))
        elif name in _KINDS and self._code is not None:
            self._data_styles[self._name] = "".join(self._code)[:_LONGEST_CODE]
            self._code = None

    def _characters(self, text: str) -> None:
        if self._literal is not None:
            self._literal.append(text[:_LONGEST_CODE])


def _digits(attributes: Mapping[str, str]) -> str:
    whole = _bounded(attributes, "min-integer-digits", 1)
    places = _bounded(attributes, "decimal-places", -1)
    least = _bounded(attributes, "min-decimal-places", places)
    if places < 0:  # as many as there are
        return GENERAL
    grouped = attributes.get(f"{_NUMBER}grouping") == "true"
    front = "#," + "#" * (3 - min(whole, 3)) + "0" * min(whole, 3) if grouped else "0" * whole or "#"
    return front + ("." + "0" * min(least, places) + "#" * (places - min(least, places)) if places else "")


def _bounded(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    text = attributes.get(f"{_NUMBER}{name}", "")
    return min(int(text), _MOST_DIGITS) if text.isdecimal() and len(text) < 6 else otherwise


def _quoted(text: str) -> str:
    """A literal as a format code has it: % and separators count, everything else stands in quotes."""
    if text in ("%", "-", "/", ":", " ", ".", ","):
        return text
    return '"' + text.replace('"', "") + '"' if text else ""
