"""What takes long to make and is the same in every process, kept where Python keeps what it compiled of our modules.

It lies in `__pycache__` beside this module (or where PYTHONPYCACHEPREFIX says), is as trusted as the .pyc files there,
and is made anew when what it was made from changes, or Python. Where that folder cannot be written, it is made each
time.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_DIGEST = hashlib.sha256().digest_size


def kept(name: str, made_from: bytes, make: Callable[[], Any]) -> Any:
    """What `make` gives: code, texts, figures, and tables of them. `made_from`: all that it depends on, beside Python.

    A `make` that has more to go by than that, be it our own code, would be answered by an older one.
    """
    mark = hashlib.sha256(sys.version.encode() + b"\0" + made_from).digest()
    path = Path(cache_from_source(str(Path(__file__).with_name(f"{name}.py"))))
    packed = _read(path, mark)
    if packed is None:
        made = make()
        _write(path, mark, marshal.dumps(made))
        return made
    return marshal.loads(packed)


def _read(path: Path, mark: bytes) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    packed = data[2 * _DIGEST :]
    return packed if data[: 2 * _DIGEST] == mark + hashlib.sha256(packed).digest() else None


def _write(path: Path, mark: bytes, packed: bytes) -> None:
    """All or nothing, and without a word if it cannot be done: the next process makes it once more."""
    if sys.dont_write_bytecode:
        return
    import os
    import tempfile

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(mark + hashlib.sha256(packed).digest() + packed)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
