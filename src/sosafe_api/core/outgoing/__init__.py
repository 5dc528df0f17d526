"""Requests to addresses that others gave us: only public ones, each verified and connected to as verified."""

from sosafe_api.core.outgoing.addresses import UrlFault, public, url_fault
from sosafe_api.core.outgoing.sender import Answer, CannotSend, Failure, Sender

__all__ = ["Answer", "CannotSend", "Failure", "Sender", "UrlFault", "public", "url_fault"]
