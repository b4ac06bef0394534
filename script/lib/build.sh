# Building: sourced by the scripts that build, inside the place where Axle is built.

build_dir=${AXLE_BUILD_DIR:-$source_dir/build/release}
test_build_dir=${AXLE_TEST_BUILD_DIR:-$source_dir/build/test}
bench_build_dir=${AXLE_BENCH_BUILD_DIR:-$source_dir/build/bench}

# Without directory names in the objects, every checkout shares one ccache.
export CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$source_dir
export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-2G}

# configure DIR [MESON OPTION…]
configure() {
  local dir=$1
  shift
  # A folder that another version of the tools made cannot be gone on with.
  [ -f "$dir/build.ninja" ] && ninja -C "$dir" -t targets all >/dev/null 2>&1 && return
  if [ -d "$dir/meson-private" ]; then
    meson setup --wipe "$dir" "$source_dir" "$@" >&2
  else
    meson setup "$dir" "$source_dir" "$@" >&2
  fi
}

build() { ninja -C "$1" >&2; }

# Says nothing unless something went wrong. Programs may be started at the same
# time, and only one of them may build.
build_quietly() {
  local dir=$1 log
  log=$(mktemp)
  mkdir -p "$dir"
  exec 8>"$dir.lock"
  flock 8
  if ! { configure "$dir" -Dtests=false && build "$dir"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "the build failed"
  fi
  rm -f "$log"
  exec 8>&-
}

# What an installed program finds by its prefix, a built one finds by these.
with_build_environment() {
  export GSETTINGS_SCHEMA_DIR=$1/data AXLE_BUILD_LOCALE_DIR=$1/po
}

exec_program() {
  local dir=$1 program=$2
  shift 2
  case "$program" in
    axle) exec "$dir/src/ui/axle" "$@" ;;
    axle-server) exec "$dir/src/server/axle-server" "$@" ;;
    axlectl) exec "$dir/src/axlectl/axlectl" "$@" ;;
    *) fail "there is no program $program: axle, axle-server or axlectl" ;;
  esac
}
