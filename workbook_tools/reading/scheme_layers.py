"""What a scheme file is put together from: the scheme it extends, the rule packs it includes, then its own keys.

A pack is a part of a scheme (the rules of a city for its stations); it lies beside the workbook or in `schemes/packs`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.scheme_data import has_key

LARGEST_FILE = 64 * 1024  # bytes
LONGEST_CHAIN = 5  # files that extend each other
MOST_PACKS = 5  # that one file includes
LONGEST_LINE = 2_000  # characters; thirty thousand dotted keys on one keep the parser busy
DEEPEST = 12  # tables and lists inside each other
LARGEST_POWER = 30  # of ten; no share, day or amount of a scheme is beyond
MARKS = "unverified"
_PLACE = lazy_pattern(r"\(at line (\d{1,9}), column (\d{1,9})\)")

Find = Callable[[str, Path | None], Path]  # (name, folder beside the workbook) → file


class Layer(NamedTuple):
    path: Path
    data: dict[str, object]


def layers_of(
    path: Path, folder: Path | None, find_scheme: Find, find_pack: Find, chain: tuple[Path, ...] = ()
) -> tuple[Layer, ...]:
    """The files that make a scheme, the deepest first; each overrides those before it."""
    if path in chain or len(chain) >= LONGEST_CHAIN:
        raise CannotProcess(finding("C008", file=path.name, chain=" → ".join(each.stem for each in (*chain, path))))
    data = _parse(path)
    base, packs = data.pop("extends", None), data.pop("include", [])
    if base is not None and not isinstance(base, str):
        raise _wrong(path, "extends", base, "另一个方案的名称")
    if not isinstance(packs, list) or len(packs) > MOST_PACKS or not all(isinstance(name, str) for name in packs):
        raise _wrong(path, "include", packs, f'规则包的名称，例如 ["guangzhou-2018"]，最多 {MOST_PACKS} 个')
    layers: tuple[Layer, ...] = ()
    if base is not None:
        # An office's file may bear the name of the built-in scheme that it extends.
        below = None if base == path.stem else folder
        layers = layers_of(find_scheme(base, below), below, find_scheme, find_pack, (*chain, path))
    for name in packs:
        pack = find_pack(name, folder)
        layers += (Layer(pack, _pack(pack)),)
    return (*layers, Layer(path, data))


def merged(layers: Sequence[Layer]) -> dict[str, object]:
    """One table of keys. A mark 未核实 falls away where a file above gives the number anew without marking it."""
    whole: dict[str, object] = {}
    marks: list[str] = []
    for layer in layers:
        own = layer.data.get(MARKS, [])
        if not isinstance(own, list):
            raise _wrong(layer.path, MARKS, own, '若干设置的名称，例如 ["tranches.share"]')
        marks = [mark for mark in marks if not has_key(layer.data, mark)] + [str(mark) for mark in own]
        whole = _over(whole, {key: value for key, value in layer.data.items() if key != MARKS})
    return {**whole, MARKS: list(dict.fromkeys(marks))}


def origin(layers: Sequence[Layer], key: str) -> Path:
    """The file that a key comes from: the topmost that has it, else the scheme's own."""
    if key == MARKS:
        whole = merged(layers)
        return next((x.path for x in layers if any(not has_key(whole, mark) for mark in _marks(x))), layers[-1].path)
    plain = "".join(part.partition("[")[0] + "." for part in key.split(".")).rstrip(".")
    return next((layer.path for layer in reversed(layers) if has_key(layer.data, plain)), layers[-1].path)


def _marks(layer: Layer) -> list[str]:
    own = layer.data.get(MARKS, [])
    return [str(mark) for mark in own] if isinstance(own, list) else []


def _pack(path: Path) -> dict[str, object]:
    data = _parse(path)
    for key in ("extends", "include"):
        if key in data:
            raise _wrong(path, key, data[key], "规则包里不能写的内容，请删去这一项")
    return data


def _over(base: Mapping[str, object], data: Mapping[str, object]) -> dict[str, object]:
    """Tables are merged key by key; lists and values of the file above replace those below."""
    whole = dict(base)
    for key, value in data.items():
        below = whole.get(key)
        whole[key] = _over(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return whole


def _parse(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CannotProcess(finding("C002", file=path.name, problem=f"文件读不出来（{error.strerror}）")) from error
    if len(data) > LARGEST_FILE:
        raise CannotProcess(finding("C002", file=path.name, problem=f"文件大于 {LARGEST_FILE // 1024} KB"))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotProcess(finding("C002", file=path.name, problem="文字不是 UTF-8 编码")) from error
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            problem = f"第 {number} 行有 {len(line)} 个字符，超过了 {LONGEST_LINE} 个"
            raise CannotProcess(finding("C002", file=path.name, problem=problem))
    try:
        parsed = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise CannotProcess(finding("C002", file=path.name, problem=_written_wrongly(error))) from error
    _refuse_extremes(path, parsed)
    return parsed


def _written_wrongly(error: Exception) -> str:
    """The parser speaks English: of what it says the place is kept."""
    place = _PLACE.search(str(error))
    if place is not None:
        return f"第 {place[1]} 行第 {place[2]} 个字符附近写法有误（引号、括号或等号不成对，或同一项写了两次）"
    return "写法有误（末尾没有写完，或括号套得太深）"


def _refuse_extremes(path: Path, data: dict[str, object]) -> None:
    """Raise for figures with which no arithmetic comes to an end, and for tables inside tables without end."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    while waiting:
        key, value, depth = waiting.pop()
        if depth > DEEPEST:
            raise CannotProcess(finding("C002", file=path.name, problem=f"“{key[:60]}”套了 {DEEPEST} 层以上"))
        if isinstance(value, dict):
            waiting += [(f"{key}.{name}".lstrip("."), each, depth + 1) for name, each in value.items()]
        elif isinstance(value, list):
            waiting += [(key, each, depth + 1) for each in value]
        elif _is_extreme(value):
            raise CannotProcess(finding("C002", file=path.name, problem=f"“{key[:60]}”的数太大、太小或不是数"))


def _is_extreme(value: object) -> bool:
    if isinstance(value, int):
        return value.bit_length() > 100
    if not isinstance(value, Decimal):
        return False
    return value.is_finite() and value != 0 and abs(value.adjusted()) > LARGEST_POWER  # inf is told by its key


def _wrong(path: Path, key: str, value: object, expected: str) -> CannotProcess:
    return CannotProcess(finding("C004", file=path.name, key=key, value=str(value), expected=expected))
