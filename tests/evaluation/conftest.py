"""The default scheme, for every test of this room."""

from __future__ import annotations

import pytest

from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.reading.scheme_files import load_scheme


@pytest.fixture(scope="session")
def fiscal() -> Scheme:
    return load_scheme("guangzhou-2018")
