# Two commands: `make run` and `make test`. Both set up what they need; a second run installs and trains nothing.
PYTHON ?= $(shell command -v python3 || command -v python)
API := .venv/api/bin/python
BOT := .venv/bot/bin/python

.PHONY: setup train run test check eval bench lock clean

setup:
	@$(PYTHON) scripts/setup.py

train: setup
	@$(API) -m scripts.train

run: train
	@exec $(API) -m scripts.run

