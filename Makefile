# Balise's only front door for commands. `make` lists them.
# It needs git, make and python3: everything else is fetched by `make setup`.

.DEFAULT_GOAL := help
.PHONY: help setup run test check format train eval compare bench fuzz audit sbom up clean

BIN := .venv/bin
COMPOSE := $(shell if docker compose version >/dev/null 2>&1; then echo docker compose; else echo docker-compose; fi)
EVAL ?= tests/samples/nlu_dev.tsv
FUZZ ?= 5000

help: ## Affiche cette aide
	@echo "Balise : make <commande>"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  %-8s %s\n' "$$name" "$$text"; done

setup: ## Installe tout ce qu'il faut dans ce dossier (une fois, puis quand uv.lock change)
	@command -v python3 >/dev/null || { echo "✗ Il manque python3 (Debian, Ubuntu : apt install python3)." >&2; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' || { echo "✗ python3 est trop ancien : il faut au moins la version 3.8 pour installer Balise." >&2; exit 1; }
	@python3 tools/set_up.py $(FOR)

run: FOR := run
run: setup ## Démarre Balise sur cette machine (Ctrl-C l'arrête)
	@$(BIN)/balise up

test: setup check audit train ## Lance toutes les vérifications, puis tous les tests
	@python3 tools/build_widget.py test
	.venv-rasa/bin/python -m pytest tests/nlu
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

check: setup ## Vérifie le style, les types, les frontières entre modules et le fichier de déploiement
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@python3 tools/check_compose.py
	@python3 tools/build_widget.py check

format: setup ## Met le code en forme
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

train: setup ## Entraîne le modèle de dialogue s'il n'est pas à jour
	@$(BIN)/balise train

eval: setup ## Mesure la compréhension et la compare aux mesures d'avant (EVAL=fichier.tsv ; rapport : var/eval/report.html)
	@.venv-rasa/bin/python -m evaluation --dev $(EVAL)

compare: setup ## Compare plusieurs chaînes de compréhension sur les mêmes données (COMPARE="--examples 800" pour essayer)
	@.venv-rasa/bin/python -m evaluation.compare --dev $(EVAL) $(COMPARE)

bench: setup train ## Mesure les temps de démarrage et de réponse, et la mémoire
	@$(BIN)/python tools/bench.py

fuzz: setup ## Éprouve l'interface HTTP avec des requêtes tirées au hasard (FUZZ=5000 par défaut)
	BALISE_FUZZ_CASES=$(FUZZ) $(BIN)/pytest tests/integration/gateway/test_schema.py --timeout 3600

audit: setup ## Cherche les vulnérabilités connues des dépendances (explications : tools/known_vulnerabilities.toml)
	@$(BIN)/python -m tools.audit

sbom: setup ## Écrit l'inventaire des dépendances dans var/sbom (CycloneDX 1.5, un fichier par environnement)
	@mkdir -p var/sbom
	@for group in app rasa; do .tools/uv export --quiet --frozen --format cyclonedx1.5 --only-group $$group --output-file var/sbom/$$group.json >/dev/null || exit 1; done
	@ls -l var/sbom

up: ## Démarre le vrai déploiement, avec Docker (réglages dans .env : voir docker/env.example)
	$(COMPOSE) up --build --detach

clean: ## Supprime les environnements, les modèles et les caches (garde les données : var/)
	rm -rf .venv .venv-rasa .venv-compare .venv-widget channels/web/widget/node_modules channels/web/static/balise-*.js channels/web/widget/.built .tools .cache .rasa models/*.tar.gz .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
