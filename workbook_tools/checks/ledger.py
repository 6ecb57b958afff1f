"""服务台账: dates, names, doubles, and sums against what was declared. One finding for each kind of trouble."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.long_columns import different
from workbook_tools.basis.unit_names import HOURS_OF_A_DAY
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.ledger_slips import added
from workbook_tools.checks.wording import Phrase, day, listed
from workbook_tools.evaluation.ledger_names import LedgerNames
from workbook_tools.evaluation.ledger_sums import counted_in, unit_of_ledger
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import LEDGER_WEIGHTS, Finding, Ledger, ScoredRow
from workbook_tools.model.fields import LedgerField, column_of

MOST_NAMES_MATCHED = 20
MOST_ROWS_TOLD = 8
FEWEST_IN_ORDER = 10  # entries: of fewer nobody can say that they are kept in order
MOST_OUT_OF_ORDER = 10  # one in ten, in a ledger that is
Value = TypeVar("Value")


def entries_lie_in_the_year(facts: Facts) -> Iterator[Finding]:
    """E: entries before the service began or after it ended; a ledger of which most are is of another year."""
    ledger, about = facts.submission.ledger, facts.submission.information
    start, end = about.service_start, about.service_end
    if ledger is None or start is None or end is None or end < start:
        return
    strange = {when for when in different(ledger.dates) if when is not None and not start <= when <= end}
    if not strange:
        return
    outside = _positions(ledger.dates, strange)
    dated = len(ledger.dates) - sum(when is None for when in ledger.dates)
    yield finding(
        "L011" if len(outside) * 2 > dated else "L001", *ledger.place("date", ledger.rows[outside[0]]),
        count=len(outside), dated=dated, earliest=day(min(strange)), latest=day(max(strange)), start=day(start),
        end=day(end), rows=_rows(ledger, outside),
    )  # fmt: skip


def names_are_indicators(facts: Facts) -> Iterator[Finding]:
    """W: 对应指标 that no row of 绩效指标 is called; a near name is suggested, never taken."""
    ledger = facts.submission.ledger
    if ledger is None:
        return
    names = facts.ledger_names
    unknown = _unknown_names(facts)
    if not unknown:
        return
    known = {bare_text(name): name for name in names.known()}
    concerned = _positions(ledger.indicators, unknown)
    in_order = [name for name in dict.fromkeys(ledger.indicators) if name in unknown]
    shown = [f"“{name}”{_suggestion(name, known)}" for name in in_order[:MOST_NAMES_MATCHED]]
    place = ledger.place("indicator", ledger.rows[concerned[0]])
    yield finding("L002", *place, count=len(concerned), kinds=len(unknown), names=listed(shown))


def _unknown_names(facts: Facts) -> set[str]:
    ledger, names = facts.submission.ledger, facts.ledger_names
    if ledger is None:
        return set()
    return {name for name in different(ledger.indicators) if name and names.bearers(name) is None}


def names_mean_one_row(facts: Facts) -> Iterator[Finding]:
    """W: 对应指标 that several rows answer to, such as a 三级指标 with six 指标明细: its entries count for none.

    Rows of hours need no name: they are answered by the hours of every entry.
    """
    ledger = facts.submission.ledger
    if ledger is None:
        return
    names = facts.ledger_names
    shared = {name for name in different(ledger.indicators) if name and _means_several(names, name)}
    if shared:
        concerned = _positions(ledger.indicators, shared)
        in_order = [name for name in dict.fromkeys(ledger.indicators) if name in shared]
        listing = Phrase(str(listed([f"“{name}”" for name in in_order])), _actuals(facts, shared))
        place = ledger.place("indicator", ledger.rows[concerned[0]])
        yield finding("L010", *place, count=len(concerned), names=listing)


def _actuals(facts: Facts, names: Iterable[str]) -> set[str]:
    """The cells of 实际完成值 of the rows that several names may mean."""
    rows = facts.ledger_names.rows
    bearers = {row for name in names for row, _ in facts.ledger_names.bearers(name) or ()}
    return {f"{rows[row].table.sheet}!{rows[row].at('actual')}" for row in bearers}


def _means_several(names: LedgerNames, name: str) -> bool:
    bearers = names.bearers(name) or frozenset()
    return len(bearers) > 1 and not all(names.is_hours(target) for target in bearers)


def entries_have_an_indicator(facts: Facts) -> Iterator[Finding]:
    """W: entries that count for nothing, because 对应指标 is blank."""
    ledger = facts.submission.ledger
    if ledger is not None:
        yield from _nameless(ledger, "indicator", ledger.indicators, "L008")


def entries_have_a_date(facts: Facts) -> Iterator[Finding]:
    """W: entries without a day, where others have one."""
    ledger = facts.submission.ledger
    if ledger is None or None not in ledger.dates:
        return
    unreadable = {row for row, field, _ in ledger.unreadable if field == "date"}
    blank = array("L", (i for i in _positions(ledger.dates, {None}) if ledger.rows[i] not in unreadable))
    if blank:
        place = ledger.place("date", ledger.rows[blank[0]])
        yield finding("L009", *place, count=len(blank), rows=_rows(ledger, blank))


def entries_have_a_worker(facts: Facts) -> Iterator[Finding]:
    """W: entries that are in no worker's statistics, where others have a name."""
    ledger = facts.submission.ledger
    if ledger is not None:
        yield from _nameless(ledger, "worker", ledger.workers, "L012")


def _nameless(ledger: Ledger, field: LedgerField, names: Sequence[str], code: str) -> Iterator[Finding]:
    """The entries without a name in a column where others have one."""
    if not any(names) or all(names):
        return
    blank = _positions(names, {""})
    yield finding(code, *ledger.place(field, ledger.rows[blank[0]]), count=len(blank), rows=_rows(ledger, blank))


def entries_stand_once(facts: Facts) -> Iterator[Finding]:
    """W: two entries that agree in everything."""
    ledger, slips = facts.submission.ledger, facts.ledger_slips
    if ledger is None or not slips.repeated:
        return
    at = slips.repeated[0]
    yield finding(
        "L003", *ledger.place("date", ledger.rows[at]), count=len(slips.repeated), row=ledger.row_name(ledger.rows[at]),
        before=ledger.row_name(ledger.rows[slips.before(at)]), rows=_rows(ledger, slips.repeated),
    )  # fmt: skip


def days_are_not_swapped(facts: Facts) -> Iterator[Finding]:
    """W: in a ledger that is kept in order, 3 November between two days of March: the 11th of March was meant."""
    ledger = facts.submission.ledger
    if ledger is None or len(ledger.dates) < FEWEST_IN_ORDER:
        return
    dates = ledger.dates
    breaks = [i for i, (one, other) in enumerate(pairwise(dates), 1) if one is None or other is None or one > other]
    if len(breaks) * MOST_OUT_OF_ORDER > len(dates):
        return  # it is kept in another order
    swapped = [(i, likely) for at in breaks for i in (at - 1, at) if (likely := _swapped(dates, i)) is not None]
    if not swapped:
        return
    (at, likely), rows = swapped[0], [i for i, _ in swapped]
    when, before, after = dates[at], dates[at - 1], dates[at + 1]
    assert when is not None
    assert before is not None
    assert after is not None
    more = f"；同样的还有第{_rows(ledger, rows[1:])}行" if len(rows) > 1 else ""
    yield finding(
        "L015", *ledger.place("date", ledger.rows[at]), row=ledger.row_name(ledger.rows[at]), date=day(when),
        before=day(before), after=day(after), likely=day(likely), more=Phrase(more),
    )  # fmt: skip


def _swapped(dates: Sequence[date | None], at: int) -> date | None:
    """The date with month and day the other way round, where only so it fits between the entries around it."""
    if not 0 < at < len(dates) - 1:
        return None
    before, when, after = dates[at - 1 : at + 2]
    if before is None or when is None or after is None or before > after or before <= when <= after or when.day > 12:
        return None
    likely = when.replace(month=when.day, day=when.month)
    return likely if before <= likely <= after else None


def cells_can_be_read(facts: Facts) -> Iterator[Finding]:
    """E: a word where a number should stand, a date that is none, a formula that nobody computed; told once for each
    column."""
    ledger = facts.submission.ledger
    if ledger is None or not ledger.unreadable:
        return
    by_field: dict[tuple[LedgerField, str], list[tuple[int, str]]] = {}
    for row, field, text in ledger.unreadable:
        by_field.setdefault((field, "L038" if text.startswith("=") else "L004"), []).append((row, text))
    for (field, code), cells in by_field.items():
        row, text = cells[0]
        yield finding(
            code, *ledger.place(field, row), column=column_of("ledger", field).title, count=len(cells),
            text=text, rows=_row_list(ledger, [at for at, _ in cells]),
        )  # fmt: skip


def sums_are_what_was_declared(facts: Facts) -> Iterator[Finding]:
    """W: the ledger's sum for a row is not its 实际完成值. Both are exact, so any difference is told."""
    told = _Told(facts)
    for row in facts.evaluation.rows:
        if row.from_ledger or row.ledger_value is None or row.actual.kind != "number" or row.actual.number is None:
            continue
        declared, unit, own_unit = row.actual.number, row.actual.unit, unit_of_ledger(row)
        difference = abs(declared - counted_in(unit, row.ledger_value, own_unit, declared))
        if difference and difference not in told.wrong_by(row) and not told.is_unread(row):
            each = row.indicator
            yield finding(
                "L005", each.table.sheet, each.at("actual"), name=row.item or each.name,
                declared=f"{as_count(declared)}{unit}", ledger=f"{as_count(row.ledger_value)}{own_unit}",
                source=row.ledger_rule or "台账", difference=f"{as_count(difference)}{unit}",
            )  # fmt: skip


def _names_of(row: ScoredRow) -> set[str]:
    return {bare_text(name) for name in (row.item, row.indicator.item, row.indicator.level3) if name}


class _Told:
    """What other findings tell of the entries, by the bare names of their rows: looked for when it is asked for, and
    once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def is_unread(self, row: ScoredRow) -> bool:
        """Entries of the row whose count cannot be read: its sum is no proof."""
        return not self._unread.isdisjoint(_names_of(row))

    def wrong_by(self, row: ScoredRow) -> tuple[Decimal, ...]:
        """By how much entries that stand twice, below 0 or under a name misspelt make the row's sum wrong."""
        names = _names_of(row)
        twice, below, misspelt = (
            sum((counts[name] for name in names & counts.keys()), Decimal()) for counts in self._counts
        )
        return tuple(each for each in (twice, -2 * below, misspelt) if each)

    @cached_property
    def _unread(self) -> frozenset[str]:
        ledger = self._facts.submission.ledger
        rows = {at for at, field, _ in ledger.unreadable if field == "count"} if ledger is not None else set[int]()
        if ledger is None or not rows:
            return frozenset()
        pairs = zip(ledger.rows, ledger.indicators, strict=True)
        return frozenset(bare_text(name) for at, name in pairs if at in rows)

    @cached_property
    def _counts(self) -> tuple[dict[str, Decimal], ...]:
        slips = self._facts.ledger_slips
        return tuple(map(_by_bare_name, (slips.repeated_counts, slips.counts_below_zero, _misspelt(self._facts))))


def _by_bare_name(counts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for name, count in counts.items():
        sums[bare_text(name)] = sums.get(bare_text(name), Decimal()) + count
    return sums


def _misspelt(facts: Facts) -> Mapping[str, Decimal]:
    """What the entries come to whose 对应指标 is nearly the name of a row, by that row: told by their names (L002)."""
    ledger = facts.submission.ledger
    unknown = _unknown_names(facts)
    if ledger is None or not unknown:
        return {}
    known = {bare_text(name): name for name in facts.ledger_names.known()}
    meant = {name: near for name in sorted(unknown)[:MOST_NAMES_MATCHED] if (near := _near(name, known))}
    pairs = zip(ledger.indicators, ledger.counts, strict=True)
    return added((meant[name], count) for name, count in pairs if name in meant)


def figures_are_not_negative(facts: Facts) -> Iterator[Finding]:
    """E: fewer than none."""
    ledger = facts.submission.ledger
    if ledger is None:
        return
    for name in LEDGER_WEIGHTS:
        values = ledger.figures(name)
        negative = {value for value in different(values) if value is not None and value < 0}
        if not negative:
            continue
        below = _positions(values, negative)
        yield finding(
            "L006", *ledger.place(name, ledger.rows[below[0]]), count=len(below), rows=_rows(ledger, below),
            column=column_of("ledger", name).title,
        )  # fmt: skip


def days_have_24_hours(facts: Facts) -> Iterator[Finding]:
    """E: a worker with more hours on a day than the day has."""
    ledger = facts.submission.ledger
    if ledger is None:
        return
    hours_of = (ledger.direct_hours, ledger.indirect_hours)
    entries = Counter(zip(ledger.dates, ledger.workers, strict=True))
    longest = sum(max((hours or 0.0 for hours in different(column)), default=0.0) for column in hours_of)  # of an entry
    if max(entries.values(), default=0) * longest <= HOURS_OF_A_DAY - 1:
        return
    busy = {key for key, times in entries.items() if times * longest > HOURS_OF_A_DAY - 1 and all(key)}
    if not busy:
        return
    spent: dict[tuple[date | None, str], float] = {}
    keys = zip(ledger.dates, ledger.workers, strict=True)
    for key, direct, indirect in zip(keys, *hours_of, strict=True):
        if key in busy:
            spent[key] = spent.get(key, 0.0) + (direct or 0.0) + (indirect or 0.0)
    long = {key: hours for key, hours in spent.items() if hours > HOURS_OF_A_DAY}
    if not long:
        return
    when, worker = next(iter(long))
    assert when is not None
    at = next(i for i, key in enumerate(zip(ledger.dates, ledger.workers, strict=True)) if key == (when, worker))
    hours = as_count(Decimal(repr(long[when, worker])), 2)
    place = ledger.place("direct_hours", ledger.rows[at])
    yield finding("L007", *place, count=len(long), worker=worker, when=day(when), hours=hours)


CHECKS = (
    entries_lie_in_the_year,
    names_are_indicators,
    names_mean_one_row,
    entries_have_an_indicator,
    entries_have_a_date,
    entries_have_a_worker,
    entries_stand_once,
    days_are_not_swapped,
    cells_can_be_read,
    sums_are_what_was_declared,
    figures_are_not_negative,
    days_have_24_hours,
)


def _suggestion(name: str, known: dict[str, str]) -> str:
    near = _near(name, known)
    return f"（是否“{near}”？）" if near else ""


def _near(name: str, known: dict[str, str]) -> str:
    """The known name that one may mean; "" where none is near."""
    import difflib  # only for ledgers with names that nobody knows

    near = difflib.get_close_matches(bare_text(name)[:100], known, n=1, cutoff=0.6)
    return known[near[0]] if near else ""


def _positions(column: Sequence[Value], wanted: Container[Value | None]) -> Sequence[int]:
    """Where any of some values stands: of a million entries eight bytes each."""
    return array("L", (i for i, value in enumerate(column) if value in wanted))


def _rows(ledger: Ledger, positions: Sequence[int]) -> object:
    """Their rows as a sentence names them: of more than eight the first eight."""
    return _row_list(ledger, [ledger.rows[i] for i in positions[: MOST_ROWS_TOLD + 1]])


def _row_list(ledger: Ledger, rows: Sequence[int]) -> object:
    shown = [ledger.row_name(row) for row in rows[:MOST_ROWS_TOLD]]
    return listed(shown, most=MOST_ROWS_TOLD) if len(rows) <= MOST_ROWS_TOLD else f"{'、'.join(shown)}等"
