"""What one phrase says, and of what.

`phrase` reads it: `marks` what its words make of the figure, `others` whether it is of what there is or of what others
did, `said` what they say of the kind of thing, which `asked` holds against what the row asks for, `ages` of whom it is.
`context` knows the row. `stated` is the figure as a quantity, `several` what several figures come to, `beside` what
stands beside the figure that was done. `names` and `enumerations` take out what things are called and which ones were
counted.
"""
