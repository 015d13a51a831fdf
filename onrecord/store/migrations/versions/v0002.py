"""Who is who across articles, and corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _ref(name: str, primary: bool = False) -> "sa.Column[int]":
    to = sa.ForeignKey(f"{name}s.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, to, primary_key=primary, nullable=False)


def upgrade() -> None:
    """Make the tables; what they hold is made by the next join."""
    op.add_column("actors", sa.Column("block", sa.Text))
    op.add_column("actors", sa.Column("sight", sa.LargeBinary))
    op.create_index("ix_actors_block", "actors", ["block"])
    op.create_table("stale", *(sa.Column(name, sa.Text, primary_key=True) for name in ("what", "key")))
    _identities()
    _posts()
    _corrections()
    op.execute("CREATE VIRTUAL TABLE identities_fts USING fts5(lemmas, tokenize = 'unicode61 remove_diacritics 0')")


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("identity", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("names", sa.LargeBinary, nullable=False),
        sa.Column("wikidata", sa.Text),
        sa.Column("country", sa.Text),
    )
    op.create_table(
        "identified",
        _ref("actor", primary=True),
        sa.Column("decided", sa.Text, nullable=False, index=True),
        sa.Column("identity", sa.Text, nullable=False, index=True),
    )
    op.create_index("corrected", "identified", ["actor"], sqlite_where=sa.text("identity != decided"))


def _posts() -> None:
    op.create_table(
        "posts",
        _ref("actor"),
        _ref("fact"),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("role", "side", "status", "day")),
    )
    op.create_index("posts_by_role", "posts", ["role", "side"])
    op.create_index("posts_of_actor", "posts", ["actor", "fact"], unique=True)
    op.create_index("posts_of_fact", "posts", ["fact"])


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("correction", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
    )
    op.create_table("judged", _ref("fact", primary=True), sa.Column("judgement", sa.Text, nullable=False))
    op.create_table(
        "made_with", sa.Column("what", sa.Text, primary_key=True), sa.Column("digest", sa.Text, nullable=False)
    )
    op.execute("INSERT INTO made_with (what, digest) VALUES ('sights', '')")  # to be made of older readings
