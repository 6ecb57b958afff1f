"""How the time of a regular expression grows with the text, tried with texts made from the expression itself.

A repetition is what costs: for each, a text that fulfils the expression as far as that repetition, goes on with what
it repeats for as long as the text is to be, and then breaks off. What grows by more than the text does is quadratic.
"""

from __future__ import annotations

import ast
import importlib
import math
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

# the private parser of the standard library: the one place that knows what an expression means
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

import workbook_tools

SMALL, LARGE = 8_000, 32_000  # characters; a cell holds 32,767
FAST = 0.0006  # seconds for the small text: a quadratic one takes milliseconds
# characters and seconds for texts before that: what is slower is far worse than quadratic
FIRST_STEPS = ((24, 0.002), (36, 0.003), (44, 0.003), (60, 0.004), (250, 0.03), (1000, 0.1))
LIMIT = 1.5  # exponent
LONGEST = 2.0  # seconds, of any text
ALPHABET = "1九完a ,.、，；：:（）()-~至%/年月个\"'<>&=\n\u3000{[]}《》“”×+|_"
LONG = 40  # repetitions from which a bound counts as none
MOST_TEXTS = 40  # of one expression
MOST_SLOW = 4  # texts that are measured to the end: what is slow but linear with these is so with others


def exponent(pattern: re.Pattern[Any], methods: Iterable[str]) -> tuple[float, str]:
    """The worst exponent found and the unit of the text that showed it; 1.0 and "" for a pattern that is quick."""
    worst, by = 1.0, ""
    for method in methods:
        run, slow = _run(pattern, method), 0
        for prefix, pump, suffix in attacks(pattern):
            if slow == MOST_SLOW:
                break
            found = _growth(run, prefix, pump, suffix)
            slow += found != 1.0
            if found > worst:
                worst, by = found, f"{method} {prefix[:20]!r}+{pump[:20]!r}*+{suffix!r}"
                if worst > LIMIT:
                    return worst, by
    return worst, by


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    seen = set()
    tree = parser.parse(pattern.pattern, pattern.flags)
    for prefix, pump in islice(_pumps(list(tree), pattern.flags, ""), MOST_TEXTS):
        if not pump:
            continue
        for attack in ((prefix, pump, "\0"), ("", prefix + pump, "\0"), ("", pump, "\0")):
            if attack not in seen:
                seen.add(attack)
                yield attack


def _growth(run: Callable[[str], object], prefix: str, pump: str, suffix: str) -> float:
    def text(size: int) -> str:
        return prefix + pump * (size // len(pump)) + suffix

    if any(_seconds(run, text(size)) > most for size, most in FIRST_STEPS):
        return math.inf
    for _ in range(3):  # a machine that was busy with something else makes one measurement too long
        seconds = _seconds(run, text(SMALL))
        if seconds < FAST:
            return 1.0
        found = (
            math.inf
            if seconds == math.inf
            else math.log(_seconds(run, text(LARGE)) / seconds) / math.log(LARGE / SMALL)
        )
        if found < LIMIT:
            return found
    return found


def _seconds(run: Callable[[str], object], text: str) -> float:
    best = math.inf
    for _ in range(3):
        begin = time.thread_time()
        before = signal.signal(signal.SIGVTALRM, _too_long)  # a pattern that has gone mad can be called back
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
        try:
            run(text)
        except TimeoutError:
            return math.inf
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        best = min(best, time.thread_time() - begin)
        if best < FAST or best > 0.1:
            break
    return max(best, 1e-6)


def _too_long(*_: object) -> None:
    raise TimeoutError


def _run(pattern: re.Pattern[Any], method: str) -> Callable[[str], object]:
    call = getattr(pattern, method)
    if isinstance(pattern.pattern, bytes):
        return lambda text: _all(call(*([b""] * (method in ("sub", "subn"))), text.encode("latin-1", "replace")))
    return lambda text: _all(call(*([""] * (method in ("sub", "subn"))), text))


def _all(result: object) -> object:
    return sum(1 for _ in result) if isinstance(result, Iterator) else result


# ---------------------------------------------------------------- texts from an expression


def _pumps(items: list, flags: int, prefix: str) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    """(what stands before, what is repeated) for every repetition without a bound, wherever it stands."""
    for operator, value in items:
        if operator in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, high, body = value
            if high is codes.MAXREPEAT or high > LONG:
                for unit in _samples(list(body), flags):
                    yield prefix, unit
            yield from _pumps(list(body), flags, prefix)
            prefix += _one(list(body), flags) * min(low, 3)
        elif operator is codes.SUBPATTERN:
            yield from _pumps(list(value[3]), flags, prefix)
            prefix += _one(list(value[3]), flags)
        elif operator is codes.ATOMIC_GROUP:
            yield from _pumps(list(value), flags, prefix)
            prefix += _one(list(value), flags)
        elif operator is codes.BRANCH:
            for branch in value[1]:
                yield from _pumps(list(branch), flags, prefix)
            prefix += _one(list(value[1][0]), flags)
        elif operator in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _pumps(list(value[1]), flags, prefix)
        else:
            prefix += _one([(operator, value)], flags)


def _one(items: list, flags: int) -> str:  # type: ignore[type-arg]
    return next(iter(_samples(items, flags)), "")


def _samples(items: list, flags: int) -> list[str]:  # type: ignore[type-arg]
    """A few texts that the items match (looking around is not looked at)."""
    texts = [""]
    for operator, value in items:
        if operator is codes.LITERAL:
            options = [chr(value)]
        elif operator in (codes.IN, codes.NOT_LITERAL, codes.ANY, codes.CATEGORY):
            options = _characters(operator, value, flags)
        elif operator in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, _, body = value
            options = [text * max(low, 1) for text in _samples(list(body), flags)[:4]]
            options += [""] if low == 0 else []
        elif operator is codes.SUBPATTERN:
            options = _samples(list(value[3]), flags)
        elif operator is codes.ATOMIC_GROUP:
            options = _samples(list(value), flags)
        elif operator is codes.BRANCH:
            options = [text for branch in value[1] for text in _samples(list(branch), flags)[:2]]
        else:
            options = [""]
        texts = [before + option for option in options for before in texts[:3]][:12]
    return list(dict.fromkeys(texts))


def _characters(operator: object, value: object, flags: int) -> list[str]:
    single = parser.SubPattern(parser.State(), [(operator, value)])
    single.state.flags = flags
    from re import _compiler  # type: ignore[attr-defined]

    one = _compiler.compile(single, flags)
    found = [character for character in ALPHABET if one.fullmatch(character)]
    if not found and operator is codes.IN:
        firsts = [v if o is codes.LITERAL else v[0] for o, v in value if o in (codes.LITERAL, codes.RANGE)]  # type: ignore[attr-defined]
        found = [chr(first) for first in firsts][:2]
    return found[:8]


# ---------------------------------------------------------------- all patterns of the package


_OWN = ("findall", "finditer", "fullmatch", "match", "search", "subn")  # which only patterns have
METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class Found(NamedTuple):
    """One expression of the package, where it stands, and how it is used."""

    place: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


def patterns_of_the_package() -> Iterator[Found]:
    """Every regular expression that is written in the package: constants, and what is handed to `re` directly.

    Raises for one that cannot be found out: whoever builds patterns as it runs writes a constant instead.
    """
    root = Path(workbook_tools.__file__).parent
    sources = {path: path.read_text() for path in sorted(root.rglob("*.py"))}
    everything = "\n".join(sources.values())
    for path, source in sources.items():
        module = importlib.import_module(".".join(path.relative_to(root.parent).with_suffix("").parts))
        place = path.relative_to(root.parent).as_posix()
        for node in ast.walk(tree := ast.parse(source)):
            if isinstance(node, ast.Call) and (method := _re_function(node)):
                pattern = _compiled(node, module)
                if pattern is not None:
                    used = (method,) if method in METHODS else _used(node, tree, everything)
                    yield Found(f"{place}:{node.lineno}", pattern, used)


def _re_function(node: ast.Call) -> str:
    """ "compile" for what makes a pattern, the method for `re.search(…)` and the like, "" for anything else."""
    function = node.func
    if isinstance(function, ast.Name):
        return "compile" if function.id == "lazy_pattern" else ""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re":
        return function.attr if function.attr in (*METHODS, "compile") else ""
    return ""


def _compiled(node: ast.Call, module: ModuleType) -> re.Pattern[Any] | None:
    """None where the expression depends on what is only known as it runs (these are escaped names)."""
    names = vars(module)
    flags = [argument for argument in node.args[1:] if "re." in ast.unparse(argument)]
    flags += [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
    try:
        expression = eval(ast.unparse(node.args[0]), names)
        expression = expression() if callable(expression) else expression  # made when it is first used
        return re.compile(expression, eval(ast.unparse(flags[0]), names) if flags else 0)
    except (NameError, AttributeError):
        return None


def _used(node: ast.Call, tree: ast.Module, everything: str) -> tuple[str, ...]:
    """The methods that are called on it: by its name, else on whatever a pattern of the module is called."""
    source = ast.unparse(tree)
    for statement in ast.walk(tree):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is node:
            name = ast.unparse(statement.targets[0] if isinstance(statement, ast.Assign) else statement.target)
            text = source if name.startswith("_") else everything
            if used := set(re.findall(rf"\b{name}\.({'|'.join(METHODS)})\b", text)):
                return tuple(sorted(used))
    used = set(re.findall(rf"\b(?!re\.)[a-z]\w*\.({'|'.join(_OWN)})\(", source))
    return tuple(sorted(used)) or ("search",)
