"""Regular expressions that are compiled when they are first used.

There are hundreds of them, one run needs a tenth, and compiling them all is a quarter of what starting costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, AnyStr, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
_WITH_NEW_TEXT = ("sub",)  # which is given before the text
# What a method gives for a text without a match.
_NOTHING: dict[str, Callable[[str], object]] = {
    "findall": lambda _: [],
    "finditer": lambda _: iter(()),
    "fullmatch": lambda _: None,
    "match": lambda _: None,
    "search": lambda _: None,
    "split": lambda text: [text],
    "sub": lambda text: text,
}


def lazy_pattern(expression: AnyStr | Callable[[], AnyStr], flags: int = 0, *, holding: str = "") -> re.Pattern[AnyStr]:
    """The compiled expression, or what behaves as it does; for constants of modules.

    `expression`: itself, or what gives it when it is needed. `holding`: characters of which every match has one. A
    text without any of them is no reason to compile.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(expression, flags, holding))


class _Lazy:
    """Takes the methods of its pattern over at the first use; from then on they are called without a detour."""

    __slots__ = ("_expression", "_flags", "compiled", "holding", *_METHODS)

    def __init__(self, expression: str | bytes | Callable[[], str | bytes], flags: int, holding: str) -> None:
        self._expression = expression
        self._flags = flags
        self.holding = holding
        self.compiled = False

    @property
    def pattern(self) -> str | bytes:
        """What a longer expression is put together from; nothing has to be compiled for that."""
        return self._expression() if callable(self._expression) else self._expression

    def __getattr__(self, name: str) -> object:
        """Asked for what is not there yet: a method before the first use, or another attribute of a pattern."""
        if name.startswith("__"):
            raise AttributeError(name)
        if self.holding and (nothing := _NOTHING.get(name)):
            spared = self._spared(name, nothing)
            setattr(self, name, spared)  # until it is compiled
            return spared
        return self._compiled(name)

    def _spared(self, name: str, nothing: Callable[[str], object]) -> Callable[..., object]:
        """The method `name`, without compiling where the text cannot match."""
        holding, place = self.holding, int(name in _WITH_NEW_TEXT)

        def spared(*given: Any, **named: Any) -> object:
            text = given[place]
            for character in holding:
                if character in text:
                    return self._compiled(name)(*given, **named)
            return nothing(text)

        return spared

    def _compiled(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        self.compiled = True
        return getattr(compiled, name)


def any_of(words: Iterable[str]) -> str:
    """An expression for one of the words, the longest that stands there; it has no brackets around it."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def is_compiled(pattern: object) -> bool:
    """Whether it is a pattern of ours that has been used."""
    return type(pattern) is _Lazy and pattern.compiled


def compile_now(pattern: re.Pattern[str]) -> None:
    """As if it had been used: where what is compiled is kept for others."""
    _ = pattern.flags
