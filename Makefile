# `make exemple` et `make test` fonctionnent sur un poste nu : Python 3.11 à 3.14, git et make suffisent.
# Ils fabriquent leur environnement dans .venv, et ne le refont que si les verrous ou pyproject.toml changent.

SHELL := /bin/sh
.DEFAULT_GOAL := aide
.PHONY: aide exemple test verrou paquet propre

PY := .venv/bin/python
PROCESSUS ?= 2
SORTIE ?= exemple
export PYTHON

aide:
	@echo "make exemple   rédiger, vérifier et exporter les délibérations d’une commune imaginaire"
	@echo "make test      tous les contrôles : style, types, couches, tests"
	@echo "make paquet    fabriquer l’archive et la roue dans dist/"
	@echo "make verrou    refaire requirements/*.lock (OPTIONS=--upgrade met tout à jour)"
	@echo "make propre    enlever l’environnement et les fichiers fabriqués"
	@echo "Un autre Python : make test PYTHON=python3.13"

exemple:
	@outils/environnement.sh base
	@$(PY) -m deliberia exemple --sortie "$(SORTIE)" --forcer
	@echo "Ici, la commande deliberia s’appelle .venv/bin/deliberia."

test:
	@outils/environnement.sh dev
	@echo "Deliberia : style (ruff)…"
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@echo "Deliberia : types (mypy)…"
	@$(PY) -m mypy
	@echo "Deliberia : couches (import-linter)…"
	@.venv/bin/lint-imports --no-cache --config pyproject.toml
	@echo "Deliberia : tests (pytest)…"
	@$(PY) -m pytest -v -rs --no-header -o faulthandler_timeout=300 -n $(PROCESSUS)

paquet:
	@outils/environnement.sh dev
	@$(PY) -m hatchling build -d dist

# Aucune adresse de dépôt n’entre dans les verrous : chaque poste garde son propre accès (docs/decisions/0001-verrou.md).
VERROU = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header $(OPTIONS) pyproject.toml

verrou:
	@outils/environnement.sh dev
	@$(VERROU) --group dev --output-file requirements/dev.lock
	@$(VERROU) --group build --constraint requirements/dev.lock --output-file requirements/base.lock
	@echo "Deliberia : requirements/base.lock et requirements/dev.lock sont à jour."

propre:
	@rm -rf .venv dist exemple .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
