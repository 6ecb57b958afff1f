"""A Jinja template compiled once for all processes, kept where Python keeps what it has compiled of our modules.

Compiling the narrative costs as much as making several reports. Its code lies in `__pycache__` beside this module (or
where PYTHONPYCACHEPREFIX says), is as trusted as the .pyc files there, and is made anew when the template, Jinja or
Python changes. Where that folder cannot be written, the template is compiled each time.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2

_DIGEST = hashlib.sha256().digest_size


def compiled(environment: jinja2.Environment, source: str, name: str, settings: str = "") -> jinja2.Template:
    """The template of a source. `settings` tells environments apart that compile the same source differently."""
    import jinja2

    described = "\0".join((jinja2.__version__, sys.version, settings, source))
    mark = hashlib.sha256(described.encode()).digest()
    path = Path(cache_from_source(str(Path(__file__).with_name(f"{name}_template.py"))))
    code = _read(path, mark)
    if code is None:
        code = environment.compile(source)
        _write(path, mark, code)
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))


def _read(path: Path, mark: bytes) -> CodeType | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    packed = data[2 * _DIGEST :]
    if data[: 2 * _DIGEST] != mark + hashlib.sha256(packed).digest():
        return None
    code = marshal.loads(packed)
    return code if isinstance(code, CodeType) else None


def _write(path: Path, mark: bytes, code: CodeType) -> None:
    """All or nothing, and without a word if it cannot be done: the next process compiles once more."""
    if sys.dont_write_bytecode:
        return
    import os
    import tempfile

    packed = marshal.dumps(code)
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
