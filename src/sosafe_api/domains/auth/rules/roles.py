"""Which roles go together: who sends, who sits in a group, which are held by programs."""

from sosafe_api.domains.auth.vocabulary import Role

SENDERS = frozenset({Role.REFERRER, Role.REFERRER_CLIENT})
PANEL_ROLES = frozenset({Role.PANEL_COORDINATOR, Role.PANEL_MEMBER})
GROUP_ROLES = PANEL_ROLES | {Role.REVIEW_COORDINATOR}  # held in a group, which must be named
# Whoever holds one of these does what a panel asks of their agency.
ACTING_FOR_AGENCIES = PANEL_ROLES | {Role.CASEWORKER, Role.JOINT_ACTION_GROUP}
CLIENT_ROLES = frozenset({Role.REFERRER_CLIENT, Role.IMPORT_CLIENT, Role.INDICATOR_READER})
