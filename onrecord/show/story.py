"""The commands for stories: a list, one drawn as a tree of who took the news from whom, its statements side by side."""

from typing import Annotated, Any

import typer

from onrecord.show.guard import guarded, unless_none
from onrecord.show.opening import filters, none, opened
from onrecord.show.options import FILTERS, ROWS, Db, taking

Story = Annotated[str, typer.Argument(help="A story's id or an article's, or the beginning of one.")]


@guarded
@taking(FILTERS | ROWS)
def stories(
    least: Annotated[int, typer.Option(min=1, help="Only stories of so many articles or more.")] = 2, **given: Any
) -> None:
    """List the events reported, with the number of independent sources."""
    from onrecord.show.output import print_rows
    from onrecord.stories.views import STORY_COLUMNS, story_rows

    with opened(given["db"]) as store, store.reading() as connection:
        found = unless_none(story_rows(connection, filters(given), least), none("stories", given))
        print_rows(found, STORY_COLUMNS, given["form"], "stories")


@guarded
@taking(ROWS)
def story(id: Story, db: Db = None, **given: Any) -> None:
    """Show who took a story from whom, from the first to the last."""
    from onrecord.show.output import print_rows
    from onrecord.stories.views import TELLING_COLUMNS, story_of, telling_rows

    with opened(db) as store, store.reading() as connection:
        print_rows(telling_rows(connection, story_of(connection, id)), TELLING_COLUMNS, given["form"], "story")


@guarded
@taking(ROWS)
def compare(story: Story, db: Db = None, **given: Any) -> None:
    """Show how each outlet of a story quotes, shortens or retells a statement."""
    from onrecord.show.output import print_rows
    from onrecord.stories.renderings import COLUMNS, comparisons
    from onrecord.stories.views import story_of

    with opened(db) as store, store.reading() as connection:
        found = comparisons(connection, story_of(connection, story))
        print_rows(unless_none(found, "no statement that several articles have"), COLUMNS, given["form"], "compare")
