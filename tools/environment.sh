# Sourced by ./run and ./test: makes a virtual environment from a hashed lock, once per lock.
#   prepare FOLDER LOCK   leaves the environment's interpreter in $python

find_python() {
    for candidate in "${BACKSTRIDE_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    echo "Backstride needs Python 3.11 or newer, and none was found: install it, or name one in BACKSTRIDE_PYTHON." >&2
    return 2
}

# Some systems ship Python without the parts that make environments; each way below needs less.
make_environment() {
    if "$1" -c 'import ensurepip' 2>/dev/null; then
        "$1" -m venv "$2"
    elif "$1" -m pip --version >/dev/null 2>&1; then
        "$1" -m venv --without-pip "$2"
        installer="$1 -m pip --python $2/bin/python"
    elif command -v uv >/dev/null 2>&1; then
        uv venv --quiet --python "$1" --seed "$2"
    else
        echo "This Python cannot make an environment: install its venv part (on Debian: apt install python3-venv), then run this again." >&2
        return 2
    fi
}

prepare() {
    folder=$1
    lock=$2
    python="$folder/bin/python"
    if [ -x "$python" ] && cmp -s "$lock" "$folder/installed.lock"; then
        return 0
    fi
    base=$(find_python) || return 2
    echo "Setting up ${folder##*/} (once; takes about a minute) ..." >&2
    rm -rf "$folder"
    installer="$python -m pip"
    make_environment "$base" "$folder" || return 2
    if ! $installer install --quiet --disable-pip-version-check --require-hashes -r "$lock" >&2; then
        rm -rf "$folder"
        echo "Setting up failed: the packages of ${lock##*/} could not be installed; check the network and run this again." >&2
        return 2
    fi
    cp "$lock" "$folder/installed.lock"
}
