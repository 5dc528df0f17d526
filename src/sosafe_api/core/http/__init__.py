"""The wire: routes, policies, problem documents and middleware."""
