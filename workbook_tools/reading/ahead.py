"""The ledger's sheet is parsed while the small sheets are read: calamine works without the interpreter's lock."""

from __future__ import annotations

import io
import threading
from typing import Any

LARGEST = 5_000_000  # bytes of a workbook; a bigger one is not held twice for the sake of a moment


class SheetAhead:
    """Stands where calamine's workbook would, for one sheet."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._sheet: Any = None
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._parse, daemon=True)
        self._thread.start()

    def get_sheet_by_name(self, name: str) -> Any:
        """The sheet, once it is there. Raises whatever calamine raised."""
        assert name == self._name
        self._thread.join()
        if self._problem is not None:
            raise self._problem
        return self._sheet

    def _parse(self) -> None:
        try:
            from python_calamine import CalamineWorkbook

            self._sheet = CalamineWorkbook.from_filelike(io.BytesIO(self._data)).get_sheet_by_name(self._name)
        except BaseException as problem:  # also a panic: it belongs to whoever asks for the sheet
            self._problem = problem
