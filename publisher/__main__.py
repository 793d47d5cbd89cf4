"""Run ``publisher`` as ``python -m publisher``."""

from publisher.cli.main import run

run()
