# Two commands: `make run` and `make test`. Both set up what they need; a second run installs and trains nothing.
PYTHON ?= $(shell command -v python3 || command -v python)
API := .venv/api/bin/python
BOT := .venv/bot/bin/python
QUIET := PYTHONWARNINGS=ignore RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1
DATA := data/nlu data/rules data/answers

.PHONY: setup train run test lint check-data test-data validate test-api test-bot test-stories test-browser test-e2e eval bench bench-live bench-wechat demo-wechat fuzz retention lock clean wechat-check wechat-menu

setup:
	@$(PYTHON) scripts/setup.py

train: setup
	@$(API) -m scripts.train

run: train
	@exec $(API) -m scripts.run

# Every check there is, cheapest first.
test: setup lint test-data validate test-api test-bot train test-stories test-browser test-e2e

lint: setup
	.venv/api/bin/ruff check .
	.venv/api/bin/lint-imports
	.venv/api/bin/mypy
	.venv/bot/bin/mypy --config-file mypy-bot.ini

# For an editor of data/: says in Chinese what is wrong, where, and how to mend it.
check-data: setup
	$(API) -m tests.data

test-data: setup
	$(API) -m pytest tests/data tests/architecture

# Rasa's own check of intents, responses, rules and stories; warnings are failures.
validate: setup
	$(QUIET) $(BOT) -m bot data validate --fail-on-warnings --max-history 5 --config bot/config.yml \
	  --domain bot/domain --data $(DATA)

test-api: setup
	$(API) -m pytest tests/api tests/evaluation tests/benchmark tests/contract --ignore tests/contract/bot_side

test-bot: setup
	$(QUIET) $(BOT) -m pytest --disable-warnings tests/actions tests/bot tests/contract/bot_side

# Rasa plays these dialogues; an answer other than the written one is a failure.
test-stories: train
	$(QUIET) $(BOT) -m bot test core --model models/desk.tar.gz --stories tests/conversations --e2e \
	  --fail-on-prediction-errors --no-plot --out results/conversations

test-browser: setup
	$(API) -m pytest tests/browser

test-e2e: train
	$(API) -m pytest tests/e2e

# Plays the blind sets against the desk. STOCK=1 also trains Rasa's stock pipeline (many minutes; kept in results/stock),
# OWN=1 starts a desk of its own even when one is running.
eval: train
	$(API) -m tests.evaluation $(if $(STOCK),--stock) $(if $(OWN),--own) $(EVAL)

# Speed, beside a bare Rasa server with its stock Chinese pipeline; `make bench ARGS=--no-stock` leaves that out.
bench: train
	$(API) -m tests.benchmark --train $(ARGS)

# People take over: 200 users on event streams, 20 agents, the api killed in the middle; `make bench-live ARGS="--kills 0"`.
bench-live: setup
	$(API) -m tests.benchmark.live $(ARGS)

# WeChat's channel: its protocol beside wechatpy's, and whole passive replies; `make bench-wechat ARGS=--protocol-only`.
bench-wechat: train
	$(API) -m tests.benchmark.wechat $(ARGS)

# The desk as an official account, with a page to type as a WeChat user; `make demo-wechat ARGS="--account unverified_subscription"`.
demo-wechat: train
	@exec $(API) -m tests.support.wechat_platform.demo $(ARGS)

# 100,000 damaged pushes against WeChat's protocol; `make fuzz ARGS="--count 1000000 --seed 7"`.
fuzz: setup
	$(API) -m tests.fuzz $(ARGS)

# Deletes what is older than data/retention.yml allows, as the worker does every night; ARGS=--dry-run only counts.
retention: setup
	@$(API) -m api.cli retention $(ARGS)

# Says in Chinese what is wrong with the settings of the official account, and asks the platform (docs/wechat.md).
wechat-check: setup
	@$(API) -m api.cli wechat-check

# Creates the account's menu from data/wechat_menu.yml.
wechat-menu: setup
	@$(API) -m api.cli wechat-menu

# Locks with hashes and without addresses (docs/decisions/0001-two-environments.md).
lock:
	uv pip compile pyproject.toml --group bot --group bot-dev --python-version 3.10 $(LOCK) -o requirements/bot.txt
	uv pip compile pyproject.toml --group api --group api-dev --python-version 3.11 $(LOCK) -o requirements/api.txt

LOCK := --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet
