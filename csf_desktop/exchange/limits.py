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
