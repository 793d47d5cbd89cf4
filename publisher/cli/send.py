"""``publisher send``: send a test through the configured sender."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.cells import cell_len

from publisher.cli.options import ProjectOption, QuietOption, VerboseOption, frame
from publisher.cli.output import (
    notes,
    print_findings,
    results,
)
from publisher.errors import UsageError
from publisher.terminal_text import plural, printable

if TYPE_CHECKING:
    from publisher.message import Receipt
    from publisher.project.folder import Project
    from publisher.project.send.test_send import Dispatch

_OUTCOME_WIDTH, _CODE_WIDTH = len("accepted"), len("250 2.0.0")


def send(
    context: typer.Context,
    *,
    issue: Annotated[
        str | None,
        typer.Argument(
            metavar="ISSUE", help="A number, a slug, a path or 'latest'.", show_default=False
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="ADDR", help="Recipient; repeat for more."),
    ] = None,
    subject_prefix: Annotated[
        str, typer.Option("--subject-prefix", help="Prefix of the subject; '' for none.")
    ] = "[TEST] ",
    theme: Annotated[
        str,
        typer.Option(
            "--theme", help="Theme to use instead of the theme setting.", show_default=False
        ),
    ] = "",
    sender: Annotated[
        str,
        typer.Option(
            "--sender", help="file, smtp or the name of an installed sender.", show_default=False
        ),
    ] = "",
    maildir: Annotated[
        bool | None,
        typer.Option(
            "--maildir", help="With the file sender, write a Maildir.", show_default=False
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent, without sending it.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Send even if the issue has errors.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
    check_connection: Annotated[
        bool, typer.Option("--check-connection", help="Test the SMTP connection, without sending.")
    ] = False,
    project: ProjectOption = None,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send a test email of one issue to a few addresses."""
    from publisher.project.send.test_send import Wishes, prepare

    here = frame(context, project, verbose, quiet)
    opened = here.project(maildir=maildir)
    if check_connection:
        raise typer.Exit(0 if _print_connection(opened, sender) else 1)
    if issue is None:
        raise UsageError("missing argument ISSUE", "give a number, a slug, a path or 'latest'")
    wishes = Wishes(tuple(to or ()), subject_prefix, theme, sender)
    dispatch = prepare(opened, issue, wishes, datetime.now(UTC), Path.cwd())
    if not here.quiet:
        _print_dispatch(dispatch)
    if dispatch.errors:
        print_findings(dispatch.errors)
        if not force:
            raise typer.Exit(_refuse())
    if dry_run:
        raise typer.Exit(0)
    _ask(len(dispatch.messages), yes=yes)
    raise typer.Exit(0 if _deliver(opened, dispatch) else 1)


def _refuse() -> int:
    typer.echo("nothing was sent: fix the errors, or use --force", err=True)
    return 1


def _ask(recipients: int, *, yes: bool) -> None:
    """Ask before a send to many recipients; without a terminal, require --yes."""
    import sys

    from publisher.project.send.test_limits import UNCONFIRMED

    if yes or recipients <= UNCONFIRMED:
        return
    if not sys.stdin.isatty():
        raise UsageError(
            f"too many recipients for a test email: {recipients}", "use --yes to send anyway"
        )
    if not typer.confirm(f"Send to {recipients} recipients?"):
        raise typer.Exit(1)


def _deliver(project: "Project", dispatch: "Dispatch") -> bool:
    """Send and print each receipt as it arrives; return whether all recipients were accepted."""
    from publisher.project.send.test_send import deliver

    receipts: list[Receipt] = []
    print_row = _receipt_rows(dispatch.recipients)
    try:
        for receipt in deliver(project, dispatch):
            receipts.append(receipt)
            print_row(receipt)
    except KeyboardInterrupt:
        if len(receipts) < len(dispatch.messages):
            current = dispatch.recipients[len(receipts)]
            notes().print(f"interrupted: {current} may have received it", markup=False)
        raise
    finally:
        _print_count(receipts, len(dispatch.messages))
    return all(receipt.is_accepted for receipt in receipts)


def _print_dispatch(dispatch: "Dispatch") -> None:
    email = dispatch.edition.email
    console = results()
    rows = {
        "Issue": dispatch.edition.issue.source.path,
        "Subject": dispatch.subject,
        "Size": f"{dispatch.octets:,} bytes",
        "Parts": f"text {len(email.text.encode()):,} bytes, HTML {email.html_bytes:,} bytes",
        "From": dispatch.envelope_from,
        "To": ", ".join(dispatch.recipients),
        "Sender": dispatch.sender,
    }
    for name, value in rows.items():
        console.print(f"{name + ':':<9}{printable(value)}", markup=False)


def _receipt_rows(recipients: "Sequence[str]") -> "Callable[[Receipt], None]":
    """Print the head of a table; return a function that prints a row.

    A receipt that cannot be written to standard output goes to standard error, so that it is
    not lost.
    """
    widths = (max(map(cell_len, ("Recipient", *recipients))), _OUTCOME_WIDTH, _CODE_WIDTH)

    def line(*cells: str) -> str:
        padded = [
            cell + " " * (width - cell_len(cell))
            for cell, width in zip(cells, widths, strict=False)
        ]
        return "  ".join([*padded, *cells[len(widths) :]]).rstrip()

    def print_row(receipt: "Receipt") -> None:
        cells = (receipt.recipient, receipt.outcome.value, receipt.codes, receipt.detail)
        text = line(*map(printable, cells))
        try:
            typer.echo(text)
        except OSError:
            typer.echo(text, err=True)
            raise

    typer.echo(line("Recipient", "Outcome", "Code", "Response"))
    return print_row


def _print_count(receipts: "Sequence[Receipt]", total: int) -> None:
    accepted = sum(receipt.is_accepted for receipt in receipts)
    untried = f"; {total - len(receipts)} without a receipt" if len(receipts) < total else ""
    typer.echo(f"{accepted} of {plural(total, 'recipient')} accepted{untried}")


def _print_connection(project: "Project", sender: str) -> bool:
    """Print what works and what does not; return whether everything works."""
    from publisher.project.send.test_send import try_connection

    console = results()
    findings = try_connection(project, sender)
    for finding in findings:
        sign = "ok  " if finding.is_ok else "FAIL"
        console.print(f"{sign} {finding.stage}: {printable(finding.words)}", markup=False)
        if finding.hint:
            console.print(f"     {printable(finding.hint)}", markup=False)
    return all(finding.is_ok for finding in findings)
