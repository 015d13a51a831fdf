"""An index by which a page that is read again is taken out without a look at every telling."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_tellings_parent", "tellings", ["parent"])
