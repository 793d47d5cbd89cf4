"""Messages to an SMTP server (RFC 5321), with a receipt for each recipient.

    smtp_options.py    what can be set; loads no library
    sender.py          the sender: retries, pace, one connection for many messages
    diagnose.py        what works and what does not, in plain words
    session.py         options -> a connection that is encrypted and logged in
    connection.py      one dialogue on a socket: octets out, replies in
    reading.py         a reply from a socket, within bounds of size and time
    transaction.py     one message over a connection -> receipts
    safety, tls, auth, address, extensions, wire, replies, retry, rate: one rule of the trade each

Knows no issue, and no file of ours but certificates.
"""
