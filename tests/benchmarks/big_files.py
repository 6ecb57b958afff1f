"""Big workbooks: what time and memory the whole program takes for them.

    python tests/benchmarks/big_files.py [--rows 500000] [--megabytes 300] [--limit 600]

Two workbooks are made from the example: one with a ledger of half a million entries, one with a sheet of the staff's
own that inflates to 300 MB and is none of the program's business. Each is recomputed into a folder, with reports, by a
process of its own; its seconds and its peak memory (imports, reading, writing, everything) are printed, and compared
with the limit.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

LEDGER = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时", "备注")
COMMUNITIES, WORKERS, SERVICES = 22, 20, 8
FIRST_DAY = 45505  # 2024-08-01 as Excel counts days
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RUN = """
import json, sys, time
from memory_peak import peak_megabytes
started = time.perf_counter()
from workbook_tools.recompute import recompute
outcome = recompute(sys.argv[1], sys.argv[2])
ledger = outcome.evaluation.ledger if outcome.evaluation else None
print(json.dumps({
    "ok": outcome.ok,
    "codes": sorted({finding.code for finding in outcome.findings}),
    "entries": ledger.total.entries if ledger else 0,
    "count": float(ledger.total.count) if ledger else 0,
    "seconds": round(time.perf_counter() - started, 1),
    "peak_mb": peak_megabytes(),
}))
"""


def main() -> int:
    options = _options()
    too_big = False
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (
            ("ledger", lambda: ledger_workbook(options.rows)),
            ("other sheet", lambda: own_sheet(options.megabytes)),
        ):
            book = Path(folder) / f"{name}.xlsx"
            data, inflated = make()
            book.write_bytes(data)
            figures = measured(book, Path(folder) / "out")
            figures |= {"file_mb": round(len(data) / 2**20, 1), "inflated_mb": inflated // 2**20}
            print(name, json.dumps(figures, ensure_ascii=False))
            too_big |= figures["peak_mb"] > options.limit or not figures["ok"]
    return int(too_big)


def measured(book: Path, out: Path) -> dict[str, object]:
    """What one run in a process of its own took."""
    command, tests = [sys.executable, "-c", RUN, str(book), str(out)], str(Path(__file__).resolve().parents[1])
    environment = os.environ | {"PYTHONPATH": tests}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    result: dict[str, object] = json.loads(done.stdout)
    return result


def ledger_workbook(rows: int) -> tuple[bytes, int]:
    """The example with a ledger of so many entries, as Excel would have saved it; and the bytes of all parts."""
    return _with_sheet(_example(), "服务台账", _ledger_rows(rows))


def own_sheet(megabytes: int) -> tuple[bytes, int]:
    """The example with a sheet of the staff's own that inflates to so many megabytes."""
    return _with_sheet(_example(), "历年明细", _own_rows(megabytes << 20))


def _example() -> bytes:
    return (Path(__file__).resolve().parents[2] / "examples" / "yongping-2022.xlsx").read_bytes()


def _ledger_rows(rows: int) -> Iterator[bytes]:
    header = "".join(_text(chr(65 + column), 1, text) for column, text in enumerate(LEDGER))
    yield f'<row r="1">{header}</row>'.encode()
    for row in range(2, rows + 2):
        yield (
            f'<row r="{row}" spans="1:10">'
            f'<c r="A{row}"><v>{FIRST_DAY + row % 365}</v></c>'
            + _text("B", row, f"第{row % COMMUNITIES + 1}社区")
            + _text("C", row, f"社工{row % WORKERS + 1}")
            + _text("D", row, f"服务{row % SERVICES + 1}")
            + _text("E", row, f"指标{row % SERVICES + 1}")
            + f'<c r="F{row}"><v>1</v></c><c r="G{row}"><v>{row % 7}</v></c>'
            f'<c r="H{row}"><v>{row % 5 * 0.5}</v></c><c r="I{row}"><v>0.25</v></c>' + _text("J", row, "") + "</row>"
        ).encode()


def _own_rows(size: int) -> Iterator[bytes]:
    """Figures that differ from row to row, so that they pack as real ones do."""
    row, written = 0, 0
    while written < size:
        row += 1
        if row > 1_048_576:
            raise ValueError("a sheet has no more rows than that")
        cells = "".join(
            f'<c r="{column}{row}" s="0"><v>{(row * 7919 + number * 104729) % 1000003 / 100}</v></c>'
            for number, column in enumerate("ABCDEFGHIJKLMNOPQRST")
        )
        piece = f'<row r="{row}" spans="1:20">{cells}</row>'.encode()
        written += len(piece)
        yield piece


def _text(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>' if text else f'<c r="{column}{row}"/>'


def _with_sheet(data: bytes, name: str, rows: Iterable[bytes]) -> tuple[bytes, int]:
    """A package with one more sheet, made piece by piece."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zlib.DEFLATED, compresslevel=6) as new:
        for entry in old.infolist():
            new.writestr(entry, _linked(entry.filename, old.read(entry), name))
        with new.open("xl/worksheets/sheet99.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            pieces = []
            for piece in rows:
                pieces.append(piece)
                if len(pieces) == 2000:
                    sheet.write(b"".join(pieces))
                    pieces.clear()
            sheet.write(b"".join(pieces) + b"</sheetData></worksheet>")
        inflated = sum(entry.file_size for entry in new.infolist())
    return buffer.getvalue(), inflated


def _linked(part: str, content: bytes, name: str) -> bytes:
    """The parts that name the sheets, with one more."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    added = {
        "xl/workbook.xml": ("</sheets>", f'<sheet name="{name}" sheetId="99" r:id="rId99"/>'),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet99.xml"/>',
        ),
        "[Content_Types].xml": (
            "</Types>",
            '<Override PartName="/xl/worksheets/sheet99.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
        ),
    }.get(part)
    if added is None:
        return content
    before, insert = added
    return content.replace(before.encode(), (insert + before).encode())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=500_000, help="entries of the ledger")
    parser.add_argument("--megabytes", type=int, default=300, help="inflated size of the staff's own sheet")
    parser.add_argument("--limit", type=int, default=300, help="MB of memory for the whole process")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
