"""Scheme files: an office's own NAME.toml beside the workbook first, then the built-in one. Data only, never code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.resources import template
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.scheme_data import scheme_from
from workbook_tools.evaluation.scheme_keys import Problem, nearest
from workbook_tools.model import Finding, RuleOverride, Submission
from workbook_tools.reading.scheme_layers import LARGEST_FILE, Layer, layers_of, merged, origin
from workbook_tools.reading.words import OFFICE_FILE

DEFAULT_SCHEME = "fiscal-2020"
SAMPLE = "sample-district"
_OF_A_PLACE = lazy_pattern(r"^(?:include\s*=\s*\[\s*[\"']|\[\[assessors\]\])", re.MULTILINE)
_NAME = lazy_pattern(r"\w[\w\-.·()（）]{0,79}")  # no separators: a name never leads to another folder


def load_scheme(name: str = "", overrides: tuple[RuleOverride, ...] = (), folder: Path | None = None) -> Scheme:
    """The scheme of a name ("" for the default), with what can be used of the workbook's 评分规则.

    `folder` is where the workbook lies. Raises `CannotProcess` with every problem of the file.
    """
    return scheme_with_findings(name, overrides, folder)[0]


def scheme_with_findings(
    name: str, overrides: tuple[RuleOverride, ...], folder: Path | None, submission: Submission | None = None
) -> tuple[Scheme, tuple[Finding, ...]]:
    """The same, and a finding for each override that the scheme was left without.

    `submission` gives the weights and shares of the sheets where overrides and scheme leave some open.
    """
    wanted = unicodedata.normalize("NFKC", name).strip().removesuffix(".toml") or DEFAULT_SCHEME
    scheme = _load(wanted, folder)
    if not overrides:
        return scheme, ()
    from workbook_tools.evaluation.scheme_overrides import override

    scheme, findings = override(scheme, overrides, submission)
    return scheme, tuple(findings)


def scheme_names(folder: Path | None = None) -> list[str]:
    """The names that `load_scheme` can find, in alphabetical order."""
    places = [template("schemes")] + ([folder] if folder else [])
    found = {path.stem for place in places for path in place.glob("*.toml")}
    return sorted(found - {OFFICE_FILE.removesuffix(".toml")})


def places_hint(submission: Submission, scheme: Scheme, folder: Path | None = None) -> tuple[Finding, ...]:
    """C015 where a station has assessments, tranches or cost categories and its scheme names no place to judge them."""
    categories = any(line.category for line in submission.cost_lines)
    if scheme.names_a_place or not (submission.assessments or submission.tranches or categories):
        return ()
    unknown = {
        "经费占比": not scheme.shares,
        "评估等级的分数线": not scheme.station_grades,
        "拨付期限": all(rule.working_days is None for rule in scheme.tranches),
    }
    if not any(unknown.values()):
        return ()
    about = submission.information
    *others, last = [what for what, is_unknown in unknown.items() if is_unknown]
    figures = {
        "scheme": scheme.name,
        "unknown": f"{'、'.join(others)}和{last}" if others else last,
        "schemes": "、".join(_place_schemes(folder)) or "（没有）",
    }
    return (finding("C015", about.sheet, about.at("scheme"), **figures),)


def _place_schemes(folder: Path | None) -> list[str]:
    """The schemes that bring rules of a place; a sample is for reading only."""
    return sorted(_built_in_of_a_place() | (_of_a_place(folder) if folder else set()))


@cache
def _built_in_of_a_place() -> frozenset[str]:
    return frozenset(_of_a_place(template("schemes")))


def _of_a_place(folder: Path) -> set[str]:
    """Told by their own lines."""
    found = set()
    for path in folder.glob("*.toml"):
        with suppress(OSError, UnicodeDecodeError):
            text = path.read_text(encoding="utf-8")[:LARGEST_FILE]
            if path.name != OFFICE_FILE and path.stem != SAMPLE and _OF_A_PLACE.search(text):
                found.add(path.stem)
    return found


def _load(name: str, folder: Path | None) -> Scheme:
    path = _find(name, folder)
    return _built_in(path) if path.parent == template("schemes") else _read(path, folder)


@cache
def _built_in(path: Path) -> Scheme:
    return _read(path, None)


def _read(path: Path, folder: Path | None) -> Scheme:
    layers = layers_of(path, folder, _find, _find_pack)
    scheme, problems = scheme_from(path.stem, merged(layers))
    if scheme is None:
        raise CannotProcess(*(_finding(problem, layers) for problem in problems))
    return scheme


def _finding(problem: Problem, layers: Sequence[Layer]) -> Finding:
    """A problem of a key is one of the file that the key stands in."""
    path = origin(layers, str(problem.figures.get("key", "")))
    return finding(problem.code, "", "", file=path.name, **problem.figures)


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


def _find_pack(name: str, folder: Path | None) -> Path:
    built_in = template("schemes", "packs")
    if _NAME.fullmatch(name):
        for place in (folder, built_in):
            if place is not None and (path := place / f"{name}.toml").is_file():
                return path
    names = sorted(path.stem for path in built_in.glob("*.toml"))
    raise CannotProcess(finding("C013", name=name, hint="自带的有：" + "、".join(names)))
