"""Read, build, check, send and watch a project. The only package that imports all others.

The CLI and the preview call it; it chooses senders and checkers, and writes files.
"""
