"""What is deleted is gone from the bot's own store too."""

import sqlite3
from contextlib import closing

from api.bot_client import RasaBot
from tests.e2e.person import Person


def _events(person: Person) -> int:
    with closing(sqlite3.connect(person.desk.settings.var_dir / "bot.db")) as store:
        count: int = store.execute("SELECT count(*) FROM events WHERE sender_id = ?", (person.visitor.id,)).fetchone()[
            0
        ]
        return count


def test_bot_forgets_one_conversation_and_no_other(person: Person, other: Person) -> None:
    for one in (person, other):
        one.complain_up_to_summary()
    settings = person.desk.settings
    bot = RasaBot(settings.bot_url, settings.bot_token.get_secret_value(), settings.bot_timeout_s)
    bot.forget(person.visitor.id)
    bot.forget(person.visitor.id)
    assert _events(person) == 0
    assert _events(other) > 0
    assert other.tap("do:confirm")[0]["kind"] == "receipt"
    assert person.say("谢谢")[-1]["kind"] == "smalltalk"
