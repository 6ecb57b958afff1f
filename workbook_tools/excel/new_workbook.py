"""`new`: a blank standard workbook of the year; an .xlsm comes with the buttons."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import storage
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess

if TYPE_CHECKING:
    from workbook_tools.authoring import PlaceRules

SUFFIXES = (".xlsx", ".xlsm")


def make_new(path: Path, year: int | None, scheme: str = "") -> Path:
    """Write the workbook, with the weights and shares of the scheme of a place in it.

    Raises `CannotProcess` for a wrong suffix, a file that is there, a folder that is not, a scheme that is not found.
    """
    from workbook_tools.authoring import blank_workbook

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotProcess(finding("U011", name=path.name, suffixes="、".join(SUFFIXES)))
    if path.exists():
        raise CannotProcess(finding("U012", name=path.name))
    data = blank_workbook(year or date.today().year, _rules(scheme, path.parent))
    if suffix == ".xlsm":
        from workbook_tools.excel import with_buttons

        data = with_buttons(data)
    return storage.replace_file(path, data, expected=None, keep_previous=False).path


def _rules(name: str, folder: Path) -> PlaceRules:
    from workbook_tools.authoring import PlaceRules
    from workbook_tools.evaluation.scheme_overrides import setting_names
    from workbook_tools.reading.scheme_files import load_scheme

    scheme = load_scheme(name, (), folder)
    return PlaceRules(
        scheme=scheme.name,
        weights=tuple((each.name, each.weight) for each in scheme.assessors),
        shares={each.condition: each.share for each in scheme.tranches if each.share is not None},
        settings=frozenset(setting_names(scheme)),
    )
