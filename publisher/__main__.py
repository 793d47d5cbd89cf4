"""``python -m publisher`` is ``publisher``."""

from publisher.cli.main import run

run()
