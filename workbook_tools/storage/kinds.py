"""What a file looks like when it is not the workbook that its name promises. First bytes and stream names decide."""

from __future__ import annotations

import codecs
import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = 128  # bytes of a directory entry in an OLE container; entries lie on multiples of it

# the first stream of an OLE container that is found here decides
_STREAMS = (
    ("EncryptedPackage", "F006", ""),
    ("Workbook", "F005", ""),
    ("Book", "F005", ""),
    ("WordDocument", "F007", "一份 Word 97-2003 文档（.doc）"),
    ("PowerPoint Document", "F007", "一份 PowerPoint 97-2003 演示文稿（.ppt）"),
    ("__properties_version1.0", "F007", "一封 Outlook 邮件（.msg）"),
)
_SIGNATURES = (
    (b"%PDF-", "一份 PDF 文件"),
    (b"\x89PNG", "一张 PNG 图片"),
    (b"\xff\xd8\xff", "一张 JPEG 图片"),
    (b"GIF8", "一张 GIF 图片"),
    (b"Rar!", "一个 RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "一个 7z 压缩包"),
    (b"\x1f\x8b", "一个 gzip 压缩包"),
    (b"{\\rtf", "一份 RTF 文档"),
    (b"MZ", "一个 Windows 程序"),
)
_TEXT_SAMPLE = 65536


def kind_of(data: bytes) -> tuple[str, str]:
    """The catalogue code of what is wrong with the kind of a file, and its kind in words; ("", "") for a zip."""
    if data.startswith(_ZIP):
        return "", ""
    if data.startswith(_OLE):
        return _ole_kind(data)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return "F007", kind
    return _text_kind(data[:_TEXT_SAMPLE])


def _ole_kind(data: bytes) -> tuple[str, str]:
    for stream, code, kind in _STREAMS:
        if _has_entry(data, stream):
            return code, kind
    return "F007", "一个旧格式的 Office 文件"


def _has_entry(data: bytes, name: str) -> bool:
    """Whether the container's directory names a stream: UTF-16, ended by a null, at the start of an entry."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    found = data.find(wanted)
    while found >= 0:
        if found % _ENTRY == 0:
            return True
        found = data.find(wanted, found + 1)
    return False


def _text_kind(sample: bytes) -> tuple[str, str]:
    text = _as_text(sample)
    if text is None:
        return "F009", ""
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<?xml") and "excel.sheet" in start[:2000]:
        return "F008", "“XML 表格 2003”"
    if start.startswith(("mime-version:", "from: <saved by")):
        return "F008", "单个文件的网页（.mht）"
    if re.match(r"<(!doctype html|html|table|meta|head|body|div|style)\b", start) or "<html" in start[:2000]:
        return "F008", "网页（HTML）"
    if start.startswith("<"):
        return "F007", "一份 XML 文件"
    if start.startswith(("id;", "id ;")):
        return "F008", "SYLK 表格"
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    for mark, kind in (
        ("\t", "用制表符分隔的文本（TXT）"),
        (",", "逗号分隔的文本（CSV）"),
        (";", "分号分隔的文本（CSV）"),
    ):
        if lines and all(mark in line for line in lines[:5]):
            return "F008", kind
    return "F007", "一份纯文本"


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
