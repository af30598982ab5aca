"""Upper bounds on what comes from outside, checked before anything is believed.

They are far above what the program writes (a sheet of two pages is about 100 kB) and low enough
that a hostile file costs a fraction of a second and little memory.
"""

from __future__ import annotations

# An exchange PDF, in bytes. Decimal megabytes: what a file manager shows.
MAX_PDF_BYTES = 100_000_000
MAX_PDF_MB = MAX_PDF_BYTES // 1_000_000

# Indirect objects and signatures in one PDF.
MAX_PDF_OBJECTS = 50_000
MAX_SIGNATURES = 16

# One stream of a PDF (cross-references, objects, metadata) once decoded, in bytes.
MAX_DECODED_STREAM_BYTES = 16_000_000

# The attachment as embedded, and the content once unsealed and decompressed, in bytes.
MAX_ATTACHMENT_BYTES = 64_000_000
MAX_CONTENT_BYTES = 64_000_000
MAX_CONTENT_MB = MAX_CONTENT_BYTES // 1_000_000

# Recipients of one sealed file.
MAX_RECIPIENTS = 200

# A table (CSV, XLSX): the file, then what it holds once decoded. A tutor's own has a few hundred
# rows; these leave memory under 150 MB.
MAX_TABLE_BYTES = 32_000_000
MAX_TABLE_MB = MAX_TABLE_BYTES // 1_000_000
MAX_TABLE_ROWS = 50_000
MAX_TABLE_COLUMNS = 250
MAX_TABLE_CELLS = 1_000_000

# A workbook is an archive: its parts once decompressed, in bytes, their number, and how many times
# smaller than its content a part may be (a sheet of nothing but repetitions reaches about 60).
MAX_WORKBOOK_BYTES = 128_000_000
MAX_WORKBOOK_PARTS = 2_000
MAX_WORKBOOK_RATIO = 300

# Fields of a fillable form, how deep they may be nested, and the characters of one.
MAX_FORM_FIELDS = 2_000
MAX_FIELD_DEPTH = 16
MAX_FIELD_CHARACTERS = 20_000

# What is drawn on the pages of a form, looked at for its words, in bytes once decoded.
MAX_DRAWN_BYTES = 2_000_000
