"""The themes that a project can be rendered in."""

from publisher.project.folder import Project
from publisher.themes.theme_loader import shipped_themes


def theme_names(project: Project) -> tuple[str, ...]:
    """Return the names of the shipped themes and of the newsletter's own, sorted."""
    folder = project.path(project.settings.templates_dir)
    own = (path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ()
    return tuple(sorted({*shipped_themes(), *(name for name in own if name[0] not in "._")}))
