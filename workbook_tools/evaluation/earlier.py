"""Which of the earlier workbooks a year is compared with: of the same station, of an earlier year, each year once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import Phrase, finding, quote
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Evaluation, Finding, Information, ScoredRow, Submission
from workbook_tools.model.fields import IndicatorField

_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SHORTEST = 4  # characters of a name that may stand inside another one
_STATION = lazy_pattern("社(?:会工作|工)(?:综合)?(?:服务)?(?:中心)?站")  # 社工站 · 社工服务站 · 社会工作服务站
_ABOVE = ("省", "市", "区", "县", "州", "盟", "旗")  # what a name may or may not begin with: 广州市白云区
Likeness = Literal["same", "alike", "unknown", "other"]


class Earlier(NamedTuple):
    """An earlier workbook: the name of its file, what it says, and what follows from it by its own scheme."""

    file: str
    submission: Submission
    evaluation: Evaluation


def chosen(submission: Submission, earlier: Sequence[Earlier], *, pooled: bool) -> tuple[list[Earlier], list[Finding]]:
    """Those that can be compared, the latest first, and why the others cannot."""
    about = submission.information
    fitting: list[Earlier] = []
    findings: list[Finding] = []
    for each in earlier:
        likeness = same_station(submission, each.submission)
        refused = _refused(about, each, likeness)
        if refused is None and not (pooled and likeness == "unknown"):
            fitting.append(each)
            findings += _remarks(about, each, likeness)
        elif refused is not None and not pooled:
            findings.append(refused)
    fitting, twice = _each_year_once(about, fitting)
    findings += twice
    if pooled and not fitting:
        findings.append(finding("Y012", about.sheet, about.at("station"), station=about.station or about.project))
    return fitting, findings


def same_station(one: Submission, other: Submission) -> Likeness:
    """By 站点名称; where one is an official form, which has none, by 项目名称 and the unit it names.

    `alike`: the same but for 社工服务站 and 社工站 or the district before it; of a form, a project that bears the
    station's name. `unknown`: one of them says no name.
    """
    here, there = one.information, other.information
    if "official" not in (one.form, other.form):
        if here.station and there.station:
            return _likeness(here.station, there.station)
        return _likeness(here.project, there.project) if here.project and there.project else "unknown"
    pairs = [(here.project, there.project), (here.station, there.station)]
    found = [_likeness(a, b) for a, b in pairs if a and b]
    if "same" in found:
        return "same"
    pairs += [(here.project, there.station), (here.station, there.project)]
    known = [(bare_text(a), bare_text(b)) for a, b in pairs if a and b]
    if not known:
        return "unknown"
    return "alike" if "alike" in found or any(_inside(a, b) for a, b in known) else "other"


def year_of(information: Information) -> int | None:
    """评价年度 as a number, the first of two (2022-2023); else the year that the service began in."""
    digits = _YEAR.search(unicodedata.normalize("NFKC", information.year))
    if digits is not None:
        return int(digits[0])
    return information.service_start.year if information.service_start else None


def place(file: str, row: ScoredRow, field: IndicatorField) -> Phrase:
    """A cell of the earlier workbook, as a person finds it: [2021.xlsx]绩效指标!H9."""
    return place_of(file, row.indicator.table.sheet, row.indicator.at(field))


def place_of(file: str, sheet: str, cell: str) -> Phrase:
    return Phrase(f"[{quote(file)}]{quote(sheet)}!{cell}")


def _refused(about: Information, each: Earlier, likeness: Likeness) -> Finding | None:
    then = each.submission.information
    if likeness == "other":
        return finding(
            "Y001", about.sheet, about.at("station"), file=each.file, ours=about.station or about.project,
            theirs=then.station or then.project,
        )  # fmt: skip
    ours, theirs = year_of(about), year_of(then)
    if ours is not None and theirs is not None and theirs >= ours:
        return finding("Y003", about.sheet, about.at("year"), file=each.file, ours=about.year or ours, theirs=theirs)
    return None


def _remarks(about: Information, each: Earlier, likeness: Likeness) -> list[Finding]:
    then = each.submission.information
    said = []
    if likeness != "same":
        said.append(
            finding(
                "Y002", about.sheet, about.at("station"), file=each.file,
                ours=about.station or about.project or "（未填）", theirs=then.station or then.project or "（未填）",
            )
        )  # fmt: skip
    if year_of(about) is None or year_of(then) is None:
        said.append(finding("Y013", about.sheet, about.at("year"), file=each.file))
    if about.service_start and then.service_end and then.service_end >= about.service_start:
        said.append(
            finding(
                "Y009", about.sheet, about.at("service_start"), file=each.file,
                start=about.service_start.isoformat(), end=then.service_end.isoformat(),
                place=place_of(each.file, then.sheet, then.at("service_end")),
            )
        )  # fmt: skip
    return said


def _each_year_once(about: Information, fitting: Sequence[Earlier]) -> tuple[list[Earlier], list[Finding]]:
    """The latest first; of two workbooks of one year the first given."""
    kept: dict[object, Earlier] = {}
    findings = []
    for number, each in enumerate(fitting):
        year = year_of(each.submission.information)
        key = number if year is None else (year,)
        first = kept.setdefault(key, each)
        if first is not each:
            findings.append(
                finding("Y011", about.sheet, about.at("year"), year=year, first=first.file, second=each.file)
            )
    return sorted(kept.values(), key=_latest_first), findings


def _latest_first(each: Earlier) -> tuple[int, int]:
    about = each.submission.information
    start = about.service_start or date.min
    return -(year_of(about) or 0), -start.toordinal()


def _likeness(one: str, other: str) -> Likeness:
    left, right = bare_text(one), bare_text(other)
    if left == right:
        return "same"
    shorter, longer = sorted((_STATION.sub("社工站", left), _STATION.sub("社工站", right)), key=len)
    above = longer.removesuffix(shorter)
    return "alike" if shorter and longer.endswith(shorter) and (not above or above.endswith(_ABOVE)) else "other"


def spellings(name: str) -> frozenset[str]:
    """The name in one spelling, with and without the districts before it: of names that are the same or alike each has
    one that the other has as well."""
    whole = _STATION.sub("社工站", bare_text(name))
    return frozenset({bare_text(name), whole, *(whole[at + 1 :] for at, sign in enumerate(whole) if sign in _ABOVE)})


def _inside(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and shorter in longer
