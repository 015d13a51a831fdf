"""The days that meetings are held on and commitments are due on, by which both are found."""

import msgspec
import sqlalchemy as sa
from alembic import op

from onrecord.store.dates import dated

revision = "0008"
down_revision = "0007"
AT_ONCE = 10_000  # rows


def upgrade() -> None:
    """Make the table and fill it from the rows of the facts."""
    of_fact = sa.ForeignKey("facts.id", ondelete="CASCADE")
    made = op.create_table(
        "dated",
        sa.Column("fact", sa.Integer, of_fact, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("layer", "first_day", "last_day")),
    )
    connection = op.get_bind()
    asked = sa.text("SELECT id, layer, row FROM facts WHERE layer IN ('meetings', 'commitments')")
    for some in connection.execute(asked).partitions(AT_ONCE):
        read = ((id, layer, dated(layer, msgspec.json.decode(row))) for id, layer, row in some)
        found = [(id, layer, days) for id, layer, days in read if days]
        known = [{"fact": id, "layer": layer, "first_day": days[0], "last_day": days[1]} for id, layer, days in found]
        if known:
            connection.execute(sa.insert(made), known)
    op.create_index("dated_by_day", "dated", ["layer", "last_day", "first_day"])
