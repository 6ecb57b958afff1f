"""Files that a folder of a thousand workbooks really holds: damaged, disguised, half there, or no file at all."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from hostile_packages import Entry, changed, packed, parts_of, raw_zip, sheet_part, substituted

Change = Callable[[bytes], bytes]
INDEX, RELATIONS, STRINGS, STYLES = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
TYPES = "[Content_Types].xml"

WPS_PAGE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<head><meta charset="gb2312"/><meta name="ProgId" content="Excel.Sheet"/>'
    '<meta name="Generator" content="WPS Office ET"/></head><body><table><tr><td>站点名称</td></tr></table></body>'
)


def _entries(data: bytes) -> list[Entry]:
    return [Entry(name, content) for name, content in parts_of(data).items()]


def _entry(data: bytes, name: str, change: Callable[[Entry], None]) -> bytes:
    entries = _entries(data)
    for entry in entries:
        if entry.name.decode() == name:
            change(entry)
    return raw_zip(entries)


def _indicators(data: bytes) -> str:
    return sheet_part(data, "绩效指标")


def _in_indicators(pattern: bytes, replacement: bytes) -> Change:
    return lambda data: substituted(data, _indicators(data), pattern, replacement)


def _without(name: str) -> Change:
    return lambda data: packed({part: content for part, content in parts_of(data).items() if part != name})


def _as(name: str, content: bytes) -> Change:
    return lambda data: changed(data, name, content)


def _swapped(first: str, second: str) -> Change:
    def swap(data: bytes) -> bytes:
        parts = parts_of(data)
        parts[first], parts[second] = parts[second], parts[first]
        return packed(parts)

    return swap


def _flag(bit: int) -> Change:
    def lie(entry: Entry) -> None:
        entry.flags |= bit

    return lambda data: _entry(data, _indicators(data), lie)


def _wrong_crc(data: bytes) -> bytes:
    def lie(entry: Entry) -> None:
        entry.crc ^= 1

    return _entry(data, _indicators(data), lie)


def _flipped(data: bytes) -> bytes:
    """One byte in the middle of the packed indicators is another: a bad sector, a bad line."""

    def flip(entry: Entry) -> None:
        middle = len(entry.packed) // 2
        entry.packed = entry.packed[:middle] + bytes([entry.packed[middle] ^ 0x55]) + entry.packed[middle + 1 :]

    return _entry(data, _indicators(data), flip)


def _method(number: int) -> Change:
    def lie(entry: Entry) -> None:
        entry.method = number

    return lambda data: _entry(data, _indicators(data), lie)


def _central(change: Callable[[int, int], tuple[int, int]]) -> Change:
    """Cut or filled between two places, of the start of the central directory and the end of the file."""

    def damage(data: bytes) -> bytes:
        start, stop = change(data.rindex(b"PK\1\2"), len(data))
        return data[:start] + b"\0" * (len(data) - stop) if stop < len(data) else data[:start]

    return damage


def _streamed(data: bytes) -> bytes:
    """Sizes behind the content, as programs write that cannot seek."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.pieces: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:  # type: ignore[override]
            self.pieces.append(bytes(piece))
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:  # type: ignore[arg-type]
        for name, content in parts_of(data).items():
            package.writestr(name, content)
    return b"".join(pipe.pieces)


def _large_format(data: bytes) -> bytes:
    """Every entry in the 64-bit form, as some programs always write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(data).items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return stream.getvalue()


def _large_format_lie(data: bytes) -> bytes:
    """Sizes that point to a 64-bit field which is not there."""
    place = data.rindex(b"PK\1\2")
    return data[: place + 20] + b"\xff" * 8 + data[place + 28 :]


def _backslashes(data: bytes) -> bytes:
    return packed({name.replace("/", "\\"): content for name, content in parts_of(data).items()})


def _other_capitals(data: bytes) -> bytes:
    return packed({name.upper(): content for name, content in parts_of(data).items()})


def _below_a_folder(data: bytes) -> bytes:
    """Unpacked, looked into and packed again, one folder too high."""
    return packed({f"站点/{name}": content for name, content in parts_of(data).items()})


def _in_a_zip(data: bytes) -> bytes:
    return packed({"甲街.xlsx": data, "乙街.xlsx": data})


def _twice(name: str) -> Change:
    return lambda data: packed([*parts_of(data).items(), (name, parts_of(data)[name])])


def _binary(data: bytes) -> bytes:
    """An .xlsb: the same package, with parts that are no XML."""
    parts = parts_of(data)
    parts[TYPES] = parts[TYPES].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    )
    parts[INDEX] = b"\x83\x01\x00\x99\x01\x0c\x00\x00\x00\x00"
    return packed(parts)


def _open_document(_: bytes) -> bytes:
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def _word(_: bytes) -> bytes:
    from docx import Document

    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def _constant(content: bytes) -> Change:
    return lambda _: content


def _deep(part: str, depth: int = 30_000) -> Change:
    def nest(data: bytes) -> bytes:
        return substituted(data, part, rb"</(\w+)>\s*$", b"<a>" * depth + b"</a>" * depth + b"</x>")

    return nest


def _deep_sheet(data: bytes) -> bytes:
    return _in_indicators(
        rb"</worksheet>", b"<extLst><ext>" + b"<a>" * 30_000 + b"</a>" * 30_000 + b"</ext></extLst></worksheet>"
    )(data)


def _wide(data: bytes) -> bytes:
    columns = "".join(f'<col min="{n}" max="{n}" width="{n % 50 + 1}" customWidth="1"/>' for n in range(1, 16385))
    return _in_indicators(rb"<cols>.*?</cols>|(?=<sheetData)", f"<cols>{columns}</cols>".encode())(data)


def _many_strings(data: bytes) -> bytes:
    more = b"".join(b"<si><t>%d</t></si>" % number for number in range(200_000))
    return substituted(data, STRINGS, rb"</sst>", more + b"</sst>")


def _drawing_to_nowhere(data: bytes) -> bytes:
    parts = parts_of(data)
    sheet = _indicators(data)
    folder, _, name = sheet.rpartition("/")
    parts[f"{folder}/_rels/{name}.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        b'Target="../drawings/drawing404.xml"/></Relationships>'
    )
    parts[sheet] = parts[sheet].replace(
        b"</worksheet>",
        b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>'
        b"</worksheet>",
    )
    return packed(parts)


def _main_type(kind: bytes) -> Change:
    return lambda data: substituted(data, TYPES, rb"application/vnd[^\"]*sheet\.main\+xml", kind)


# ---- damage that no workbook survives: a file of its own fails, with a reason
REFUSED: dict[str, Change] = {
    "目录截断": _central(lambda start, end: ((start + end) // 2, end)),
    "目录清零": _central(lambda start, end: (start, start)),
    "结尾清零": lambda data: data[:-22] + b"\0" * 22,
    "全是零": lambda data: b"\0" * len(data),
    "下载成错误页": _constant(b"<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>"),
    "WPS存的网页": _constant(WPS_PAGE.encode("gb18030")),
    "单个文件网页": _constant(
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\n\r\n"
    ),
    "逗号表": _constant("站点名称,甲街\n评价年度,2025\n项目,乙\n".encode("gb18030")),
    "二进制工作簿": _binary,
    "开放文档": _open_document,
    "文字文档": _word,
    "压缩包": _in_a_zip,
    "空压缩包": _constant(b"PK\5\6" + b"\0" * 18),
    "指标表为空": lambda data: changed(data, _indicators(data), b""),
    "指标表截断": lambda data: changed(data, _indicators(data), lambda content: content[: len(content) * 2 // 3]),
    "指标表缺尾": _in_indicators(rb"</sheetData>", b""),
    "指标表乱码": _in_indicators(rb"</sheetData>", b"\xff\xfe\xff</sheetData>"),
    "指标表缺失": lambda data: _without(_indicators(data))(data),
    "索引截断": lambda data: changed(data, INDEX, lambda content: content[: len(content) // 2]),
    "索引为空": _as(INDEX, b""),
    "索引缺失": _without(INDEX),
    "两份索引": _twice(INDEX),
    "关系缺失": _without(RELATIONS),
    "类型为空": _as(TYPES, b""),
    "关系与索引对调": _swapped(INDEX, RELATIONS),
    "样式与文本对调": _swapped(STRINGS, STYLES),
    "校验和不对": _wrong_crc,
    "坏扇区": _flipped,
    "加密的部件": _flag(0x1),
    "强加密标志": _flag(0x41),
    "未知压缩法": _method(99),
    "多一层文件夹": _below_a_folder,
    "大文件标志有假": _large_format_lie,
    "文本表深嵌套": _deep(STRINGS),
}

# ---- odd, but another program would open it: done or refused with a reason, never a defect of ours
ODD: dict[str, Change] = {
    "文本号越界": lambda data: substituted(data, _indicators(data), rb't="s"><v>\d+</v>', b't="s"><v>99999</v>'),
    "文本号为负": lambda data: substituted(data, _indicators(data), rb't="s"><v>\d+</v>', b't="s"><v>-1</v>'),
    "文本号是字": lambda data: substituted(data, _indicators(data), rb't="s"><v>\d+</v>', b't="s"><v>abc</v>'),
    "文本表缺失": _without(STRINGS),
    "文本表为空": _as(STRINGS, b""),
    "样式缺失": _without(STYLES),
    "样式为空": _as(STYLES, b""),
    "样式截断": lambda data: changed(data, STYLES, lambda content: content[: len(content) // 2]),
    "主题乱码": _as("xl/theme/theme1.xml", b"\x00\xff\xfe"),
    "属性截断": _as("docProps/core.xml", b"<cp:core"),
    "类型写成文档": _main_type(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "类型写成表": _main_type(b"application/xml"),
    "类型写成模板": _main_type(b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
    "类型写成宏": _main_type(b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "流式压缩": _streamed,
    "大文件格式": _large_format,
    "反斜杠": _backslashes,
    "大写部件名": _other_capitals,
    "前面多几个字节": lambda data: b"\r\n\r\n" + data,
    "后面多几个字节": lambda data: data + b"\0" * 512,
    "后面跟着网页": lambda data: data + b"<html>404</html>",
    "图形指向不存在": _drawing_to_nowhere,
    "满列格式": _wide,
    "尺寸荒唐": _in_indicators(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>'),
    "尺寸乱写": _in_indicators(rb'<dimension ref="[^"]*"/>', b'<dimension ref="Q:-1"/>'),
    "末行有字": _in_indicators(
        rb"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    ),
    "行号过大": _in_indicators(rb"</sheetData>", b'<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>'),
    "行号为零": _in_indicators(rb"</sheetData>", b'<row r="0"><c r="A0"><v>1</v></c></row></sheetData>'),
    "行号倒序": _in_indicators(rb"</sheetData>", b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'),
    "格位乱写": _in_indicators(rb'<c r="B2"', b'<c r="2B"'),
    "样式号越界": _in_indicators(rb'<c r="B2"', b'<c s="4000000000" r="B2"'),
    "数字过大": _in_indicators(rb"</sheetData>", b'<row r="900"><c r="H900"><v>1e400</v></c></row></sheetData>'),
    "表内深嵌套": _deep_sheet,
    "文本成山": _many_strings,
    "表名过长": lambda data: substituted(data, INDEX, "资金使用".encode(), "长".encode() * 400),
    "表名重复": lambda data: substituted(data, INDEX, 'name="资金使用"'.encode(), 'name="绩效指标"'.encode()),
    "两表同一部件": lambda data: substituted(data, RELATIONS, rb"worksheets/sheet3\.xml", b"worksheets/sheet2.xml"),
    "实体": lambda data: changed(
        data, STRINGS, lambda c: c.replace(b"<sst", b'<!DOCTYPE sst [<!ENTITY a "b">]><sst', 1)
    ),
    "编码不符": lambda data: changed(data, STRINGS, lambda c: c.replace(b'encoding="UTF-8"', b'encoding="GB2312"', 1)),
    "未知编码": lambda data: changed(data, STRINGS, lambda c: c.replace(b'encoding="UTF-8"', b'encoding="klingon"', 1)),
    "十六位编码": lambda data: changed(
        data, STRINGS, lambda c: c.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"', 1).encode("utf-16")
    ),
    "严格格式": lambda data: packed(
        {
            name: content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, content in parts_of(data).items()
        }
    ),
    "合并单元格荒唐": _in_indicators(
        rb"</sheetData>",
        b'</sheetData><mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:C3"/></mergeCells>',
    ),
    "日期为负": lambda data: substituted(data, sheet_part(data, "基本信息"), rb"<v>4\d{4}</v>", b"<v>-5</v>"),
}  # fmt: skip


def special_files(folder: Path, sound: bytes) -> dict[str, bool]:
    """What is no plain file, or has a name of its own; by its path whether it can be done."""
    made: dict[str, bool] = {}

    def put(name: str, done: bool) -> Path:
        made[name] = done
        return folder / name

    put("悬空链接.xlsx", False).symlink_to("不存在的.xlsx")
    put("链接环甲.xlsx", False).symlink_to("链接环乙.xlsx")
    put("链接环乙.xlsx", False).symlink_to("链接环甲.xlsx")
    (folder / "回到自己").symlink_to(folder, target_is_directory=True)  # a folder in itself: not followed
    os.mkfifo(put("管道.xlsx", False))
    put("文件夹.xlsx", False).mkdir()
    (folder / "解开的.xlsx" / "xl").mkdir(parents=True)
    (folder / "解开的.xlsx" / "xl" / "workbook.xml").write_bytes(b"<workbook/>")
    made["解开的.xlsx"] = False
    (folder / "真是文件夹.xlsx").mkdir()
    put("真是文件夹.xlsx/里面的.xlsx", True).write_bytes(sound)
    put("长" * 83 + ".xlsx", True).write_bytes(sound)  # 254 bytes
    put("Ab站.xlsx", True).write_bytes(sound)
    put("aB站.xlsx", True).write_bytes(sound)
    put("caf\u00e9.xlsx", True).write_bytes(sound)  # NFC
    put("cafe\u0301.xlsx", True).write_bytes(sound)  # NFD
    put("换\n行.xlsx", True).write_bytes(sound)
    put("CON.xlsx", True).write_bytes(sound)
    put(" 空格 .xlsx", True).write_bytes(sound)
    put("没有后缀名的.XLSX", True).write_bytes(sound)
    return made
