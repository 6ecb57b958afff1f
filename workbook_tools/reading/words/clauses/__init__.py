"""The phrases of a clause put together by `composition`.

`hearing` has what their words say of all figures, `gathered` what was told so far, `standing` which figures stand by
themselves, `settling` what the clause is read as.
"""
