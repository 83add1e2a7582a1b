"""Measuring the search on any corpus, through the real `run_search`, in a scratch index that is thrown away.

The scratch index is a database of its own (a file for SQLite, a schema for PostgreSQL) with the tables that a search
reads; while it is open it is the default connection of this thread, so no site data is read or written.
"""

import json
import statistics as numbers
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import log2
from pathlib import Path
from typing import Any
