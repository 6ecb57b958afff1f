"""What a program gives and gets: options, outcomes, the tables of a workbook. Only a frame loads pandas."""
