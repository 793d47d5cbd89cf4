"""Reject options that are unsafe or cannot work. Pure."""

import ipaddress

from publisher.errors import SettingsError
from publisher.senders.smtp.smtp_options import SmtpOptions


def check_options(options: SmtpOptions) -> None:
    """Raise SettingsError for options that are invalid with any server."""
    if not options.host:
        raise SettingsError("no SMTP server is set", "set smtp.host, such as smtp.example.com")
    if (
        options.security == "none"
        and not is_loopback(options.host)
        and not options.allow_clear_text_to_other_hosts
    ):
        raise SettingsError(
            f"smtp.security is none, but {options.host} is another machine: messages and passwords "
            "could be read in transit",
            "set smtp.security to starttls or tls; if the network is private, set "
            "smtp.allow_clear_text_to_other_hosts = true",
        )
    _check_login(options)


def _check_login(options: SmtpOptions) -> None:
    has_password = bool(options.password.get_secret_value())
    has_token = bool(options.token.get_secret_value())
    if (has_password or has_token) and not options.user:
        raise SettingsError("smtp.password is set, but smtp.user is not", "set smtp.user")
    if options.auth == "xoauth2" and not has_token:
        raise SettingsError("smtp.auth is xoauth2, but smtp.token is not set", "set smtp.token")
    if options.user and not (has_password or has_token):
        raise SettingsError(
            "smtp.user is set, but smtp.password is not",
            "set PUBLISHER_SMTP__PASSWORD in the environment or in .env",
        )
    if options.auth not in {"auto", "xoauth2"} and not has_password:
        raise SettingsError(
            f"smtp.auth is {options.auth}, but smtp.password is not set", "set smtp.password"
        )


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, independent of DNS."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
