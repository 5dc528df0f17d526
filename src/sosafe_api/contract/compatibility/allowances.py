"""Breaking changes that somebody has allowed: which, why, and until when the reason holds."""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sosafe_api.contract.compatibility.findings import RULES, Finding


class FaultyAllowances(Exception):
    """The list cannot be read, or an entry of it is not complete."""


class Allowance(BaseModel):
    """One finding that is let pass. `expires` is the first day on which it no longer is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    pointer: str = Field(pattern="^#/")
    reason: str = Field(min_length=20)
    expires: date

    def covers(self, finding: Finding) -> bool:
        return (self.rule, self.pointer) == (finding.code, finding.pointer)


class _Allowances(BaseModel):
    model_config = ConfigDict(extra="forbid")

    allowed: list[Allowance] = Field(default_factory=list)


def read_allowances(file: Path) -> list[Allowance]:
    """Raises `FaultyAllowances`, also for a rule that there is not."""
    try:
        found = _Allowances.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).allowed
    except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise FaultyAllowances(f"{file}: {error}") from error
    unknown = sorted({allowance.rule for allowance in found} - set(RULES))
    if unknown:
        raise FaultyAllowances(f"{file}: there is no rule {', '.join(unknown)}")
    return found


def judge(findings: Iterable[Finding], allowances: Sequence[Allowance], day: date) -> list[str]:
    """What must be mended before a release: findings that nothing allows, and allowances that hold no longer.

    One that covers nothing is a fault as well: it would let the same change pass a second time, unseen.
    """
    breaking = [finding for finding in findings if finding.rule.breaking]
    faults = [
        str(finding) for finding in breaking if not any(allowance.covers(finding) for allowance in allowances)
    ]
    for allowance in allowances:
        name = f"The allowance of {allowance.rule} at {allowance.pointer}"
        if not any(allowance.covers(finding) for finding in breaking):
            faults.append(f"{name} covers nothing: take it off the list.")
        elif allowance.expires <= day:
            faults.append(f"{name} has expired on {allowance.expires}.")
    return faults
