"""CSF Desktop: offline follow-up of the clause sociale de formation."""

__version__ = "0.1.0"
