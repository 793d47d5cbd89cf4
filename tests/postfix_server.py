"""Postfix on loopback: its test server, and a real one that delivers to Maildirs.

Each runs in the foreground, as a child of the test, with nothing of the machine's own
configuration.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_listens(port: int, process: subprocess.Popen[str], tries: int = 500) -> None:
    """Connect until somebody answers on the port."""
    for _ in range(tries):
        assert process.poll() is None, "the server has ended"
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as sock:
                sock.sendall(b"QUIT\r\n")
                return
        except OSError:
            # The only thing to wait for here is the process itself.
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError("nobody listens")


@contextmanager
def smtp_sink(program: str, *options: str) -> Iterator[int]:
    """Postfix's test server, which throws away what it takes; yields its port."""
    port = free_port()
    # As root it wants to become somebody else.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [program, *user, *options, f"127.0.0.1:{port}", "200"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            wait_until_it_listens(port, process)
            yield port
        finally:
            process.terminate()


MAIN_CF = """
compatibility_level = 3.6
maillog_file = /dev/stdout
queue_directory = {top}/queue
data_directory = {top}/data
myhostname = mail.example.com
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtputf8_enable = yes
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = example.com
virtual_mailbox_maps = inline:{{ ann@example.com=ann/, ben@example.com=ben/ }}
virtual_mailbox_base = {top}/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = reject_unlisted_recipient
default_transport = error:only example.com is delivered here
"""
MASTER_CF = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
error     unix  - - n - - error
retry     unix  - - n - - error
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """A Postfix of our own. ``boxes`` has a Maildir for each reader of example.com."""

    def __init__(self, process: subprocess.Popen[str], port: int, boxes: Path) -> None:
        self._process = process
        self.port = port
        self.boxes = boxes
        self.log: list[str] = []

    def wait_for_deliveries(self, count: int) -> None:
        """Read the log until as many recipients have their message."""
        guard = threading.Timer(PATIENCE_S, self._process.terminate)
        guard.start()
        try:
            for line in self._process.stdout or ():
                self.log.append(line)
                if sum("status=sent" in told for told in self.log) >= count:
                    return
        finally:
            guard.cancel()
        raise AssertionError("Postfix did not deliver:\n" + "".join(self.log))


@contextmanager
def postfix(program: str) -> Iterator[Postfix]:
    """A real Postfix in a folder of its own; only root may start it."""
    # Not below pytest's folders: Postfix's users may not enter those.
    top = Path(tempfile.mkdtemp(prefix="postfix-"))
    port = free_port()
    try:
        top.chmod(0o755)
        for name in ("etc", "queue", "data", "boxes"):
            (top / name).mkdir()
        shutil.chown(top / "data", "postfix")
        os.chown(top / "boxes", 65534, 65534)
        (top / "etc" / "main.cf").write_text(MAIN_CF.format(top=top))
        (top / "etc" / "master.cf").write_text(MASTER_CF.format(port=port))
        command = [program, "-c", str(top / "etc")]
        with subprocess.Popen([*command, "start-fg"], stdout=subprocess.PIPE, text=True) as process:
            try:
                wait_until_it_listens(port, process)
                yield Postfix(process, port, top / "boxes")
            finally:
                # The master is a session of its own: only Postfix's own word reaches it.
                subprocess.run(
                    [*command, "stop"], capture_output=True, timeout=PATIENCE_S, check=False
                )
                process.communicate(timeout=PATIENCE_S)
    finally:
        shutil.rmtree(top)
