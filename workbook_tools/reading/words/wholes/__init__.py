"""Texts that say a figure, or none, by their form as a whole: a sum, a share, a rhythm, a day, a grade.

Each module knows one sort and gives None, or the text as it was, for every other: `sums`, `amounts`, `shares`,
`rhythms`, `counted`, `agreeing`, `against_target` (holds the target against what is told), `stages` (the last of
several), `parts` (named parts added), `own_part` (which part is the row's), `days` and `day_forms`, `whole` (grades,
all, none), `remarks` (what takes nothing from a figure). `arithmetic` is how they say what they worked out.
"""
