# `make` sets everything up and generates output/ from spec/; `make help` lists the rest.

# The first one that is there; any from 3.11 on will do.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,$(shell $(name) -c 'print("$(name)")' 2>/dev/null)))
WORKERS ?= 2
BIN := .venv/bin
GENERATE := --spec spec/openapi.yaml --config spec/stainless.yml --out output

.DEFAULT_GOAL := output
.PHONY: help setup output check test test-fast fuzz snapshots lint format docs lock bench corpus clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready ## Set up .venv from the lock

output: .venv/.ready ## Generate output/ from spec/ (what plain `make` does)
	$(BIN)/sdkwright generate $(GENERATE)

check: .venv/.ready ## Fail where output/ is not what the generator gives today
	$(BIN)/sdkwright check $(GENERATE)

test: .venv/.ready .venv/.mock-ready lint ## Run everything: linters, type checkers, all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

test-fast: .venv/.ready ## Run the tests that take moments
	$(BIN)/python -m pytest -m "not slow"

fuzz: .venv/.ready ## 100,000 strings through every encoder, 2,000 hostile documents, all mutants (half an hour)
	SDKWRIGHT_FUZZ=1 $(BIN)/python -m pytest tests/fuzz -n $(WORKERS) --dist worksteal -p no:cacheprovider

snapshots: .venv/.ready ## Rewrite what the golden cases in tests/cases/ expect; read the diff
	$(BIN)/python -m pytest tests/test_cases.py --snapshot-update

lint: .venv/.ready ## Lint and type-check the generator and output/
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --config-file pyproject.toml
	$(BIN)/pyright --project pyproject.toml
	cd output && ../$(BIN)/ruff check . && ../$(BIN)/ruff format --check .
	cd output && ../$(BIN)/mypy . && ../$(BIN)/pyright --project pyproject.toml --pythonpath ../$(BIN)/python

format: .venv/.ready ## Format the generator and the tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.ready ## Rewrite the pages of docs/ that are made from code or figures
	$(BIN)/python -m sdkwright.reference docs
	$(BIN)/python tests/support/parity_page.py
	$(BIN)/python tests/support/architecture_picture.py docs/images/architecture.svg
	$(BIN)/python tests/support/site_home.py

.PHONY: site screenshots
site: .venv/.ready ## Build sdkwright's own site into site/
	rm -rf site
	$(BIN)/zensical build --clean --strict

screenshots: .venv/.ready ## Take the pictures in docs/images/ again (needs Chromium)
	$(BIN)/python tests/support/screenshots.py docs/images

lock: ## Resolve the dependencies again (needs a .venv)
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --quiet -o .lock/dev.txt

bench: bench-generator ## Measure the generator and the emitted SDK against their peers, and rewrite docs/performance.md
	$(BIN)/python tests/bench/sdk/run.py

.PHONY: bench-generator
bench-generator: .venv/.ready ## Measure the generator alone; `make bench-generator ROWS="cold floor"` chooses tables
	$(BIN)/python tests/bench/generator/run.py $(ROWS)

corpus: .venv/.ready ## Generate from every document of ../shared/corpus, check what comes out, rewrite docs/corpus.md
	$(BIN)/python tests/corpus/run.py --workers $(WORKERS) --report docs/corpus.md

clean: ## Delete the environment and everything that tools have cached
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/mock/node_modules

# The stamps say that a set-up is as new as what it was made from.
.venv/.ready: .lock/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .lock/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.mock-ready: tests/mock/package-lock.json .venv/.ready
	cd tests/mock && npm ci --silent --no-audit --no-fund
	@touch $@
