"""The newsletter as its readers will see it, live in a browser. A thin shell over `project`.

Server-rendered pages, a small script and stylesheet of their own; nothing from elsewhere.
"""
