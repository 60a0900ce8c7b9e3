#!/bin/sh
# Make the environment that `make exemple` and `make test` run in: .venv, from the locked dependencies.
#
#   outils/environnement.sh base    what Deliberia needs to run
#   outils/environnement.sh dev     the same, plus what its tests need
#
# It asks only for Python 3.11 or later. Debian cuts pip and ensurepip out of its python3 package, so
# pip then comes from a Debian package unpacked in a temporary folder, which needs no administrator
# rights. Nothing is done when the environment is already the wanted one.
set -eu

cd "$(dirname "$0")/.."
level=$1
venv=.venv
lock=requirements/$level.lock
journal=$venv/installation.log
work=

say() { printf 'Deliberia : %s\n' "$*"; }
fail() {
    printf 'Deliberia : %s\n' "$*" >&2
    exit 2
}
# The trap on signals only exits: leaving runs the one on EXIT.
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

is_suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_suitable "$PYTHON" || fail "PYTHON=$PYTHON n’est pas un Python 3.11 à 3.14 utilisable ; indiquez-en un autre."
        printf '%s\n' "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if is_suitable "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "aucun Python 3.11 à 3.14 sur ce poste ; installez-en un (Debian, Ubuntu : apt install python3)," \
        "ou indiquez où il est : make exemple PYTHON=/chemin/vers/python3."
}

# What the environment was made from. It changes with the lock, the interpreter's minor version and the
# place of the tree, because an editable installation and its scripts hold absolute paths.
fingerprint() {
    version=$("$2" -V 2>&1) || version=none
    printf '%s\n%s\n%s\n' "$(cksum <"$1")" "${version%.*}" "$(pwd -P)"
}

is_current() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# `apt-get download` asks for no rights, only for package lists; where the machine has none (a fresh
# container), lists of our own are fetched beside the package.
download_pip() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    work=$(mktemp -d)
    (
        cd "$work"
        set -- -qq -o APT::Sandbox::User=root
        apt-get "$@" download python3-pip-whl || {
            mkdir -p lists/partial cache/archives/partial
            set -- "$@" -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
            apt-get "$@" update && apt-get "$@" download python3-pip-whl
        }
        dpkg-deb -x python3-pip-whl_*.deb unpacked
    ) >/dev/null 2>&1 || return 1
    wheel=$(find "$work/unpacked" -name 'pip-*.whl')
    [ -n "$wheel" ]
}

# Debian and Ubuntu name the missing piece after the exact version.
venv_package() { "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'; }

make_without_ensurepip() {
    "$python" -m venv --clear --without-pip "$venv" >/dev/null 2>&1 || return 1
    wheel=$(find /usr/share/python-wheels -name 'pip-*.whl' 2>/dev/null | head -n 1)
    [ -n "$wheel" ] || download_pip || return 1
    "$venv/bin/python" "$wheel/pip" install --quiet --no-index --no-deps "$wheel" >/dev/null 2>&1
}

make_with_apt() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "installation du paquet $(venv_package)…"
    {
        apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$(venv_package)"
    } >/dev/null 2>&1 || return 1
    "$python" -m venv --clear "$venv" >/dev/null 2>&1
}

make_environment() {
    python=$(find_python)
    say "création de l’environnement $venv ($("$python" -V 2>&1))…"
    if "$python" -c 'import ensurepip' 2>/dev/null && "$python" -m venv --clear "$venv" >/dev/null 2>&1; then
        return
    fi
    make_without_ensurepip || make_with_apt ||
        fail "il manque à ce Python de quoi créer un environnement. Installez le paquet $(venv_package)" \
            "(en administrateur : apt install $(venv_package)), puis recommencez."
}

# Every download is checked against the hashes of the lock; nothing is compiled here.
pip_install() {
    "$venv/bin/python" -m pip install --no-input --disable-pip-version-check --progress-bar off "$@" \
        >"$journal" 2>&1 && return
    grep -v '^WARNING' "$journal" | tail -n 12 >&2
    fail "l’installation a échoué. Vérifiez l’accès à Internet (ou à votre miroir Python), puis" \
        "recommencez ; le détail est dans $journal."
}

# An explicit PYTHON other than the one in place means: make it again with that one.
interpreter=$venv/bin/python
[ -z "${PYTHON:-}" ] || interpreter=$PYTHON

for stamp in base "$level"; do
    [ -f "$venv/verrou-$stamp" ] || continue
    is_current "$venv/verrou-$stamp" "$(fingerprint "requirements/$stamp.lock" "$interpreter")" ||
        rm -f "$venv/verrou-base" "$venv/verrou-dev" "$venv/projet"
done
[ -f "$venv/verrou-base" ] || make_environment
if [ ! -f "$venv/verrou-$level" ]; then
    say "installation des dépendances de $lock (une à deux minutes)…"
    rm -f "$venv/projet"
    pip_install --only-binary :all: --require-hashes -r "$lock"
    # The development lock holds all of the base lock.
    for stamp in base $level; do
        fingerprint "requirements/$stamp.lock" "$venv/bin/python" >"$venv/verrou-$stamp"
    done
fi
if ! is_current "$venv/projet" "$(cksum <pyproject.toml)"; then
    say "installation de Deliberia dans $venv…"
    pip_install --no-deps --no-build-isolation --no-index --editable .
    cksum <pyproject.toml >"$venv/projet"
fi
