# Every command of the project. `make` or `make help` lists them.
# Each makes its own .venv from hashed pins when it is missing or its lock has changed; after that no
# network is needed. Another Python: make run PYTHON=/path/to/python3.12

PYTHON ?=
PY := .venv/bin/python
ENVIRONMENT := PYTHON='$(PYTHON)' sh requirements/environment.sh
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --upgrade

.DEFAULT_GOAL := help
.PHONY: help run check check-flows migrate new-key test lint format bench torture lock

help: ## List the commands.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

run: ## Start Hearth: without tokens in its sandbox on this machine, with tokens in Slack.
	@$(ENVIRONMENT) sandbox
	@exec $(PY) bot.py run

new-key: ## Make a HEARTH_KEY for .env.
migrate: ## Bring the databases to this version.
check: ## Say what is wrong or missing: settings, databases, keys, Slack.
check-flows: ## Prove every flow.
new-key migrate check check-flows:
	@$(ENVIRONMENT) sandbox
	@$(PY) bot.py $@

lint: ## Check style, types and the walls between the rooms.
	@$(ENVIRONMENT) dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

test: lint ## Lint, types and tests: what CI runs.
	@$(PY) -m pytest -n 2 -m "not torture"

format: ## Mend what ruff can mend by itself.
	@$(ENVIRONMENT) dev
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: ## Measure the figures and their goals.
	@$(ENVIRONMENT) dev
	@$(PY) -m benchmarks

torture: ## The long runs: kills, floods, soaks.
	@$(ENVIRONMENT) dev
	@$(PY) -m pytest -m torture --timeout 3600

lock: ## Pin everything anew, to the newest versions that requirements/*.in allow.
	@$(ENVIRONMENT) dev
	@$(LOCK) requirements/run.in -o requirements/run.txt
	@$(LOCK) requirements/sandbox.in -c requirements/run.txt -o requirements/sandbox.txt
	@$(LOCK) requirements/dev.in -c requirements/sandbox.txt -o requirements/dev.txt
