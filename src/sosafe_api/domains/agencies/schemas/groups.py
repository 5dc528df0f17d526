"""What crosses the wire about groups and the days on which they meet."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Query, Schema, Slug, line, text
from sosafe_api.domains.agencies.vocabulary import GroupLevel, PanelKind, Rhythm
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, kept, page_example

GROUP: dict[str, Any] = {
    "slug": "joint-action-group",
    "name": "Joint Action Group",
    "level": "operational",
    "purpose": "Carries the action plan and monitors grants.",
    "rhythm": "every_28_days",
    "first_meeting_on": "2026-04-08",
    "chair_post": "Inspector, neighbourhood team",
    "panel_kind": None,
}
GROUP_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d0",
    **GROUP,
    "created_at": "2026-04-01T09:00:00.000Z",
    "updated_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class GroupIn(Schema):
    """A standing group, panel or forum."""

    model_config = ConfigDict(json_schema_extra={"examples": [GROUP]})
    slug: Slug = Field(description="Its short name, unique in the partnership and never changed.")
    name: line(200) = Field(description="Its name.")  # type: ignore[valid-type]
    level: GroupLevel = Field(description="What it is there for.")
    purpose: text(2000) = Field(description="What it does.")  # type: ignore[valid-type]
    rhythm: Rhythm = Field(description="How often it meets.")
    first_meeting_on: Day | None = Field(
        None, description="The first meeting, from which the others are counted."
    )
    chair_post: line(200) | None = Field(  # type: ignore[valid-type]
        None, description="The post that chairs it, never its holder's name."
    )
    panel_kind: PanelKind | None = Field(
        None, description="What kind of panel it is; null where no person is put before it."
    )


class GroupPatch(Schema):
    """What may change of a group."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"rhythm": "monthly", "first_meeting_on": "2027-01-31"}]}
    )
    name: line(200) = kept(description="Its name.")  # type: ignore[valid-type]
    level: GroupLevel = kept(description="What it is there for.")
    purpose: text(2000) = kept(description="What it does.")  # type: ignore[valid-type]
    rhythm: Rhythm = kept(description="How often it meets.")
    first_meeting_on: Day | None = Field(None, description="The first meeting; null where none is known.")
    chair_post: line(200) | None = Field(  # type: ignore[valid-type]
        None, description="The post that chairs it; null where none is stated."
    )
    panel_kind: PanelKind | None = Field(
        None, description="What kind of panel it is; null where no person is put before it."
    )


class GroupQuery(RecordQuery):
    """Which groups are listed."""

    level: list[GroupLevel] | None = Field(
        None, min_length=1, max_length=6, description="Of any of these levels."
    )
    rhythm: list[Rhythm] | None = Field(
        None, min_length=1, max_length=5, description="Meeting in any of these rhythms."
    )


class GroupOut(Out):
    """A standing group, panel or forum."""

    model_config = ConfigDict(json_schema_extra={"examples": [GROUP_OUT]})
    id: UUID = Field(description="The group's identifier.")
    slug: str = Field(max_length=63, description="Its short name.")
    name: str = Field(max_length=200, description="Its name.")
    level: GroupLevel = Field(description="What it is there for.")
    purpose: str = Field(max_length=2000, description="What it does.")
    rhythm: Rhythm = Field(description="How often it meets.")
    first_meeting_on: date | None = Field(description="The first meeting, from which the others are counted.")
    chair_post: str | None = Field(max_length=200, description="The post that chairs it.")
    panel_kind: PanelKind | None = Field(description="What kind of panel it is, if it is one.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class GroupPage(Out):
    """A page of the list of groups."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/groups", GROUP_OUT))
    data: list[GroupOut] = Field(max_length=200, description="The groups, by slug.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class MeetingDateQuery(Query):
    """Which part of a group's calendar is asked for: a year from today on, unless stated."""

    from_: QueryDay | None = Field(None, alias="from", description="On or after this day; today by default.")
    before: QueryDay | None = Field(
        None, description="Before this day, at most five years after `from`; a year after it by default."
    )


class MeetingDate(Out):
    """A day on which the group meets by its rhythm."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"meets_on": "2026-04-08"}]})
    meets_on: date = Field(description="The day.")


class MeetingDateList(Out):
    """The days on which a group meets by its rhythm, earliest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"data": [{"meets_on": "2026-04-08"}, {"meets_on": "2026-05-06"}]}]}
    )
    data: list[MeetingDate] = Field(max_length=66, description="The days.")
