# Everything sets itself up in .venv; needed beforehand: Python 3.11+ and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
FOLDERS := graph loaders queries viz api
# The demo's graph is its own; it touches no other data of yours.
DEMO := $(BIN)/yhdysverkko --data .data/demo

.PHONY: demo test check install lint typecheck audit bench lock smoke clean
.DEFAULT_GOAL := demo

demo: $(VENV)/installed
	$(DEMO) load sample/keski-suomi
	$(DEMO) serve --port $(PORT) --region 13

# Not by file: the tests that schemathesis makes of one function have one name, and all but one would not be run.
test: $(VENV)/installed-dev
	scripts/ensure-test-packages
	$(BIN)/python -m pytest -n 2

check: lint typecheck test

install: $(VENV)/installed

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Type checkers do not see setuptools' import hook, so they get the package as links.
typecheck: $(VENV)/installed-dev
	mkdir -p .typecheck/yhdysverkko
	for folder in $(FOLDERS); do ln -sfn ../../$$folder .typecheck/yhdysverkko/$$folder; done
	$(BIN)/mypy

audit: $(VENV)/installed-dev
	$(BIN)/bandit -q -c pyproject.toml -r $(FOLDERS)
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

bench: $(VENV)/installed-dev
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.networks
	$(BIN)/python -m bench.questions
	$(BIN)/python -m bench.layouts
	$(BIN)/python -m bench.pictures
	$(BIN)/python -m bench.maps
	$(BIN)/python -m bench.maps national
	$(BIN)/python -m bench.reports
	$(BIN)/python -m bench.web
	$(BIN)/python -m bench.web national
	$(BIN)/python -m bench.web soak
	$(BIN)/python -m bench.faults
	$(BIN)/python -m bench.leaving

# The demo's steps on the newest Neo4j, in a folder and environment of their own.
smoke: $(VENV)/installed
	scripts/smoke-2026

# Choose the exact versions anew within the ranges of pyproject.toml (needs uv).
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:
	-$(DEMO) db stop
	rm -rf $(VENV) .data .typecheck .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
