#!/bin/sh
# Makes .venv from the hashed pins of one lock: `environment.sh sandbox` for `make run`, `environment.sh dev`
# for everything else. Does nothing when the stamp in .venv says that this very lock is installed, so
# that later runs need no network. What is missing is said in one sentence.
set -eu

level=$1
lock=requirements/$level.txt
python=${PYTHON:-}

give_up() {
    echo "hearth: $1" >&2
    exit 1
}

new_enough() { # is $1 a Python that runs, 3.11 or newer?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

version_of() { "$1" -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null; }

find_python() {
    if [ -n "$python" ]; then
        new_enough "$python" || give_up "$python is no Python 3.11 or newer: name another with PYTHON=/path/to/python3."
        return
    fi
    for python in python3 python3.11 python3.12 python3.13 python3.14; do
        if new_enough "$python"; then return; fi
    done
    if found=$(python3 --version 2>/dev/null); then
        give_up "Python 3.11 or newer is needed and this is $found: install a newer one, or name it with PYTHON=/path/to/python3."
    fi
    give_up "Python 3.11 or newer is needed and there is none here: on Debian, sudo apt install python3 python3-venv."
}

stamp_of() { # what a stamp for lock $1 must say to be current: the lock's hash and the interpreter's version
    printf '%s %s\n' "$(sha256sum <"requirements/$1.txt" | cut -d ' ' -f 1)" \
        "$(version_of .venv/bin/python)"
}

is_current() {
    [ -f ".venv/stamp-$1" ] && [ "$(cat ".venv/stamp-$1")" = "$(stamp_of "$1")" ]
}

is_usable() { # is .venv whole, new enough, and of the Python that was asked for?
    [ -x .venv/bin/python ] && new_enough .venv/bin/python &&
        { [ -z "$python" ] || [ "$(version_of "$python")" = "$(version_of .venv/bin/python)" ]; }
}

[ -f "$lock" ] || give_up "$lock is not here: run make from the project's own folder."
[ -z "$python" ] || find_python

if is_usable; then
    if is_current "$level"; then exit 0; fi
    # The dev lock holds everything that the sandbox lock does (tests/unit/test_locks.py).
    if [ "$level" = sandbox ] && is_current dev; then exit 0; fi
fi

if ! is_usable || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    [ -n "$python" ] || find_python
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        give_up "$python cannot make an environment of its own: on Debian, sudo apt install python3-venv."
    echo "hearth: making .venv with $("$python" --version)" >&2
    "$python" -m venv --clear .venv || give_up ".venv could not be made: see above."
fi

rm -f .venv/stamp-*
echo "hearth: installing what $lock names (once; a minute or so)" >&2
# Wheels only: nothing is built here, so no compiler is needed and no setup.py of a stranger runs.
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes --no-deps \
    --only-binary :all: -r "$lock" ||
    give_up "not everything in $lock could be fetched or matched its hash (see above): with the network back, run the same command again."
stamp_of "$level" >".venv/stamp-$level"
