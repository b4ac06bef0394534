# A display and a session bus that exist only for one run: sourced by the scripts
# that run tests, inside the place where Axle is built.

# Process groups that end with the script. Ctrl+C also ends the bwrap around the
# script, and that the script at once: then what it started is told by the kernel.
groups=()
with_script=(setpriv --pdeathsig TERM)

end_groups() {
  local group
  for group in "${groups[@]}"; do
    kill -TERM -- "-$group" 2>/dev/null || true
  done
  [ -z "${private_home:-}" ] || rm -rf --one-file-system "$private_home"
}
trap end_groups EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Every test draws with the same renderer on the same screen, and shows its widgets
# to assertions instead of to a screen reader.
start_display() {
  local numbers
  if ! command -v Xvfb >/dev/null; then
    say "there is no Xvfb: tests that draw are skipped"
    return 0
  fi
  numbers=$(mktemp)
  setsid "${with_script[@]}" Xvfb -displayfd 7 -screen 0 1280x900x24 -nolisten tcp 7>"$numbers" >/dev/null 2>&1 </dev/null &
  groups+=($!)
  for _ in $(seq 100); do
    [ -s "$numbers" ] && break
    kill -0 "${groups[-1]}" 2>/dev/null || break
    sleep 0.05
  done
  [ -s "$numbers" ] || fail "Xvfb did not start"
  export DISPLAY=:$(cat "$numbers")
  rm -f "$numbers"
  unset WAYLAND_DISPLAY
  export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=test
}

# Tests neither read nor leave anything in the home folder of who runs them.
start_private_home() {
  private_home=$(mktemp -d)
  export XDG_CONFIG_HOME=$private_home/config XDG_DATA_HOME=$private_home/data
  export XDG_STATE_HOME=$private_home/state XDG_CACHE_HOME=$private_home/cache
  export XDG_RUNTIME_DIR=$private_home/run
  mkdir -m 700 "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR"
}

# in_session LOG COMMAND…: runs it with a session bus of its own. Bus services may
# outlive it, so it writes to a file and not to a pipe that they would hold open.
in_session() {
  local log=$1 status=0 session follower
  shift
  : >"$log"
  tail -f --pid=$$ "$log" >&2 &
  follower=$!
  setsid "${with_script[@]}" dbus-run-session -- "${with_script[@]}" "$@" >"$log" 2>&1 </dev/null &
  session=$!
  groups+=("$session")
  wait "$session" || status=$?
  # Let the last lines come through.
  sleep 0.2
  kill "$follower" 2>/dev/null || true
  wait "$follower" 2>/dev/null || true
  kill -TERM -- "-$session" 2>/dev/null || true
  return "$status"
}
