"""The office's own page: its schemes and its report template, looked at before they are built in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from workbook_tools.catalogue import Phrase, finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.reading.scheme_files import SAMPLE, load_scheme, scheme_names
from workbook_tools.reading.words import OFFICE_FILE
from workbook_tools.reading.words.lexicon.office import office_vocabulary

TEMPLATE_NAME = "report.docx"  # what it is called beside a workbook


def files(schemes: Sequence[Path], report_template: Path | None) -> dict[str, bytes]:
    """The files to build in, by the names that they have beside a workbook.

    Raises `CannotProcess`: N005 for a scheme or a list of words, N006 for a template that cannot be used.
    """
    _check_schemes([path for path in schemes if path.name != OFFICE_FILE])
    for path in schemes:
        if path.name == OFFICE_FILE:
            _check_words(path)
    found = {path.name: path.read_bytes() for path in schemes}
    if report_template is not None:
        _check_template(report_template)
        found[TEMPLATE_NAME] = report_template.read_bytes()
    return found


def choices(own: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Name and title of each scheme that a new workbook can be made by: the office's own, then the built-in ones."""
    with tempfile.TemporaryDirectory(prefix="workbook-tools-") as name:
        folder = Path(name)
        for file, data in own.items():
            (folder / file).write_bytes(data)
        schemes = sorted(path for path in folder.glob("*.toml") if path.name != OFFICE_FILE)
        packs = _included(schemes)
        offered = [path.stem for path in schemes if path.stem not in packs]
        offered += [each for each in scheme_names() if each not in (*offered, SAMPLE)]
        return [(each, load_scheme(each, (), folder).title) for each in offered]


def _check_schemes(schemes: Sequence[Path]) -> None:
    """Each as it will be read: with the others beside it. What another of them includes is a pack and no scheme."""
    with tempfile.TemporaryDirectory(prefix="workbook-tools-") as name:
        folder = Path(name)
        for path in schemes:
            if path.suffix != ".toml" or not path.is_file():
                raise CannotProcess(finding("N005", name=path.name, reason="找不到这个文件，或者后缀不是 .toml"))
            shutil.copyfile(path, folder / path.name)
        packs = _included(schemes)
        for path in schemes:
            if path.stem in packs:
                continue
            try:
                load_scheme(path.stem, (), folder)
            except CannotProcess as problem:
                raise CannotProcess(
                    *(finding("N005", name=path.name, reason=Phrase(each.message)) for each in problem.findings)
                ) from problem


def _check_words(path: Path) -> None:
    """The office's own words, as they will be read beside a workbook."""
    with tempfile.TemporaryDirectory(prefix="workbook-tools-") as name:
        if path.is_file():
            shutil.copyfile(path, Path(name) / OFFICE_FILE)
        _, problems = office_vocabulary(Path(name))
    if problems or not path.is_file():
        reasons = [each.message for each in problems] or ["找不到这个文件"]
        raise CannotProcess(*(finding("N005", name=path.name, reason=Phrase(each)) for each in reasons))


def _included(schemes: Sequence[Path]) -> set[str]:
    import tomllib

    names: set[str] = set()
    for path in schemes:
        try:
            included = tomllib.loads(path.read_text("utf-8")).get("include", [])
        except (ValueError, OSError):
            continue  # told when it is loaded
        names |= {each for each in included if isinstance(each, str)} if isinstance(included, list) else set()
    return names


def _check_template(path: Path) -> None:
    from workbook_tools.in_memory import evaluate_bytes
    from workbook_tools.page.warm_books import warm_books
    from workbook_tools.report import template_findings

    if not path.is_file():
        raise CannotProcess(finding("N006", name=path.name, reason="找不到这个文件"))
    computed = evaluate_bytes(next(iter(warm_books())))
    with tempfile.TemporaryDirectory(prefix="workbook-tools-") as name:
        shutil.copyfile(path, Path(name) / TEMPLATE_NAME)
        problems = template_findings(computed.submission, computed.evaluation, Path(name))
    if problems:
        raise CannotProcess(*(finding("N006", name=path.name, reason=Phrase(each.message)) for each in problems))
