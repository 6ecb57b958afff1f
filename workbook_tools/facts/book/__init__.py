"""A district's book: the facts of its stations year by year in one SQLite file, and views that people read.

`adding` puts a run in, `reading` takes facts and earlier years out, `opening` says what a file is. The tables stand in
`templates/book/1.sql` and what later versions change of them, the views in `templates/book/views.sql`.
"""

from __future__ import annotations

from pathlib import Path

_MAGIC = b"SQLite format 3\0"


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database by its content."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
