"""Sending, in the background: one turn for one receiver takes up what changed, challenges, sends, and is soon over.

A turn sends so many messages at most and ends with the first failure that is the receiver's, so the slowest receiver
takes a sender for seconds only; whoever calls holds the receiver's lock, so it has one turn at a time. Nothing is sent
within a transaction, and what somebody ends meanwhile is ended before the next message. Killed at any point, what was
sent and not yet recorded is sent again, under the same identifier.
"""

import random
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sosafe_api.core.actor import Actor
from sosafe_api.core.clock import now
from sosafe_api.core.db.session import RowScope, scoped, set_scope
from sosafe_api.core.errors import Unauthenticated
from sosafe_api.core.ids import new_id
from sosafe_api.core.observability.partnerships import Reading
from sosafe_api.core.outgoing import Answer, CannotSend, Sender
from sosafe_api.core.permissions import Permission
from sosafe_api.core.security.sealing import Sealer
from sosafe_api.domains.auth.standing import rights_query, standing_actor
from sosafe_api.domains.changes.rules import KEPT_DAYS, readings, told
from sosafe_api.domains.changes.tasks import MOST_TOLD, Stretch, following, forgotten, number
from sosafe_api.domains.webhooks import rules
from sosafe_api.domains.webhooks.repository import FIGURES, Connection, Receiver, SendingRepository, Waiting
from sosafe_api.domains.webhooks.service.webhooks import secret_place
from sosafe_api.domains.webhooks.vocabulary import DeliveryFailure, DeliveryStatus, WebhookStatus

MOST_A_TURN = 20
TURN_SECONDS = 10.0
LOOK_AGAIN = timedelta(seconds=1)
ASLEEP = timedelta(hours=1)  # of a receiver that is told nothing; whoever wakes it says so
_CALLED = (WebhookStatus.ACTIVE, WebhookStatus.UNVERIFIED)
Reader = tuple[Actor, RowScope]  # the program with today's rights, and whose rows they let it see


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to. `failure` None is success."""

    status: int | None
    failure: str | None
    asked: timedelta | None = None

    @property
    def of_the_receiver(self) -> bool:
        return self.failure is not None and rules.holds_the_receiver(self.status)


def figures() -> Sequence[Reading]:
    """What those who watch an installation are told of webhooks."""
    return FIGURES


class Turn:
    """One turn for one receiver."""

    def __init__(
        self, connection: Connection, sender: Sender, sealer: Sealer, partnership_id: UUID, webhook_id: UUID
    ) -> None:
        self._connection = connection
        self._sender = sender
        self._sealer = sealer
        self._partnership_id = partnership_id
        self._webhook_id = webhook_id
        self._scope = RowScope(partnership_id, reach="partnership")
        self._rows = SendingRepository(connection, partnership_id, webhook_id)

    def run(self) -> datetime:
        """When the next turn is due."""
        with scoped(self._connection, self._scope):
            numbered = number(self._connection, self._partnership_id)
            present = self._present()
        if present is None:
            return now() + ASLEEP
        receiver, reader = present
        if receiver.held_until is not None and receiver.held_until > now():
            return receiver.held_until
        verified = receiver.verified_at
        if receiver.status == WebhookStatus.UNVERIFIED or verified is None:
            return self._challenge(receiver)
        if verified + rules.VERIFIED_FOR < now():
            return self._challenge(receiver)
        more = self._take_up(receiver, reader, numbered)
        return self._send(receiver, more=more)

    def _present(self) -> tuple[Receiver, Reader] | None:
        """The receiver as it is now, and as whom it is told; None when it is not called or may not be told anything."""
        receiver = self._rows.receiver()
        if receiver is None or receiver.status not in _CALLED:
            return None
        reader = self._reader(receiver)
        return (receiver, reader) if reader else None

    def _take_up(self, receiver: Receiver, reader: Reader, numbered: int) -> bool:
        """Makes deliveries of what changed, unless many wait already. Whether there is more to take up."""
        actor, scope = reader
        with scoped(self._connection, scope):
            if self._rows.many_ready(MOST_TOLD, now()):
                return True
            begins = self._begins(receiver)
            wanted = Stretch(begins, numbered, receiver.types)
            changes, reached = following(self._connection, actor, wanted)
            self._rows.take_up(changes, reached, now())
        return reached < numbered

    def _begins(self, receiver: Receiver) -> int:
        """From where it is told of changes: those that are forgotten since it was told last cannot be told.

        To say so changes the webhook, so the next turn sends.
        """
        lost = forgotten(self._connection, self._partnership_id)
        if receiver.sequence >= lost:
            return receiver.sequence
        self._rows.missed(lost, now())
        return lost

    def _reader(self, receiver: Receiver) -> Reader | None:
        """The program with today's rights; None when it may not be told anything."""
        rows = self._rows.rights(rights_query(self._partnership_id, receiver.principal_id))
        try:
            actor, scope = standing_actor(self._partnership_id, receiver.principal_id, rows)
        except Unauthenticated:
            return None
        return (actor, scope) if actor.may(Permission.WEBHOOK_MANAGE) else None

    def _challenge(self, receiver: Receiver) -> datetime:
        challenge = secrets.token_urlsafe(32)
        message = rules.message(rules.CHALLENGE_TYPE, now(), {"challenge": challenge})
        outcome, answer = self._post(receiver, new_id(), message)
        if outcome.failure is None and answer is not None and not rules.echoes(challenge, answer.content):
            outcome = Outcome(None, DeliveryFailure.CHALLENGE_NOT_ECHOED.value)
        if outcome.failure is None:
            with scoped(self._connection, self._scope):
                self._rows.verified(now())
            return now()
        return self._hold(receiver, outcome)

    def _send(self, begun: Receiver, *, more: bool) -> datetime:
        """Sends what is due to the receiver with which the turn began, as long as nobody has changed that."""
        end = time.monotonic() + TURN_SECONDS
        for _ in range(MOST_A_TURN):
            # Each time anew: whoever disabled a webhook or took a right away since was answered that it is done.
            with scoped(self._connection, self._scope):
                present = self._present()
                if present is None or not present[0].same_as(begun):
                    return now()
                receiver, (actor, scope) = present
                set_scope(self._connection, scope)
                delivery = self._rows.next_due(told(readings(actor.may)), actor.id, now())
                if delivery is not None and not delivery.told:
                    self._rows.withhold(delivery)
                    continue
            if delivery is None:
                return now() if more else now() + LOOK_AGAIN
            outcome = self._attempt(receiver, delivery)
            if outcome.of_the_receiver:
                return self._hold(receiver, outcome)
            if outcome.failure is None and receiver.failing_since is not None:
                with scoped(self._connection, self._scope):
                    self._rows.well()
            if time.monotonic() > end:
                break
        return now()

    def _attempt(self, receiver: Receiver, delivery: Waiting) -> Outcome:
        data = {
            "id": str(delivery.resource_id),
            "resource": delivery.resource,
            "resource_version": delivery.resource_version,
        }
        message = rules.message(delivery.type, delivery.occurred_at, data)
        outcome, _ = self._post(receiver, delivery.change_id, message)
        at = now()
        due_at, status = at, DeliveryStatus.DELIVERED
        if outcome.failure is not None:
            # While its receiver has had no success at all it is not the message's fault: the receiver is parked.
            down = outcome.of_the_receiver and receiver.failing_since is not None
            spent = not down and at >= delivery.first_due_at + rules.TRIED_FOR
            status = DeliveryStatus.DEAD if spent else DeliveryStatus.WAITING
            due_at = at + (outcome.asked or rules.wait(delivery.attempts + 1, random.random()))  # noqa: S311
        with scoped(self._connection, self._scope):
            self._rows.record(
                delivery,
                status=status.value,
                due_at=due_at,
                now=at,
                answered_status=outcome.status,
                failure=outcome.failure,
            )
        return outcome

    def _post(self, receiver: Receiver, message_id: UUID, message: bytes) -> tuple[Outcome, Answer | None]:
        at = now()
        place = secret_place(self._partnership_id, self._webhook_id)
        before = receiver.sealed_before(at)
        keys = [self._sealer.unseal(sealed, place) for sealed in (receiver.sealed, before) if sealed]
        headers = rules.headers(message_id, message, keys, at)
        try:
            answer = self._sender.post(receiver.url, message, headers)
        except CannotSend as error:
            return Outcome(None, error.failure.value), None
        if 200 <= answer.status < 300:  # noqa: PLR2004  # RFC 9110 section 15.3
            return Outcome(answer.status, None), answer
        asked = rules.asked_to_wait(answer.status, answer.retry_after, now())
        return Outcome(answer.status, DeliveryFailure.REFUSED.value, asked), answer

    def _hold(self, receiver: Receiver, outcome: Outcome) -> datetime:
        """Nothing is sent for a while. One that says it is gone, or has failed for three days, is parked.

        Not so one that somebody has changed since it was read: the next turn goes by what they did.
        """
        at = now()
        wait = outcome.asked or rules.wait(receiver.failures + 1, random.random())  # noqa: S311  # spreads, hides nothing
        gone = outcome.status == 410  # noqa: PLR2004  # RFC 9110 section 15.5.11
        spent = receiver.failing_since is not None and receiver.failing_since + rules.TRIED_FOR <= at
        with scoped(self._connection, self._scope):
            if not self._rows.ill(receiver, outcome.failure or "", at + wait, at):
                return at
            if gone or spent:
                self._rows.park(at)
        return at + ASLEEP if gone or spent else at + wait


def forget(connection: Connection, partnership_id: UUID, at: datetime) -> None:
    """Forgets what was delivered, or given up, of changes older than 30 days."""
    SendingRepository(connection, partnership_id, UUID(int=0)).forget(at - timedelta(days=KEPT_DAYS))
