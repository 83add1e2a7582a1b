"""PostgreSQL full text: a tsvector column beside the entry, with a GIN index; no configuration, for the elements come analysed.

The column is made by SQL and unknown to Django, so it goes with its row and no dump or flush stumbles over it. The four
weights are A the title, B its parts, C the lead, D the body. ts_rank has no idf: where frequent words are asked, it counts
them in titles and leads alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from search.atoms import Atom, AtomKind
from search.documents import AnalysedDocument
from search.engines.base import DatabaseEngine, Looked, Typed, fetched
from search.shelf import Shown

COLUMN_WEIGHTS = "ABCCDD"
RANK_WEIGHTS = "{0.17, 0.33, 0.5, 1.0}"  # D, C, B, A
TITLE_AND_LEAD = "{0.0, 0.33, 0.5, 1.0}"
LAST_POSITION = 16_383
MOST_PLACES = 200  # PostgreSQL keeps 256 for a lexeme
CREATE = (
    "ALTER TABLE search_indexentry ADD COLUMN document tsvector",
    "CREATE INDEX search_indexentry_document ON search_indexentry USING gin (document)",
)
DROP = ("ALTER TABLE search_indexentry DROP COLUMN IF EXISTS document",)


def create_full_text(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the column and its index."""
    for statement in CREATE:
        schema_editor.execute(statement)


def drop_full_text(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The reverse."""
    for statement in DROP:
        schema_editor.execute(statement)


def _quoted(element: str) -> str:
    return "'" + element.replace("'", "").replace("\\", "") + "'"


def _atom(atom: Atom) -> str:
    """An atom in the language of tsquery."""
    if atom.kind is AtomKind.PHRASE:
        return "(" + " <-> ".join(map(_quoted, atom.groups[0])) + ")"
    if atom.kind is AtomKind.BEGINS:
        return f"{_quoted(atom.groups[0][0])}:*"
    groups = [" | ".join(map(_quoted, group)) for group in atom.groups]
    return "(" + " & ".join(f"({group})" for group in groups) + ")"


def expression(looked: Looked) -> str:
    """The tsquery."""
    clauses = []
    if looked.finds:
        clauses.append("(" + " | ".join(map(_atom, looked.finds)) + ")")
    clauses += map(_atom, looked.required)
    clauses += [f"!{_atom(atom)}" for atom in looked.barred]
    return " & ".join(clauses)


def vector(columns: Sequence[str]) -> str:
    """The texts as a tsvector literal: each element with its places and weights; parts stand where their column does."""
    places: dict[str, list[str]] = {}
    last = {"f": 0, "p": 0}
    for weight, (number, column) in zip(COLUMN_WEIGHTS, enumerate(columns), strict=True):
        row = "p" if number % 2 else "f"
        for at, element in _numbered(column, last[row]):
            known = places.setdefault(element, [])
            if len(known) < MOST_PLACES:
                known.append(f"{at}{weight}")
            last[row] = at
    return " ".join(f"{_quoted(element)}:{','.join(numbers)}" for element, numbers in places.items())


def _numbered(column: str, after: int) -> Iterator[tuple[int, str]]:
    for offset, element in enumerate(column.split(), after + 1):
        yield min(offset, LAST_POSITION), element


class PostgresEngine(DatabaseEngine):
    """tsvector finds; ts_rank chooses the candidates."""

    name: ClassVar[str] = "postgres"

    def index(self, rows: Sequence[tuple[int, AnalysedDocument]]) -> None:
        """Write the column."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_indexentry SET document = %s::tsvector WHERE id = %s",
                [(vector(analysed.columns), number) for number, analysed in rows],
            )

    def delete(self, entry_ids: Sequence[int]) -> None:
        """Empty the column."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE search_indexentry SET document = NULL WHERE id = ANY(%s)", [list(entry_ids)])

    def _ids(self, looked: Looked, shown: Shown) -> list[int]:
        """ts_rank takes no heed of weights that a query names, so frequent words are ranked apart, the body counting nothing."""
        frequent = " | ".join(_atom(atom) for atom in looked.finds if atom in looked.frequent)
        rare = " | ".join(_atom(atom) for atom in looked.finds if atom not in looked.frequent)
        ranked = [(RANK_WEIGHTS, rare)] if rare else []
        ranked += [(TITLE_AND_LEAD, frequent)] if frequent else []
        ranked = ranked or [(RANK_WEIGHTS, expression(looked))]
        score = " + ".join(["ts_rank(%s, document, %s::tsquery)"] * len(ranked))
        statement = (
            f"SELECT id FROM (SELECT id, {score} AS score FROM search_indexentry WHERE document @@ %s::tsquery) AS f "
            "ORDER BY score DESC, id"
        )
        rows = fetched(statement, [*(each for pair in ranked for each in pair), expression(looked)])
        return shown.among(number for (number,) in rows)

    def _titles_statement(self, typed: Typed) -> tuple[str, list[object]]:
        wanted = []
        for word, key in zip(typed.words, typed.keys, strict=True):
            forms = " | ".join(f"{_quoted(element)}:AB" for element in (f"f{key}", f"p{key}"))
            wanted.append(f"({_quoted('w' + word)}:* | {forms})")
        return "SELECT id FROM search_indexentry WHERE document @@ %s::tsquery", [" & ".join(wanted)]

    def terms(self, language: str) -> Mapping[str, int]:
        """Counted over all vectors of a language: for checks alone."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, ndoc FROM ts_stat(format('SELECT document FROM search_indexentry WHERE language = %%L', %s::text)) "
                "WHERE left(word, 1) IN ('f', 'p', 'g')",
                [language],
            )
            return dict(cursor.fetchall())
