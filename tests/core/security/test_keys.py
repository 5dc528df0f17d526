"""Signing keys: private files, published before use, kept until their last token has expired."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from sosafe_api.core.security.jwks import thumbprint
from sosafe_api.core.security.keys import KeyRing, NoSigningKey, SigningKey, UnsafeKeyFile
from sosafe_api.core.security.rotation import UnknownKey, ensure_signing_key, prune, rotate, withdraw
from tests.core.security.forging import octets, part, private_pem

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
LAST_TOKEN_EXPIRED = timedelta(minutes=65)


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "keys"


def only_file(directory):
    (path,) = directory.glob("*.pem")
    return path


def test_the_first_key_signs_at_once(directory):
    key = rotate(directory, START)
    assert KeyRing.load(directory).signing_key(START) == key


def test_a_next_key_is_published_a_day_before_it_signs(directory):
    first = rotate(directory, START)
    second = rotate(directory, START + SECOND)
    ring = KeyRing.load(directory)

    assert [jwk["kid"] for jwk in ring.jwks(START + SECOND)["keys"]] == [first.kid, second.kid]
    assert ring.signing_key(START + DAY).kid == first.kid
    assert ring.signing_key(START + DAY + SECOND).kid == second.kid


def test_the_old_key_verifies_until_its_last_token_has_expired(directory):
    first, second = rotate(directory, START), rotate(directory, START)
    retirement = START + DAY + LAST_TOKEN_EXPIRED
    ring = KeyRing.load(directory)

    assert [key.kid for key in ring.verification_keys(retirement - SECOND)] == [first.kid, second.kid]
    assert [key.kid for key in ring.verification_keys(retirement)] == [second.kid]
    assert [jwk["kid"] for jwk in ring.jwks(retirement)["keys"]] == [second.kid]


def test_pruning_removes_a_key_only_when_it_has_retired(directory):
    first, second = rotate(directory, START), rotate(directory, START)
    retirement = START + DAY + LAST_TOKEN_EXPIRED

    assert prune(directory, retirement - SECOND) == []
    assert prune(directory, retirement) == [first.kid]
    assert [key.kid for key in KeyRing.load(directory).keys] == [second.kid]


def test_the_last_key_never_retires(directory):
    rotate(directory, START)
    assert prune(directory, START + 3650 * DAY) == []


def test_a_year_of_monthly_rotations_always_has_one_key_that_signs(directory):
    signers = []
    for month in range(12):
        now = START + month * 30 * DAY
        rotate(directory, now)
        prune(directory, now)
        ring = KeyRing.load(directory)
        signers.append(ring.signing_key(now).kid)
        assert signers[-1] in {jwk["kid"] for jwk in ring.jwks(now)["keys"]}
        assert len(ring.keys) <= 2
    assert len(set(signers)) == 11
    assert all(earlier != later for earlier, later in pairwise(signers[1:]))


def test_a_withdrawn_key_is_replaced_at_once_and_gone(directory):
    leaked = rotate(directory, START)
    successor = withdraw(directory, leaked.kid, START + SECOND)
    ring = KeyRing.load(directory)

    assert ring.signing_key(START + SECOND) == successor
    assert [key.kid for key in ring.keys] == [successor.kid]


def test_withdrawing_does_not_bring_a_retired_key_back(directory):
    retired, leaked = rotate(directory, START), rotate(directory, START)
    later = START + 2 * DAY
    successor = withdraw(directory, leaked.kid, later)

    assert retired.kid not in {key.kid for key in KeyRing.load(directory).keys}
    assert KeyRing.load(directory).signing_key(later).kid == successor.kid


def test_an_unknown_key_cannot_be_withdrawn(directory):
    kept = rotate(directory, START)
    with pytest.raises(UnknownKey):
        withdraw(directory, "unknown", START)
    assert [key.kid for key in KeyRing.load(directory).keys] == [kept.kid]


def test_the_first_start_makes_one_key_and_the_next_none(directory):
    made = ensure_signing_key(directory, START)
    assert len(made.keys) == 1
    assert ensure_signing_key(directory, START + DAY) == made


def test_processes_that_start_together_make_one_key(directory):
    script = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from sosafe_api.core.security.rotation import ensure_signing_key\n"
        "print('ready', flush=True); sys.stdin.read(1)\n"
        "print(ensure_signing_key(Path(sys.argv[1]), datetime.now(UTC)).keys[0].kid)"
    )
    command = [sys.executable, "-c", script, str(directory)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(6)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 6
    for process in processes:
        process.stdin.write("x")
        process.stdin.flush()
    kids = {process.communicate(timeout=30)[0].strip() for process in processes}

    assert kids == {KeyRing.load(directory).signing_key(datetime.now(UTC)).kid}


def test_nothing_but_the_public_half_is_published(directory):
    rotate(directory, START)
    (jwk,) = KeyRing.load(directory).jwks(START)["keys"]

    assert jwk.keys() == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert (jwk["kty"], jwk["crv"], jwk["use"], jwk["alg"]) == ("EC", "P-256", "sig", "ES256")
    assert len(octets(jwk["x"])) == len(octets(jwk["y"])) == 32


def test_the_identifier_of_a_key_is_its_thumbprint(directory):
    rotate(directory, START)
    (jwk,) = KeyRing.load(directory).jwks(START)["keys"]
    canonical = f'{{"crv":"P-256","kty":"EC","x":"{jwk["x"]}","y":"{jwk["y"]}"}}'
    assert jwk["kid"] == part(sha256(canonical.encode()).digest())


def test_the_thumbprint_is_that_of_the_standard():
    """RFC 7638 section 3.1."""
    modulus = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3"
        "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdA"
        "ZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-"
        "kEgU8awapJzKnqDKgw"
    )
    assert (
        thumbprint({"kty": "RSA", "n": modulus, "e": "AQAB"}) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    )


def test_a_private_key_is_never_printed(directory):
    key = rotate(directory, START)
    assert "PRIVATE" not in repr(key) + repr(KeyRing.load(directory))


def test_a_new_key_is_for_its_owner_only(directory):
    earlier = os.umask(0)
    try:
        rotate(directory, START)
    finally:
        os.umask(earlier)
    assert stat.S_IMODE(only_file(directory).stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert not list(directory.glob("*.unfinished"))


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o660, 0o602, 0o601, 0o777], ids=oct)
def test_a_key_file_open_to_others_is_refused(directory, mode):
    rotate(directory, START)
    only_file(directory).chmod(mode)
    with pytest.raises(UnsafeKeyFile, match="0600"):
        KeyRing.load(directory)


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777], ids=oct)
def test_a_directory_into_which_others_can_put_keys_is_refused(directory, mode):
    rotate(directory, START)
    directory.chmod(mode)
    with pytest.raises(UnsafeKeyFile, match="0700"):
        KeyRing.load(directory)


def put(directory, pem, kid="A" * 43, dates="20261102T093000Z-20261102T093000Z"):
    directory.mkdir(mode=0o700, exist_ok=True)
    path = directory / f"{dates}-{kid}.pem"
    path.touch(mode=0o600)
    path.write_bytes(pem)


def encrypted():
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"fictional"),
    )


def public():
    return (
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: private_pem(ec.generate_private_key(ec.SECP192R1())), id="P-192"),
        pytest.param(lambda: private_pem(ec.generate_private_key(ec.SECP256K1())), id="secp256k1"),
        pytest.param(lambda: private_pem(ec.generate_private_key(ec.BrainpoolP256R1())), id="Brainpool"),
        pytest.param(lambda: private_pem(ec.generate_private_key(ec.SECP384R1())), id="P-384"),
        pytest.param(lambda: private_pem(rsa.generate_private_key(65537, 2048)), id="RSA"),
        pytest.param(lambda: private_pem(ed25519.Ed25519PrivateKey.generate()), id="Ed25519"),
        pytest.param(encrypted, id="encrypted"),
        pytest.param(public, id="public"),
        pytest.param(lambda: b"", id="empty"),
        pytest.param(lambda: b"secret", id="garbage"),
        pytest.param(lambda: b"A" * 20_000, id="large"),
        pytest.param(lambda: private_pem(ec.generate_private_key(ec.SECP256R1())), id="key of another name"),
    ],
)
def test_a_key_that_may_not_sign_is_refused(directory, make):
    put(directory, make())
    with pytest.raises(UnsafeKeyFile) as refusal:
        KeyRing.load(directory)
    assert "BEGIN" not in str(refusal.value)


@pytest.mark.parametrize("dates", ["20261302T093000Z-20261102T093000Z", "2026-11-02", "yesterday-today"])
def test_a_key_file_with_another_name_is_refused(directory, dates):
    put(directory, private_pem(ec.generate_private_key(ec.SECP256R1())), dates=dates)
    with pytest.raises(UnsafeKeyFile, match="not named"):
        KeyRing.load(directory)


def test_one_key_under_two_dates_is_refused(directory):
    key = rotate(directory, START)
    put(directory, key.private_pem, kid=key.kid, dates="20270101T000000Z-20270101T000000Z")
    with pytest.raises(UnsafeKeyFile, match="same key"):
        KeyRing.load(directory)


def test_a_ring_without_keys_cannot_sign(directory):
    ring = KeyRing.load(directory)
    assert ring.jwks(START) == {"keys": []}
    with pytest.raises(NoSigningKey, match="sosafe keys rotate"):
        ring.signing_key(START)


def test_a_key_lives_in_one_file_named_by_its_dates(directory):
    key = rotate(directory, datetime(2026, 11, 2, 9, 30, 15, 999_999, tzinfo=UTC))
    assert only_file(directory).name == f"20261102T093015Z-20261102T093015Z-{key.kid}.pem"
    assert isinstance(KeyRing.load(directory).keys[0], SigningKey)
    assert json.loads(json.dumps(key.public_jwk())) == key.public_jwk()
