"""Programs killed in the middle of what they write, and what is found when the vault reopens."""
