"""Scheme files: an office's own NAME.toml beside the workbook first, then the built-in one. Data only, never code."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.scheme_data import nearest, scheme_from
from workbook_tools.evaluation.scheme_overrides import override
from workbook_tools.lazy_pattern import lazy_pattern
from workbook_tools.model import RuleOverride
from workbook_tools.problems import CannotProcess
from workbook_tools.resources import template

DEFAULT_SCHEME = "fiscal-2020"
LARGEST_FILE = 64 * 1024  # bytes
LONGEST_CHAIN = 5  # files that extend each other
_NAME = lazy_pattern(r"\w[\w\-.·()（）]{0,79}")  # no separators: a name never leads to another folder


def load_scheme(name: str = "", overrides: tuple[RuleOverride, ...] = (), folder: Path | None = None) -> Scheme:
    """The scheme of a name ("" for the default), with the workbook's 评分规则 applied.

    `folder` is where the workbook lies. Raises `CannotProcess` with every problem of the file or of the overrides.
    """
    wanted = unicodedata.normalize("NFKC", name).strip().removesuffix(".toml") or DEFAULT_SCHEME
    scheme = _load(wanted, folder)
    if not overrides:
        return scheme
    changed, findings = override(scheme, overrides)
    if findings:
        raise CannotProcess(*findings)
    return changed


def scheme_names(folder: Path | None = None) -> list[str]:
    """The names that `load_scheme` can find, in alphabetical order."""
    places = [template("schemes")] + ([folder] if folder else [])
    return sorted({path.stem for place in places for path in place.glob("*.toml")})


def _load(name: str, folder: Path | None) -> Scheme:
    path = _find(name, folder)
    return _built_in(path) if path.parent == template("schemes") else _read(path, folder)


@cache
def _built_in(path: Path) -> Scheme:
    return _read(path, None)


def _read(path: Path, folder: Path | None) -> Scheme:
    scheme, problems = scheme_from(path.stem, _merged(path, folder, ()))
    if scheme is None:
        raise CannotProcess(
            *(finding(problem.code, "", "", file=path.name, **problem.figures) for problem in problems),
        )
    return scheme


def _find(name: str, folder: Path | None) -> Path:
    built_in = template("schemes")
    if _NAME.fullmatch(name):
        for place in (folder, built_in):
            if place is not None and (path := place / f"{name}.toml").is_file():
                return path
    names = scheme_names(folder)
    near = nearest(name, names)
    hint = f"是否想写“{near}”" if near else "可以填：" + "、".join(names)
    raise CannotProcess(finding("C001", name=name, hint=hint))


def _merged(path: Path, folder: Path | None, chain: tuple[Path, ...]) -> dict[str, object]:
    """The file's data over those of the scheme that it extends."""
    if path in chain or len(chain) >= LONGEST_CHAIN:
        raise CannotProcess(finding("C008", file=path.name, chain=" → ".join(each.stem for each in (*chain, path))))
    data = _parse(path)
    base = data.pop("extends", None)
    if base is None:
        return data
    if not isinstance(base, str):
        raise CannotProcess(
            finding("C004", file=path.name, key="extends", value=str(base), expected="另一个方案的名称")
        )
    # An office's file may bear the name of the built-in scheme that it extends.
    below = None if base == path.stem else folder
    return _over(_merged(_find(base, below), below, (*chain, path)), data)


def _over(base: Mapping[str, object], data: Mapping[str, object]) -> dict[str, object]:
    """Tables are merged key by key; lists and values of the extending file replace those below."""
    merged = dict(base)
    for key, value in data.items():
        below = merged.get(key)
        merged[key] = _over(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged


def _parse(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CannotProcess(finding("C002", file=path.name, problem=f"文件读不出来（{error.strerror}）")) from error
    if len(data) > LARGEST_FILE:
        raise CannotProcess(finding("C002", file=path.name, problem=f"文件大于 {LARGEST_FILE // 1024} KB"))
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise CannotProcess(finding("C002", file=path.name, problem="文字不是 UTF-8 编码")) from error
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise CannotProcess(finding("C002", file=path.name, problem=f"写法有误：{error}")) from error
