"""The core in a browser: one HTML file that needs no installation and no network.

`build` makes the file; `desk` is what the file's own Python answers while somebody uses it; `compiling` and `warming`
run inside the runtime while a page is built.
"""
