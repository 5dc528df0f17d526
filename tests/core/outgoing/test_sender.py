"""A request goes to the very address that was checked, in TLS to the very host, once, and not for long."""

import datetime as dt
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sosafe_api.core.outgoing import CannotSend, Failure, Sender
from sosafe_api.core.outgoing import sender as module
from tests.domains.webhooks.receiver import receiving

MESSAGE = b'{"type":"webhook.test","data":{}}'
PUBLIC, PRIVATE = "93.184.216.34", "10.0.0.5"


class Names:
    """A resolver that gives what the test says, one answer after the other, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, _: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def refused(sender: Sender, url: str) -> Failure:
    with pytest.raises(CannotSend) as caught:
        sender.post(url, MESSAGE, {})
    return caught.value.failure


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], [PRIVATE], [PUBLIC, "127.0.0.1"], ["::ffff:127.0.0.1"], ["::1"]]
)
def test_a_name_that_leads_inside_is_not_called_and_the_canary_never_hears(answers: list[str]):
    with receiving() as canary:
        sender = Sender(resolver=Names(answers))
        failure = refused(sender, f"http://partner.example.org:{canary.port}/")
        assert failure is Failure.ADDRESS_NOT_PUBLIC
        assert canary.requests == []


def test_a_name_that_changes_its_mind_is_asked_once_only():
    with receiving() as canary:
        names = Names(["127.0.0.1"], [PRIVATE])
        answer = Sender(local=True, resolver=names).post(
            f"http://partner.example.org:{canary.port}/", MESSAGE, {}
        )
        assert answer.status == 204
        assert names.asked == ["partner.example.org"]
        assert canary.requests[0].headers["Host"] == f"partner.example.org:{canary.port}"


def test_a_redirect_is_an_answer_and_is_not_followed():
    with receiving() as canary, receiving() as receiver:
        receiver.answer = lambda _: (302, b"", {"Location": canary.url})
        assert Sender(local=True).post(receiver.url, MESSAGE, {}).status == 302
        assert canary.requests == []


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch):
    with receiving() as canary, receiving() as receiver:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert Sender(local=True).post(receiver.url, MESSAGE, {}).status == 204
        assert len(receiver.requests) == 1
        assert canary.requests == []


def test_little_is_read_of_an_answer():
    with receiving() as receiver:
        receiver.answer = lambda _: (200, b"x" * 100_000, {})
        answer = Sender(local=True).post(receiver.url, MESSAGE, {})
        assert (answer.status, len(answer.content)) == (200, 4096)


def test_nobody_listening_and_a_name_of_nobody_are_told_apart():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert refused(Sender(local=True), f"http://127.0.0.1:{port}/") is Failure.NOT_CONNECTED

    async def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "none")

    assert refused(Sender(resolver=nobody), "https://partner.example.org/") is Failure.NAME_NOT_RESOLVED


@pytest.mark.parametrize("url", ["https://a\x00b.example.org/", "https://example.org:port/", "https://[::1/"])
def test_an_address_that_is_none_is_not_tried_again_for_ever(url: str):
    assert refused(Sender(resolver=Names([PUBLIC])), url) is Failure.NAME_NOT_RESOLVED


def test_a_receiver_that_drips_its_answer_is_left_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.6)
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not ended.wait(0.1):
                    try:
                        connection.sendall(b"X-Slow: 1\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        assert (
            refused(Sender(local=True), f"http://127.0.0.1:{server.getsockname()[1]}/") is Failure.TIMED_OUT
        )
        assert time.monotonic() - began < 5
        ended.set()
        thread.join()


def test_a_name_server_that_does_not_answer_is_left_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch):
    ended = threading.Event()

    def silent(*_: object, **__: object) -> list[object]:
        ended.wait(20)
        return []

    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    began = time.monotonic()
    try:
        assert refused(Sender(), "https://partner.example.org/") is Failure.TIMED_OUT
        assert time.monotonic() - began < 5
    finally:
        ended.set()


def certified(directory: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The contexts of a server with a certificate for the host, and of a client that trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain = directory / "chain.pem"
    chain.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain)
    client = ssl.create_default_context(
        cadata=certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")
    )
    return server, client


def test_the_certificate_must_be_of_the_named_host(tmp_path: Path):
    server, client = certified(tmp_path, "partner.example.org")
    with receiving(server) as receiver:
        sender = Sender(local=True, trusted=client, resolver=Names(["127.0.0.1"]))
        assert sender.post(f"https://partner.example.org:{receiver.port}/", MESSAGE, {}).status == 204
        other = f"https://another.example.org:{receiver.port}/"
        assert refused(sender, other) is Failure.CERTIFICATE_NOT_VALID
        stranger = Sender(local=True, resolver=Names(["127.0.0.1"]))
        known = f"https://partner.example.org:{receiver.port}/"
        assert refused(stranger, known) is Failure.CERTIFICATE_NOT_VALID
        assert len(receiver.requests) == 1
