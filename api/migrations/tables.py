"""Imports every feature's models, so that Alembic sees all tables. A new feature adds its line here."""

import api.audit.models
import api.channels.wechat.models
import api.conversations.models
import api.handoff.models
import api.identity.models
import api.jobs.models
import api.staff.models
import api.tickets.files.models
import api.tickets.models  # noqa: F401
