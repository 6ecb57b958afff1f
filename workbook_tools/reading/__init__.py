"""Cells → `Submission`: sheet and header names, cell texts, the standard workbook, official forms, scheme files."""
