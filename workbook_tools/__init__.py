"""Performance evaluation of social work stations, from the workbook that staff keep."""

__version__ = "1.0.0"
