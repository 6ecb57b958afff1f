"""A district's book: the facts of its stations year by year in one SQLite file, and views that people read.

`adding` puts a run in, `reading` takes facts and earlier years out, `opening` says what a file is. The tables stand in
`templates/book/1.sql` and what later versions change of them, the views in `templates/book/views.sql`.
"""
