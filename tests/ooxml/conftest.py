"""Shared by the tests of the package editor."""

from __future__ import annotations

import pytest

from tests.ooxml import packages


@pytest.fixture(scope="session")
def rich() -> bytes:
    return packages.rich_book()
