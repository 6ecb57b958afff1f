"""Small pieces of WordprocessingML as text, with everything that staff wrote escaped."""

from __future__ import annotations

import re

_SPECIAL = re.compile("[&<>\n\t]")
_AS_XML = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}


def text(value: str) -> str:
    """The content of a w:t element. Line breaks and tabs close it and open another."""
    return _SPECIAL.sub(lambda match: _AS_XML[match[0]], value) if _SPECIAL.search(value) else value


def attribute(value: str) -> str:
    return (
        " ".join(value.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def run(value: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text(value)}</w:t></w:r>'


def paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field with the result that it shows until Word computes it anew."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
