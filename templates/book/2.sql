-- Where the street of a workbook comes from: '' is the workbook itself, else the office's list and its cell.
ALTER TABLE workbooks ADD COLUMN street_from TEXT NOT NULL DEFAULT '';
