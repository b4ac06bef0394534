# Where Axle is built and run: on the host, or in a Debian 13 root entered with
# bubblewrap. Sourced by every script; see script/bootstrap for what is installed.

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
started=$(date +%s)

say() {
  if [ -t 2 ]; then printf '\033[1m==>\033[0m %s\n' "$*" >&2; else printf '==> %s\n' "$*" >&2; fi
}
fail() { printf 'axle: %s\n' "$*" >&2; exit 1; }

debian_packages() { grep -v '^#' "$source_dir/script/lib/packages.debian"; }
fedora_packages() { grep -v '^#' "$source_dir/script/lib/packages.fedora"; }

# Prints inside, debian, fedora or root (see script/bootstrap).
environment_kind() {
  local ID="" VERSION_ID="" ID_LIKE=""
  [ -z "${AXLE_INSIDE_ROOT:-}" ] || { echo inside; return; }
  # shellcheck disable=SC1091
  . /etc/os-release
  case "$ID" in
    debian) [ "${VERSION_ID%%.*}" -ge 13 ] 2>/dev/null && { echo debian; return; }
            [ -z "$VERSION_ID" ] && { echo debian; return; } ;;
    ubuntu) dpkg --compare-versions "$VERSION_ID" ge 25.04 && { echo debian; return; } ;;
    fedora) [ "${VERSION_ID%%.*}" -ge 42 ] && { echo fedora; return; } ;;
  esac
  command -v apt-get >/dev/null ||
    fail "this system is neither Debian, Ubuntu nor Fedora: install what script/lib/packages.debian lists, then set AXLE_INSIDE_ROOT=1"
  echo root
}

# The root is named after its list of packages: a changed list makes a new one.
root_path() {
  echo "${AXLE_ROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/axle}/debian-13-$(debian_packages | sha256sum | cut -c1-12)"
}

# Runs its arguments where Axle is built, with the caller's files, working
# directory, display and standard streams.
enter() {
  if [ "$(environment_kind)" != root ]; then
    exec "$@"
  fi
  local root binds=() entry
  root=$(root_path)
  [ -e "$root/.complete" ] || "$source_dir/script/bootstrap"
  # An empty top, because who is not root may not make mount points in a root whose
  # files belong to subordinate ids.
  for entry in "$root"/*; do
    case "${entry##*/}" in
      dev|proc|sys|run) continue ;;
    esac
    if [ -L "$entry" ]; then
      binds+=(--symlink "$(readlink "$entry")" "/${entry##*/}")
    else
      binds+=(--bind "$entry" "/${entry##*/}")
    fi
  done
  for entry in /* /var/tmp /run/user; do
    case "$entry" in
      /bin|/boot|/etc|/lib*|/sbin|/usr|/var|/dev|/proc|/sys|/run|/lost+found) continue ;;
    esac
    [ -d "$entry" ] && [ ! -L "$entry" ] && binds+=(--bind "$entry" "$entry")
  done
  for entry in /etc/resolv.conf /etc/hosts /etc/passwd /etc/group; do
    [ -e "$entry" ] && [ -f "$root$entry" ] && binds+=(--ro-bind "$(readlink -f "$entry")" "$entry")
  done
  exec bwrap --tmpfs / --dir /run "${binds[@]}" \
    --dev-bind /dev /dev --bind /proc /proc --bind /sys /sys --chdir "$PWD" --die-with-parent \
    --setenv AXLE_INSIDE_ROOT 1 \
    --setenv TZ "${TZ:-$(readlink /etc/localtime | sed 's|.*/zoneinfo/||')}" \
    --setenv PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "$@"
}

# Restarts the calling script where Axle is built, unless it is there already.
enter_again() {
  [ "$(environment_kind)" = inside ] && return
  "$source_dir/script/bootstrap"
  [ "$(environment_kind)" = root ] || return 0
  enter bash "$@"
}
