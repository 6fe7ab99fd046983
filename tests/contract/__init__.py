"""The HTTP contracts, written down once and held from both sides: `api_side` runs in the environment of the api,
`bot_side` in that of the bot; the schemas and examples beside this file are common to both."""
