"""What whoever unpacks an export reads first."""

README = """{name}: everything, as it was on {at} (UTC)

tables/          a file a table: {rows} rows. The first line names the columns.
tables.csv       what a row of each table is, and how many there are.
dictionary.csv   what each column means, its form and unit, whether it may be empty, what it points
                 at, whether it is personal, how long it is kept and what then becomes of it.
files/           the files of records: {files}, by the reference of their record. files.csv names
                 each with its SHA-256. Left out, as they may not leave (not scanned yet, infected,
                 or their bytes are gone): {held}.
bytes/           contents of columns that are bytes, such as signed-off reports, exactly.

Private telephone numbers and addresses, which are encrypted on the installation, {private}.
Passwords, secrets, sessions and unsaved forms are in no export.

How to read the files. UTF-8 with a mark at the beginning (in Python: encoding="utf-8-sig"); commas;
quotes doubled.
- No value is an empty cell. In a column of text an empty cell is empty text. Zero is 0.
- A moment is UTC, such as 2026-11-25T09:30:00Z; a day is one of England, such as 2026-11-25.
- A text that a spreadsheet program could run as a formula has an apostrophe before it, and so has
  one that begins with an apostrophe. The exact text is what is left when one apostrophe is taken
  away from the beginning, where there is one.
- A key that points at a row which is not here points at one of another partnership on the same
  installation: a group that is shared, somebody who works with both.
- What stands as "personal:" and letters in the audit (foundation_auditrow) is a keyed hash, not the
  value.

Treat it as what it is: personal data, in plain text.
"""
