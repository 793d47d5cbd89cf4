"""Messages to an SMTP server (RFC 5321), with a receipt for each recipient.

    open_smtp_sender   sender.py       the sender: retries, pace, one connection for many messages
    check_connection   diagnose.py     what works and what does not, in plain words

    session.py         options -> a connection that is encrypted and logged in
    connection.py      one dialogue on a socket: octets out, replies in
    reading.py         a reply from a socket, within bounds of size and time
    transaction.py     one message over a connection -> receipts
    safety, tls, auth, address, extensions, wire, replies, retry, rate: one rule of the trade each

Knows no issue, and no file of ours but certificates.
"""

from publisher.senders.smtp.diagnose import Finding, check_connection
from publisher.senders.smtp.sender import SmtpSender, open_smtp_sender

__all__ = ["Finding", "SmtpSender", "check_connection", "open_smtp_sender"]
