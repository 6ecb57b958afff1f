"""Regular expressions that are compiled when they are first used.

There are hundreds of them, one run needs a third, and compiling them all is a quarter of what starting costs.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The compiled expression, or what behaves as it does; for constants of modules."""
    return cast("re.Pattern[AnyStr]", _Lazy(expression, flags))


class _Lazy:
    """Takes the methods of its pattern over at the first use; from then on they are called without a detour."""

    __slots__ = ("_expression", "_flags", *_METHODS)

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    @property
    def pattern(self) -> str | bytes:
        """What a longer expression is put together from; nothing has to be compiled for that."""
        return self._expression

    def __getattr__(self, name: str) -> object:
        """Asked for what is not there yet: a method before the first use, or another attribute of a pattern."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._expression, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def is_compiled(pattern: object) -> bool:
    """Whether it is a pattern of ours that has been used."""
    if type(pattern) is not _Lazy:
        return False
    try:
        object.__getattribute__(pattern, _METHODS[0])
    except AttributeError:
        return False
    return True


def compile_now(pattern: re.Pattern[str]) -> None:
    """As if it had been used: where what is compiled is kept for others."""
    _ = pattern.findall
