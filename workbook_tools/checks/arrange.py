"""The order of findings, and one finding for one cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue.rosters import ROWS_AMISS
from workbook_tools.evaluation.tranche_conditions import FISCAL_GRADE, STILL_TO_COME
from workbook_tools.model import Finding, Submission

_RANK = {severity: rank for rank, severity in enumerate(Severity)}

# how the figures of a cell were taken: of no interest where the row is not scored by them
_HOW_READ = frozenset({"Q101", "Q102", "Q106", "Q107", "Q133", "Q134", "Q135"})

# code that explains it all → codes that would repeat it in the same row of the same sheet
_SAID_BY: dict[str, frozenset[str]] = {
    "M024": frozenset({"M001"}),  # over the budget: with the money that has no source
    "M037": frozenset({"M002"}),  # a total row of zeros
    "A001": frozenset({"A020"}),  # weights that do not add up
    "A003": frozenset({"A021", "A022"}),  # a score out of range
    "A055": frozenset({"A022"}),  # a digit that was left out
    "A046": frozenset({"A006"}),  # paid before what it waits for: no term runs
    "S009": frozenset({"A046", "A050"}),  # a day that cannot be read
    "A044": frozenset({"A050"}),  # the term runs from an application that was too early
    "A047": frozenset({"A063"}),  # before the contract: before its effect as well
    "M028": frozenset({"M026"}),  # an amount below 0
    "Q120": frozenset({"Q124"}),  # units that were converted
    "Q123": frozenset({"Q124"}),  # units that cannot be compared
    "R069": frozenset({"R050", "R051", "R052"}),  # a day that is not of the year
    "R061": frozenset({"R050", "R051", "R052", "R074", "R075"}),  # judged by a sign that is the wrong way round
    "R062": frozenset({"R050", "R051", "R052", "R053"}),  # a target of 0
    "R071": frozenset({"R050", "R051", "R052", "R053", "G001"}),  # a rate above 100 %
    "M033": frozenset({"R052", "R053"}),  # a cost that is not the money spent
    "R027": frozenset({"G001", "L005"}),  # money in two units
    "M025": frozenset({"M026", "M031"}),  # the line whose budget is off
    "R076": frozenset({"R053"}),  # a part that is more than its whole
    "G001": frozenset({"R053"}),  # more than a list has
    "L005": frozenset({"R053"}),
    "P051": frozenset({"P057"}),  # points too many of one row
    "R051": frozenset({"R052"}),  # full marks for an unmet row: nobody gives a reason for what is called met
    "P057": frozenset({"R050"}),  # points that outweigh the rest
    "R072": frozenset({"R050", "R051", "R052", "L005"}),  # a count below 0
    "G050": frozenset({"G051"}),  # more came back than were sent
    "T028": frozenset({"Q131"}),  # parts that are more than their whole
    "T008": frozenset({"T023"}),  # the grade of the other assessment
    "M032": frozenset({"Q101"}),  # the bound that the spending does not keep
    "R012": frozenset({"R067", *_HOW_READ}),  # satisfaction in words; how an actual was read that answers no target
    "R014": _HOW_READ,
    "R017": frozenset({"R067"}),
    "Y104": frozenset({"Y102"}),  # the target stayed far below what was reached
    "R015": frozenset({"R064", "R065"}),
    "R016": frozenset({"R064", "R065"}),
}

# code → codes that follow from it wherever they stand
_FOLLOWS: dict[str, frozenset[str]] = {
    "M028": frozenset({"M023", "M025", "M030", "M031", "T014"}),  # an amount below 0 is in every sum
    "A065": frozenset({"A040", "A041", "A045"}),  # a tranche twice: the shares and the money
    "A009": frozenset({"A040"}),  # a share that cannot be
    "M043": frozenset({"M023", "M024", "M035", "M036", "T013", "T014"}),  # spending of a digit too many
    "M025": frozenset({"M034"}),  # lines that are not the year's money: nor are their shares
    "M027": frozenset({"M025"}),  # a line without a budget is missing in their sum
    "G032": frozenset({"G030"}),  # a task of an indicator that is none is missing in the sums
    "G061": frozenset({"G060"}),  # an item above its points is in the sum
    "A041": frozenset({"A064"}),  # too much of one tranche and too little of another: exchanged
    "A040": frozenset({"A041", "A064"}),  # what is due is a share of shares that are wrong
    "A102": frozenset({"A100", "M029"}),  # a contract that does not hold the service year, and its length
    "O103": frozenset({"M002"}),  # a form without a table of funds
    "O122": frozenset({"M002"}),  # a table of funds without a whole
    "A060": frozenset({"A022"}),  # scores out of ten
    "R084": frozenset({"L010"}),  # a row without a name: the ledger's entries may mean it or the one above
    "R066": frozenset({"L010"}),  # the same indicator twice: the ledger cannot tell which
}

# what follows from a year's money that is wrong
_OF_THE_YEARS_MONEY = frozenset({"M023", "M024", "M029", "M035", "A041", "A045", "T014"})

# an actual that cannot be, or that a list, the ledger or the money speaks against: prose is not held against it
_FIGURES_AMISS = frozenset({"Q131", "G001", "L005", "M033", "R071", "R072"})

# code of a date that cannot be → codes that would repeat it, wherever they stand, if they name the same day
_SAME_DAY: dict[str, frozenset[str]] = {
    "S015": frozenset({"A102", "A103", "A104", "A046"}),  # a year that ends before it begins
    "A102": frozenset({"A103", "A047", "A048"}),  # a year outside the contract
    "A048": frozenset({"A006", "A046"}),  # an effect outside the contract
    "A101": frozenset({"A102", "A047", "A048", "T011"}),
    "A030": frozenset({"A028", "A029", "A033", "A044", "A046", "T009"}),  # an assessment outside the year
    "A028": frozenset({"A033", "A044"}),
    "A033": frozenset({"A044", "A046"}),  # two days of one assessment
    "A047": frozenset({"A044", "A046"}),  # an application before the contract
}
TOLD_APART_BY_DAYS = frozenset(_SAME_DAY).union(*_SAME_DAY.values())
_ONLY_ITS_OWN = frozenset(
    {"A030", "A047", "A048"}
)  # the first day of the sentence; the others are the year's and the contract's


def without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """The same words at the same cell once; what follows from another finding of the row not at all."""
    once = list(dict.fromkeys(findings))
    if any(each.code in ("S012", "M070", "M071", "M073") for each in once):  # that the rate is open follows from it
        once = [each for each in once if each.code != "M002"]
    once = _without_uncomputed(once)
    unread = {each.sheet for each in once if each.code in ("S008", "S052")}  # what cannot be read is not missing
    once = [each for each in once if each.code != "M002" or each.sheet not in unread]
    if any(each.code == "T008" for each in once):  # mid-term and final mixed: with their finance
        once = [each for each in once if each.code != "T010"]
    amiss = {each.sheet for each in once if each.code in ROWS_AMISS}
    once = [each for each in once if each.code != "G001" or amiss.isdisjoint(map(_sheet, each.about))]
    codes = {each.code for each in once}
    if "A106" in codes:  # 填表日期 of a wrong year: what is judged on it, or compared with it, follows
        days = {day for each in once if each.code == "A106" for day in each.about}
        once = [each for each in once if each.code != "A046" or STILL_TO_COME not in each.about]
        once = [each for each in once if each.code != "G047" or not days.issuperset(each.about)]
    # A grade of the other scale is told where it stands (A032), not again at what is paid by it.
    once = [each for each in once if each.code != "A046" or FISCAL_GRADE not in each.about]
    if {"R066", "R084"} & codes:  # a name of two rows: that the ledger answers neither follows
        unanswered = {place for each in once if each.code == "L010" for place in each.about}
        once = [each for each in once if each.code != "R010" or _at(each) not in unanswered]
    follows = {silent for code in codes for silent in _FOLLOWS.get(code, ())}
    if {"M025", "M029"} <= codes:  # neither the lines nor the contract make the year's money: it is the one that is off
        follows |= _OF_THE_YEARS_MONEY
    once = [each for each in once if each.code not in follows]
    once = _of_one_day(once)
    once = _with_sound_scores(once)
    false = {_at(each) for each in once if each.code in _FIGURES_AMISS}
    once = [each for each in once if each.code not in ("T001", "T035") or false.isdisjoint(each.about)]
    false |= {_at(each) for each in once if each.code == "R069"}
    once = [
        each for each in once if each.code not in ("T007", "T012") or not false.issuperset(each.about)
    ]  # unmet by a slip alone
    # how many are met hangs on each of their figures
    once = [each for each in once if each.code != "T034" or false.isdisjoint(each.about)]
    unpaid = {_at(each) for each in once if each.code in ("A041", "A064", "M070")}
    once = [each for each in once if each.code != "T033" or unpaid.isdisjoint(each.about)]
    said: dict[tuple[str, int], set[str]] = {}
    for each in once:
        silent = _SAID_BY.get(each.code)
        if silent:
            said.setdefault((each.sheet, place(each.cell)[0]), set()).update(silent)
    return [each for each in once if each.code not in said.get((each.sheet, place(each.cell)[0]), ())]


def _without_uncomputed(findings: list[Finding]) -> list[Finding]:
    """A cell whose formula was never computed (S052) is not blank, nor is anything else to be asked of it alone."""
    told = {f"{each.sheet}!{cell}" for each in findings if each.code == "S052" for cell in each.places}
    return [each for each in findings if each.code == "S052" or each.cells or _at(each) not in told]


def _at(finding: Finding) -> str:
    return f"{finding.sheet}!{finding.cell}"


def _sheet(place: str) -> str:
    return place.rpartition("!")[0]


def _with_sound_scores(findings: list[Finding]) -> list[Finding]:
    """An assessor's score that is asked about is not held against its items (G060) or prose (T032) as well."""
    asked = {_at(each) for each in findings if each.code in ("A003", "A055", "A060")}
    return [each for each in findings if each.code not in ("G060", "T032") or asked.isdisjoint(each.about)]


def _of_one_day(findings: list[Finding]) -> list[Finding]:
    """A date that cannot be is one error, not three of what is compared with it."""
    wrong: dict[str, set[str]] = {}  # day → codes that would repeat it
    for each in findings:
        if silent := _SAME_DAY.get(each.code):
            for when in each.about[:1] if each.code in _ONLY_ITS_OWN else each.about:
                wrong.setdefault(when, set()).update(silent)
    if not wrong:
        return findings
    return [each for each in findings if not any(each.code in wrong.get(when, ()) for when in each.about)]


# what is one cause in however many rows: the scheme's limit, the rule of a column, the scope of the prose
_JOINED = frozenset({"M026", "T004", "R080", "R083", "A025", "A043", "A057", "A061", "A062", "M070", "Q121"})
_MOST_JOINED = 12  # sentences of one finding


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for what is the same in several cells of a sheet: all are named, `cell` is the first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        # 填表日期 of a wrong year is one cause for every tranche
        one_cause = each.code in _JOINED or (each.code == "A046" and STILL_TO_COME in each.about)
        alone = () if one_cause else (each.cell, each.message)
        groups.setdefault((each.code, each.sheet, *alone), []).append(each)
    return [group[0] if len(group) == 1 else _as_one(group) for group in groups.values()]


def _as_one(group: Sequence[Finding]) -> Finding:
    group = sorted(group, key=lambda each: place(each.cell))
    sentences = [each.message.removesuffix("。") for each in group[:_MOST_JOINED]]
    more = f"；等{len(group)}处" if len(group) > _MOST_JOINED else ""
    shared = _shared_end(sentences)
    parts = "；".join(sentence.removesuffix(shared) for sentence in sentences)
    message = f"{parts}{more}{shared}。"
    fixes = list(dict.fromkeys(each.fix for each in group))
    cells = tuple(dict.fromkeys(each.cell for each in group))
    return replace(group[0], message=message, fix=fixes[0], cells=cells if len(cells) > 1 else ())


def _shared_end(sentences: Sequence[str]) -> str:
    """The clauses that all of them end on: said once."""
    clauses = [sentence.split("，") for sentence in sentences]
    count = 0
    while all(len(each) > count + 1 for each in clauses) and len({each[-count - 1] for each in clauses}) == 1:
        count += 1
    return "".join(f"，{clause}" for clause in clauses[0][len(clauses[0]) - count :])


def arranged(submission: Submission, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, then in the order of the sheets, then down the rows."""
    sheets = {name: rank for rank, name in enumerate(_sheets(submission))}

    def key(each: Finding) -> tuple[int, int, str, tuple[int, int], str]:
        return _RANK[each.severity], sheets.get(each.sheet, len(sheets)), each.sheet, place(each.cell), each.code

    return tuple(sorted(findings, key=key))


def place(cell: str) -> tuple[int, int]:
    """Row and column of an A1 reference; (0, 0) for a whole sheet."""
    try:
        return parse_cell(cell)
    except ValueError:
        return 0, 0


def _sheets(submission: Submission) -> list[str]:
    """The sheets as the standard workbook has them: 基本信息 first, texts last; "" is the file as a whole."""
    records: tuple[Sequence[object], ...] = (
        submission.indicators,
        submission.cost_lines,
        submission.assessments,
        submission.tranches,
        (submission.ledger,) if submission.ledger else (),
        submission.effects,
        submission.texts,
    )
    first = [rows[0].table.sheet for rows in records if rows]  # type: ignore[attr-defined]
    tables = [table.sheet for table in submission.tables.values()]
    return list(dict.fromkeys(["", submission.information.sheet, *first, *tables]))
