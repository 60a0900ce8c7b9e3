"""Understand an act: from its text to its facts, each with its place and how sure it is.

`read_acte` reads one act, `split_actes` cuts minutes into their acts. One module reads one family of facts;
none judges anything. A fact that is not plainly read is `DEDUIT`, or None.
"""

from deliberia.reading.lecture import read_acte, split_actes
from deliberia.reading.noms import is_same_person

__all__ = ["is_same_person", "read_acte", "split_actes"]
