"""Report how far a command is."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called after each issue with the number done, the total, and the file that was rendered.

The name is empty for an issue that was kept from an earlier run.
"""


def silent(_done: int, _total: int, _name: str) -> None:
    """Report no progress."""
