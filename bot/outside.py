"""Calling an address somebody gave us, and only one on the open internet: never a machine of ours or beside us.

The name is looked up once, every address it has is judged, and the connection goes to that very address: a name that
answers differently the second time gains nothing. Redirects are not followed.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

TIMEOUT = urllib3.Timeout(connect=3, read=7, total=10)  # seconds
LONGEST_URL = 1000
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Lookup = Callable[[str, int], Sequence[str]]


class NotOutside(ValueError):
    """An address we do not call."""


class NotReached(Exception):
    """Nobody answered there; it may be otherwise later."""


@dataclass(frozen=True)
class Place:
    """An address that was judged: the connection goes to `ip`, the certificate is checked for `host`."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str


def look_up(host: str, port: int) -> list[str]:
    """Return every address of a name. Raises NotReached."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReached("the name is not known") from error
    return [str(each[4][0]) for each in found]


def place(url: str, inside: Collection[str] = (), lookup: Lookup = look_up) -> Place:
    """Return where a URL leads. `inside`: host names that may be ours, and may speak plain http.

    Raises NotOutside, or NotReached where the name is not known.
    """
    scheme, host, port, path = taken_apart(url, inside)
    found = lookup(host, port)
    if host not in inside and not all(map(is_outside, found)):
        raise NotOutside(f"{host} is not on the open internet")
    if not found:
        raise NotReached("the name is not known")
    return Place(scheme, host, port, found[0], path)


def taken_apart(url: str, inside: Collection[str] = ()) -> tuple[str, str, int, str]:
    """Return (scheme, host, port, path) of a URL we would call. Raises NotOutside."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotOutside("this is no URL") from error
    host = (parts.hostname or "").rstrip(".")
    if len(url) > LONGEST_URL or any(ord(sign) <= 32 or ord(sign) > 126 for sign in url):
        raise NotOutside("a URL has at most 1000 characters, without blanks; others percent-encoded")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in inside):
        raise NotOutside("the URL has to begin with https://")
    if not host or parts.username is not None or parts.password is not None:
        raise NotOutside("the URL needs a host, and no user or password")
    path = parts.path or "/"
    return (
        parts.scheme,
        host,
        port or (443 if parts.scheme == "https" else 80),
        f"{path}?{parts.query}" * bool(parts.query) or path,
    )


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the open internet, also when it is written inside another."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        hidden = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        if found in _NAT64:
            hidden.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if any(each is not None and not is_outside(str(each)) for each in hidden):
            return False
    return found.is_global and not found.is_multicast


def post(where: Place, body: bytes, headers: Mapping[str, str]) -> int:
    """Post and return the status; nothing of the answer is read. Raises NotReached."""
    pool = _pool(where)
    try:
        answer = pool.request(
            "POST",
            where.path,
            body=body,
            headers={**headers, "Host": _host(where)},
            redirect=False,
            retries=False,
            preload_content=False,
        )
        answer.close()
        return int(answer.status)
    except (HTTPError, OSError) as error:
        raise NotReached(type(error).__name__) from error
    finally:
        pool.close()


def _pool(where: Place) -> urllib3.HTTPConnectionPool:
    if where.scheme == "http":
        return urllib3.HTTPConnectionPool(where.ip, where.port, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        where.ip,
        where.port,
        timeout=TIMEOUT,
        server_hostname=where.host,
        assert_hostname=where.host,
        ssl_context=ssl.create_default_context(),
    )


def _host(where: Place) -> str:
    name = f"[{where.host}]" if ":" in where.host else where.host
    usual = {"https": 443, "http": 80}[where.scheme]
    return name if where.port == usual else f"{name}:{where.port}"
