# What one does here, each as one command. `make` alone prints the list.
# Needs a Python with venv, nothing else: everything it installs goes into .venv, by the hashes of the locks.

PYTHON ?= python3
VENV   ?= .venv
ARGS   ?=
UV     ?= uv

bin   := $(VENV)/bin
# One stamp per interpreter: another PYTHON makes .venv anew.
stamp := $(VENV)/.installed-with-$(subst /,-,$(PYTHON))

parity := .venv-parity/.installed

# A variable that slipped in from the caller's shell must not change what is installed or imported.
unexport PYTHONPATH
unexport PYTHONHOME

# Keep the notice that Material prints into every build out of the messages that matter.
export NO_MKDOCS_2_WARNING := 1

# Make an environment anew. The one before waits aside, under its own name again if this fails or was cut off last time.
define environment
	@if [ -e "$(1).before" ]; then rm -rf "$(1)"; mv "$(1).before" "$(1)"; fi
	@if [ -e "$(1)" ]; then mv "$(1)" "$(1).before"; fi
	@{ "$(PYTHON)" -m venv "$(1)" && \
	   "$(1)/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$(2)"; } || \
	 { rm -rf "$(1)"; [ ! -e "$(1).before" ] || mv "$(1).before" "$(1)"; exit 1; }
	@rm -rf "$(1).before"
endef

.DEFAULT_GOAL := help
.PHONY: help serve test check format build browser parity lock licences fuzz bench clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile
	@echo "  PYTHON=python3.13 selects an interpreter (3.11 or newer), ARGS=… is passed on."

# The stamp is newer than the lock it was installed from: a second run has nothing to do.
$(stamp): requirements.txt requirements-dev.txt
	@command -v "$(PYTHON)" >/dev/null || { echo "make: there is no '$(PYTHON)' here. Install Python 3.11 or newer, or say PYTHON=/path/to/python3." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1); Python 3.11 or newer is needed. Say, for example, make test PYTHON=python3.12." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "make: '$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv." >&2; exit 1; }
	$(call environment,$(VENV),requirements-dev.txt)
	@touch "$@"

serve: $(stamp) ## preview the site while you edit; ARGS="-a localhost:8001" for another port
	"$(bin)/mkdocs" serve $(ARGS)

test: $(stamp) ## style, types and tests; ARGS="-k amount" picks tests
	"$(bin)/ruff" check
	"$(bin)/ruff" format --check
	"$(bin)/mypy"
	"$(bin)/pytest" $(ARGS)

check: $(stamp) ## check the data and the pages without building
	"$(bin)/python" -m ledger check $(ARGS)

format: $(stamp) ## put the file of figures in its usual order
	"$(bin)/python" -m ledger format $(ARGS)

build: $(stamp) ## build the site that is published into site/
	"$(bin)/python" -m ledger build $(ARGS)

browser: ## install Chromium for the browser tests (Debian and Ubuntu, as root)
	bash scripts/install-chromium.sh

# An environment of its own: the other engine, and neither MkDocs nor its theme.
$(parity): requirements-parity.txt
	$(call environment,.venv-parity,requirements-parity.txt)
	@touch "$@"

parity: $(stamp) $(parity) ## build with the next engine as well, and compare what readers see
	PYTHONPATH="$(CURDIR)" "$(bin)/python" tests/parity.py .venv-parity/bin/zensical

lock: ## renew the locks from the .in files (needs uv); ARGS=--upgrade for newer versions
	@command -v "$(UV)" >/dev/null || { echo "make: lock needs uv. Say UV=/path/to/uv if it is not on the PATH." >&2; exit 1; }
	"$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS) requirements.in -o requirements.txt
	"$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS) requirements-dev.in -o requirements-dev.txt
	"$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS) requirements-parity.in -o requirements-parity.txt

licences: $(stamp) ## write down what others made, in THIRD_PARTY.md
	"$(bin)/python" tests/licences.py

fuzz: $(stamp) ## try random changes of data and pages; ARGS=--n=10000 for more of them
	"$(bin)/python" tests/fuzz.py $(ARGS)

bench: $(stamp) ## measure how the site grows beside stock MkDocs; ARGS="--sizes=100/500 --times=1"
	"$(bin)/python" tests/bench.py $(ARGS)

clean: ## remove everything that can be made again: .venv, site, caches
	rm -rf "$(VENV)" "$(VENV).before" .venv-parity .venv-parity.before site .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
