"""Ways of damaging a workbook: bytes of the archive, elements and attributes of its parts, texts and numbers.

Every mutation is a pure function of the data and of a `random.Random`, so that a case is named by its seed.
"""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable

from hostile_packages import packed, parts_of

Mutation = Callable[[bytes, random.Random], bytes]

_NUMBERS = """
0 -0 -1 1e308 1e309 -1e309 1e-400 NaN INF -INF 0x10 1_000 ４２ 1e 99999999999999999999999 0.1e1000000 1048577
16385 2147483648 4294967296 18446744073709551616 -2147483649 1,000 ٣ ½ . - + 1.2.3 2958466 -1.5 60
0.99999999999999999
"""
NUMBERS = tuple(_NUMBERS.split())
TEXTS = (
    "",
    " ",
    "/",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{#",
    "<script>alert(1)</script>",
    "&amp;&lt;]]>",
    "\u202e\u2066abc\u2069",
    "_x0000__x001F_",
    "≥" * 200,
    "1.个案68个；" * 300,
    "不少于" * 300 + "9",
    "9" * 4000,
    "1." * 2000,
    "（" * 2000,
    "9" * 300 + "万" * 50,
    "1-2-3-4-5-6-7-8-9" * 100,
    "2022年13月45日前",
    "0000-00-00",
    "≥≤=±%",
    "90%以上以上以内",
    "1e5%",
    "一亿零三万五千" * 20,
    "零" * 3000,
    "站" * 32767,
    "\n" * 500,
    "\ufffe\uffff\ue000",
    "𠮷😀👨\u200d👩\u200d👧",
    "个\u0301\u0301\u0301",
    "合计",
    "小计",
    "其中：",
    "预算执行率",
    "达成",
    "无",
    "9月前",
    "#REF!",
    "TRUE",
    "绩效指标",
    "评价结果",
    "分值",
    "一级指标",
    "≤10%",
    "60-80",
    "0.0000000000000001",
    "9.99E+307",
)
ATTRIBUTES = (
    *NUMBERS,
    *TEXTS[:14],
    "A0",
    "XFE1",
    "A1048577",
    "A1:XFD1048576",
    "ZZZZ9999999999",
    "rId999",
    "../../../x",
    "/",
)
_ELEMENT = re.compile(rb"<([A-Za-z:][\w:.-]*)(?:\s[^<>]*)?/>|<([A-Za-z:][\w:.-]*)(?:\s[^<>]*)?>[^<]*</\2>")
_TAG = re.compile(rb"<[A-Za-z/][^<>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"<]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_CELL = re.compile(rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_INTEGERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to four mutations, most of them inside the parts: a broken archive ends most cases early."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        kind = chance.random()
        data = (damage_bytes if kind < 0.12 else damage_parts)(data, chance)
    return data


# ---------------------------------------------------------------- bytes of the archive


def damage_bytes(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    return chance.choice((_flip, _cut, _repeat, _truncate, _noise, _lie_in_header))(data, chance)


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 30, 500, 5000)))


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 20)) + data[end:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _noise(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _lie_in_header(data: bytes, chance: random.Random) -> bytes:
    """An extreme number in a record of the archive's directory."""
    places = [match.start() for match in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    if not places:
        return data
    changed = bytearray(data)
    place = chance.choice(places) + 4 + 2 * chance.randrange(20)
    value = struct.pack(*chance.choice((("<H", chance.choice(_INTEGERS[:6])), ("<I", chance.choice(_INTEGERS)))))
    changed[place : place + len(value)] = value
    return bytes(changed)


# ---------------------------------------------------------------- parts


def damage_parts(data: bytes, chance: random.Random) -> bytes:
    """Change one part and pack the whole again, honestly; data that is no archive stays as it is."""
    try:
        parts = parts_of(data)
    except Exception:
        return data
    if not parts:
        return data
    if chance.random() < 0.06:
        return packed(_change_names(list(parts.items()), chance))
    names = [name for name in parts if name.endswith((".xml", ".rels", ".vml"))] or list(parts)
    sheets = [name for name in names if "worksheets/sheet" in name or name.endswith("sharedStrings.xml")]
    name = chance.choice(sheets if sheets and chance.random() < 0.65 else names)
    parts[name] = chance.choice(_PART_MUTATIONS)(parts[name], chance)
    return packed(parts, level=1)


def _change_names(pairs: list[tuple[str, bytes]], chance: random.Random) -> list[tuple[str, bytes]]:
    index = chance.randrange(len(pairs))
    name, content = pairs[index]
    change = chance.randrange(5)
    if change == 0:
        del pairs[index]
    elif change == 1:
        pairs.append((name, chance.choice(pairs)[1]))
    elif change == 2:
        pairs[index] = (chance.choice(("../" + name, "/" + name, name.upper(), name + "\0", "a\\b", "")), content)
    elif change == 3:
        other = chance.randrange(len(pairs))
        pairs[index], pairs[other] = (name, pairs[other][1]), (pairs[other][0], content)
    else:
        chance.shuffle(pairs)
    return pairs


def _in_place(pattern: re.Pattern[bytes], change: Callable[[re.Match[bytes], random.Random], bytes]) -> Mutation:
    """A mutation that replaces some matches of a pattern."""

    def mutation(content: bytes, chance: random.Random) -> bytes:
        matches = list(pattern.finditer(content))
        for match in sorted(
            chance.sample(matches, min(len(matches), chance.choice((1, 1, 2, 5)))), key=lambda m: -m.start()
        ):
            content = content[: match.start()] + change(match, chance) + content[match.end() :]
        return content

    return mutation


def _escaped(text: str) -> bytes:
    clean = (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
    return clean.encode("utf-8", "replace")


def _other_text(match: re.Match[bytes], chance: random.Random) -> bytes:
    return b">" + _escaped(chance.choice(chance.choice((NUMBERS, TEXTS)))) + b"<"


def _other_value(match: re.Match[bytes], chance: random.Random) -> bytes:
    return match[1] + b'="' + _escaped(chance.choice(ATTRIBUTES)) + b'"'


def _other_cell(match: re.Match[bytes], chance: random.Random) -> bytes:
    """The same place, another kind of cell with another content."""
    opening = re.match(rb'<c r="[A-Z]+\d+"(?: s="\d+")?', match[0])
    start = opening[0] if opening else b"<c"
    text, number = _escaped(chance.choice(TEXTS)), _escaped(chance.choice(NUMBERS))
    return start + chance.choice(
        (
            b' t="inlineStr"><is><t xml:space="preserve">' + text + b"</t></is></c>",
            b' t="inlineStr"><is><r><t>' + text + b"</t></r><r><t>" + number + b"</t></r></is></c>",
            b"><v>" + number + b"</v></c>",
            b' t="s"><v>' + number + b"</v></c>",
            b' t="str"><f>' + text + b"</f><v>" + text + b"</v></c>",
            b' t="e"><v>#DIV/0!</v></c>',
            b' t="b"><v>' + number + b"</v></c>",
            b' t="d"><v>2022-13-45T99:00:00</v></c>',
            b' t="zzz"><v>1</v></c>',
            b'><f t="shared" si="' + number + b'"/></c>',
            b'><f t="array" ref="A1:XFD1048576">' + text + b"</f><v>1</v></c>",
            b"/>",
        )
    )


_delete = _in_place(_ELEMENT, lambda match, chance: b"")
_double = _in_place(_ELEMENT, lambda match, chance: match[0] * chance.choice((2, 3, 50)))
_nest = _in_place(
    _ELEMENT, lambda match, chance: (b"<r>" * (depth := chance.choice((3, 300)))) + match[0] + b"</r>" * depth
)
_drop_attribute = _in_place(_ATTRIBUTE, lambda match, chance: b"")
_double_attribute = _in_place(_ATTRIBUTE, lambda match, chance: match[0] + b" " + match[0])
_drop_tag = _in_place(_TAG, lambda match, chance: b"")
_change_text = _in_place(_TEXT, _other_text)
_change_attribute = _in_place(_ATTRIBUTE, _other_value)
_change_cell = _in_place(_CELL, _other_cell)


def _swap(content: bytes, chance: random.Random) -> bytes:
    matches = list(_ELEMENT.finditer(content))
    if len(matches) < 2:
        return content
    first, second = sorted(chance.sample(matches, 2), key=lambda match: match.start())
    between = content[first.end() : second.start()]
    return content[: first.start()] + second[0] + between + first[0] + content[second.end() :]


def _prologue(content: bytes, chance: random.Random) -> bytes:
    """A document type, an entity, another encoding, a byte order mark, blanks, an instruction, a comment."""
    body = re.sub(rb"^<\?xml[^>]*\?>", b"", content)
    return chance.choice(
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]>' + body,
            b'<!DOCTYPE a SYSTEM "file:///etc/hostname">' + body,
            b'<?xml version="1.0" encoding="UTF-16"?>' + body,
            b'<?xml version="1.0" encoding="gb2312"?>' + body,
            b'<?xml version="1.1" encoding="zzz"?>' + body,
            b"\xef\xbb\xbf" + body,
            b"  \r\n" + content,
            content + b"<x/>",
            b"<?xml-stylesheet href='http://example.invalid/a.xsl'?>" + body,
            body.replace(b"><", b"><!-- -- --><", 1),
            body.replace(b"><", b"><![CDATA[x]]><", 1),
            content.decode("utf-8", "replace").encode("utf-16"),
            b"",
        )
    )


def _bytes_inside(content: bytes, chance: random.Random) -> bytes:
    return damage_bytes(content, chance)


_PART_MUTATIONS: tuple[Mutation, ...] = (
    *(_change_cell,) * 6,
    *(_change_text,) * 4,
    *(_change_attribute,) * 4,
    _delete,
    _delete,
    _double,
    _nest,
    _drop_attribute,
    _double_attribute,
    _drop_tag,
    _swap,
    _swap,
    _prologue,
    _bytes_inside,
)
