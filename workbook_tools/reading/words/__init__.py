"""What a target or actual cell says, every word of it accounted for.

    text ─ written ─► figures ─ lexicon ─► tokens ─► phrases ─► clauses ─► Quantity
                                                        └─ wholes: what a text says as a whole

`cells` takes one cell from end to end, `actuals` knows what only an actual says. Each room imports those to its left
alone. What no class of the vocabulary accounts for leaves a cell open.
"""

from __future__ import annotations

from workbook_tools.reading.words.cells import quantity_findings, read_quantity
from workbook_tools.reading.words.lexicon.office import office_vocabulary
from workbook_tools.reading.words.lexicon.rows import Role, RowWords, row_words
from workbook_tools.reading.words.lexicon.vocabulary import (
    OFFICE_FILE,
    Refused,
    Vocabulary,
    own_vocabulary,
    vocabulary_with,
)

__all__ = [
    "OFFICE_FILE",
    "Refused",
    "Role",
    "RowWords",
    "Vocabulary",
    "office_vocabulary",
    "own_vocabulary",
    "quantity_findings",
    "read_quantity",
    "row_words",
    "vocabulary_with",
]
