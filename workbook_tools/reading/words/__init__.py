"""What a target or actual cell says, every word of it accounted for.

    text ─ spelling ─► numerals ─► lists ─► clauses ─► figures, lexer ─► tokens ─► phrases ─► composition ─► Quantity

`lexer` gives every piece of a phrase its class from the vocabulary (templates/words.toml), `phrases` says what a
phrase comes to: `marks` what its words make of the figure, `others` whether it is of what there is or of what others
did, `said` what the words say of the kind of thing, which `asked` holds against what the row asks for. `composition`
puts the phrases together: `hearing` has what their words say of all figures, `gathered` what was told so far, `beside`
what stands beside the figure that was done, `standing` which figures stand by themselves, `settling` what a clause is
read as. `several` says what several figures come to, `parts` what a list of named parts does, `own_part` which part of
what is told is the row's, `ages` of whom it is. `whole` has what is read as a whole (a grade, 全覆盖), `days` the days
told in words; `names`, `enumerations`, `counted` and `agreeing` take out what things are called, which ones were
counted, and what only says it again, `remarks` what takes nothing from the figure (`forms` writes such forms out),
`stages` what only led to the last of several stages. What no class accounts for leaves a cell open.
"""

from __future__ import annotations

from workbook_tools.reading.words.cells import quantity_findings, read_quantity
from workbook_tools.reading.words.office import office_vocabulary
from workbook_tools.reading.words.rows import Role, RowWords, row_words
from workbook_tools.reading.words.vocabulary import OFFICE_FILE, Refused, Vocabulary, own_vocabulary, vocabulary_with

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
