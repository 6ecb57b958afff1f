"""What a file is, told by its content and never by its name: one row for each kind that stations hand in.

Reading from disk, batches, the dropped file, the button's copy and the page all ask here. A kind that the program
learns to read gets another `use`, and every one of them takes it from then on.
"""

import codecs
import io
import re
import struct
import zipfile
import zlib
from enum import Enum
from typing import NamedTuple

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = 128  # bytes of a directory entry in an OLE container; entries lie on multiples of it
_TEXT_SAMPLE = 65536
_MOST_PARTS = 20_000  # a directory of more is left to the one who reads packages, and refuses it
_LARGEST_INDEX = 1 << 20  # bytes of a list of content types or relationships that is looked at


class Use(Enum):
    """What the program does with a file of a kind."""

    EDITED = "worked on where it lies"
    READ = "read and never written; the result is an .xlsx"
    IMPORTED = "read by import alone: a report of last year, from which a workbook is filled"
    REFUSED = "refused, saying what it is"


class FileKind(NamedTuple):
    """A kind of file. `code` is the message of the catalogue that refuses it, `words` what it is called there."""

    name: str
    words: str
    use: Use
    code: str = ""
    suffixes: tuple[str, ...] = ()  # under which stations hand it in; a folder is searched for those that are used
    picked: bool = False  # a folder holds others of it for other reasons (reports, lists): the content decides

    @property
    def foreign(self) -> bool:
        """Whether files of this kind are read and never written."""
        return self.use is Use.READ


def _refused(name: str, words: str, code: str = "F007", suffixes: tuple[str, ...] = ()) -> FileKind:
    return FileKind(name, words, Use.REFUSED, code, suffixes)


WORKBOOK = FileKind("workbook", "Excel 工作簿", Use.EDITED, suffixes=(".xlsx", ".xlsm"))
STRICT = FileKind("strict", "“严格的 Open XML”格式的工作簿", Use.READ)
BINARY = FileKind("binary", "二进制格式（.xlsb）的工作簿", Use.READ, suffixes=(".xlsb",))
OPEN_DOCUMENT = FileKind("open-document", "OpenDocument 格式（.ods）的工作簿", Use.READ, suffixes=(".ods",))
OLD = FileKind("old", "Excel 97-2003 格式（.xls、.et）的工作簿", Use.READ, suffixes=(".xls", ".xlt", ".et", ".ett"))
ENCRYPTED = _refused("encrypted", "设有打开密码的工作簿", "F006")
WORD = FileKind("word", "一份 Word 文档（.docx）", Use.READ, suffixes=(".docx", ".docm"), picked=True)
SLIDES = _refused("slides", "一份 PowerPoint 演示文稿（.pptx）")
OLD_WORD = _refused("old-word", "一份 Word 97-2003 文档（.doc）")
OLD_SLIDES = _refused("old-slides", "一份 PowerPoint 97-2003 演示文稿（.ppt）")
MAIL = _refused("mail", "一封 Outlook 邮件（.msg）")
OLD_OFFICE = _refused("old-office", "一个旧格式的 Office 文件")
PDF = FileKind("pdf", "一份 PDF 文件", Use.IMPORTED, "F161")
XML_SHEET = _refused("xml-sheet", "“XML 表格 2003”", "F008")
WEB_ARCHIVE = _refused("web-archive", "单个文件的网页（.mht）", "F008")
WEB_PAGE = _refused("web-page", "网页（HTML）", "F008")
SYLK = _refused("sylk", "SYLK 表格", "F008")
TABBED = FileKind("tabbed", "用制表符分隔的文本（TXT）", Use.READ)
COMMAS = FileKind("commas", "逗号分隔的文本（CSV）", Use.READ, suffixes=(".csv",), picked=True)
SEMICOLONS = FileKind("semicolons", "分号分隔的文本（CSV）", Use.READ)
TEXT_TABLES = (TABBED, COMMAS, SEMICOLONS)  # of these only ledgers are read
XML = _refused("xml", "一份 XML 文件")
TEXT = FileKind("text", "一份纯文本", Use.IMPORTED, "F161")
UNKNOWN = _refused("unknown", "", "F009")

# the first stream of an OLE container that is found here decides
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("Workbook", OLD),
    ("Book", OLD),
    ("WordDocument", OLD_WORD),
    ("PowerPoint Document", OLD_SLIDES),
    ("__properties_version1.0", MAIL),
)
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x09\x08\x10\x00\x00\x06", OLD),  # a stream of .xls without its container
    (b"\x09\x08\x08\x00\x00\x05", OLD),
    (b"\x09\x04\x06\x00", OLD),
    (b"\x09\x02\x06\x00", OLD),
    (b"\x09\x00\x04\x00", OLD),
    (b"\x89PNG", _refused("picture", "一张 PNG 图片")),
    (b"\xff\xd8\xff", _refused("picture", "一张 JPEG 图片")),
    (b"GIF8", _refused("picture", "一张 GIF 图片")),
    (b"Rar!", _refused("archive", "一个 RAR 压缩包")),
    (b"7z\xbc\xaf\x27\x1c", _refused("archive", "一个 7z 压缩包")),
    (b"\x1f\x8b", _refused("archive", "一个 gzip 压缩包")),
    (b"{\\rtf", _refused("rtf", "一份 RTF 文档")),
    (b"MZ", _refused("program", "一个 Windows 程序")),
)
# what the content type of a package's main part says; a workbook is what says none of these
_MAIN_TYPES = (
    (b"application/vnd.ms-excel.sheet.binary.macroenabled.main", BINARY),
    (b"wordprocessingml.document.main+xml", WORD),
    (b"wordprocessingml.template.main+xml", WORD),
    (b"application/vnd.ms-word.document.macroenabled.main+xml", WORD),
    (b"presentationml.presentation.main+xml", SLIDES),
    (b"presentationml.slideshow.main+xml", SLIDES),
)
_WORKBOOK_TYPE = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template|addin)\.macro")
_STRICT_RELATION = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_SPREADSHEET_TYPES = (
    b"application/vnd.oasis.opendocument.spreadsheet",  # of a template as well: -template follows
)
_SEPARATORS = (("\t", TABBED), (",", COMMAS), (";", SEMICOLONS))
_PAGE = re.compile(r"<(!doctype html|html|table|meta|head|body|div|style)\b")
ALL = (
    *(WORKBOOK, STRICT, BINARY, OPEN_DOCUMENT, OLD, ENCRYPTED, WORD, SLIDES, OLD_WORD, OLD_SLIDES, MAIL, OLD_OFFICE),
    *(PDF, XML_SHEET, WEB_ARCHIVE, WEB_PAGE, SYLK, TABBED, COMMAS, SEMICOLONS, XML, TEXT, UNKNOWN),
    *(kind for _, kind in _SIGNATURES if kind not in (PDF, OLD)),
)


def suffixes_of(*uses: Use, picked: bool = False) -> tuple[str, ...]:
    """The suffixes of all kinds of these uses, as the table lists them; with `picked` all of them."""
    kinds = (kind for kind in ALL if kind.use in uses and (picked or not kind.picked))
    return tuple(dict.fromkeys(suffix for kind in kinds for suffix in kind.suffixes))


def kind_of(data: bytes) -> FileKind:
    """What the bytes of a file are. Looks at little: the whole of it may turn out to be damaged all the same."""
    if data.startswith(_ZIP):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return next((kind for stream, kind in _STREAMS if _has_entry(data, stream)), OLD_OFFICE)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return _text_kind(data[:_TEXT_SAMPLE])


def _zip_kind(data: bytes) -> FileKind:
    """By what its first entry or its lists say; a damaged package counts as a workbook, and is refused as one."""
    if data[30:38] == b"mimetype" and data[38:].startswith(_SPREADSHEET_TYPES):
        return OPEN_DOCUMENT
    if data.count(b"PK\x01\x02") > _MOST_PARTS:
        return WORKBOOK
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            types = _beginning(archive, "[Content_Types].xml")
            relations = _beginning(archive, "_rels/.rels")
            mime = _beginning(archive, "mimetype")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError, EOFError, OSError):
        return WORKBOOK
    if mime.startswith(_SPREADSHEET_TYPES):
        return OPEN_DOCUMENT
    if _WORKBOOK_TYPE.search(types.lower()):
        return STRICT if _STRICT_RELATION in relations else WORKBOOK
    return next((kind for mark, kind in _MAIN_TYPES if mark in types.lower()), WORKBOOK)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of an entry; nothing of one that is not there or cannot be unpacked."""
    try:
        with archive.open(name) as entry:
            return entry.read(_LARGEST_INDEX)
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return b""


def _has_entry(data: bytes, name: str) -> bool:
    """Whether the container's directory names a stream: UTF-16, ended by a null, at the start of an entry."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    found = data.find(wanted)
    while found >= 0:
        if found % _ENTRY == 0:
            return True
        found = data.find(wanted, found + 1)
    return False


def _text_kind(sample: bytes) -> FileKind:
    text = _as_text(sample)
    if text is None:
        return UNKNOWN
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<?xml") and "excel.sheet" in start[:2000]:
        return XML_SHEET
    if start.startswith(("mime-version:", "from: <saved by")):
        return WEB_ARCHIVE
    if _PAGE.match(start) or "<html" in start[:2000]:
        return WEB_PAGE
    if start.startswith("<"):
        return XML
    if start.startswith(("id;", "id ;")):
        return SYLK
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return next((kind for mark, kind in _SEPARATORS if _separates(mark, lines)), TEXT)


def _separates(mark: str, lines: list[str]) -> bool:
    """In the first line and in more than half of the others: a text in a cell may go over lines of its own."""
    return bool(lines) and mark in lines[0] and 2 * sum(mark in line for line in lines) > len(lines)


def _as_text(sample: bytes) -> str | None:
    """The sample as text, if it is some: UTF-8, UTF-16 with its mark, or the Chinese encoding of Windows."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample[: len(sample) // 2 * 2].decode("utf-16", "replace")
    if b"\0" in sample:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)  # the sample may end inside a character
        except UnicodeDecodeError:
            continue
        if sum(not (c.isprintable() or c in "\t\r\n\ufeff") for c in text) <= len(text) // 50:
            return text
    return None
