"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _of(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{name}s.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    """Make every table."""
    op.execute("PRAGMA application_id = 1332630117")  # "OnRe"
    _articles()
    _actors()
    _facts()
    for name, columns in (("articles_fts", "title, text"), ("actors_fts", "lemmas"), ("facts_fts", "lemmas")):
        op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, tokenize = 'unicode61 remove_diacritics 0')")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("article", sa.String(16), nullable=False, index=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("outlet_key", sa.Text, index=True),
        sa.Column("domain", sa.Text, index=True),
        sa.Column("published", sa.Text),
        sa.Column("instant", sa.Text, nullable=False),
        sa.Column("first_day", sa.Text, nullable=False),
        sa.Column("last_day", sa.Text, nullable=False),
    )
    op.create_index("articles_by_time", "articles", [sa.text("instant DESC"), "key"])


def _actors() -> None:
    op.create_table(
        "actors",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("article"),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("wikidata", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("mentions", sa.Integer, nullable=False),
    )
    op.create_index("actors_of_article", "actors", ["article"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("article"),
        sa.Column("layer", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("row", sa.LargeBinary, nullable=False),
    )
    op.create_index("facts_of_article", "facts", ["article", "layer", "number"], unique=True)
    op.create_table("parties", _of("actor"), _of("fact"))
    op.create_index("parties_of_actor", "parties", ["actor", "fact"], unique=True)
    op.create_index("parties_of_fact", "parties", ["fact"])
