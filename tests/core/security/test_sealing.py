"""A sealed value opens where it was sealed, by the key it names, in this installation; and nowhere else."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.errors import ServiceUnavailable
from sosafe_api.core.secrets import InstallationSecret
from sosafe_api.core.security.sealing import NONCE_BYTES, SealBroken, Sealed, SealedPlace, Sealer

SECRET = InstallationSecret(b"a fictional secret of an installation")
PLACE = SealedPlace(
    table="place_locations",
    column="location",
    partnership_id=UUID("0197a3f0-0000-7000-8000-000000000002"),
    row_id=UUID("0197a3f0-0000-7000-8000-000000000003"),
)
OTHER = UUID("0197a3f0-0000-7000-8000-00000000000f")


@given(st.binary(max_size=5000))
def test_what_is_sealed_opens_again_and_shows_nothing_meanwhile(value: bytes) -> None:
    sealer = Sealer(SECRET, 1)
    sealed = sealer.seal(value, PLACE)
    assert sealer.unseal(sealed, PLACE) == value
    assert len(value) < 8 or value not in sealed.content


def test_the_same_value_never_looks_the_same() -> None:
    sealer = Sealer(SECRET, 1)
    seals = [sealer.seal(b"1 Example Street", PLACE).content for _ in range(200)]
    assert len({content[:NONCE_BYTES] for content in seals}) == 200
    assert len({content[NONCE_BYTES:] for content in seals}) == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "places"},
        {"column": "postcode"},
        {"partnership_id": OTHER},
        {"row_id": OTHER},
        {"table": "place_location", "column": "slocation"},
    ],
    ids=str,
)
def test_a_value_that_was_moved_is_refused(elsewhere: dict[str, object]) -> None:
    sealer = Sealer(SECRET, 1)
    sealed = sealer.seal(b"1 Example Street", PLACE)
    with pytest.raises(SealBroken):
        sealer.unseal(sealed, replace(PLACE, **elsewhere))


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_value_that_was_altered_in_one_byte_is_refused(at: int, change: int) -> None:
    sealer = Sealer(SECRET, 1)
    sealed = sealer.seal(b"1 Example Street", PLACE)
    content = bytearray(sealed.content)
    content[at % len(content)] ^= change
    with pytest.raises(SealBroken):
        sealer.unseal(Sealed(1, bytes(content)), PLACE)


@pytest.mark.parametrize("length", [0, 1, NONCE_BYTES - 1, NONCE_BYTES, NONCE_BYTES + 15, -1])
def test_a_value_that_was_cut_is_refused(length: int) -> None:
    sealer = Sealer(SECRET, 1)
    sealed = sealer.seal(b"1 Example Street", PLACE)
    with pytest.raises(SealBroken):
        sealer.unseal(replace(sealed, content=sealed.content[:length]), PLACE)


def test_another_installation_s_key_opens_nothing() -> None:
    sealed = Sealer(SECRET, 1).seal(b"1 Example Street", PLACE)
    stranger = Sealer(InstallationSecret(b"the secret of another installation"), 1)
    with pytest.raises(SealBroken):
        stranger.unseal(sealed, PLACE)


def test_after_a_change_of_keys_the_new_one_seals_and_the_old_ones_still_open() -> None:
    before, after = Sealer(SECRET, 1), Sealer(SECRET, 2)
    old, new = before.seal(b"1 Example Street", PLACE), after.seal(b"2 Example Street", PLACE)
    assert (old.key_number, new.key_number) == (1, 2)
    for sealer in (before, after):  # processes are not restarted all at once
        assert sealer.unseal(old, PLACE) == b"1 Example Street"
        assert sealer.unseal(new, PLACE) == b"2 Example Street"


@pytest.mark.parametrize("number", [-1, 0, 2, 10_000])
def test_a_value_under_another_key_s_number_is_refused(number: int) -> None:
    sealer = Sealer(SECRET, 1)
    sealed = sealer.seal(b"1 Example Street", PLACE)
    with pytest.raises(SealBroken):
        sealer.unseal(replace(sealed, key_number=number), PLACE)


def test_a_broken_seal_says_nothing_of_what_was_sealed() -> None:
    sealed = Sealer(SECRET, 1).seal(b"1 Example Street", PLACE)
    with pytest.raises(ServiceUnavailable) as refusal:
        Sealer(SECRET, 1).unseal(replace(sealed, key_number=2), PLACE)
    assert (refusal.value.code, refusal.value.detail) == ("service_unavailable", None)
    assert "Example" not in repr(refusal.value.__cause__)
