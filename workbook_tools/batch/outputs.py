"""The results of one workbook in the target, written so that nothing a person has worked on is ever lost."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Callable

from workbook_tools.batch.places import Place
from workbook_tools.batch.records import Record
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Outputs:
    """Writes into one folder of the target. `before` is what the last run stored of the same workbook."""

    def __init__(self, target: Place, folder: str, before: Record | None) -> None:
        self._target = target
        self._folder = folder
        self._before = before
        self.paths: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self.findings: list[Finding] = []

    def write_workbook(self, name: str, data: bytes) -> None:
        """A result that somebody has changed since is left alone, and the new one goes beside it."""
        ours = set(self._before.digests.values()) if self._before is not None else set()
        self._write("workbook", name, data, lambda there: _digest(there) in ours or _is_untouched(there))

    def write_report(self, kind: str, name: str, data: bytes) -> None:
        """One that somebody has worked on is left alone."""
        from workbook_tools.report import is_untouched

        self._write(kind, name, data, is_untouched)

    def write_text(self, kind: str, name: str, data: bytes) -> None:
        """A text bears no mark of ours: it is replaced only where it is just as we wrote it."""
        ours = set(self._before.digests.values()) if self._before is not None else set()
        self._write(kind, name, data, lambda there: _digest(there) in ours)

    def clear_old(self) -> None:
        """Results of an earlier content under another name go, as long as they are just as we wrote them."""
        if self._before is None:
            return
        for path in self._before.outputs.values():
            if path in self.paths.values():
                continue
            there = next(self._target.read_many([path]))
            if there is not None and _digest(there) == self._before.digests.get(path):
                self._target.remove(path)

    def _write(self, kind: str, name: str, data: bytes, may_replace: Callable[[bytes], bool]) -> None:
        wanted = posixpath.join(self._folder, name)
        # On a disk, what is damaged is nobody's work: it was on its way there when the power failed. A place that keeps
        # what it was given has no such halves: there even a page without its end is somebody's.
        loses = not self._target.keeps
        path = self._target.write_kept(
            wanted, data, lambda there: (loses and is_damaged(name, there)) or may_replace(there)
        )
        if path != wanted:
            self.findings.append(finding("B006", old=name, new=posixpath.basename(path)))
        self.paths[kind] = path
        self.digests[path] = _digest(data)


def is_damaged(name: str, data: bytes) -> bool:
    """Whether a result cannot be what any program has saved: empty, zeros, cut off, a zip that does not add up."""
    if data.count(0) == len(data):
        return True
    if name.endswith(".html"):
        return 0 in data or b"</html>" not in data
    if data.startswith(_OLE):  # saved with a password
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.testzip() is not None
    except Exception:  # damage shows itself in many ways
        return True


def _is_untouched(data: bytes) -> bool:
    """Whether a workbook holds results of some run, and nobody has saved it since."""
    from workbook_tools.ooxml import PackageProblem, Workbook
    from workbook_tools.writing.record import origin

    try:
        book = Workbook.open(data)
        return origin(book) != book.opened_digest
    except PackageProblem:
        return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
