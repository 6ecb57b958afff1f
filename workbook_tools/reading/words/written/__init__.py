"""What stands in a cell, before any word of it is understood.

`spelling` writes it in one way, `numerals` in digits; `lists` takes items and phrases apart; `figures` finds each
number with its unit and, by `bounds`, its operator; `dates` reads a day from end to end. `by_character` picks what is
to be tried on a text.
"""
