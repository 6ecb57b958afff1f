"""The quick decorator makes what the standard one makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from workbook_tools.light_dataclass import dataclass, replace


@dataclass(frozen=True, slots=True)
class Quick:
    """A record."""

    name: str
    places: tuple[int, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)
    score: float | None = None

    @property
    def long(self) -> str:
        return self.name * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Slow:
    """A record."""

    name: str
    places: tuple[int, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)
    score: float | None = None

    @property
    def long(self) -> str:
        return self.name * 2


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("甲",), {}),
    (("甲", (1, 2)), {"score": 1.5}),
    ((), {"name": "乙", "notes": {"a": 1}}),
]


@pytest.mark.parametrize(("positional", "named"), GIVEN)
def test_a_record_shows_compares_and_copies_as_ever(positional: tuple[Any, ...], named: dict[str, Any]) -> None:
    quick, slow = Quick(*positional, **named), Slow(*positional, **named)
    assert repr(quick) == repr(slow).replace("Slow", "Quick")
    assert dataclasses.asdict(quick) == dataclasses.asdict(slow)
    assert [f.name for f in dataclasses.fields(quick)] == [f.name for f in dataclasses.fields(slow)]
    assert dataclasses.replace(quick, name="丙") == Quick("丙", *dataclasses.astuple(quick)[1:])
    assert quick == Quick(*positional, **named) != dataclasses.replace(quick, score=9)
    assert quick != slow
    assert quick.long == slow.long
    assert pickle.loads(pickle.dumps(quick)) == quick == copy.copy(quick) == copy.deepcopy(quick)


@pytest.mark.parametrize(("positional", "named"), GIVEN)
@pytest.mark.parametrize("changes", [{}, {"name": "丙"}, {"notes": {}, "score": 2.0, "places": (3,)}])
def test_a_changed_copy_is_what_the_standard_one_gives(
    positional: tuple[Any, ...], named: dict[str, Any], changes: dict[str, Any]
) -> None:
    quick = Quick(*positional, **named)
    assert replace(quick, **changes) == dataclasses.replace(quick, **changes)
    assert quick == Quick(*positional, **named)
    with pytest.raises(TypeError):
        replace(quick, nome="丙")


def test_what_cannot_be_hashed_is_said_and_the_rest_is_hashed_by_its_fields() -> None:
    @dataclass(frozen=True, slots=True)
    class Place:
        sheet: str
        row: int = 1

    assert hash(Place("甲")) == hash(("甲", 1))
    assert len({Place("甲"), Place("甲", 1), Place("乙")}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Quick("甲"))


def test_nan_equals_itself_as_it_does_in_a_tuple() -> None:
    nan = float("nan")
    assert Quick("甲", score=nan) == Quick("甲", score=nan)


def test_a_record_cannot_be_changed() -> None:
    record = Quick("甲")
    with pytest.raises(FrozenInstanceError):
        record.name = "乙"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del record.name
    with pytest.raises((FrozenInstanceError, AttributeError)):
        record.other = 1  # type: ignore[attr-defined]
    assert not hasattr(record, "__dict__")


def test_each_record_has_a_default_of_its_own() -> None:
    assert Quick("甲").notes is not Quick("甲").notes


@pytest.mark.parametrize("arguments", [((), {}), (("甲",), {"other": 1}), (("甲", (), {}, 1.0, 2), {})])
def test_wrong_arguments_are_refused(arguments: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    with pytest.raises(TypeError):
        Quick(*arguments[0], **arguments[1])


def test_there_is_no_other_kind() -> None:
    with pytest.raises(TypeError):
        dataclass(frozen=True, slots=False)
    with pytest.raises(TypeError):

        @dataclass(frozen=True, slots=True)
        class _Later:
            name: str = field(kw_only=True)
