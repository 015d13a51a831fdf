"""In how many articles each actor of the roster is from a day on, and posts by day."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.onward import count

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make table and indexes, and count for the roster that the last join left."""
    op.create_table(
        "onward",
        *(sa.Column(name, sa.Text, primary_key=True, nullable=False) for name in ("language", "edge")),
        sa.Column("place", sa.Integer, primary_key=True, nullable=False),
        sa.Column("day", sa.Text, primary_key=True, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("articles", "mentions")),
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_roster_identity")
    op.create_index("roster_by_name", "roster", ["identity", "name"])
    op.drop_index("posts_by_role")
    op.create_index("posts_by_role", "posts", ["role", "side", "day", "status", "actor", "fact"])
    count(op.get_bind())
