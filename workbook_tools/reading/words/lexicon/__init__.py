"""The words: `vocabulary` has the class of each, from templates/words.toml and, by `office`, an office's own file.

`subjects`, `tables` and `nouns` know which words name the same thing, `rows` what a row calls itself, `forms` writes
a form of words as an expression, and `lexer` makes a phrase into tokens.
"""
