"""Evaluation → flat facts: one figure a line, with what it is of and the cell that it came from.

`derive` makes them and touches no file; `files` writes them, `book` keeps those of a district year by year.
"""
