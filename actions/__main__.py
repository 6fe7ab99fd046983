"""Starts the action server: `python -m actions --port 5055`. Reachable on loopback only unless told otherwise."""

import argparse
import os

from rasa_sdk.endpoint import create_app


def main() -> None:
    """Serves the actions of this package."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, default=5055)
    arguments.add_argument("--host", default=os.environ.get("ACTIONS_HOST", "127.0.0.1"))
    options = arguments.parse_args()
    app = create_app("actions", cors_origins=[])
    app.run(host=options.host, port=options.port, workers=1, access_log=False)


if __name__ == "__main__":
    main()
