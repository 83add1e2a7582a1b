"""SQLite FTS5: a table of its own, six weighted columns of elements, emptied by a trigger when an entry goes.

`unicode61 remove_diacritics 0` with letters, digits and combining marks as parts of a word leaves our elements whole;
`detail=full` is needed by `bm25` (with detail=column the order is near random without an error: decision 0010). The table
keeps its own copy of the texts, for SQLite 3.40 cannot delete from a contentless one without being told the old text.
"""

from collections.abc import Mapping, Sequence, Set
from typing import ClassVar

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from search.atoms import Atom, AtomKind
from search.documents import COLUMNS, AnalysedDocument
from search.engines.base import CANDIDATES, DatabaseEngine, Looked, Typed, fetched
from search.shelf import Shown

# Of the best, read before it is known which of them the reader may see.
FIRST_BEST = 1000
WEIGHTS = (6.0, 3.0, 2.0, 1.0, 1.0, 0.5)
TABLE = "search_fulltext"
SCORE = f"bm25({TABLE}, {', '.join(map(str, WEIGHTS))})"
CREATE = (
    (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(COLUMNS)}, detail=full, "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ),
    (
        f"CREATE TRIGGER {TABLE}_gone AFTER DELETE ON search_indexentry "
        f"BEGIN DELETE FROM {TABLE} WHERE rowid = old.id; END"
    ),
    f"CREATE VIRTUAL TABLE {TABLE}_terms USING fts5vocab({TABLE}, 'instance')",
)
DROP = (f"DROP TABLE IF EXISTS {TABLE}_terms", f"DROP TRIGGER IF EXISTS {TABLE}_gone", f"DROP TABLE IF EXISTS {TABLE}")


def create_full_text(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table and its trigger; when Django remakes search_indexentry for a new field, the trigger must be made again."""
    for statement in CREATE:
        schema_editor.execute(statement)


def drop_full_text(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The reverse."""
    for statement in DROP:
        schema_editor.execute(statement)


def _quoted(element: str) -> str:
    return '"' + element.replace('"', "") + '"'


def _atom(atom: Atom) -> str:
    """An atom in FTS5's query language; elements hold no sign of it, and are quoted all the same."""
    if atom.kind is AtomKind.PHRASE:
        return '"' + " ".join(element.replace('"', "") for element in atom.groups[0]) + '"'
    if atom.kind is AtomKind.BEGINS:
        return f"{_quoted(atom.groups[0][0])} *"
    groups = [" OR ".join(map(_quoted, group)) for group in atom.groups]
    return groups[0] if len(groups) == 1 else "(" + " AND ".join(f"({group})" for group in groups) + ")"


def expression(looked: Looked) -> str:
    """The MATCH expression."""
    clauses = []
    if looked.finds:
        clauses.append("(" + " OR ".join(map(_atom, looked.finds)) + ")")
    clauses += [f"({_atom(atom)})" for atom in looked.required]
    wanted = " AND ".join(clauses)
    return f"({wanted}) NOT ({' OR '.join(map(_atom, looked.barred))})" if looked.barred else wanted


def _telling(looked: Looked) -> str:
    """Rare words anywhere, frequent ones in titles and leads."""
    rare = [_atom(atom) for atom in looked.finds if atom not in looked.frequent]
    frequent = " OR ".join(_atom(atom) for atom in looked.finds if atom in looked.frequent)
    return " OR ".join([*rare, f"({{title title_parts lead lead_parts}} : ({frequent}))"])


def _numbers(order: str, match: str) -> list[int]:
    """The numbers of the rows that match; without an order as they lie, which is by number."""
    return [number for (number,) in fetched(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s {order}", [match])]


class SqliteEngine(DatabaseEngine):
    """FTS5 finds and sorts by its bm25; the statistics of the ranking are ours."""

    name: ClassVar[str] = "sqlite"

    def index(self, rows: Sequence[tuple[int, AnalysedDocument]]) -> None:
        """Replace the rows of the full text table."""
        self.delete([number for number, _analysed in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, {', '.join(COLUMNS)}) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [(number, *analysed.columns) for number, analysed in rows],
            )

    def delete(self, entry_ids: Sequence[int]) -> None:
        """Delete by row number."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(number,) for number in entry_ids])

    def _ids(self, looked: Looked, shown: Shown) -> list[int]:
        """bm25 costs more than to match: where frequent words are asked, only what may become a candidate gets a score."""
        if not looked.frequent:
            return shown.among(_numbers(f"ORDER BY {SCORE}, rowid", expression(looked)))
        found = shown.among(_numbers("", expression(looked)))
        best = self._best(_telling(looked), shown, set(found))
        return [*best, *(number for number in found if number not in best)]

    def _best(self, telling: str, shown: Shown, found: Set[int]) -> dict[int, None]:
        """Those of what was found that tell most, best first: as many as the scorer looks at, or all there are."""
        for limit in (FIRST_BEST, -1):
            numbers = _numbers(f"ORDER BY {SCORE}, rowid LIMIT {limit}", telling)
            best = {number: None for number in shown.among(numbers) if number in found}
            if len(best) >= CANDIDATES or len(numbers) < FIRST_BEST:
                break
        return best

    def _titles_statement(self, typed: Typed) -> tuple[str, list[object]]:
        wanted = []
        for word, key in zip(typed.words, typed.keys, strict=True):
            forms = " OR ".join(f"{{title title_parts}} : {_quoted(element)}" for element in (f"f{key}", f"p{key}"))
            wanted.append(f"({_quoted('w' + word)} * OR {forms})")
        return f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s", [" AND ".join(wanted)]

    def terms(self, language: str) -> Mapping[str, int]:
        """Counted over FTS5's own vocabulary: reads all of the full text, so it is for checks alone."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT i.term, count(DISTINCT i.doc) FROM {TABLE}_terms AS i JOIN search_indexentry AS e ON e.id = i.doc "
                "WHERE e.language = %s AND substr(i.term, 1, 1) IN ('f', 'p', 'g') GROUP BY i.term",
                [language],
            )
            return dict(cursor.fetchall())
