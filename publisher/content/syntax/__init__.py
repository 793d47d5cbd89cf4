"""The dialect of Markdown that issues are written in: the one list of its parts.

Knows Python-Markdown's extensions; not what is later done with the HTML.
"""

EXTENSIONS: tuple[str, ...] = (
    "extra",  # tables, fenced code, footnotes, attribute lists, definition lists
    "sane_lists",  # a new marker is a new list
    "pymdownx.tilde",  # ~~struck~~
    "pymdownx.tasklist",  # - [x] done
)
