from __future__ import annotations

import re

import pytest

from workbook_tools.basis.lazy_pattern import lazy_pattern


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


def test_every_expression_of_the_program_compiles() -> None:
    """What an import used to prove."""
    import importlib
    import pkgutil

    import workbook_tools
    from workbook_tools.basis import lazy_pattern as module

    found = 0
    for info in pkgutil.walk_packages(workbook_tools.__path__, "workbook_tools."):
        if info.name.endswith(("__main__", "excel.live")):
            continue
        for value in vars(importlib.import_module(info.name)).values():
            for each in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,):
                parts = each if isinstance(each, tuple) else (each,)
                for pattern in parts:
                    if isinstance(pattern, module._Lazy):
                        assert re.compile(pattern._expression, pattern._flags)
                        found += 1
    assert found > 150
