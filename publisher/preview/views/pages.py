"""Render pages from templates. Everything that is not marked as safe is escaped."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from publisher.terminal_text import plural

FOLDER = Path(str(files("publisher.preview")))


def ticked(text: str) -> Markup:
    """Return a sentence with text in backticks as code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    wrapped = Markup("<code>{}</code>")
    return Markup().join(
        wrapped.format(piece) if index % 2 else piece for index, piece in enumerate(pieces)
    )


_environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["thousands"] = "{:,}".format
_environment.filters["counted"] = plural
_environment.filters["ticked"] = ticked


def page(template: str, values: dict[str, object], status: int = 200) -> HTMLResponse:
    """Return a page, or a part of one, as a response."""
    return HTMLResponse(_environment.get_template(template).render(values), status)
