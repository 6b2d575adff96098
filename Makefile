# `make demo` and `make test` do all the set-up on a fresh machine with git, make and Python 3.11.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check generate lock golden clean

demo: $(VENV)/installed
	$(BIN)/bigblur demo -o demo

# Without Java and Maven the Neo4j tests are skipped, without Chromium the browser tests, each with its reason.
test: $(VENV)/installed-dev check
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m bigblur.generate --check

# Everything that follows from ontology/, and the page of queries/ with their recorded answers (after `make golden`):
# run it after a change there and commit what it writes.
generate: $(VENV)/installed-dev
	$(BIN)/python -m bigblur.generate

# The expected results of the query library, and what both engines make of it (with a Neo4j), after a change that is meant
# to change them.
golden: $(VENV)/installed-dev
	BIGBLUR_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_queries.py tests/test_readme.py tests/stores/test_conformance.py

lock: $(VENV)/installed-dev
	$(BIN)/uv pip compile -q pyproject.toml --python-version 3.11 --universal --no-header -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra dev --extra notebook --python-version 3.11 --universal --no-header -c requirements.lock -o requirements-dev.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info demo .mypy_cache .pytest_cache .ruff_cache .hypothesis
