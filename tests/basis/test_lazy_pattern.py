from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

import workbook_tools
from workbook_tools.basis import lazy_pattern as module
from workbook_tools.basis.lazy_pattern import is_compiled, lazy_pattern
from workbook_tools.reading.words.written.by_character import ByCharacter


def test_it_finds_what_the_compiled_expression_finds() -> None:
    expression, text = r"(\d+)\s*(次|场)", "12 次，3场，x"
    lazy, compiled = lazy_pattern(expression), re.compile(expression)
    for _ in range(2):  # before and after it is compiled
        assert lazy.findall(text) == compiled.findall(text)
        assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]
        assert lazy.sub(r"\2", text) == compiled.sub(r"\2", text)
        assert lazy.split(text) == compiled.split(text)
        assert (lazy.fullmatch("3场") is not None, lazy.search("无"), lazy.match("x")) == (True, None, None)


def test_flags_and_the_other_attributes_are_those_of_the_pattern() -> None:
    lazy = lazy_pattern("(?P<letter>A)", re.IGNORECASE)
    assert lazy.groupindex == {"letter": 1}
    assert lazy.pattern == "(?P<letter>A)"
    assert lazy.match("a") is not None
    with pytest.raises(AttributeError):
        lazy.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_wrong_expression_is_not_noticed_before_it_is_used() -> None:
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.match("")


@pytest.mark.parametrize(
    ("ask", "nothing"),
    [
        (lambda p, text: p.search(text), None),
        (lambda p, text: p.match(text), None),
        (lambda p, text: p.fullmatch(text), None),
        (lambda p, text: p.findall(text), []),
        (lambda p, text: [match.span() for match in p.finditer(text)], []),
        (lambda p, text: p.split(text, maxsplit=1), ["12人"]),
        (lambda p, text: p.sub("元", text), "12人"),
    ],
)
def test_a_text_without_what_every_match_holds_is_no_reason_to_compile(ask: Any, nothing: object) -> None:
    lazy = lazy_pattern("[0-9]+(?:场|次)", holding="场次")
    assert ask(lazy, "12人") == nothing
    assert not is_compiled(lazy)
    found = ask(lazy, "12场")
    assert is_compiled(lazy)
    plain = ask(re.compile("[0-9]+(?:场|次)"), "12场")
    assert getattr(found, "group", lambda: found)() == getattr(plain, "group", lambda: plain)()


def test_every_expression_of_the_program_compiles() -> None:
    """What an import used to prove."""
    patterns = list(_patterns_of_the_program())
    for pattern in patterns:
        assert re.compile(pattern.pattern, pattern._flags)
    assert len(patterns) > 150


def test_every_match_holds_one_of_the_characters_that_its_expression_is_said_to_need() -> None:
    """Else a text would be passed over that matches."""
    needing = [pattern for pattern in _patterns_of_the_program() if pattern.holding]
    for pattern in needing:
        assert not pattern._flags & re.IGNORECASE or pattern.holding.lower() == pattern.holding.upper()
        assert _holds(parser.parse(pattern.pattern, pattern._flags), set(pattern.holding)), pattern.pattern
    assert len(needing) > 30


@pytest.mark.parametrize(
    ("expression", "holding", "proven"),
    [
        ("[0-9]+场", "场", True),
        ("[0-9]+场?", "场", False),
        ("(?:全|均)都", "全均", True),
        ("(?:全|均)?都", "全均", False),
        ("全|均", "全", False),
        ("(?:每[月季])+", "每", True),
        ("(?:每[月季])*", "每", False),
        ("[月季]", "月季", True),
        ("[月季]", "月", False),
        ("[^月]", "月", False),
        ("(?=每).", "每", True),
        ("(?!每).", "每", False),
    ],
)
def test_the_proof_takes_no_expression_for_more_than_it_is(expression: str, holding: str, proven: bool) -> None:
    assert _holds(parser.parse(expression), set(holding)) is proven


def _holds(parts: Iterable[tuple[Any, Any]], characters: set[str]) -> bool:
    """Whether every text that the parsed expression matches has one of the characters."""
    return any(_part_holds(kind, value, characters) for kind, value in parts)


def _part_holds(kind: Any, value: Any, characters: set[str]) -> bool:
    if kind is op.LITERAL:
        return chr(value) in characters
    if kind is op.IN:
        return all(each is op.LITERAL and chr(inside) in characters for each, inside in value)
    if kind is op.BRANCH:
        return all(_holds(branch, characters) for branch in value[1])
    if kind is op.SUBPATTERN:
        return _holds(value[3], characters)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return value[0] > 0 and _holds(value[2], characters)
    return kind is op.ASSERT and _holds(value[1], characters)


def _patterns_of_the_program() -> Iterator[module._Lazy]:
    for info in pkgutil.walk_packages(workbook_tools.__path__, "workbook_tools."):
        if info.name.endswith(("__main__", "excel.live")):
            continue
        for value in vars(importlib.import_module(info.name)).values():
            yield from _patterns_in(value)


def _patterns_in(value: object) -> Iterator[module._Lazy]:
    if isinstance(value, module._Lazy):
        yield value
    elif isinstance(value, ByCharacter):
        yield from _patterns_in(value.table)
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(each)
