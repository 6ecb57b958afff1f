"""Checks on entry, hints and conditional formats of a sheet, added by splicing like its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.encoding import escape_attribute, escape_text
from workbook_tools.ooxml.located import Node, Splice, parse, raw_name, tag_end, with_attributes
from workbook_tools.ooxml.records import ConditionalFormat, Style, Validation

# What may stand between the cells and the checks on entry, in the order of the schema.
_BEFORE_VALIDATIONS = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip

_PRIORITY = lazy_pattern(rb"\spriority=[\"'](\d{1,9})[\"']")


def validations_xml(validations: Sequence[Validation], prefix: str = "") -> str:
    """The element `dataValidations`, "" for none."""
    if not validations:
        return ""
    inside = "".join(_validation_xml(each, prefix) for each in validations)
    return f'<{prefix}dataValidations count="{len(validations)}">{inside}</{prefix}dataValidations>'


def validation_splices(content: bytes, data_start: int, data_close: int, new: Sequence[Validation]) -> list[Splice]:
    """The splices that add checks on entry to a sheet whose cells lie between these two places."""
    prefix, root = _root(content, data_start)
    begin = content.index(b">", data_close) + 1 if data_close else tag_end(content, data_start)
    end = content.rindex(f"</{prefix}worksheet".encode())
    tree = _parsed(root, content[begin:end], prefix)
    shift = begin - len(root)
    known = next((child for child in tree.children if child.local == "dataValidations"), None)
    if known is not None:
        added = "".join(_validation_xml(each, prefix) for each in new).encode()
        count = sum(child.local == "dataValidation" for child in known.children) + len(new)
        tag = f'<{prefix}dataValidations count="{count}">'.encode()
        start = known.start + shift
        opened = tag_end(content, start)
        if content[opened - 2] == 0x2F:
            return [Splice(start, opened, validations_xml(new, prefix).encode())]
        last = known.children[-1].end + shift
        return [Splice(start, opened, tag), Splice(last, last, added)]
    before = [child.end for child in tree.children if child.local in _BEFORE_VALIDATIONS]
    place = max(before) + shift if before else begin
    return [Splice(place, place, validations_xml(new, prefix).encode())]


def list_splices(content: bytes, data_start: int, data_close: int, lists: Mapping[str, Validation]) -> list[Splice]:
    """The splices that let further words into drop-down lists, told by the words that they have: `甲,乙`."""
    prefix, root = _root(content, data_start)
    begin = content.index(b">", data_close) + 1 if data_close else tag_end(content, data_start)
    tail = content[begin : content.rindex(f"</{prefix}worksheet".encode())]
    tree, shift = _parsed(root, tail, prefix), begin - len(root)
    known = next((child for child in tree.children if child.local == "dataValidations"), None)
    out = []
    for node in known.children if known is not None else ():
        formula = next((child for child in node.children if child.local == "formula1"), None)
        new = lists.get(formula.text.strip().strip('"')) if formula is not None else None
        if new is None or formula is None:
            continue
        changes: dict[str, str | None] = {
            "errorStyle": new.error_style,
            "errorTitle": escape_attribute(new.error_title),
            "error": escape_attribute(new.error),
        }
        start = node.start + shift
        out.append(Splice(start, tag_end(content, start), with_attributes(content, start, changes)))
        inside = escape_text('"' + ",".join(new.choices) + '"')
        words = f"<{prefix}formula1>{inside}</{prefix}formula1>".encode()
        out.append(Splice(formula.start + shift, formula.end + shift, words))
    return out


def format_splices(
    content: bytes,
    data_start: int,
    data_close: int,
    new: Sequence[ConditionalFormat],
    differential: Callable[[Style], int],
) -> list[Splice]:
    """The splices that add conditional formats by a formula, behind those that are there and less urgent than they."""
    prefix, root = _root(content, data_start)
    begin = content.index(b">", data_close) + 1 if data_close else tag_end(content, data_start)
    tail = content[begin : content.rindex(f"</{prefix}worksheet".encode())]
    tree = _parsed(root, tail, prefix)
    before = [child.end for child in tree.children if child.local in _BEFORE_VALIDATIONS]
    place = max(before) + begin - len(root) if before else begin
    last = max((int(each) for each in _PRIORITY.findall(tail)), default=0)
    added = ""
    for priority, rule in enumerate(new, last + 1):
        look = f' dxfId="{differential(rule.style)}"' if rule.style else ""
        operands = "".join(f"<{prefix}formula>{escape_text(each)}</{prefix}formula>" for each in rule.operands)
        added += (
            f'<{prefix}conditionalFormatting sqref="{rule.ref}"><{prefix}cfRule type="expression"{look} '
            f'priority="{priority}">{operands}</{prefix}cfRule></{prefix}conditionalFormatting>'
        )
    return [Splice(place, place, added.encode())]


def _root(content: bytes, data_start: int) -> tuple[str, bytes]:
    """The prefix of the main namespace, and the start tag of the sheet."""
    prefix = raw_name(content, data_start).removesuffix("sheetData")
    start = content.index(f"<{prefix}worksheet".encode())
    return prefix, content[start : tag_end(content, start)]


def _parsed(root: bytes, inside: bytes, prefix: str) -> Node:
    return parse(root + inside + f"</{prefix}worksheet>".encode(), "")


def _validation_xml(validation: Validation, prefix: str) -> str:
    attributes: dict[str, str] = {"type": validation.kind} if validation.kind != "any" else {}
    if validation.minimum is not None and validation.maximum is None:
        attributes["operator"] = "greaterThanOrEqual"
    if validation.error_style != "stop":
        attributes["errorStyle"] = validation.error_style
    attributes |= {"allowBlank": "1", "showInputMessage": "1", "showErrorMessage": "1"}
    texts = {
        "errorTitle": validation.error_title,
        "error": validation.error,
        "promptTitle": validation.prompt_title,
        "prompt": validation.prompt,
    }
    attributes |= {name: text for name, text in texts.items() if text}
    attributes["sqref"] = validation.ref
    shown = " ".join(f'{name}="{escape_attribute(value)}"' for name, value in attributes.items())
    if validation.choices:
        operands = ['"' + ",".join(validation.choices) + '"']
    else:
        operands = [f"{bound:g}" for bound in (validation.minimum, validation.maximum) if bound is not None]
    inside = "".join(
        f"<{prefix}formula{place}>{escape_text(operand)}</{prefix}formula{place}>"
        for place, operand in enumerate(operands, 1)
    )
    name = f"{prefix}dataValidation"
    return f"<{name} {shown}>{inside}</{name}>" if inside else f"<{name} {shown}/>"
