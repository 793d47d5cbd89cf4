"""The one fault that stays inside: a connection that is not there, now."""

from publisher.senders.smtp.dialogue.replies import NO_REPLY, Reply


class ConnectionFault(Exception):
    """The connection could not be opened, or was lost. Another try may go better.

    ``reply`` is what the server said about it, if it said anything. What another try cannot
    mend (a login, a certificate) is a SenderError instead.
    """

    def __init__(self, words: str, reply: Reply = NO_REPLY, hint: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.reply = reply
        self.hint = hint
