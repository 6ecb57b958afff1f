"""Kill real writes at random moments and look at what is left. Run by test_kill.py in a process of its own.

Usage: kill_writers.py FOLDER KILLS SEED. Prints one JSON object: how many kills fell into a write, and what broke.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from workbook_tools.storage import previous_version_path, read_source, replace_file

LONGEST_LIFE = 0.04  # seconds; a write of these sizes takes two to ten milliseconds, more where much else is done


def content(version: int, size: int) -> bytes:
    """A file that can be told to be whole: a zip's first bytes, its version, noise, and the digest of all that."""
    body = b"PK\x03\x04" + version.to_bytes(8, "big") + random.Random(version).randbytes(size)
    return body + hashlib.sha256(body).digest()


def version_of(data: bytes) -> int | None:
    whole = data[:4] == b"PK\x03\x04" and hashlib.sha256(data[:-32]).digest() == data[-32:]
    return int.from_bytes(data[4:12], "big") if whole else None


def write_for_ever(book: Path, versions: list[bytes]) -> None:
    while True:
        for data in versions:
            replace_file(book, data, expected=read_source(book), keep_previous=True)


def main(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    book = folder / "永平 2022.xlsx"
    previous = previous_version_path(book)
    versions = [content(number, chance.randrange(50_000, 400_000)) for number in range(4)]
    book.write_bytes(versions[-1])
    broken, halfway = [], 0
    for kill in range(kills):
        child = os.fork()
        if not child:
            write_for_ever(book, versions)
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        halfway += any(entry.suffix == ".tmp" for entry in folder.iterdir())
        now, before = version_of(book.read_bytes()), version_of(previous.read_bytes()) if previous.exists() else -1
        if now is None or before is None:
            broken.append([kill, now, before])
    replace_file(book, content(99, 1000), keep_previous=True)
    left = sorted({entry.name for entry in folder.iterdir()} - {book.name, previous.name})
    print(json.dumps({"broken": broken, "halfway": halfway, "left": left, "last": version_of(book.read_bytes())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
