#!/bin/sh
# Writes requirements/{run,dev,bundle}.txt from pyproject.toml: one version of each package for
# Linux and Windows, Python 3.11 to 3.14, with the hashes of its files. See docs/decisions/0003.
#
# usage: scripts/lock_requirements.sh UV [--upgrade]
#   UV is the uv program; --upgrade looks for newer versions inside pyproject.toml's ranges.
set -eu
uv=$1
shift
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1

compile() { # compile NAME OPTIONS…
    name=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --output-file "requirements/$name.txt" \
        pyproject.toml requirements/build.in "$@" >/dev/null
    sed -i '1i # Written by "make requirements" from pyproject.toml: do not edit.' \
        "requirements/$name.txt"
}

# run first: the two others hold what it pins, so that tests and bundle meet the same versions.
# Only run says who asked for each package: the constraint would double every line of the others.
held="--constraint requirements/run.txt --no-annotate"
compile run "$@"
compile dev --extra dev $held "$@"
compile bundle --extra bundle $held "$@"
