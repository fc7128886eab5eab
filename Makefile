# The commands of Raingan. `make` alone lists them.
.NOTPARALLEL:
.PHONY: help run check test bench lint types fast packages test-sqlite test-postgresql test-browser test-oracle test-faults test-crashes clean

PYTHON ?= python3
BIN = .venv/bin
PYTEST = $(BIN)/python -m pytest -q
REPORTS = build/tests
ROOMS = $(wildcard thai forms models exports handlers scheduler bot simulator demo wsgi.py)

help: ## list these commands
	@echo "รายงาน Raingan"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | \
	    while IFS='|' read -r name what; do printf '  make %-16s %s\n' "$$name" "$$what"; done

run: .venv/run.stamp ## try it: simulator, bot and clock with a demonstration province
	@$(BIN)/python -m demo.run

check: lint types fast ## lint, types and the fast tests: under 30 seconds

test: packages check test-sqlite test-postgresql test-browser test-faults ## everything, on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.closing $(REPORTS)

bench: .venv/test.stamp ## speed and memory beside their baselines, as JSON lines
	@$(BIN)/python -m benchmarks

lint: .venv/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/test.stamp
	$(BIN)/mypy $(ROOMS)

fast: .venv/test.stamp
	$(PYTEST) -n 2 --dist loadfile -m "not slow and not browser and not postgresql"

packages:
	@sh .ci/packages

test-sqlite: .venv/test.stamp ## the whole suite on SQLite
	TEST_DATABASE=sqlite $(PYTEST) -n 2 -m "not browser" --ignore=tests/faults --junitxml=$(REPORTS)/sqlite.xml

test-postgresql: .venv/test.stamp ## the whole suite on PostgreSQL
	TEST_DATABASE=postgresql $(PYTEST) -n 2 -m "not browser" --ignore=tests/faults --junitxml=$(REPORTS)/postgresql.xml

test-browser: .venv/test.stamp ## the phones in a real browser
	$(PYTEST) -m browser --junitxml=$(REPORTS)/browser.xml

test-oracle: .venv/test.stamp ## our form engine beside JavaRosa and ODK Web Forms; needs a JDK and Node
	@$(BIN)/python -m tests.oracle

test-faults: .venv/test.stamp ## killed processes, doubled and lost messages, on both databases
	TEST_DATABASE=sqlite $(PYTEST) tests/faults --junitxml=$(REPORTS)/faults-sqlite.xml
	TEST_DATABASE=postgresql $(PYTEST) tests/faults --junitxml=$(REPORTS)/faults-postgresql.xml

test-crashes: .venv/test.stamp ## a process killed at every step, alone and in all pairs: minutes on SQLite, an hour on PostgreSQL
	@$(BIN)/python -m tests.all_crashes
	@$(BIN)/python -m tests.all_crashes --postgresql --pairs some

clean: ## remove .venv, caches and reports; what a trial keeps in data/ stays
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than the requirements it was installed from, and the interpreter is still there.
$(BIN)/python:
	@rm -f .venv/*.stamp

.venv/run.stamp: $(BIN)/python requirements.txt
	@PYTHON="$(PYTHON)" sh .ci/venv requirements.txt
	@touch $@

.venv/test.stamp: $(BIN)/python requirements.txt tests/requirements.txt
	@PYTHON="$(PYTHON)" sh .ci/venv tests/requirements.txt
	@touch $@
