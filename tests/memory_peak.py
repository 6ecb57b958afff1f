"""The peak memory of this process."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes() -> int:
    """In MB. On Linux `getrusage` counts the peak of the process that started us in; /proc does not."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
