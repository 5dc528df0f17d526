"""Move the clock of a test partnership, and of no other; `request_rights` brings it, and the mode, to each request."""

import sqlalchemy as sa
from alembic import op

revision = "202611263402"
down_revision = "202611263401"
branch_labels = None
depends_on = None

FUNCTION = "request_rights(uuid, uuid, uuid, boolean)"
# Rights go by the true day, whatever a partnership's clock says: a moved clock must open nothing.
REQUEST_RIGHTS = """
CREATE FUNCTION request_rights(the_partnership uuid, the_principal uuid, the_token uuid, with_purposes boolean)
RETURNS TABLE (kind text, client_id text, agency_id uuid, scopes text[], tokens_valid_after timestamptz,
 withdrawn boolean, roles text[], services uuid[], groups uuid[], excluded uuid[], purposes jsonb{more_columns})
LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
 today date := (now() AT TIME ZONE 'Europe/London')::date;
BEGIN
 RETURN QUERY
 SELECT p.kind, p.client_id, p.agency_id, p.scopes, p.tokens_valid_after,
  p.disabled_at IS NOT NULL OR EXISTS (SELECT FROM public.revoked_tokens t
   WHERE t.partnership_id = the_partnership AND t.token_id = the_token),
  r.roles, r.services, r.groups, CASE WHEN EXISTS (SELECT FROM public.exclusions x
   WHERE x.partnership_id = the_partnership AND x.principal_id = the_principal AND x.lifted_at IS NULL)
   THEN public.excluded_ids(the_partnership, the_principal) END, CASE WHEN with_purposes THEN
   (SELECT jsonb_agg(jsonb_build_array(u.code, g.id, u.lawful_basis) ORDER BY g.starts_on DESC)
   FROM public.sharing_agreement_parties y
   JOIN public.sharing_agreements g ON g.partnership_id = y.partnership_id AND g.id = y.agreement_id
   JOIN public.sharing_agreement_purposes u ON u.partnership_id = g.partnership_id AND u.agreement_id = g.id
   WHERE y.partnership_id = the_partnership AND y.agency_id = p.agency_id AND g.starts_on <= today
    AND (g.ends_on IS NULL OR g.ends_on > today)) END{more_values}
 FROM public.principals p {more_tables}CROSS JOIN LATERAL (
  SELECT array_agg(DISTINCT a.role) AS roles,
   array_agg(DISTINCT a.group_id) FILTER (WHERE a.group_id IS NOT NULL) AS groups,
   array_agg(DISTINCT a.service_id) FILTER (WHERE a.service_id IS NOT NULL) AS services
  FROM public.role_assignments a WHERE a.partnership_id = the_partnership
   AND a.principal_id = the_principal AND a.starts_on <= today
   AND (a.ends_on IS NULL OR a.ends_on > today)) r
 WHERE p.partnership_id = the_partnership AND p.id = the_principal;
END $$"""
WITH_MODE = {
    "more_columns": ", in_test_mode boolean, clock_ahead_seconds bigint",
    "more_values": ", h.mode = 'test', h.clock_ahead_seconds",
    "more_tables": "JOIN public.partnerships h ON h.id = the_partnership ",
}


def upgrade() -> None:
    op.add_column(
        "partnerships", sa.Column("clock_ahead_seconds", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.execute(
        "ALTER TABLE partnerships ADD CONSTRAINT ck_partnerships_clock_ahead CHECK (clock_ahead_seconds = 0"
        " OR (mode = 'test' AND clock_ahead_seconds > 0)) NOT VALID"
    )
    replace_request_rights(WITH_MODE)


def downgrade() -> None:
    replace_request_rights(dict.fromkeys(WITH_MODE, ""))
    op.drop_constraint("ck_partnerships_clock_ahead", "partnerships")
    op.drop_column("partnerships", "clock_ahead_seconds")


def replace_request_rights(parts: dict[str, str]) -> None:
    op.execute(f"-- squawk-ignore ban-drop-function\nDROP FUNCTION {FUNCTION}")
    op.execute(REQUEST_RIGHTS.format(**parts))
    op.execute(f"REVOKE ALL ON FUNCTION {FUNCTION} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {FUNCTION} TO sosafe_app")
