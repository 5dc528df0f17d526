"""A referral is kept once, whatever the sender repeats, and everything faulty is named at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sosafe_api.domains.auth.rules import Role
from tests.fixtures.world import World

pytestmark = pytest.mark.database


def test_a_push_answers_with_a_receipt_that_names_nobody(world: World) -> None:
    response = world.as_role(Role.REFERRER_CLIENT).post("/v1/referrals", json=world.referral())
    assert response.status_code == 201
    assert set(response.json()) == {
        "id", "agency_reference", "status", "received_at", "answer_by", "content_digest",
    }  # fmt: skip
    assert "Example Person" not in response.text
    assert response.headers["Location"] == f"/v1/referrals/{response.json()['id']}"


@pytest.mark.parametrize("same", ["key", "reference"])
def test_fifty_parallel_pushes_of_one_referral_make_one_record_and_one_body(world: World, same: str) -> None:
    token = world.token(world.people["referrer_client"])

    def push(number: int) -> tuple[int, str]:
        key = "the-same-key-each-time" if same == "key" else f"a-key-of-its-own-{number}"
        with world.service.client(token, **{"Idempotency-Key": key}) as client:
            response = client.post("/v1/referrals", json=world.referral("RACE/1"))
            return response.status_code, response.text

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(push, range(50)))
    assert {status for status, _ in answers} <= {200, 201}
    assert len({body for _, body in answers}) == 1
    for table in ("referrals", "referral_details", "referral_transitions", "changes", "audit_entries"):
        count = world.superuser.execute(
            f"SELECT count(*) FROM {table} WHERE partnership_id = %s", (world.id,)
        ).fetchone()
        assert count == (1,), table
