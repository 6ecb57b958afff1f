"""What a long table shows of each station, in a file until it is shown: memory does not grow with it."""

from __future__ import annotations

import json
import tempfile
import weakref
from array import array
from typing import Any


class Spool:
    """One piece a station, told apart by the station's place. The file has no name, and ends with the spool."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when nobody has the spool any more
        weakref.finalize(self, self._file.close)
        self._starts = array("q")
        self._end = 0

    def add(self, piece: Any) -> None:
        """The piece of the next station: lists, texts, numbers and None."""
        data = json.dumps(piece, separators=(",", ":")).encode()
        self._starts.append(self._end)
        self._file.seek(self._end)
        self._file.write(data)
        self._end += len(data)

    def piece(self, place: int) -> Any:
        start = self._starts[place]
        stop = self._starts[place + 1] if place + 1 < len(self._starts) else self._end
        self._file.seek(start)
        return json.loads(self._file.read(stop - start))

    def __len__(self) -> int:
        return len(self._starts)
