"""The core in a browser: one HTML file that needs no installation and no network.

`build` makes the file; `desk` is what the file's own Python answers while somebody uses it; `compiling` and `warming`
run inside the runtime while a page is built.
"""

from __future__ import annotations

from workbook_tools.page.build import build_page

__all__ = ["build_page"]
