"""All letters of a batch in one folder and one archive, named by station, and the table from which they are mailed."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.batch.discover import STATE_FOLDER
from workbook_tools.batch.office_records import Expected
from workbook_tools.batch.places import Place
from workbook_tools.batch.records import Record
from workbook_tools.batch.rollup.arrivals import REMINDED, Arrival
from workbook_tools.batch.rollup.standing import bare_name
from workbook_tools.report_files import LETTERS

FOLDER, ARCHIVE, TABLE = "各站通知", "各站通知.zip", "通知名单.xlsx"
_DIGESTS = f"{STATE_FOLDER}/letters"
HEADS = ("站点", "联系人", "结论", "附件", "街道", "重新报送期限", "文件")


@dataclass(frozen=True, slots=True)
class Mailing:
    """One line of 通知名单: whom the letter goes to, what it says in a few words, and its file below FOLDER."""

    station: str
    contact: str
    conclusion: str
    attachment: str
    street: str = ""
    until: str = ""
    file: str = ""


def gather_letters(
    target: Place,
    records: Iterable[Record],
    found: Sequence[Arrival],
    expected: Sequence[Expected],
    days: dict[str, date],
    asked: date | None,
) -> tuple[str, ...]:
    """Copy the letters of all records together, add the reminders, and give the paths of what was written.

    A letter that somebody has changed is left as it is. `days` are the deadlines of the letters, by workbook.
    """
    names = _Names()
    lines: list[Mailing] = []
    by_file = {each.file: each for each in found if each.file}
    with tempfile.TemporaryFile() as stream:
        ours, written = _known(target), _Written(target)
        with zipfile.ZipFile(stream, "w") as archive:
            for record in records:
                line = by_file.get(record.relative)
                until = days.get(record.relative, asked)
                lines += _copied(record, line, until, target, written, archive, names, ours)
            for each in found:
                if each.state in REMINDED:
                    lines.append(_reminded(each, expected, asked, written, archive, names, ours))
        written.remove(ours)
        paths = [written.keep(ARCHIVE, _content(stream), ours)]
        paths.append(written.keep(TABLE, _table(sorted(lines, key=lambda line: (line.station, line.file))), ours))
    target.write(_DIGESTS, json.dumps(written.digests, sort_keys=True).encode())
    return tuple(paths)


class _Names:
    """A name for each letter; of two workbooks of one station the second has the workbook's behind it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str, more: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        tries = [name, f"{stem}（{more}）{dot}{suffix}" if more else name]
        tries += [f"{stem}（{number}）{dot}{suffix}" for number in range(2, 1000)]
        chosen = next(each for each in tries if each.casefold() not in self._taken)
        self._taken.add(chosen.casefold())
        return chosen


class _Written:
    """What was written, by path, with the digest that tells it from what somebody has made of it."""

    def __init__(self, target: Place) -> None:
        self._target = target
        self.digests: dict[str, str] = {}

    def keep(self, path: str, data: bytes, ours: dict[str, str]) -> str:
        digest = hashlib.sha256(data).hexdigest()
        known = set(ours.values())
        kept = self._target.write_kept(path, data, lambda there: hashlib.sha256(there).hexdigest() in known)
        self.digests[kept] = digest
        return kept

    def remove(self, ours: dict[str, str]) -> None:
        """Letters of an earlier run that nobody needs any more go, as long as nobody has changed them."""
        for path, digest in ours.items():
            if path in self.digests or not path.startswith(f"{FOLDER}/"):
                continue
            there = next(self._target.read_many([path]))
            if there is not None and hashlib.sha256(there).hexdigest() == digest:
                self._target.remove(path)


def _copied(
    record: Record,
    line: Arrival | None,
    until: date | None,
    target: Place,
    written: _Written,
    archive: zipfile.ZipFile,
    names: _Names,
    ours: dict[str, str],
) -> Iterator[Mailing]:
    paths = [record.outputs[kind] for kind in LETTERS if kind in record.outputs]
    stem = record.relative.rsplit("/", 1)[-1].rpartition(".")[0]
    attachment = ""
    for path, data in zip(paths, target.read_many(paths), strict=True):
        if data is not None:
            name = names.free(path.rsplit("/", 1)[-1], stem)
            archive.writestr(zip_entry(name), data, zipfile.ZIP_DEFLATED)
            written.keep(f"{FOLDER}/{name}", data, ours)
            attachment = attachment or name
    if attachment:
        station = record.outcome.get("station") or (line.station if line else stem)
        who = (line.contact, line.street) if line else ("", "")
        day = until.isoformat() if until else ""
        yield Mailing(station, who[0], _conclusion(record), attachment, who[1], day, record.relative)


def _conclusion(record: Record) -> str:
    found = record.outcome.get("findings", ())
    if record.status == "failed":
        return f"不能处理：{found[0]['message']}" if found else "不能处理"
    counts = Counter(each["severity"] for each in found)
    said = [f"{word}{counts[severity]}处" for severity, word in (("E", "须更正"), ("W", "须说明")) if counts[severity]]
    return "、".join(said) or "予以接收"


def _reminded(
    each: Arrival,
    expected: Sequence[Expected],
    asked: date | None,
    written: _Written,
    archive: zipfile.ZipFile,
    names: _Names,
    ours: dict[str, str],
) -> Mailing:
    from workbook_tools.report.letter import reminder_of
    from workbook_tools.storage import safe_file_name

    until = next((e.resubmit for e in expected if bare_name(e.station) == bare_name(each.station)), None) or asked
    letter = reminder_of(
        each.station,
        {
            "state": str(each.state),
            "year": each.year,
            "deadline": date.fromisoformat(each.deadline) if each.deadline else None,
            "until": until,
            "file": each.file.rsplit("/", 1)[-1],
            "words": each.words,
        },
    )
    stem = "-".join(filter(None, (each.station, each.year, letter.title)))
    text = letter.text().replace("\n", "\r\n").encode("utf-8-sig", "replace")
    attachment = ""
    for suffix, data in ((".docx", letter.word()), (".txt", text)):
        name = names.free(safe_file_name(stem, suffix), "")
        archive.writestr(zip_entry(name), data, zipfile.ZIP_DEFLATED)
        written.keep(f"{FOLDER}/{name}", data, ours)
        attachment = attachment or name
    day = until.isoformat() if until else ""
    return Mailing(each.station, each.contact, f"催报：{each.state}", attachment, each.street, day, each.file)


def _table(lines: Sequence[Mailing]) -> bytes:
    """The heads in the first row, as mail merge wants them."""
    from workbook_tools.batch.small_workbook import Sheet, small_workbook

    rows = [(e.station, e.contact, e.conclusion, e.attachment, e.street, e.until, e.file) for e in lines]
    return small_workbook([Sheet("通知名单", HEADS, rows, (26, 12, 34, 46, 14, 14, 34))])


def _known(target: Place) -> dict[str, str]:
    try:
        told: Any = json.loads(next(target.read_many([_DIGESTS])) or b"{}")
        return {str(path): str(digest) for path, digest in told.items()}
    except (ValueError, AttributeError):
        return {}


def _content(stream: IO[bytes]) -> bytes:
    stream.seek(0, io.SEEK_SET)
    return stream.read()
