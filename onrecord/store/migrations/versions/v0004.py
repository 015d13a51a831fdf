"""Signatures, stories and who took the news from whom."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _article() -> "sa.Column[int]":
    return sa.Column("article", sa.Integer, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Make the tables; the next join fills them, of pages read before as well."""
    op.create_table("signatures", _article(), sa.Column("signature", sa.LargeBinary, nullable=False))
    op.create_table(
        "stories",
        sa.Column("story", sa.String(10), primary_key=True),
        sa.Column("title", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("language", "begun", "first_day", "last_day")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("articles", "outlets", "independent")),
    )
    op.create_index("stories_by_time", "stories", [sa.text("begun DESC"), "story"])
    op.create_table(
        "tellings",
        _article(),
        sa.Column("story", sa.String(10), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("parent", sa.Integer, sa.ForeignKey("articles.id", ondelete="SET NULL")),
        sa.Column("credited", sa.Text),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("kept", sa.Float),
        sa.Column("copied", sa.Float),
    )
