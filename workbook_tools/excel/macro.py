"""The sources of the button: `templates/macro/*.bas` with the texts of the catalogue filled in."""

from __future__ import annotations

import re

from workbook_tools.basis.resources import template
from workbook_tools.catalogue import ENTRIES
from workbook_tools.excel.vba_project import Module

PROTOCOL = 1  # of the answers that the macro reads; the same number as WtProtocol in WtButton.bas
MARK = "' workbook-tools button module"  # in every module of ours, so that a newer one can take its place
MACROS = {"重新计算": "WtRecompute", "检查": "WtCheck", "生成报告": "WtReport"}
RIBBON = {
    "重新计算": "WtRibbonRecompute",
    "检查": "WtRibbonCheck",
    "生成报告": "WtRibbonReport",
    "批量处理": "WtRibbonBatch",
}
_TEXTS = {
    "title": "绩效评价",
    "working": "正在计算，请稍候…",
    "working on all": "正在批量处理，请稍候…",
    "choose a folder": "选择存放工作簿的文件夹",
    "undo": "（写入结果以后，“撤销”退不回按按钮以前的修改；要留退路，请先保存，再按按钮。）",
}
_PLACEHOLDER = re.compile(r'"\{([^{}]+)\}"')


def modules() -> list[Module]:
    """The standard modules of the button, in the order of their names."""
    found = []
    for path in sorted(template("macro").glob("*.bas"), key=lambda path: path.name):
        source = path.read_text(encoding="ascii")
        found.append(Module(path.stem, "standard", _PLACEHOLDER.sub(_filled, source)))
    return found


def shown_by_macro(code: str) -> str:
    """A message of the catalogue as a message box shows it: what is wrong, what to do, the code."""
    entry = ENTRIES[code]
    return f"{entry.message}\n\n{entry.fix}\n\n（{code}）"


def ascii_form(text: str) -> str:
    """Text in ASCII: other characters as \\uXXXX (UTF-16), line breaks, tabs and backslashes as \\n, \\t, \\s."""
    out = []
    for character in text:
        if character in _ESCAPES:
            out.append(_ESCAPES[character])
        elif " " <= character <= "~":
            out.append(character)
        else:
            raw = character.encode("utf-16-be", "surrogatepass")
            out += [f"\\u{raw[at]:02X}{raw[at + 1]:02X}" for at in range(0, len(raw), 2)]
    return "".join(out)


def plain_form(text: str) -> str:
    """What `ascii_form` or the macro's own escaping stands for."""

    def character(match: re.Match[str]) -> str:
        kind = match[1]
        return chr(int(kind[1:], 16)) if kind[0] == "u" else _PLAIN.get(kind, kind)

    found = re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", character, text)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_ESCAPES = {"\n": "\\n", "\t": "\\t", "\\": "\\s"}
_PLAIN = {"n": "\n", "t": "\t", "s": "\\"}


def _filled(match: re.Match[str]) -> str:
    name = match[1]
    if name not in _TEXTS and name not in ENTRIES:
        return match[0]  # a placeholder that is filled in when the message is shown
    text = _TEXTS[name] if name in _TEXTS else shown_by_macro(name)
    return '"' + ascii_form(text).replace('"', '""') + '"'
