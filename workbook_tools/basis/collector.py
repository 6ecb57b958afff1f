"""Python's cycle collector, kept from looking in the middle of a workbook."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """One workbook makes ten thousands of records that nearly all live until it is done: to look through them over and
    over for garbage takes a tenth of the time and finds none. It is looked for right after, if the program has it so.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
