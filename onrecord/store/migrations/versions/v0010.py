"""An index by which common words are looked for in one layer alone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the index."""
    op.create_index("facts_by_layer", "facts", [sa.text("layer COLLATE NOCASE"), "id"])
