"""Signatures go by another rule of what is a name in a headline: the next join makes them anew."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Take out the signatures."""
    op.execute("DELETE FROM signatures")
