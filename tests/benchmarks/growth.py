"""How the time of a run grows with what a file holds: for each thing that a file may hold more of, four sizes.

    python tests/benchmarks/growth.py [--only rows,texts] [--most 1.15]

The exponent is that of the time by the size, over the four sizes and once more over the two largest; the larger of the
two counts. 1.0 is linear, 2.0 quadratic. Every workbook is recomputed in memory, with reports; a batch runs in one
process. What is measured is time of the processor, the least of some runs, and the memory of the largest is told.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from memory_peak import peak_megabytes

from workbook_tools.authoring import CHAPTERS, StandardContent, author_workbook

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yongping-2022.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEDGER = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时", "备注")
RUNS = 3
MOST = 1.15


def main() -> int:
    options = _options()
    if options.one:
        name, size = options.one.split("=")
        print(seconds(name, int(size)), peak_megabytes())
        return 0
    failed = False
    for name in options.only.split(",") if options.only else AXES:
        sizes = AXES[name][1]
        times, peak = [], 0
        for size in sizes:
            taken, peak = measured(name, size)
            times.append(taken)
        exponent = max(slope(sizes, times), slope(sizes[-2:], times[-2:]))
        failed |= exponent > options.most
        shown = "  ".join(f"{size:,}: {taken:.2f} s" for size, taken in zip(sizes, times, strict=True))
        print(f"{name:12} {exponent:5.2f}{'  !' if exponent > options.most else '   '}  {shown}  {peak} MB", flush=True)
    return int(failed)


def measured(name: str, size: int) -> tuple[float, int]:
    """Seconds and megabytes of one size, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", f"{name}={size}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    taken, peak = done.stdout.split()
    return float(taken), int(peak)


def seconds(name: str, size: int) -> float:
    make = AXES[name][0]
    with tempfile.TemporaryDirectory() as folder:
        work = make(size, Path(folder))
        best = math.inf
        for _ in range(RUNS):
            begin = _processor()
            work()
            best = min(best, _processor() - begin)
            if best > 3:
                break
        return best


def _processor() -> float:
    """Seconds of the processor, those of the workers of a batch included."""
    return sum(os.times()[:4])


def slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Of the line through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(taken, 1e-4)) for taken in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


# ---------------------------------------------------------------- what is done


def _recomputed(data: bytes) -> Callable[[], None]:
    from workbook_tools.basis.collector import collector_at_rest
    from workbook_tools.in_memory import evaluate_bytes, written_workbook
    from workbook_tools.report import make_html, make_word

    @collector_at_rest()  # as in the program itself
    def run() -> None:
        computed = evaluate_bytes(data)
        workbook, findings = written_workbook(computed)
        computed.book.verify(workbook)
        make_word(computed.submission, computed.evaluation, findings, None)
        make_html(computed.submission, computed.evaluation, findings)

    return run


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(EXAMPLE) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _with_sheets(sheets: dict[str, str], strings: Sequence[str] = ()) -> bytes:
    """The example with more sheets; the texts that they share come first in the table of all."""
    parts = _parts()
    book, relations, types = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    entries, links, overrides = [], [], []
    for number, (name, rows) in enumerate(sheets.items(), 500):
        part = f"worksheets/more{number}.xml"
        parts[f"xl/{part}"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
        entries.append(f'<sheet name="{name}" sheetId="{number}" r:id="more{number}"/>')
        links.append(f'<Relationship Id="more{number}" Type="{RELATION}/worksheet" Target="{part}"/>')
        overrides.append(
            f'<Override PartName="/xl/{part}" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
    parts[book] = parts[book].replace(b"</sheets>", "".join(entries).encode() + b"</sheets>")
    parts[relations] = parts[relations].replace(b"</Relationships>", "".join(links).encode() + b"</Relationships>")
    parts[types] = parts[types].replace(b"</Types>", "".join(overrides).encode() + b"</Types>")
    if strings:
        _append_strings(parts, strings)
    return _packed(parts)


def _append_strings(parts: dict[str, bytes], strings: Sequence[str]) -> None:
    import re

    table = parts["xl/sharedStrings.xml"]
    items = "".join(f"<si><t>{text}</t></si>" for text in strings).encode()
    table = re.sub(rb' (?:uniqueC|c)ount="\d+"', b"", table, count=2)
    parts["xl/sharedStrings.xml"] = table.replace(b"</sst>", items + b"</sst>")


def _string_count() -> int:
    return _parts()["xl/sharedStrings.xml"].count(b"<si>")


# ---------------------------------------------------------------- what there is more of


def sheets(count: int, _: Path) -> Callable[[], None]:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>自己的表</t></is></c></row>'
    return _recomputed(_with_sheets({f"自己的{number}": row for number in range(count)}))


def rows(count: int, _: Path) -> Callable[[], None]:
    """A ledger as Excel saves it: days, names that repeat, remarks that do not."""
    return _recomputed(ledger_workbook(count))


def ledger_workbook(count: int) -> bytes:
    names = [f"第{n}社区" for n in range(22)] + [f"社工{n}" for n in range(400)] + [f"服务{n}" for n in range(8)]
    shared = [*LEDGER, *names, "个案", "小组", "社区活动"]
    first = _string_count()
    place = {text: first + number for number, text in enumerate(shared)}
    remark = first + len(shared)
    shared += [f"{row % 97}号家庭第{row}次走访，情况稳定，{row * 7919 % 1000003}" for row in range(count)]
    return _with_sheets({"服务台账": "".join(_ledger_rows(count, place, remark))}, shared)


def _ledger_rows(count: int, place: dict[str, int], remark: int) -> Iterator[str]:
    cells = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>{place[text]}</v></c>' for n, text in enumerate(LEDGER))
    yield f'<row r="1">{cells}</row>'
    indicators = [place[text] for text in ("个案", "小组", "社区活动")]
    for n in range(count):
        r = n + 2
        yield (
            f'<row r="{r}" spans="1:10"><c r="A{r}" s="1"><v>{44774 + n % 365}</v></c>'
            f'<c r="B{r}" t="s"><v>{place[f"第{n % 22}社区"]}</v></c>'
            f'<c r="C{r}" t="s"><v>{place[f"社工{n % 400}"]}</v></c>'
            f'<c r="D{r}" t="s"><v>{place[f"服务{n % 8}"]}</v></c><c r="E{r}" t="s"><v>{indicators[n % 3]}</v></c>'
            f'<c r="F{r}"><v>1</v></c><c r="G{r}"><v>{n % 7}</v></c><c r="H{r}"><v>{n % 5 * 0.5}</v></c>'
            f'<c r="I{r}"><v>0.25</v></c><c r="J{r}" t="s"><v>{remark + n}</v></c></row>'
        )


def indicators(count: int, _: Path) -> Callable[[], None]:
    """Three of four count something, one is a rate; every tenth is not met and says why."""
    rows = [
        {
            "一级指标": "产出指标（50分）" if n < count * 2 // 3 else "效益指标（40分）",
            "二级指标": f"数量指标{n // 50}",
            "三级指标": f"服务项目{n}",
            "年度指标值": "≥95%" if n % 4 == 3 else f"{n % 90 + 10}场",
            "实际完成值": "96%" if n % 4 == 3 else f"{n % 90 + (9 if n % 10 == 0 else 10)}场",
            "偏差原因分析及改进措施": f"第{n}项受天气影响，延至下一年度。" if n % 10 == 0 else "",
        }
        for n in range(count)
    ]
    return _recomputed(_authored(indicators=rows))


def texts(count: int, _: Path) -> Callable[[], None]:
    """Passages with figures in them, over the chapters of the report."""
    rows = [
        {
            "章节": CHAPTERS[n % len(CHAPTERS)],
            "标题": f"第{n}段",
            "内容": f"全年完成个案{n % 70 + 1}个，小组{n % 30 + 1}个；第{n}次走访服务{n * 7 % 900}人次。" * 3,
        }
        for n in range(count)
    ]
    return _recomputed(_authored(texts=rows))


def _authored(**content: list[dict[str, str]]) -> bytes:
    base = {"indicators": [{"三级指标": "个案", "年度指标值": "68个", "分值": 90, "实际完成值": "70个"}]}
    about = {
        "站点名称": "青石街社工服务站", "项目名称": "社工服务", "承接机构": "青石社工", "购买方": "青石街道办事处",
        "评价年度": "2024", "服务开始日期": date(2024, 1, 1), "服务结束日期": date(2024, 12, 31), "年度项目资金": 240,
    }  # fmt: skip
    costs = [{"支出明细": "人员", "经费类别": "人员费用", "预算金额": 240, "支出金额": 236}]
    return author_workbook(StandardContent(information=about, costs=costs, **{**base, **content}))


def names(count: int, _: Path) -> Callable[[], None]:
    parts = _parts()
    defined = "".join(f'<definedName name="自己的_{n}">绩效指标!$A${n % 900 + 1}</definedName>' for n in range(count))
    book = parts["xl/workbook.xml"].decode()
    opening = "<definedNames>" if "<definedNames>" in book else ""
    book = (
        book.replace(opening, opening + defined)
        if opening
        else book.replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    )
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}"><f>自己的_{n}</f><v>1</v></c></row>' for n in range(count // 10))
    data = _with_sheets({"自己的": rows})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        more = {name: package.read(name) for name in package.namelist()}
    more["xl/workbook.xml"] = more["xl/workbook.xml"].replace(
        parts["xl/workbook.xml"].partition(b"</sheets>")[2], book.encode().partition(b"</sheets>")[2]
    )
    return _recomputed(_packed(more))


def styles(count: int, _: Path) -> Callable[[], None]:
    import re

    parts = _parts()
    added = "".join(f'<xf numFmtId="{n % 50}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for n in range(count))
    parts["xl/styles.xml"] = re.sub(rb"<cellXfs[^>]*>", b"<cellXfs>" + added.encode(), parts["xl/styles.xml"])
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb' s="(\d+)"', lambda m: b' s="%d"' % (int(m[1]) + count), parts[name])
    return _recomputed(_packed(parts))


def formulas(count: int, _: Path) -> Callable[[], None]:
    """Each reads an area of 绩效指标, the cell above and an area of its own sheet that grows with it."""
    rows = "".join(
        f'<row r="{n + 2}"><c r="A{n + 2}">'
        f"<f>A{n + 1}+SUM(绩效指标!K$4:P{n % 30 + 4})+SUM(B$1:B{n + 2})</f><v>1</v></c></row>"
        for n in range(count)
    )
    return _recomputed(_with_sheets({"自己的": rows}))


def strings(count: int, _: Path) -> Callable[[], None]:
    return _recomputed(_with_sheets({"自己的": ""}, [f"没有用到的文字{n}" for n in range(count)]))


def merges(count: int, _: Path) -> Callable[[], None]:
    parts = _parts()
    sheet = next(name for name in parts if name.startswith("xl/worksheets/") and b"<mergeCells" in parts[name])
    import re

    added = "".join(f'<mergeCell ref="AA{n + 1000}:AB{n + 1000}"/>' for n in range(count))
    parts[sheet] = re.sub(rb"<mergeCells[^>]*>", b"<mergeCells>" + added.encode(), parts[sheet])
    return _recomputed(_packed(parts))


def workbooks(count: int, folder: Path) -> Callable[[], None]:
    source = folder / "各站"
    source.mkdir()
    data = EXAMPLE.read_bytes()
    for number in range(count):
        (source / f"站点{number}.xlsx").write_bytes(data)
    runs = iter(range(100))

    def run() -> None:
        from workbook_tools.batch import batch

        batch(source, folder / f"汇总{next(runs)}", jobs=1)

    return run


AXES: dict[str, tuple[Callable[[int, Path], Callable[[], None]], tuple[int, ...]]] = {
    "sheets": (sheets, (100, 200, 400, 800)),
    "rows": (rows, (40_000, 80_000, 160_000, 320_000)),
    "indicators": (indicators, (500, 1_000, 2_000, 4_000)),
    "texts": (texts, (250, 500, 1_000, 2_000)),
    "names": (names, (5_000, 10_000, 20_000, 40_000)),
    "styles": (styles, (5_000, 10_000, 20_000, 40_000)),
    "formulas": (formulas, (5_000, 10_000, 20_000, 40_000)),
    "strings": (strings, (50_000, 100_000, 200_000, 400_000)),
    "merges": (merges, (2_000, 4_000, 8_000, 16_000)),
    "workbooks": (workbooks, (25, 50, 100, 200)),
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="、".join(AXES))
    parser.add_argument("--most", type=float, default=MOST)
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
