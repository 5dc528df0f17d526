# Every command of this repository. make only calls the package runner (.ci/uv), which brings the rest.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset serve worker test check bench openapi docs migration clients

ifdef PYTHON
export PYTHON
endif

# Compiled once at installation, so that each command starts in a fraction of the time.
export UV_COMPILE_BYTECODE = 1
# The service's own modules as well, even on a machine that says otherwise: a test run starts it many times.
export PYTHONDONTWRITEBYTECODE =

# The extra `local-db` holds PostgreSQL itself, for a machine that has none.
RUN := .ci/uv run --locked --extra local-db

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## start the service with a fictional partnership and print five commands to paste
	@$(RUN) sosafe demo

demo-reset: ## the same, afresh: throws the demo's data away first
	@$(RUN) sosafe demo --reset

serve: ## start the web process
	@$(RUN) sosafe serve

worker: ## start the background process
	@$(RUN) sosafe worker

test: ## run the whole test suite on its own PostgreSQL
	@$(RUN) pytest -n 2 --dist worksteal

check: ## everything that must pass before a merge: lint, types, contracts, tests
	@$(RUN) --group lint --group bench .ci/check

bench: ## compare the service with a hand-written reference
	@$(RUN) --group bench python -m bench

openapi: ## write the contract, openapi/sosafe.v1.json
	@$(RUN) sosafe openapi --write

clients: ## make the typed clients for Python and TypeScript, and a Postman collection, in dist/clients
	@$(RUN) --group lint .ci/clients

docs: ## write the generated reference pages
	@$(RUN) sosafe reference --write

migration: ## draft a migration from the tables: make migration NAME="add referral source"
	@test -n "$(NAME)" || { echo 'Say what it does: make migration NAME="add referral source"' >&2; exit 2; }
	@$(RUN) sosafe migrations new "$(NAME)"
