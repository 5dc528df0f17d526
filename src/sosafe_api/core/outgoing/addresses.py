"""Which addresses the service may call: of hosts with a name, and of the public Internet only.

The IANA registries of special-purpose addresses say what is globally reachable (RFC 6890), and `ipaddress` follows
them. What is reachable yet stands for another address is refused as well: it would lead where the other leads.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

PORTS = frozenset({443, 8443})
LONGEST_URL = 1024
_NAME = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII
)
# Never delegated, or of a network's own (RFC 2606, RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN's `internal`).
_INTERNAL = (
    "alt",
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localhost",
    "onion",
)
_DENIED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers (RFC 6598)
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays to 6to4, withdrawn (RFC 7526)
        "198.18.0.0/15",
        "240.0.0.0/4",
        "::ffff:0:0/96",  # mapped: the IPv4 address within is called
        "64:ff9b::/96",  # translated (RFC 6052)
        "64:ff9b:1::/48",
        "2001::/23",  # Teredo and other tunnels
        "2002::/16",  # 6to4
        "3fff::/20",  # for documentation (RFC 9637)
    )
)
_GLOBAL_UNICAST = ip_network(
    "2000::/3"
)  # all of IPv6 that is given out; `ipaddress` takes the rest for global too
_LOOPBACK = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True, slots=True)
class UrlFault:
    """Why an address is refused at once, before any name is looked up."""

    code: str
    detail: str


_NOT_A_URL = UrlFault(
    "not_a_url", "Must be an address like https://partner.example.org/hooks, without user and fragment."
)


def public(address: str) -> bool:
    """Whether an address of IP is one of the public Internet; False for whatever cannot be read."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found.scope_id is not None or found not in _GLOBAL_UNICAST):
        return False
    denied = any(found in network for network in _DENIED if network.version == found.version)
    return found.is_global and not found.is_multicast and not denied


def url_fault(url: str, *, own_host: str, local: bool) -> UrlFault | None:
    """What is wrong with the address of a receiver. `local` lets a trial call this machine, by http and on any port."""
    try:
        parts = urlsplit(url)
        port = 443 if parts.port is None else parts.port
    except ValueError:
        return _NOT_A_URL
    host = parts.hostname or ""
    if local and parts.scheme in {"http", "https"} and host in _LOOPBACK:
        return None
    checks = (
        (parts.scheme == "https", UrlFault("not_https", "Must begin with https://.")),
        (parts.username is None and not parts.fragment and url.isascii(), _NOT_A_URL),
        (_is_public_name(host), UrlFault("not_a_public_name", "Must name a host of the public Internet.")),
        (host != own_host, UrlFault("own_address", "Must not be this service itself.")),
        (port in PORTS, UrlFault("port_not_allowed", "Must be on port 443 or 8443.")),
    )
    return next((fault for fine, fault in checks if not fine), None)


def _is_public_name(host: str) -> bool:
    return bool(_NAME.fullmatch(host)) and host.rpartition(".")[2] not in _INTERNAL


def may_connect(address: str, *, local: bool) -> bool:
    """Whether this very address may be connected to, once a name was looked up."""
    return public(address) or (local and address in {"127.0.0.1", "::1"})
