"""Send messages to an SMTP server (RFC 5321), with a receipt for each recipient.

    smtp_options.py              the settings; loads no library
    sender.py                    the sender: retries, pace, one connection for many messages
    diagnose.py                  checks the connection, and reports in plain words
    session.py                   opens an encrypted connection and logs in
    dialogue/connection.py       one dialogue on a socket: sends commands, reads replies
    dialogue/reply_reader.py     reads a reply within limits of size and time
    dialogue/transaction.py      sends one message over a connection, returns receipts
    the others                   one concern of SMTP each

Imports no issue; reads no file except certificates.
"""
