"""Add matching, merges and households: how people are found, which records are one person's, who lives together.

A person is seen through the cases of every record merged with theirs. What tells where somebody is, or what they
are, is seen through a case that was opened about them, and not through one that only names them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import PARTNERSHIP, WHOLE_PARTNERSHIP, excluded, statements

revision = "202611261214"
down_revision = "202611261210"
branch_labels = None
depends_on = None

SECURED = {
    "person_merges": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "person_addresses": (Access.OF_OWN_PERSON, "SELECT, INSERT, UPDATE"),
    "person_equality": (Access.OF_OWN_PERSON, "SELECT, INSERT, UPDATE"),
    "household_members": (Access.OF_HOUSEHOLD, "SELECT, INSERT, UPDATE"),
    "households": (Access.HOUSEHOLD, "SELECT, INSERT, UPDATE"),
    "person_match_keys": (Access.PARTNERSHIP, "SELECT, INSERT, DELETE"),
    "person_searches": (Access.PARTNERSHIP, "SELECT, INSERT"),
}
INDEXES_OF_PEOPLE = (
    "ix_people_normalised_name ON people (partnership_id, normalised_name, date_of_birth)",
    "ix_people_date_of_birth ON people (partnership_id, date_of_birth)",
    "ix_people_merged_into_id ON people (partnership_id, merged_into_id) WHERE merged_into_id IS NOT NULL",
)

# The records that are one person's by the merges in force, this one included.
SAME_PERSON = """
CREATE FUNCTION same_person(the_partnership uuid, the_person uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
 WITH kept AS (
  SELECT COALESCE((SELECT m.root_id FROM public.person_merges m WHERE m.partnership_id = the_partnership
   AND m.merged_person_id = the_person AND m.reversed_at IS NULL), the_person) AS id)
 SELECT kept.id FROM kept
 UNION ALL
 SELECT m.merged_person_id FROM public.person_merges m, kept
 WHERE m.partnership_id = the_partnership AND m.root_id = kept.id AND m.reversed_at IS NULL
$$"""
# Whether a case that the caller sees was opened about the person: named in it from the moment it was opened.
WORKS_FOR_PERSON = """
CREATE FUNCTION works_for_person(the_partnership uuid, the_person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
 SELECT EXISTS (SELECT FROM public.case_people link
  JOIN public.cases c ON c.partnership_id = link.partnership_id AND c.id = link.case_id
  WHERE link.partnership_id = the_partnership AND link.added_at = c.opened_at
   AND link.person_id IN (SELECT public.same_person(the_partnership, the_person)))
$$"""
FUNCTIONS = {
    "same_person(uuid, uuid)": SAME_PERSON,
    "works_for_person(uuid, uuid)": WORKS_FOR_PERSON,
}

NAMED = (
    "EXISTS (SELECT FROM case_people link WHERE link.partnership_id = people.partnership_id"
    " AND link.person_id = people.id)"
)
NAMED_AS_ANOTHER = (
    "EXISTS (SELECT FROM same_person(people.partnership_id, people.id) same(id) JOIN case_people link"
    " ON link.partnership_id = people.partnership_id AND link.person_id = same.id)"
)
SEEN_BEFORE = f"{PARTNERSHIP} AND NOT {excluded('id')} AND ({WHOLE_PARTNERSHIP} OR {NAMED})"
SEEN = f"{PARTNERSHIP} AND NOT {excluded('id')} AND ({WHOLE_PARTNERSHIP} OR {NAMED} OR {NAMED_AS_ANOTHER})"


def upgrade() -> None:
    create_merges_and_searches()
    create_match_keys()
    create_addresses_and_equality()
    create_households()
    find_people()
    for name, function in FUNCTIONS.items():
        op.execute(function)
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO sosafe_app")
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)
    op.execute(f"ALTER POLICY people_person ON people USING ({SEEN})")


def find_people() -> None:
    op.add_column("people", sa.Column("normalised_name", sa.Text(), server_default="", nullable=False))
    # People came with the migration before this one, in the same release: the table is as good as empty.
    for index in INDEXES_OF_PEOPLE:
        op.execute(f"-- squawk-ignore require-concurrent-index-creation\nCREATE INDEX {index}")


def create_merges_and_searches() -> None:
    op.create_table(
        "person_merges",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("merged_person_id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reversal_reason_code", sa.Text(), nullable=True),
        sa.Column("reversed_by", sa.Uuid(), nullable=True),
        sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("person_id <> merged_person_id", name=op.f("ck_person_merges_two_records")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "merged_person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_person_merges_partnership_id_merged_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_person_merges_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "root_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_person_merges_partnership_id_root_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_person_merges_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_person_merges")),
    )
    op.create_index(
        "ix_person_merges_root_id",
        "person_merges",
        ["partnership_id", "root_id"],
        unique=False,
        postgresql_where=sa.text("reversed_at IS NULL"),
    )
    op.create_index(
        "uq_person_merges_in_force",
        "person_merges",
        ["partnership_id", "merged_person_id"],
        unique=True,
        postgresql_where=sa.text("reversed_at IS NULL"),
    )
    op.create_table(
        "person_searches",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("terms_digest", sa.Text(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_person_searches_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_person_searches")),
    )
    op.create_index(
        "ix_person_searches_lately",
        "person_searches",
        ["partnership_id", "principal_id", "searched_at"],
        unique=False,
    )


def create_match_keys() -> None:
    op.create_table(
        "person_match_keys",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("match_key", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_person_match_keys_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "match_key", "person_id", name=op.f("pk_person_match_keys")
        ),
    )
    op.create_index(
        "ix_person_match_keys_person_id", "person_match_keys", ["partnership_id", "person_id"], unique=False
    )


def create_addresses_and_equality() -> None:
    op.create_table(
        "person_addresses",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lines", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("uprn", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('home', 'correspondence')", name=op.f("ck_person_addresses_kind")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_person_addresses_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_person_addresses_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_person_addresses")),
    )
    op.create_index(
        "ix_person_addresses_person_id", "person_addresses", ["partnership_id", "person_id"], unique=False
    )
    op.create_table(
        "person_equality",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("gender_same_as_registered", sa.Text(), nullable=False),
        sa.Column("long_term_condition", sa.Text(), nullable=False),
        sa.Column("condition_limits", sa.Text(), nullable=False),
        sa.Column("sexual_orientation", sa.Text(), nullable=False),
        sa.Column("religion", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_person_equality_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_person_equality")),
        sa.UniqueConstraint(
            "partnership_id", "person_id", name=op.f("uq_person_equality_partnership_id_person_id")
        ),
    )


def create_households() -> None:
    op.create_table(
        "households",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_households_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_households")),
    )
    op.create_table(
        "household_members",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_household_members_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "household_id"],
            ["households.partnership_id", "households.id"],
            name=op.f("fk_household_members_partnership_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_household_members_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_household_members")),
    )
    op.create_index(
        "ix_household_members_household_id",
        "household_members",
        ["partnership_id", "household_id"],
        unique=False,
    )
    op.create_index(
        "ix_household_members_person_id", "household_members", ["partnership_id", "person_id"], unique=False
    )


def downgrade() -> None:
    op.execute(f"ALTER POLICY people_person ON people USING ({SEEN_BEFORE})")
    for table, (access, _) in SECURED.items():
        op.execute(f"DROP POLICY {table}_{access.value} ON {table}")
    for name in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {name}")
    op.drop_index("ix_people_normalised_name", table_name="people")
    op.drop_index("ix_people_date_of_birth", table_name="people")
    op.drop_index(
        "ix_people_merged_into_id",
        table_name="people",
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.drop_index("ix_person_match_keys_person_id", table_name="person_match_keys")
    op.drop_table("person_match_keys")
    op.drop_column("people", "normalised_name")
    op.drop_index("ix_person_searches_lately", table_name="person_searches")
    op.drop_table("person_searches")
    op.drop_index(
        "uq_person_merges_in_force",
        table_name="person_merges",
        postgresql_where=sa.text("reversed_at IS NULL"),
    )
    op.drop_index(
        "ix_person_merges_root_id",
        table_name="person_merges",
        postgresql_where=sa.text("reversed_at IS NULL"),
    )
    op.drop_table("person_merges")
    op.drop_table("person_equality")
    op.drop_index("ix_person_addresses_person_id", table_name="person_addresses")
    op.drop_table("person_addresses")
    op.drop_index("ix_household_members_person_id", table_name="household_members")
    op.drop_index("ix_household_members_household_id", table_name="household_members")
    op.drop_table("household_members")
    op.drop_table("households")
