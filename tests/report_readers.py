"""Reports read back with other readers than the ones that wrote them."""

from __future__ import annotations

import io
import zipfile

from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(report: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        return etree.fromstring(package.read(name))


def names(report: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        assert package.testzip() is None
        return package.namelist()


def document(report: bytes) -> etree._Element:
    return part(report, "word/document.xml")


def words_of(element: etree._Element) -> str:
    """The text of a paragraph as Word shows it: fields by their result, breaks and tabs as themselves."""
    pieces = []
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
            pieces.append("\t")
        elif node.tag == f"{W}br" and node.get(f"{W}type") is None:
            pieces.append("\n")
    return "".join(pieces)


def word_blocks(report: bytes) -> list[str]:
    """Every paragraph of a Word report that has text, cells of tables among them."""
    return [text for paragraph in document(report).iter(f"{W}p") if (text := words_of(paragraph)).strip()]


def style_names(report: bytes) -> dict[str, str]:
    """Style id → name."""
    styles = part(report, "word/styles.xml")
    return {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles.iter(f"{W}style")}


def page(report: bytes) -> html.HtmlElement:
    return html.document_fromstring(report.decode("utf-8"))


def html_blocks(report: bytes) -> list[str]:
    """Every heading, paragraph, list entry, caption and cell of an HTML report that has text."""
    tags = [
        "h2",
        "h3",
        "h4",
        "p",
        "caption",
        "figcaption",
        "th",
        "td",
        "dt",
        "dd",
        "li[not(parent::ul[@class='legend'])]",
    ]
    on_paper = "not(ancestor-or-self::*[@class='screen'])"  # the rest is for the screen only
    wanted = f"//main//*[{on_paper}][{' or '.join(f'self::{tag}' for tag in tags)}]"
    return [text for node in page(report).xpath(wanted) if (text := node.text_content()).strip()]
