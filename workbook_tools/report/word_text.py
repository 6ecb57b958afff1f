"""Small pieces of WordprocessingML as text, with everything that staff wrote escaped."""

from __future__ import annotations

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def text(value: str) -> str:
    """The content of a w:t element. Line breaks and tabs close it and open another."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped if escaped.isprintable() else escaped.replace("\n", _BREAK).replace("\t", _TAB)


def attribute(value: str) -> str:
    return (
        " ".join(value.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def run(value: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text(value)}</w:t></w:r>'


def paragraph(style: str, content: str, look: str = "") -> str:
    """`look` is what the style leaves open, as elements of w:pPr in their order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field with the result that it shows until Word computes it anew."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
