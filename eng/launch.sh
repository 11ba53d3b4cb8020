# Shared by ./cox and ./test. Expects $root. Everything said here goes to stderr: stdout belongs to the program.

say() { printf 'cox: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
if [[ -z ${HOME:-} || ! -w ${HOME:-/nonexistent} ]]; then
  export DOTNET_CLI_HOME=$root/artifacts/home NUGET_PACKAGES=${NUGET_PACKAGES:-$root/artifacts/packages} npm_config_cache=${npm_config_cache:-$root/artifacts/npm-cache}
fi

# Name of the npm package that holds libchdb for this machine; empty where there is none.
engine_package() {
  case "$(uname -s) $(uname -m)" in
    'Linux x86_64') echo lib-linux-x64-gnu ;;
    'Linux aarch64') echo lib-linux-arm64-gnu ;;
    'Darwin arm64') echo lib-darwin-arm64 ;;
    'Darwin x86_64') echo lib-darwin-x64 ;;
  esac
}

# libchdb, in the version the lock file names. COX_LIBCHDB points to another one and stops this check.
ensure_engine_library() {
  [[ -n ${COX_LIBCHDB:-} ]] && return
  local package lock wanted='' folder
  package=$(engine_package)
  if [[ -z $package ]]; then
    say "there is no embedded engine for $(uname -s) $(uname -m); set CLICKHOUSE_HOST to use a ClickHouse server."
    return
  fi
  folder=$root/node_modules/@chdb/$package
  lock=$(<"$root/package-lock.json")
  if [[ $lock =~ \"node_modules/@chdb/$package\":[[:space:]]*\{[[:space:]]*\"version\":[[:space:]]*\"([^\"]+)\" ]]; then
    wanted=${BASH_REMATCH[1]}
  fi
  if [[ ! -f $folder/libchdb.so || ! -f $folder/package.json || $(<"$folder/package.json") != *"\"$wanted\""* ]]; then
    command -v npm >/dev/null && command -v node >/dev/null || fail "npm and node are needed once, to install the engine (@chdb/$package $wanted). Install Node.js 18 or newer, or set COX_LIBCHDB to a libchdb.so."
    say "installing the engine: npm ci (@chdb/$package $wanted, about 540 MB unpacked)"
    (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || fail "npm ci failed; see above."
    [[ -f $folder/libchdb.so ]] || fail "npm ci did not bring $folder/libchdb.so; optional dependencies may be switched off (npm config get omit)."
  fi
  export COX_LIBCHDB=$folder/libchdb.so
}

# What the dashboard sends to the browser, in the versions its lock file names; the build takes it in.
ensure_dashboard_assets() {
  local folder=$root/src/Coxswain.Dashboard/npm
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.cox-installed" && return
  command -v npm >/dev/null || fail "npm is needed once, to install what the dashboard sends to the browser. Install Node.js 18 or newer."
  say "installing the dashboard's scripts: npm ci in src/Coxswain.Dashboard/npm"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) || fail "npm ci failed; see above."
  cp "$folder/package-lock.json" "$folder/node_modules/.cox-installed"
}

# The browser the tests of the dashboard drive: COX_CHROMIUM, or the system's own. Nothing is downloaded past the system's packages.
ensure_browser() {
  if [[ -n ${COX_CHROMIUM:-} ]]; then
    [[ -x $COX_CHROMIUM ]] || fail "COX_CHROMIUM names $COX_CHROMIUM, which is no program."
    return 0
  fi
  local place as_root=()
  for place in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    [[ -x $place ]] && return 0
  done
  command -v apt-get >/dev/null || fail "the tests of the dashboard need chromium. Install it, or name one with COX_CHROMIUM, or run ./test --quick."
  (( EUID == 0 )) || as_root=(sudo -n)
  say "installing the browser the tests of the dashboard drive: apt-get install chromium"
  { ${as_root[@]+"${as_root[@]}"} apt-get update -q && DEBIAN_FRONTEND=noninteractive ${as_root[@]+"${as_root[@]}"} apt-get install -y -q --no-install-recommends chromium; } >&2 ||
    fail "chromium could not be installed. Install it (apt-get install chromium, as root), or name one with COX_CHROMIUM, or run ./test --quick."
  [[ -x /usr/bin/chromium ]] || fail "apt-get brought no /usr/bin/chromium; name a chromium with COX_CHROMIUM."
}

# dotnet on the PATH, where DOTNET_ROOT says, or in ~/.dotnet. Exports DOTNET_ROOT so the built program finds the runtime.
ensure_dotnet() {
  local found
  if found=$(command -v dotnet); then
    while [[ -L $found ]]; do
      local target
      target=$(readlink "$found")
      [[ $target == /* ]] && found=$target || found=$(dirname "$found")/$target
    done
  elif [[ -x ${DOTNET_ROOT:-/nonexistent}/dotnet ]]; then
    found=$DOTNET_ROOT/dotnet
  elif [[ -x ${HOME:-/nonexistent}/.dotnet/dotnet ]]; then
    found=$HOME/.dotnet/dotnet
  else
    fail "the .NET SDK 10 is needed (https://dot.net/download). Install it, or set DOTNET_ROOT to where it is."
  fi
  # A wrapper script is no installation; the program then finds its runtime by itself.
  if [[ -d $(dirname "$found")/shared ]]; then
    export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$found")}
  fi
  dotnet=$found
}

# True when a source, project, lock or version file is newer than the last build.
is_stale() {
  local stamp=$root/artifacts/cox.stamp
  [[ -f $stamp && -x $root/artifacts/cox/cox ]] || return 0
  [[ -n $(changed_since_build) ]]
}

# One path that changed after the stamp, if any; folders count too, because a deleted file changes only its folder. $@: more conditions for find.
changed_since_build() {
  find "$root/src" "$root/tests/Coxswain.Testing" "$root/eng" "$root/global.json" "$root"/Directory.*.props "$root/.editorconfig" \
    \( -name bin -o -name obj -o -name node_modules \) -prune -o "$@" -newer "$root/artifacts/cox.stamp" -print -quit
}

check_sdk() {
  (cd "$root" && "$dotnet" --version >/dev/null 2>&1) || fail "the .NET SDK 10 is needed to build (see global.json); found: $("$dotnet" --list-sdks 2>/dev/null | tr '\n' ' ')"
}

ensure_built() {
  is_stale || return 0
  check_sdk
  ensure_dashboard_assets
  mkdir -p "$root/artifacts"
  if command -v flock >/dev/null; then
    exec 9>"$root/artifacts/build.lock"
    flock 9
    is_stale || { exec 9>&-; return 0; }
  fi
  say "building"
  touch "$root/artifacts/cox.stamp.new"
  publish true || { say "building without ahead-of-time compilation"; publish false; } || fail "the build failed; see above."
  mv "$root/artifacts/cox.stamp.new" "$root/artifacts/cox.stamp"
  # The build itself made bin and obj, and so changed folders. When no file changed meanwhile, it is as fresh as now.
  [[ -n $(changed_since_build -type f) ]] || touch "$root/artifacts/cox.stamp"
  exec 9>&-
}

publish() {
  (cd "$root" && "$dotnet" publish src/Coxswain.Cli -c Release -o artifacts/cox -p:CoxReadyToRun="$1" --disable-build-servers -v q -clp:NoSummary 9>&- >&2)
}
