"""Load a theme: its templates and CSS, ready to render.

A file is searched for in the newsletter's own ``templates_dir/NAME``, then in the shipped theme
NAME, then in the shipped ``default``: a newsletter overrides one file at a time. Templates can
also name a shipped file directly, to extend it: ``{% extends "shipped/default/issue.html.j2" %}``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import tinycss2
from jinja2 import (
    BaseLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from publisher.errors import FileRefused, SettingsError, TemplateFault
from publisher.positions import position_at
from publisher.reading import Roots
from publisher.themes.applied_style import GROUNDS
from publisher.themes.colors import rgb
from publisher.themes.stylesheet import Palette, StylesheetError, palette_of, stylesheet
from publisher.themes.theme_files import loader_of

HTML_TEMPLATE = "issue.html.j2"
TEXT_TEMPLATE = "issue.txt.j2"
STYLESHEET = "styles.css"

_PACKAGE = Path(__file__).resolve().parent.parent
_HOMES = (_PACKAGE / "_templates" / "email", _PACKAGE.parent / "templates" / "email")
"""Where the shipped themes are: in an installed wheel, and in a checkout."""

_DEEPEST_IMPORT = 8


@dataclass(frozen=True, slots=True)
class Theme:
    """A complete theme: its templates parse, and its CSS is understood."""

    name: str
    html: Template
    text: Template
    css: str
    """``styles.css`` with its imports in place."""

    def render_html(self, variables: Mapping[str, object]) -> str:
        """Return the HTML of an email, before any step. Raises TemplateFault."""
        html = _rendered(self.html, variables)
        if not html.strip():
            raise TemplateFault(
                "the template produces no HTML", self.html.filename or HTML_TEMPLATE
            )
        return html

    def render_text(self, variables: Mapping[str, object]) -> str:
        """Return the text part of an email. Raises TemplateFault."""
        return _rendered(self.text, variables)


def shipped_themes() -> tuple[str, ...]:
    """Return the names of the themes that come with the program."""
    return tuple(sorted(path.name for path in _shipped_home().iterdir() if path.is_dir()))


_LONGEST_NAME = 100
"""Characters of a theme's name; a folder's name has at most 255 bytes."""


def load_theme(name: str, templates_dir: Path, roots: Roots | None = None) -> Theme:
    """Load the theme called ``name``. Links in it may point into the roots.

    Raises SettingsError if there is no such theme or its name is a path, and TemplateFault,
    with file and line, if a file of it is missing or not understood.
    """
    _check_name(name, templates_dir)
    shipped = _shipped_home()
    roots = roots or Roots.of(templates_dir)
    loader = loader_of(templates_dir / name, shipped, name, roots)
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=lambda template: not (template or "").endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    css, css_path = _css(environment, loader, STYLESHEET, 0)
    try:
        palette = palette_of(f"{_GIVEN_COLORS}{css}")
        stylesheet(css, palette)
    except StylesheetError as fault:
        raise TemplateFault(str(fault), css_path, fault.line) from fault
    _check_grounds(palette, css, css_path)
    return Theme(
        name, _template(environment, HTML_TEMPLATE), _template(environment, TEXT_TEMPLATE), css
    )


def _check_grounds(palette: Palette, css: str, path: str) -> None:
    """Check that the grounds are hex colours, since the accent is made readable on them."""
    for colors in (palette.light, palette.dark):
        for name in GROUNDS:
            if name not in colors:
                continue
            try:
                rgb(colors[name])
            except ValueError as fault:
                line = position_at(css, max(0, css.find(f"{name}:"))).line
                raise TemplateFault(f"{name}: {fault}", path, line) from fault


_GIVEN_COLORS = ":root{--accent:#000;--on-accent:#fff;--fonts:sans-serif}"
"""Names that a stylesheet may use without defining them: settings and languages define them."""


def _shipped_home() -> Path:
    return next((home for home in _HOMES if home.is_dir()), _HOMES[-1])


def _check_name(name: str, templates_dir: Path) -> None:
    is_too_long = len(name) > _LONGEST_NAME
    if not name or is_too_long or name.startswith(".") or any(it in name for it in "/\\:\0"):
        raise SettingsError(
            f"invalid theme name {name[:_LONGEST_NAME]!r}",
            "use the name of the theme's folder, without a path",
        )
    shipped = shipped_themes()
    if name not in shipped and not (templates_dir / name).is_dir():
        raise SettingsError(
            f"unknown theme {name!r}",
            f"built-in themes: {', '.join(shipped)}; "
            f"a custom theme would be in {templates_dir / name}",
        )


def _template(environment: ImmutableSandboxedEnvironment, name: str) -> Template:
    try:
        return environment.get_template(name)
    except (TemplateError, UnicodeDecodeError, OSError) as fault:
        raise _fault(fault, name) from fault


def _css(
    environment: ImmutableSandboxedEnvironment, loader: BaseLoader, name: str, depth: int
) -> tuple[str, str]:
    """Return a stylesheet with each ``@import "NAME"`` replaced by the theme's file NAME."""
    try:
        source, path, _ = loader.get_source(environment, name)
    except TemplateNotFound as fault:
        raise TemplateFault("file not found in the theme", name) from fault
    except (UnicodeDecodeError, OSError) as fault:
        raise _fault(fault, name) from fault
    pieces = []
    for node in tinycss2.parse_stylesheet(source):
        if node.type != "at-rule" or node.lower_at_keyword != "import":
            pieces.append(node.serialize() if node.type != "error" else _bad_css(node, path))
            continue
        wanted = next((token.value for token in node.prelude if token.type == "string"), "")
        if not wanted or depth >= _DEEPEST_IMPORT:
            raise TemplateFault(
                '@import must name a file of a theme, such as @import "shipped/default/styles.css"',
                path or name,
                node.source_line,
            )
        pieces.append(_css(environment, loader, wanted, depth + 1)[0])
    return "".join(pieces), path or name


def _bad_css(node: Any, path: str | None) -> str:  # noqa: ANN401 - tinycss2 has no types
    raise TemplateFault(node.message, path or STYLESHEET, node.source_line)


def _rendered(template: Template, variables: Mapping[str, object]) -> str:
    try:
        return template.render(variables)
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ) as fault:
        raise _fault(fault, template.filename or template.name or "") from fault


def _fault(fault: Exception, name: str) -> TemplateFault:
    """Return a template's error, with its file and line."""
    if isinstance(fault, TemplateSyntaxError):
        message = fault.message or "invalid template syntax"
        return TemplateFault(message, fault.filename or fault.name or name, fault.lineno)
    path, line = _place(fault.__traceback__, name)
    if isinstance(fault, FileRefused):
        return TemplateFault(fault.message, path, line, fault.hint)
    if isinstance(fault, TemplateNotFound):
        return TemplateFault(f"template {fault.name!r} not found in the theme", path, line)
    if isinstance(fault, UnicodeDecodeError):
        return TemplateFault(
            "this template, or one that it includes, is not valid UTF-8", path, line
        )
    return TemplateFault(str(fault) or type(fault).__name__, path, line)


def _place(traceback: TracebackType | None, name: str) -> tuple[str, int]:
    """Return the innermost template line of a traceback, in which Jinja names the template."""
    path, line = name, 1
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            path, line = file, traceback.tb_lineno
        traceback = traceback.tb_next
    return path, line
