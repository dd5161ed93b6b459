# Every task of the project; `make` alone lists them. All of them work in a bare clone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXTRAS_VENV := .venv-extras
DOCS_VENV := .venv-docs
BUILDER := mkdocs
EXTRAS := cli,sandbox,dask,dlt,duckdb,httpx2,mcp,opentelemetry,pandas,parquet,redis,speed

# The source of `make specs`, handed on to scripts.specs: SPEC_SOURCE a git URL or path, SPEC_REF a branch, tag, commit or HEAD~1.
export SPEC_SOURCE
export SPEC_REF

# Compiled modules are kept even where the environment says otherwise: the tests start Python some hundred times.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-browser test-extras test-wheel test-lowest test-newest lint format types types-mypy types-pyright renew specs breaking generate check check-cassettes check-generated check-docs docs docs-site api mutants soak bench bench-quick peers picture record dist release release-check constraints clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with everything that the other tasks need

# pip of the machine may be older than dependency groups, hence the newer one first.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "error: Python 3.11 or newer is needed; '$(PYTHON)' is not: make PYTHON=/path/to/python3.11 setup" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[cli,sandbox]' --group dev
	@touch $@

demo: $(READY) ## see it work: load a messy CSV, kill it, resume; sync and search a local HubSpot (KEEP=1 leaves it running)
	$(BIN)/python -m scripts.demo$(if $(KEEP), --keep)

test: $(READY) ## run the tests
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal --quiet $(ARGS)

test-browser: $(READY) .site/html/index.html ## test the sandbox's page and the site in headless Chromium, screenshots in .browser/ (CHROMIUM= names another browser)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group browser
	$(BIN)/python -m pytest --quiet -m browser tests/browser

test-extras: $(EXTRAS_VENV)/.ready ## test what needs further packages (pandas, DuckDB, Dask, web frameworks, …) and a redis-server
	$(EXTRAS_VENV)/bin/python -m pytest --quiet tests/extras $(ARGS)
	HUBSPOT_HTTP_LIBRARY=httpx2 $(EXTRAS_VENV)/bin/python -m pytest --quiet --numprocesses=2 tests/transport

$(EXTRAS_VENV)/.ready: $(READY)
	@test -x $(EXTRAS_VENV)/bin/python || $(PYTHON) -m venv $(EXTRAS_VENV)
	$(EXTRAS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	$(EXTRAS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]' --group dev --group extras
	@touch $@

test-wheel: dist ## test the built wheel instead of the checkout (PYTHON= picks the interpreter, ARGS= goes to pytest)
	$(BIN)/python -m scripts.wheel --python $(PYTHON) --versions pinned --numprocesses=2 --dist=worksteal $(ARGS)

test-lowest: dist ## test the built wheel with the lowest versions that pyproject.toml declares (PYTHON=, ARGS=)
	$(BIN)/python -m scripts.wheel --python $(PYTHON) --versions lowest --numprocesses=2 --dist=worksteal $(ARGS)

test-newest: dist ## test the built wheel with the newest versions that there are (PYTHON=, ARGS=)
	$(BIN)/python -m scripts.wheel --python $(PYTHON) --versions newest --numprocesses=2 --dist=worksteal $(ARGS)

lint: $(READY) ## check style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(READY) ## format the sources and apply safe fixes
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(READY) ## check types: mypy and pyright, both strict
	@$(MAKE) --no-print-directory --jobs=2 types-mypy types-pyright

types-mypy: $(READY)
	$(BIN)/mypy

types-pyright: $(READY)
	$(BIN)/pyright --warnings

renew: $(READY) ## pull the documents and renew everything that follows; stops where you decide (SPEC_REF=, FROM=step, KEEP_GOING=1)
	$(BIN)/python -m scripts.renew $(if $(FROM),--from $(FROM)) $(if $(KEEP_GOING),--keep-going) $(if $(SUMMARY),--summary $(SUMMARY))

specs: $(READY) ## pull HubSpot's OpenAPI collection into specs/ (SPEC_SOURCE=, SPEC_REF=, KEEP_GOING=1)
	$(BIN)/python -m scripts.specs$(if $(KEEP_GOING), --keep-going)

breaking: $(READY) ## fail when specs/ breaks a named operation that works with the last commit's (SINCE=)
	$(BIN)/python -m scripts.specs.changes $(if $(SINCE),--before $(SINCE))

generate: $(READY) ## generate the clients in generated/ and the pages of docs/ from specs/
	$(BIN)/python -m scripts.codegen generate
	$(BIN)/python -m scripts.docs

check: $(READY) ## fail when generated/, docs/ or tests/cassettes/ do not match their sources
	@$(MAKE) --no-print-directory --jobs=3 check-cassettes check-generated check-docs

check-cassettes: $(READY)
	$(BIN)/python -m scripts.record --check

check-generated: $(READY)
	$(BIN)/python -m scripts.codegen check

check-docs: $(READY)
	$(BIN)/python -m scripts.docs --check

docs: $(READY) ## render the generated pages and tables of docs/
	$(BIN)/python -m scripts.docs

# The variable keeps mkdocs-material from announcing its successor on every build.
docs-site: $(READY) $(DOCS_VENV)/.ready ## build the site in .site/html and check its links, offline (BUILDER=zensical: by the other builder)
	@rm -rf .site/html
	$(BIN)/python -m scripts.site
	NO_MKDOCS_2_WARNING=1 $(DOCS_VENV)/bin/$(BUILDER) build --strict --config-file mkdocs.yml
	$(BIN)/python -m scripts.site --check

.site/html/index.html:
	$(MAKE) --no-print-directory docs-site

$(DOCS_VENV)/.ready: pyproject.toml constraints.txt
	@test -x $(DOCS_VENV)/bin/python || $(PYTHON) -m venv $(DOCS_VENV)
	$(DOCS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	$(DOCS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group docs
	@touch $@

picture: $(READY) ## draw the picture of the README: its first example, run on the sandbox (CHECK=1 compares)
	$(BIN)/python -m scripts.picture $(if $(CHECK),--check)

record: $(READY) ## record the cassettes of the contract tests (OPS="Create contact,…"); LIVE=1 compares with a test account
	$(BIN)/python -m scripts.record$(if $(LIVE),.live) "$(OPS)"

api: $(READY) ## render the list of public names, and report what CHANGELOG.md does not mention
	$(BIN)/python -m scripts.api

mutants: $(READY) ## break the facade in about sixty small ways and check that the tests notice (NAMES=)
	$(BIN)/python -m scripts.mutation $(NAMES)

soak: $(READY) ## kill loads 200 times and mirrors 30 times, and check that nothing is lost or doubled (KILLS=, MIRROR_KILLS=, SEED=)
	$(BIN)/python -m scripts.soak
	$(BIN)/python -m scripts.soak.mirrors

bench: dist ## measure the client and the sandbox beside bare httpx and HubSpot's own clients; keeps docs/benchmarks.json (12 minutes)
	@$(BIN)/python -m scripts.bench dist/*.whl $(ARGS); status=$$?; $(BIN)/python -m scripts.docs && exit $$status

bench-quick: dist ## a part of it with few rounds, in a minute; keeps nothing
	$(BIN)/python -m scripts.bench dist/*.whl --quick $(ARGS)

peers: $(READY) ## run eight other HubSpot programs on the sandbox, and record what HubSpot's own two send; ARGS=names runs a part
	$(BIN)/python -m scripts.peers.run $(ARGS)

dist: $(READY) ## build wheel and source distribution into dist/
	@rm -rf dist
	$(BIN)/python -m build --quiet

release: $(READY) ## cut VERSION= from what CHANGELOG.md has under Unreleased; commit it, and push a tag of that name
	$(BIN)/python -m scripts.release cut $(VERSION)

release-check: ## fail unless TAG= is the version that package and changelog say
	$(PYTHON) -m scripts.release check $(TAG)

constraints: ## renew constraints.txt: the newest versions that fit together
	@rm -rf .venv-constraints
	$(PYTHON) -m venv .venv-constraints
	.venv-constraints/bin/python -m pip install --quiet --upgrade pip
	.venv-constraints/bin/python -m pip install --quiet --editable '.[$(EXTRAS)]' --group dev --group browser --group extras --group docs
	.venv-constraints/bin/python -m scripts.constraints > constraints.new
	mv constraints.new constraints.txt
	@rm -rf .venv-constraints

clean: ## remove what the other tasks created, environments included
	rm -rf .venv .venv-* .bench .browser .cache .demo .site dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
