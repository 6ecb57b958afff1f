"""What any room may use: figures and rounding, units, grade words, cell references, and how the program is built."""
