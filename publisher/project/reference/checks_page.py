"""The rules of the checks to the page that lists them: ``docs/checks.md``.

Made of the rules themselves, so that the page can say nothing else.
"""

from collections.abc import Iterator

from publisher.checks.explain import without_place
from publisher.diagnostics import Rule
from publisher.project.check.inspection import all_rules

_OPENING = """\
# Checks

`publisher check` says what would go wrong with content, emails and feeds before anyone sees it.
This page is made by `scripts/reference` from the rules themselves.

    publisher check                     everything
    publisher check 59 latest           two issues and their emails; the feeds are left out
    publisher check --explain C204      what a rule is about
    publisher check --statistics        how often each rule was found
    publisher check --diff              what --fix would change, as a diff
    publisher check --fix               mend what is mechanical

| option | meaning |
| --- | --- |
| `--format text` | for people: by file, with the source line, a caret and a way out |
| `--format json` | for programs, by [a schema](../publisher/data/check_report.schema.json) |
| `--format github` | annotations in a pull request |
| `--format sarif` | SARIF 2.1.0, for code scanning |
| `--select`, `--ignore` | codes, or the beginnings of codes: `C204`, `C2,H` |
| `--links` | also ask for every link, each once, and say what came back (L) |
| `--spam` | also ask SpamAssassin, where it is installed (S) |
| `--max-warnings N` | status 1 where there are more warnings than that |
| `--no-cache` | check even what has not changed since the last run |
| `--verbose` | show infos too, which the other formats always have |

The report goes to standard output. The status is 1 where there is an error, where `--diff` has
something to show, or where there are more warnings than `--max-warnings`; else 0; and 2 for wrong
usage or settings. How to run the checks before each commit and in pull requests: [checks in
CI](ci.md).

## Which rules, and how severe

An **error** must not go out: `publisher send` refuses it. A **warning** is to be mended, an
**info** is worth a look. In `publisher.toml`:

    [check]
    ignore = ["C306"]                # not these: codes, or the beginnings of codes
    select = ["C", "M"]              # only these, where it is set
    clients = ["gmail", "outlook"]   # whose lacks are reported (H1)
    max_warnings = 0                 # every warning fails the run

    [check.severity]
    C201 = "error"

    [check.per_file]
    "issues/2013-*" = ["C309", "C401"]          # not these in these files; or, in full:
    "issues/2014-*" = { select = ["C1"], ignore = ["C122"], severity = { C131 = "error" } }

and in an issue, for this issue alone:

    <!-- publisher: ignore C204 C308 -->

## What --fix does

Tracking parameters go from links (C311, unless `strip_tracking = false`), `http:` becomes `https:`
for hosts that are known to serve it (C309; not where readers see the address, at another port, or
on your own site), entities in titles become characters (C124), blanks around titles go (C125), and
mis-encoded text is written as it was restored (C103).

- An edit covers what Markdown took for the address, in the bytes of the file. Everything else stays
  byte for byte: encoding, byte order marks, line ends, control characters. Nothing is changed where
  it is not certain what belongs to an address, as in `https://example.com/?utm_source=x**bold**`.
- Each change is tried first: a file that would come out with other words, other links, or another
  title, date or number is left as it is, and named.
- A file is replaced in one step, and keeps its mode. One that is read-only, is a link, or has
  another name (a hard link) is left, and named; so is one that was changed in the meantime.
- Doing it twice changes nothing more.

`--diff` prints the same changes as a patch for `git apply` or `patch -p1`. A patch is bytes:
send it to a file (`publisher check --diff > fixes.patch`) rather than through a clipboard.

## What an unchanged project costs

The last report is kept in `~/.cache/publisher/` (or below `$XDG_CACHE_HOME`), and so are the
answers of servers: not in the project, where a commit could bring them along. With it is a digest
of everything it depends on: the program, the settings, every file that is read, the day. If that
is the same, the report is given again. The folder holds no secret, and may be deleted at any time.
"""

_FAMILIES = {
    "C1": "Files, front matter and the archive",
    "C2": "Text",
    "C3": "Links",
    "C4": "Images",
    "F": "Feeds",
    "H1": "What mail clients lack",
    "H2": "Accessibility of the email",
    "L": "Links, asked for one by one (`--links`)",
    "M": "The message",
    "P": "The project",
    "S": "Spam filters (`--spam`)",
}


def checks_page() -> str:
    """The page of every rule, by family and code."""
    return "\n".join([_OPENING, *_families(all_rules())])


def _families(rules: tuple[Rule, ...]) -> Iterator[str]:
    for beginning, title in _FAMILIES.items():
        chosen = [rule for rule in rules if rule.code.startswith(beginning)]
        if chosen:
            yield f"## {beginning}: {title}\n"
            yield from map(_section, chosen)


def _section(rule: Rule) -> str:
    lines = [
        f"### {rule.code} {rule.title}\n",
        f"*{rule.severity}.* {rule.why} To mend: {rule.mend}.\n",
    ]
    if rule.bad:
        lines += ["Found in:\n", _code(without_place(rule.bad))]
    if rule.good:
        lines += ["Not found in:\n", _code(rule.good)]
    return "\n".join(lines)


def _code(example: str) -> str:
    """An example as a code block; its fence is longer than any in it."""
    return f"````text\n{example.rstrip()}\n````\n"
