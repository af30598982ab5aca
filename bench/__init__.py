"""Speed and memory against plain peers, measured in one run; nothing here is asserted."""
