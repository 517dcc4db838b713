# Everything a person needs to see, check and measure Sursur. Needs Python 3.11 or later and a package index.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input

.PHONY: demo test test-all bench lint format fuzz lock docs

demo: $(VENV)/run.ok  ## build the starter release and serve the observatory
	$(BIN)/sursur demo --host $(HOST) --port $(PORT)

test: $(VENV)/test.ok $(VENV)/spark.ok  ## lint, types, import contracts, tests
	$(BIN)/python scripts/check.py

test-all: $(VENV)/test.ok $(VENV)/spark.ok  ## the same with the tests that take minutes each: every measure on Spark, every page in a browser
	$(BIN)/python scripts/check.py --long

bench: $(VENV)/bench.ok $(VENV)/spark.ok  ## speed, as ratios against a peer or a limit in the same run
	$(BIN)/python -m benchmarks

lint: $(VENV)/test.ok
	$(BIN)/python scripts/check.py --only lint

format: $(VENV)/test.ok
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

docs: $(VENV)/test.ok  ## write the pages that are generated from code
	$(BIN)/python scripts/generate_docs.py

fuzz: $(VENV)/test.ok  ## ask the pages and the interface ten thousand hostile questions each
	SURSUR_HOSTILE_CASES=10000 $(BIN)/python -m pytest -q tests/observatory/test_hostile_requests.py

lock: $(VENV)/python.ok  ## compile the locked requirements, with hashes and without addresses
	$(PIP) install uv
	$(BIN)/python scripts/lock.py

$(VENV)/python.ok:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Sursur needs Python 3.11 or later; $(PYTHON) is older or missing. Name another one: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

# Spark is an extra of 400 MB that needs Java: its tests run where Java is, and say that they were skipped elsewhere.
$(VENV)/spark.ok: requirements/spark.txt | $(VENV)/test.ok
	@if command -v java > /dev/null; then \
	  echo "Java is here: installing Spark (once) …"; \
	  $(PIP) install --require-hashes --no-build-isolation --requirement $<; \
	fi
	@touch $@

# One requirements file an environment: what is locked there is all that is installed, each file checked by its hash.
$(VENV)/run.ok $(VENV)/test.ok $(VENV)/bench.ok: $(VENV)/%.ok: requirements/%.txt pyproject.toml | $(VENV)/python.ok
	@echo "Installing what requirements/$*.txt lists (once) …"
	@$(PIP) install --require-hashes --requirement $< || \
	  { echo "The packages of $< could not be installed: is a package index reachable?"; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
