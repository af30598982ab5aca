"""The command line: what IT staff type, what programs read."""
