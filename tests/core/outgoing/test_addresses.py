"""Only addresses of the public Internet are called, whatever form they are written in."""

import pytest

from sosafe_api.core.outgoing import public, url_fault

NOT_PUBLIC = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8",
    "::ffff:127.0.0.1", "::7f00:1", "::ffff:0:7f00:1", "5f00::1", "3fff::1", "4000::1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd12:3456::1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "nonsense", "", "0x7f000001", "2130706433", "127.1",
)  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_of_the_public_internet_is_refused(address: str):
    assert not public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "2606:4700::1111"]
)
def test_a_public_address_is_taken(address: str):
    assert public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://partner.example.org/hooks", "not_https"),
        ("ftp://partner.example.org/hooks", "not_https"),
        ("javascript:alert(1)", "not_https"),
        ("https://user:word@partner.example.org/", "not_a_url"),
        ("https://partner.example.org/#fragment", "not_a_url"),
        ("https://partner.example.org:99999/", "not_a_url"),
        ("https://[::1]/", "not_a_public_name"),
        ("https://127.0.0.1/", "not_a_public_name"),
        ("https://2130706433/", "not_a_public_name"),
        ("https://0x7f.1/", "not_a_public_name"),
        ("https://localhost/", "not_a_public_name"),
        ("https://metadata.google.internal/", "not_a_public_name"),
        ("https://printer.local/", "not_a_public_name"),
        ("https://partner/", "not_a_public_name"),
        ("https:///hooks", "not_a_public_name"),
        ("https://partner.example.org:8080/", "port_not_allowed"),
        ("https://partner.example.org:22/", "port_not_allowed"),
        ("https://partner.example.org:0/", "port_not_allowed"),
        ("https://partner.example.org\\@127.0.0.1/", "not_a_url"),
        ("https://:word@partner.example.org/", "not_a_url"),
        ("https://api.example.org/v1/webhooks", "own_address"),
    ],
)
def test_an_address_of_a_receiver_that_must_not_be_called_is_refused_at_once(url: str, code: str):
    fault = url_fault(url, own_host="api.example.org", local=False)
    assert fault is not None
    assert fault.code == code


@pytest.mark.parametrize(
    "url", ["https://partner.example.org/hooks", "https://partner.example.org:8443/hooks?key=1"]
)
def test_https_to_a_public_name_is_taken(url: str):
    assert url_fault(url, own_host="api.example.org", local=False) is None


def test_this_machine_is_called_in_trials_only():
    assert url_fault("http://127.0.0.1:9000/", own_host="", local=True) is None
    assert url_fault("http://127.0.0.1:9000/", own_host="", local=False) is not None
    assert url_fault("http://10.0.0.1:9000/", own_host="", local=True) is not None
