"""The index of said words, filled from the quotes that are stored."""

import msgspec
import sqlalchemy as sa
from alembic import op

from onrecord.store.said import grams

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the index; pages read before have their quotes in it too."""
    op.execute("CREATE VIRTUAL TABLE said_fts USING fts5(grams, tokenize = 'ascii', detail = none, columnsize = 0)")
    connection = op.get_bind()
    quotes = connection.execute(sa.text("SELECT id, row FROM facts WHERE layer = 'quotes'"))
    while some := quotes.fetchmany(1000):
        rows = [{"id": id, "grams": " ".join(grams(msgspec.json.decode(row)["words"]))} for id, row in some]
        connection.execute(sa.text("INSERT INTO said_fts (rowid, grams) VALUES (:id, :grams)"), rows)
