"""Show the newsletter in a browser as readers will see it. A thin layer over `project`.

Server-rendered pages with a small script and stylesheet; loads nothing from other servers.
"""
