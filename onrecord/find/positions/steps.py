"""Steps: the nets that find opinions, by what each decides."""

from typing import NamedTuple

from onrecord.find.nets import Nets


class Steps(NamedTuple):
    """The nets of each step of finding opinions."""

    cues: Nets
    pairs: Nets
    targets: Nets
    holders: Nets
    wholes: Nets
