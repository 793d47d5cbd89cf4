"""Set up TLS: the trusted certificates, and messages for failures.

Uses sockets and certificates, no SMTP.
"""

import socket
import ssl

from publisher.errors import SenderError, SettingsError
from publisher.senders.smtp.dialogue.replies import ConnectionFault
from publisher.senders.smtp.smtp_options import SmtpOptions

_SET_CA_FILE = "if it is your own server, set smtp.ca_file to its certificate"
_ADD_ISSUER = "set smtp.ca_file to the certificate of the authority that signed it"
_CERTIFICATE_HINTS = {
    9: "it is not valid yet: check this machine's clock",
    10: "the server's operator must renew it; also check this machine's clock",
    18: _SET_CA_FILE,
    19: _SET_CA_FILE,
    20: _ADD_ISSUER,
    21: _ADD_ISSUER,
}
"""Hints by OpenSSL's error (X509_V_ERR_* in openssl/x509_vfy.h)."""

_OTHER_NAME = frozenset({62, 64})
"""OpenSSL's errors for a certificate with another host name or IP address."""

_NOT_TLS = {
    "WRONG_VERSION_NUMBER",
    "HTTP_REQUEST",
    "PACKET_LENGTH_TOO_LONG",
    "RECORD_LAYER_FAILURE",
}


def make_context(options: SmtpOptions) -> ssl.SSLContext:
    """Make a context for TLS 1.2 or newer that checks certificate and host name.

    ``ca_file`` is trusted instead of the system's CA certificates. Raises SettingsError if it
    cannot be read.
    """
    if options.security == "none":
        # Not used without TLS; loading the system's CA certificates would take 16 ms.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return ssl.create_default_context(cafile=options.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(
            f"smtp.ca_file cannot be used: {options.ca_file}: {error.strerror or error}",
            "use a PEM file of certificates, each starting with -----BEGIN CERTIFICATE-----",
        ) from error


def fault_of(error: OSError, options: SmtpOptions) -> SenderError | ConnectionFault:
    """Return the error of a failed handshake; its class says whether another try may succeed."""
    at = f"{options.host}:{options.effective_port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        words = f"the certificate of {at} is not trusted: {error.verify_message}"
        if is_name_mismatch(error):
            hint = f"set smtp.host to a name in the certificate, instead of {options.host}"
        else:
            hint = _CERTIFICATE_HINTS.get(error.verify_code, "ask the server's operator")
        return SenderError(words, hint)
    if isinstance(error, TimeoutError):
        return ConnectionFault(
            f"{at} did not respond within {options.connect_timeout_s:g} s during the TLS handshake"
        )
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ConnectionError):
        return ConnectionFault(f"{at} closed the connection during the TLS handshake")
    if isinstance(error, ssl.SSLError) and error.reason in _NOT_TLS:
        hint = (
            "ports 587 and 25 start in clear text: set smtp.security = starttls"
            if options.security == "tls"
            else "the server, or a proxy in between, does not support TLS: ask your provider"
        )
        return SenderError(f"{at} does not respond with TLS", hint)
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or str(error)).replace("_", " ").lower()
        return SenderError(
            f"TLS with {at} failed: {reason}",
            "the server must support TLS 1.2 or newer and common ciphers",
        )
    return ConnectionFault(f"the connection to {at} was lost during the TLS handshake: {error}")


def is_name_mismatch(error: BaseException | None) -> bool:
    """Return whether a certificate is valid, but for another name."""
    return isinstance(error, ssl.SSLCertVerificationError) and error.verify_code in _OTHER_NAME


def describe(sock: socket.socket | None) -> str:
    """Describe a socket's encryption: TLS version, certificate names, issuer and expiry."""
    if not isinstance(sock, ssl.SSLSocket):
        return "not encrypted"
    certificate = sock.getpeercert() or {}
    names = ", ".join(certificate_names(sock)) or "no name"
    issuer = _attribute(certificate.get("issuer"), "organizationName") or _attribute(
        certificate.get("issuer"), "commonName"
    )
    until = certificate.get("notAfter", "?")
    return f"{sock.version()}; certificate for {names}, by {issuer or '?'}, valid until {until}"


def certificate_names(sock: ssl.SSLSocket) -> tuple[str, ...]:
    """Return the host names of a checked certificate."""
    names = (sock.getpeercert() or {}).get("subjectAltName", ())
    return tuple(str(kind_and_value[1]) for kind_and_value in names)


def _attribute(name: object, attribute: str) -> str:
    """Return an attribute of a distinguished name, as the standard library nests it."""
    if not isinstance(name, tuple):
        return ""
    return next((value for rdn in name for key, value in rdn if key == attribute), "")
