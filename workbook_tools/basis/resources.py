"""Where the templates lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def template(*names: str) -> Path:
    """The path of a file or folder under `templates/`."""
    installed = _PACKAGE / "templates"
    return (installed if installed.is_dir() else _PACKAGE.parent / "templates").joinpath(*names)


def built_in_schemes() -> tuple[str, ...]:
    """The names of the schemes that come with the program, as 评分方案 may name them."""
    return tuple(sorted(path.stem for path in template("schemes").glob("*.toml")))
