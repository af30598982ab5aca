#!/bin/sh
# Prints the command of a Python 3.11 or newer, or says in one line what to install.
# PYTHON=… chooses it by hand.
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$candidate"
        exit 0
    fi
done
echo "Python 3.11 ou plus récent est introuvable / Python 3.11 or newer not found: sudo apt-get install -y python3 python3-venv" >&2
exit 1
