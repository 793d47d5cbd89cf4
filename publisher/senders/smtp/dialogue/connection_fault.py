"""The only error that does not leave this package: a missing or lost connection."""

from publisher.senders.smtp.dialogue.replies import NO_REPLY, Reply


class ConnectionFault(Exception):
    """The connection could not be opened, or was lost. Another try may succeed.

    ``reply`` is what the server said about it, if anything. An error that another try cannot
    fix (a login, a certificate) is a SenderError instead.
    """

    def __init__(self, words: str, reply: Reply = NO_REPLY, hint: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.reply = reply
        self.hint = hint
