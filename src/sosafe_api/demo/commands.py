"""What the demonstration prints: how to reach it, and five commands: token, push, answer, list, indicator."""

import sys
from pathlib import Path
from shlex import quote

from sosafe_api.core import clock
from sosafe_api.core.settings import Settings
from sosafe_api.demo.organisations import CLIENT_NAME, CLIENT_SECRET, SLUG

_TEXT = """
The service is ready at {url} (reference: {url}/docs). Stop it with Ctrl-C. In another shell, paste:

# The address and the command line of this demonstration, as the pages of docs/how-to take them
SOSAFE={url}
sosafe() {{ {environment}{sosafe} "$@"; }}

# 1. The program of an agency fetches a token
TOKEN=$(curl -s -u '{client}:{secret}' -d grant_type=client_credentials {url}/oauth2/token \
| {python} -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')

# 2. It pushes a referral; pasting this again pushes it once
SERVICE=$(curl -s -H "Authorization: Bearer $TOKEN" '{url}/v1/services?limit=200' \
| {python} -c 'import json, sys; print(next(s["id"] for s in json.load(sys.stdin)["data"] if s["slug"] == "asb-team"))')
RECEIPT=$(curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' {url}/v1/referrals \
-d '{{"agency_reference": "{reference}", "service_id": "'$SERVICE'", "referral_source": "council_housing", \
"reason_codes": ["asb_victim"], "referred_on": "{today}", "person": {{"full_name": "Example Person", \
"safe_contact": {{"telephone": "020 7946 0000", "may_call": true}}}}, "consent": {{"status": "given"}}}}'); echo "$RECEIPT"

# 3. A caseworker of the service receives and accepts it
ID=$(echo "$RECEIPT" | {python} -c 'import json, sys; print(json.load(sys.stdin)["id"])')
WORKER=$(sosafe tokens issue --as {slug}.caseworker-asb-team)
for STATUS in received accepted; do curl -s -H "Authorization: Bearer $WORKER" -H 'If-Match: *' \
-H 'Content-Type: application/json' -d '{{"to": "'$STATUS'"}}' {url}/v1/referrals/$ID/transitions; echo; done

# 4. The agency sees what became of its latest referrals
curl -s -H "Authorization: Bearer $TOKEN" '{url}/v1/referrals?limit=3' \
| {python} -m json.tool

# 5. Anybody reads a published indicator
curl -s '{url}/v1/partnerships/{slug}/kpis/referrals_received/observations?period=quarter' | {python} -m json.tool
"""


def commands(settings: Settings) -> str:
    """Each call names a referral of its own: what was printed yesterday, or an hour ago, is decided by now."""
    now = clock.now()
    return _TEXT.format(
        url=settings.public_url,
        client=f"{SLUG}.{CLIENT_NAME}",
        secret=CLIENT_SECRET,
        slug=SLUG,
        reference=f"TRY/{now:%Y%m%d}/{now:%H%M%S}",
        today=clock.london_date(now).isoformat(),
        python=quote(sys.executable),
        sosafe=quote(str(Path(sys.executable).with_name("sosafe"))),
        environment=_environment(settings),
    )


def _environment(settings: Settings) -> str:
    """What the command line must be told to speak for this installation, from whichever shell."""
    told = {"SOSAFE_DATA_DIRECTORY": str(settings.data_directory), "SOSAFE_PUBLIC_URL": settings.public_url}
    return "".join(f"{name}={quote(value)} " for name, value in told.items())
