"""The pairs of letters: a virtual table of SQLite, a column of PostgreSQL."""

from django.db import migrations

SQLITE = """CREATE VIRTUAL TABLE search_index USING fts5(
    name, body, context, filters, content='', columnsize=0, tokenize='ascii', prefix='1'
)"""
POSTGRES = (
    "ALTER TABLE search_searchrow ADD COLUMN pairs tsvector",
    "CREATE INDEX search_pairs ON search_searchrow USING gin (pairs)",
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for sql in POSTGRES:
            schema_editor.execute(sql)
    else:
        schema_editor.execute(SQLITE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_searchrow DROP COLUMN pairs")
    else:
        schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
