"""Rules about a project as a whole: its settings and its output."""

from publisher.diagnostics import Rule, Severity

NO_SITE = Rule(
    "P101", Severity.WARNING, "site URL is not set",
    "Links in emails and feeds must be absolute: without it, they point to example.com.",
    "set site_url in publisher.toml, or PUBLISHER_SITE_URL",
    bad='=== publisher.toml\n‸site_url = ""\n',
    good='=== publisher.toml\nsite_url = "https://example.com"\n',
)  # fmt: skip
NO_TITLE = Rule(
    "P102", Severity.WARNING, "the newsletter has no title",
    "Feed readers list a feed under its title, and mail clients show it as the sender.",
    "set title in publisher.toml, or PUBLISHER_TITLE",
    bad='=== publisher.toml\n‸title = ""\n',
    good='=== publisher.toml\ntitle = "The Example Letter"\n',
)  # fmt: skip
NO_ISSUES = Rule(
    "P103", Severity.WARNING, "no issues found",
    "The feeds are built without entries.",
    "add an issue to the content folder, or set content_dir",
)  # fmt: skip
PLACEHOLDER = Rule(
    "P104", Severity.WARNING, "setting has a placeholder",
    "Example domains and local host names have no readers (RFC 2606, RFC 6761): links do not "
    "work, replies do not arrive, and ids of entries are provisional.",
    "set your own value in publisher.toml",
    bad='=== publisher.toml\n‸title = "My newsletter"\n',
    good='=== publisher.toml\ntitle = "The Example Letter"\nauthor_email = ""\nsite_url = ""\n',
)  # fmt: skip
