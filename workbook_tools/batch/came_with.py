"""The results that a workbook came with: by which program and by which rules they had been computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_tools.basis.version import __version__
from workbook_tools.reading.fingerprint import scheme_digest
from workbook_tools.writing.audit_sheet import PROGRAM, SCHEME, SCHEME_DIGEST
from workbook_tools.writing.record import facts_there

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed

_SHOWN = 12  # hexadecimal digits of a digest
_HEAD = "SHA-256 "


def came_with(computed: Computed) -> dict[str, str]:
    """What is another program's or another scheme's of them, in words; nothing where they are as they are now, or where
    there are none. To be asked before the new results are written."""
    facts = facts_there(computed.book)
    program, digest = facts.get(PROGRAM, ""), facts.get(SCHEME_DIGEST, "").removeprefix(_HEAD)
    now = scheme_digest(computed.scheme) if digest else ""
    told = {}
    if program and program != f"workbook-tools {__version__}":
        told["program"] = f"程序版本是 {program}，本次是 workbook-tools {__version__}"
    if digest and digest != now:
        told["scheme"] = f"评分方案的摘要是 {digest[:_SHOWN]}…，本次是 {now[:_SHOWN]}…"
    if told:
        told |= {"by": program, "by_scheme": facts.get(SCHEME, "")}
    return told
