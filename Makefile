# Ik koop lokaal: `make demo` shows the site, `make test` checks everything. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
# Where it is set, every process would compile all packages anew.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help demo demo-reset serve serve-whole bench rehearsal test lint types imports migrations-check test-postgres test-all isolation faults restore-drill chromium messages lock sbom audit packages packages-dev

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

# The demo never touches another database than its own; the tests are not swayed by a developer's settings.
DEMO := DJANGO_SETTINGS_MODULE=ikkooplokaal.settings.dev DATABASE_URL=sqlite:///var/demo.sqlite3 DEBUG=0 BASE_URL=http://localhost:$(PORT)
TEST := env -u SECRET_KEY -u MEDIA_ROOT DJANGO_SETTINGS_MODULE=ikkooplokaal.settings.test DATABASE_URL=sqlite:///var/test.sqlite3 PYTHONPATH=site:.
BENCH := env -u SECRET_KEY -u MEDIA_ROOT -u DATABASE_URL -u DJANGO_SETTINGS_MODULE PYTHONPATH=site:. $(BIN)/python
VIEWS ?= 300000
SECONDS ?= 600
VOTES ?= 33
MOST ?= 1
# By file, in the order of tests/scheduling.py.
PYTEST := $(BIN)/python -m pytest -q -rsfER -n $(WORKERS) --dist loadfile --no-loadscope-reorder

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

# -- running

demo: packages ## the site with demo content on http://localhost:8000 (PORT=... for another port)
	@$(call port_is_free)
	@mkdir -p var
	@rm -rf var/demo-cache
	export $(DEMO)
	export CACHE_URL="$${CACHE_URL:-filecache://$(CURDIR)/var/demo-cache}"
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_demo
	export BACKGROUND_WORKER=1 EMAIL_URL="$${EMAIL_URL:-dummymail://}" DJANGO_RUNSERVER_HIDE_WARNING=true
	$(MANAGE) runserver --noreload --skip-checks 127.0.0.1:$(PORT) & web=$$!
	nice $(MANAGE) db_worker --verbosity 0 & worker=$$!
	nice $(MANAGE) run_periodic --forever & periodic=$$!
	$(call stop_together,$$web $$worker $$periodic)
	printf '\n  http://localhost:%s/           (Ctrl-C stops it)\n  http://localhost:%s/postvak/   what the site mails\n\n' $(PORT) $(PORT)
	wait $$web

demo-reset: ## throw the demo's data away and start over
	@rm -rf var/demo.* var/media var/vote-keys
	@$(MAKE) --no-print-directory demo

serve: packages ## the same content on production settings, by gunicorn, the task worker and the periodic jobs; DATABASE_URL and others may be set
	@$(call port_is_free)
	@mkdir -p var/mail var/cache
	@test -s var/secret-key || (umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > var/secret-key)
	@export DJANGO_SETTINGS_MODULE=ikkooplokaal.settings.production PORT=$(PORT)
	export SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret-key)}" ALLOWED_HOSTS="$${ALLOWED_HOSTS:-localhost,127.0.0.1}"
	export BASE_URL="$${BASE_URL:-http://localhost:$(PORT)}" DEFAULT_FROM_EMAIL="$${DEFAULT_FROM_EMAIL:-Ik koop lokaal <demo@ikkooplokaal.example>}"
	export CACHE_URL="$${CACHE_URL:-filecache://$(CURDIR)/var/cache}" EMAIL_URL="$${EMAIL_URL:-filemail:///$(CURDIR)/var/mail}"
	export SECURE_SSL_REDIRECT="$${SECURE_SSL_REDIRECT:-0}" BEHIND_PROXY="$${BEHIND_PROXY:-0}" SERVE_MEDIA="$${SERVE_MEDIA:-1}" DEMO_ALLOWED=1
	export VOTE_KEYS_DIR="$${VOTE_KEYS_DIR:-$(CURDIR)/var/vote-keys}"
	own_database="$${DATABASE_URL:-}"
	export DATABASE_URL="$${DATABASE_URL:-sqlite:///var/demo.sqlite3}"
	$(MANAGE) collectstatic --no-input --verbosity 0
	$(MANAGE) migrate --verbosity 0
	test -n "$$own_database" || $(MANAGE) load_demo
	$(MANAGE) db_worker --verbosity 0 & worker=$$!
	$(MANAGE) run_periodic --forever & periodic=$$!
	$(BIN)/gunicorn & web=$$!
	$(call stop_together,$$web $$worker $$periodic)
	printf '\n  http://localhost:%s/   (Ctrl-C stops it)\n\n' $(PORT)
	wait -n

serve-whole: packages-dev ## the same with all parts on https://localhost:8443: nginx, two web servers, PostgreSQL, Redis, an S3 server, a mail server
	@$(BIN)/python -m tests.services.whole --port $(if $(filter 8000,$(PORT)),8443,$(PORT))

# -- measuring: on a machine that does nothing else (bench/README.md)

bench: packages-dev ## what pages, votes, searches and starts cost beside others, in one table; QUICK=1 in ten minutes, RESUME=1, BAKERYDEMO=folder, ONLY="cached votes"
	@$(BENCH) -m bench $(if $(QUICK),--quick) $(if $(RESUME),--resume) $(if $(BAKERYDEMO),--bakerydemo $(BAKERYDEMO)) $(ONLY)

rehearsal: packages-dev ## a final evening with all parts: VIEWS=300000 page views in SECONDS=600 with up to VOTES=33 a second that hold; MOST= for all of them
	@$(BENCH) -m bench.rehearsal --views $(VIEWS) --seconds $(SECONDS) --votes $(VOTES) $(if $(MOST),--most)

# -- checking; `make test` stops at the first step that fails and ends with pytest's own summary

test: packages-dev chromium lint types imports migrations-check test-postgres test-all ## everything: lint, types, imports, migrations, tests on PostgreSQL and SQLite, browser

lint: packages-dev ## ruff
	@echo "== ruff"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet

types: packages-dev ## mypy
	@echo "== mypy"
	@$(TEST) $(BIN)/mypy .

imports: packages-dev ## import-linter: imports between rooms run one way
	@echo "== import-linter"
	@$(TEST) $(BIN)/lint-imports

migrations-check: packages-dev ## is there a migration for every change of a model?
	@echo "== migrations"
	@$(TEST) DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

test-postgres: packages-dev ## unit tests on a PostgreSQL of their own
	@echo "== tests on PostgreSQL"
	@$(TEST) $(BIN)/python tests/services/postgres.py -- $(PYTEST) -m "not browser and not services"

test-all: packages-dev ## all tests on SQLite, with the browser and the S3 server
	@echo "== tests on SQLite, in a browser, with an S3 server"
	@mkdir -p var
	@$(TEST) $(PYTEST)

isolation: packages-dev ## every address, with every object of another municipality, as every role, by every method
	@echo "== isolation"
	@mkdir -p var
	@$(TEST) IKL_ISOLATION=whole $(BIN)/python -m pytest -q tests/isolation

faults: packages-dev ## each part down, slow, silent, full; bombs; 20,000 hostile requests; then the vote's bad night, on both databases; ends with a table
	@echo "== faults of the vote on PostgreSQL"
	@$(TEST) IKL_FAULTS=whole $(BIN)/python tests/services/postgres.py -- $(BIN)/python -m pytest -q tests/votes/faults tests/gate/test_replays.py
	@echo "== faults of the vote on SQLite"
	@$(TEST) IKL_FAULTS=whole $(BIN)/python -m pytest -q tests/votes/faults tests/gate/test_replays.py
	@echo "== hostile requests on PostgreSQL"
	@$(TEST) IKL_FAULTS=whole IKL_FUZZ=20270331:0-2999 $(BIN)/python tests/services/postgres.py -- $(BIN)/python -m pytest -q tests/faults/test_fuzzing.py
	@echo "== faults of the site"
	@$(TEST) IKL_FAULTS=whole timeout --kill-after 60 2400 $(BIN)/python -m pytest -q -rs tests/faults

restore-drill: packages-dev ## a small site is backed up while somebody votes, and comes back: both databases, folder and buckets, a whole server to the second
	@echo "== restore drill on PostgreSQL"
	@$(TEST) IKL_DRILL=whole $(BIN)/python tests/services/postgres.py -- $(BIN)/python -m pytest -q -rs tests/backups
	@echo "== restore drill on SQLite, and files in buckets"
	@$(TEST) IKL_DRILL=whole $(BIN)/python -m pytest -q -rs tests/backups

chromium: packages-dev
	@$(BIN)/python tests/browser/chromium.py > /dev/null && exit 0
	echo "== no Chromium here: asking Playwright for one"
	timeout 300 $(BIN)/playwright install chromium > /dev/null 2>&1 || true
	$(BIN)/python tests/browser/chromium.py > /dev/null && exit 0
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
		echo "== asking Debian for one"
		(apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation) > /dev/null 2>&1 || true
	fi
	$(BIN)/python tests/browser/chromium.py > /dev/null && exit 0
	echo "####################################################################################"
	echo "## NO CHROMIUM: the browser tests are SKIPPED. Install it, or name it in CHROMIUM. ##"
	echo "####################################################################################"

# -- keeping

messages: packages ## collect the interface texts for translation, and compile them
	@$(DEMO) $(MANAGE) messages

lock: packages-dev ## write requirements*.txt anew from requirements*.in; UPGRADE=--upgrade takes newer versions
	@$(call compile,requirements.in,requirements.txt)
	$(call compile,requirements-posters.in,requirements-posters.txt) -c requirements.txt
	$(call compile,requirements-sentry.in,requirements-sentry.txt) -c requirements.txt
	$(call compile,requirements-dev.in,requirements-dev.txt) -c requirements.txt

sbom: packages ## what the site is built of, as CycloneDX, in var/sbom.cdx.json
	@mkdir -p var
	@$(BIN)/python deploy/sbom.py > var/sbom.cdx.json
	echo "var/sbom.cdx.json"

audit: packages-dev ## do locked packages have known holes? Asks by pip-audit, and says so when nobody answers
	@$(BIN)/python deploy/audit.py

# -- .venv: made once, filled when a lock file changed

.ONESHELL:

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' \
		|| { echo "Python 3.11.2 or newer is needed; this is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null \
		|| { echo "Python has no venv here. On Debian: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv

packages: $(BIN)/python
	@$(call is_installed,dev) || $(call is_installed,run) && exit 0
	echo "Installing the locked packages (a minute at most) ..."
	$(call install,requirements.txt)
	$(call stamp,run)
	rm -f .venv/installed-dev

packages-dev: $(BIN)/python
	@$(call is_installed,dev) && exit 0
	echo "Installing the locked packages and what the tests need (two minutes at most) ..."
	$(call install,requirements-dev.txt)
	$(call stamp,run)
	$(call stamp,dev)

# A stamp holds the sums of both lock files at the time of installing.
sums = cat requirements.txt requirements-dev.txt | sha256sum
is_installed = [ "$$(cat .venv/installed-$(1) 2> /dev/null)" = "$$($(sums))" ]
stamp = $(sums) > .venv/installed-$(1)
install = $(BIN)/python -m pip install --quiet --quiet --no-compile --disable-pip-version-check --no-input --require-hashes -r $(1)
compile = $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header $(1) -o $(2)
stop_together = trap 'kill $(1) 2> /dev/null || true; wait' EXIT; trap 'exit 130' INT TERM
port_is_free = $(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2> /dev/null \
	|| { echo "Port $(PORT) is in use. Stop what uses it, or choose another: make $@ PORT=8001" >&2; exit 1; }
