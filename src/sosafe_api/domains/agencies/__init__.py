"""The directory: agencies, services, groups, memberships, liaison officers."""
