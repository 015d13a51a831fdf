"""The command that joins the stored records by hand."""

from onrecord.show.guard import guarded
from onrecord.show.opening import opened
from onrecord.show.options import Db, Knowledge


@guarded
def join(db: Db = None, knowledge: Knowledge = None) -> None:
    """Join the stored records, as `onrecord read` does at its end."""
    from onrecord.knowledge import load
    from onrecord.settings import settings
    from onrecord.stories import join as joined

    with opened(db) as store:
        joined(store, load(settings({"knowledge": knowledge}).knowledge))
