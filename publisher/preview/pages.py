"""Templates and values -> pages. Everything is escaped that is not marked as safe."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

FOLDER = Path(str(files("publisher.preview")))

_environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["thousands"] = "{:,}".format


def page(template: str, values: dict[str, object], status: int = 200) -> HTMLResponse:
    """A page, or the part of one, as an answer."""
    return HTMLResponse(_environment.get_template(template).render(values), status)
