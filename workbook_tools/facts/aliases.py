"""Names of indicators that mean the same: templates/aliases.toml, and an office's own beside its workbooks."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.resources import template
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.facts.names import Aliases
from workbook_tools.model import Finding
from workbook_tools.storage.troubles import reason_of

ALIASES_FILE = "aliases.toml"
_LONGEST = 1 << 20  # bytes of a file of aliases
_PLACE = lazy_pattern(r"line (\d{1,9}), column (\d{1,9})")  # where tomllib stopped


@lru_cache(maxsize=1)
def own_aliases() -> Aliases:
    """The names that come with the program."""
    return _read(template(ALIASES_FILE).read_bytes())


def aliases_in(folder: Path | None) -> tuple[Aliases, str]:
    """Our names, and an office's own beside its workbooks; and why those could not be taken, "" where they were."""
    if folder is None or not (path := folder / ALIASES_FILE).is_file():
        return own_aliases(), ""
    try:
        data = path.read_bytes()
        if len(data) > _LONGEST:
            return own_aliases(), f"文件超过 {_LONGEST >> 20} MB"
        return {**own_aliases(), **_read(data)}, ""
    except OSError as problem:
        return own_aliases(), reason_of(problem)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        place = _PLACE.search(str(problem))
        return own_aliases(), f"第 {place[1]} 行第 {place[2]} 列不合 TOML 的写法" if place else "不合 TOML 的写法"
    except UnicodeDecodeError:
        return own_aliases(), "不是 UTF-8 编码"
    except ValueError as problem:
        return own_aliases(), str(problem)


def unread_finding(folder: Path, reason: str) -> Finding:
    return finding("U033", file=str(folder / ALIASES_FILE), reason=Phrase(reason))


def _read(data: bytes) -> Aliases:
    """Raises `ValueError` for a file without the table, and for a name that stands for anything but a name."""
    table = tomllib.loads(data.decode("utf-8-sig")).get("indicators")
    if not isinstance(table, dict):
        raise ValueError("没有 [indicators] 一节")  # noqa: TRY004 - of the file, not of an argument
    wrong = [name for name, meant in table.items() if not isinstance(meant, str)]
    if wrong:
        raise ValueError(f"“{wrong[0]}”后面不是一个名称")
    return {without_blanks(name): without_blanks(meant) for name, meant in table.items()}
