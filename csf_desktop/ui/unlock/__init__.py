"""Opening a vault: the unlock window, forgotten passphrase, and the first-run assistant."""
