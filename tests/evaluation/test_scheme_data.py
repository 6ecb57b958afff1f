"""A scheme's data: which keys it must have, and that one of another kind is said where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal

import pytest

from workbook_tools.basis.resources import template
from workbook_tools.evaluation.scheme import PeriodShare, RangeBand, Scheme
from workbook_tools.evaluation.scheme_data import consistency, scheme_from

Path = tuple[str | int, ...]

OPTIONAL = {
    "assessment",
    "assessment.finance",
    "pace",
    "pace.on_track",
    "pace.behind",
    "unverified",
    "points.levels[1].aliases",
    "rows.bonus",
    "rows.bonus_total",
    "rows.costs",
    "rows.counted_as",
    "rows.spoilt_by",
    "rows.remedies",
    "rows.kinds_of_work",
    "rows.direction_unclear",
    "rows.not_a_cost",
    "ratings[1].words",
    "tranches[1].words",
    "tranches[2].period",
    "tranches[4].after_rectification",
}


def national() -> dict[str, object]:
    """The scheme that comes with the program, with no key marked as unverified."""
    data = tomllib.loads(template("schemes/fiscal-2020.toml").read_text("utf-8"), parse_float=Decimal)
    return {**data, "unverified": []}


def paths(value: object, above: Path = ()) -> Iterator[Path]:
    """Of every key, and of those of the first entries of a list that say something new."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*above, key)
            yield from paths(each, (*above, key))
    elif isinstance(value, list):
        known: set[str] = set()
        for place, each in enumerate(value):
            if isinstance(each, dict):
                yield from (path for path in paths(each, (*above, place)) if path[-1] not in known)
                known |= set(each)


def shown(path: Path) -> str:
    return "".join(f"[{each + 1}]" if isinstance(each, int) else f".{each}" for each in path).lstrip(".")


def holder(data: object, path: Path) -> dict[str, object]:
    for each in path[:-1]:
        data = data[each]  # type: ignore[index]
    assert isinstance(data, dict)
    return data


EVERY = [path for path in paths(national()) if path != ("extends",)]


@pytest.mark.parametrize("path", EVERY, ids=shown)
def test_a_key_that_is_not_there_is_missed_unless_it_may_be_left_out(path: Path) -> None:
    data = deepcopy(national())
    del holder(data, path)[str(path[-1])]
    scheme, problems = scheme_from("本区", data)
    missed = [problem.figures["key"] for problem in problems if problem.code == "C005"]
    if shown(path) in OPTIONAL:
        assert (missed, scheme is None) == ([], False)
    else:
        assert shown(path) in missed
        assert scheme is None


@pytest.mark.parametrize("key", ["pace", "pace.on_track", "pace.behind", "rows.bonus", "rows.bonus_total"])
def test_a_figure_that_may_be_left_out_is_then_the_national_one(key: str) -> None:
    data = deepcopy(national())
    path = next(path for path in EVERY if shown(path) == key)
    del holder(data, path)[str(path[-1])]
    assert scheme_from("本区", data) == scheme_from("本区", national())


@pytest.mark.parametrize("written", ["投诉 差评\n信访", ["投诉", "差评", "信访"]])
def test_many_words_stand_in_a_list_or_in_one_text(written: str | list[str]) -> None:
    data = deepcopy(national())
    data["rows"]["smaller_is_better"] = written
    scheme, problems = scheme_from("本区", data)
    assert problems == []
    assert scheme
    assert scheme.directions.smaller == ("投诉", "差评", "信访")


def test_the_bands_of_a_range_are_read_in_their_order() -> None:
    data = deepcopy(national())
    data["rows"]["range_bands"] = [  # type: ignore[index]
        {"within": Decimal("0.05"), "earns": Decimal("0.8")},
        {"within": Decimal("0.1"), "earns": Decimal("0.5")},
    ]
    scheme, problems = scheme_from("本区", data)
    assert problems == []
    assert scheme
    assert scheme.range_bands == (
        RangeBand(Decimal("0.05"), Decimal("0.8")),
        RangeBand(Decimal("0.1"), Decimal("0.5")),
    )
    data["rows"]["range_bands"][0]["within"] = Decimal("0.2")  # type: ignore[index]
    scheme, problems = scheme_from("本区", data)
    assert (scheme, [each.figures["key"] for each in problems]) == (None, ["rows.range_bands"])


@pytest.mark.parametrize("path", EVERY, ids=shown)
def test_a_key_of_another_kind_is_named_with_what_may_stand_there(path: Path) -> None:
    data = deepcopy(national())
    place = holder(data, path)
    place[str(path[-1])] = "若干" if not isinstance(place[str(path[-1])], str) else 3
    scheme, problems = scheme_from("本区", data)
    assert scheme is None
    assert shown(path) in [problem.figures["key"] for problem in problems if problem.code == "C004"]


def test_the_bands_of_the_ratings_are_the_three_that_there_are_and_join(fiscal: Scheme) -> None:
    met, partly, unmet = fiscal.ratings
    wrong = (
        (met, partly),
        (met, partly, unmet, unmet),
        (met, partly, partly),
        (met._replace(high=Decimal("0.9")), partly, unmet),
        (met._replace(low=Decimal("0.7")), partly, unmet),
        (met, partly._replace(low=Decimal("0.5")), unmet),
        (met, partly, unmet._replace(low=Decimal("0.1"))),
    )
    assert [problem for problem in consistency(fiscal) if problem.figures["key"] == "ratings"] == []
    for bands in wrong:
        keys = [problem.figures["key"] for problem in consistency(fiscal._replace(ratings=bands))]
        assert "ratings" in keys, bands


def test_shares_that_do_not_make_the_whole_are_told_with_their_sum(fiscal: Scheme) -> None:
    first, *others = fiscal.tranches
    wrong = fiscal._replace(tranches=(first._replace(share=Decimal("0.5")), *others))
    (problem,) = [each for each in consistency(wrong) if each.figures["key"] == "tranches.share"]
    assert "现在是 0.95；" in str(problem.figures["rule"])


@pytest.mark.parametrize(("key", "hint"), [("titel", "是否想写“title”"), ("甲乙丙", "这里可以写：")])
def test_a_key_that_nobody_knows_is_told_with_one_like_it_or_with_all_there_are(key: str, hint: str) -> None:
    _, problems = scheme_from("本区", {**national(), key: 1})
    (problem,) = [each for each in problems if each.code == "C003"]
    assert str(problem.figures["hint"]).startswith(hint)


def test_any_of_the_words_of_a_tranche_tells_its_condition(fiscal: Scheme) -> None:
    first, *others = fiscal.tranches
    scheme = fiscal._replace(tranches=(first._replace(words=("开工", "进场")), *others))
    assert [scheme.tranche(f"{word}后支付") for word in ("开工", "进场", "领导同意")] == [scheme.tranches[0]] * 2 + [
        None
    ]


def test_a_scheme_that_names_no_place_is_sound_and_so_is_one_that_does(fiscal: Scheme) -> None:
    scheme, _ = scheme_from("本区", national())
    assert scheme is not None
    assert [*consistency(scheme), *consistency(fiscal)] == []


@pytest.mark.parametrize(
    "key",
    ["assessors", "station_grades", "shares", "finance_periods", "tranches"],
)
def test_any_rule_of_a_place_names_it(fiscal: Scheme, key: str) -> None:
    scheme, _ = scheme_from("本区", national())
    assert scheme is not None
    assert not scheme.names_a_place
    assert scheme._replace(**{key: getattr(fiscal, key)}).names_a_place
    bare = dict.fromkeys(("assessors", "station_grades", "shares", "finance_periods"), ())
    assert fiscal._replace(**bare).names_a_place, "by its days of payment"


def test_what_no_single_key_shows_is_told_under_its_key(fiscal: Scheme) -> None:
    first, second, *rest = fiscal.grades
    best, *others = fiscal.station_grades
    assessor, *more = fiscal.assessors
    tranche, *tranches = fiscal.tranches
    band = RangeBand(Decimal("0.1"), Decimal("0.5"))
    for key, wrong in (
        ("points", {"execution_points": fiscal.execution_points + 1}),
        ("grades.fiscal", {"grades": ()}),
        ("grades.fiscal", {"grades": (second, first, *rest)}),
        ("grades.fiscal", {"grades": (first, second._replace(at_least=first.at_least), *rest)}),
        ("grades.fiscal", {"grades": (first, second._replace(name=first.name), *rest)}),
        ("grades.fiscal", {"grades": (first, second)}),
        ("grades.station", {"station_grades": (*others, best)}),
        ("grades.station", {"station_grades": (best._replace(name=others[0].name), *others)}),
        ("grades.passes", {"station_passes": ("优",)}),
        ("assessors.weight", {"assessors": (assessor._replace(weight=Decimal("0.5")), *more)}),
        ("assessors.name", {"assessors": (assessor._replace(name=more[0].name), *more)}),
        ("pace.behind", {"pace_behind": fiscal.pace_on_track + Decimal("0.01")}),
        ("rows.range_bands", {"range_bands": (band, band)}),
        ("rows.range_bands", {"range_bands": (band, band._replace(within=Decimal("0.05")))}),
        ("tranches.condition", {"tranches": (tranche._replace(condition=tranches[0].condition), *tranches)}),
        ("tranches.period", {"tranches": (tranche._replace(period="半年"), *tranches)}),
        ("assessment.finance", {"finance_periods": ("半年",)}),
        ("assessment.combined", {"combined": (PeriodShare("中期", Decimal("0.4")),)}),
    ):
        assert key in [each.figures["key"] for each in consistency(fiscal._replace(**wrong))], wrong  # type: ignore[arg-type]
    both = (PeriodShare("中期", Decimal("0.4")), PeriodShare("末期", Decimal("0.6")))
    bands = (band._replace(within=Decimal("0.05")), band)
    sound = fiscal._replace(combined=both, range_bands=bands, pace_behind=fiscal.pace_on_track)
    assert list(consistency(sound)) == []
