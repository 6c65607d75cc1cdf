#!/usr/bin/env bash
# Fetches the npm package axe-core, which finds what keeps people with disabilities
# from using a page, for the browser tests of bot/web, and prints the path of its
# script. It is under the MPL-2.0 and no part of the project. Without npm this says
# so and succeeds: the test then skips.
set -euo pipefail
version=4.14.1
sum=e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745
file=${ARTICLEBOT_AXE:-${XDG_CACHE_HOME:-$HOME/.cache}/articlebot/axe-core-$version/package/axe.min.js}
if [ -f "$file" ]; then
  echo "$file"
  exit 0
fi
if ! command -v npm >/dev/null; then
  echo "npm is not installed: the pages will not be looked at by axe-core" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && timeout 120 npm pack --silent "axe-core@$version" >/dev/null)
# What npm itself checks came from the same place as the package.
echo "$sum  $work/axe-core-$version.tgz" | sha256sum --check --quiet >&2
mkdir -p "${file%/package/axe.min.js}"
tar -xzf "$work/axe-core-$version.tgz" -C "${file%/package/axe.min.js}"
echo "$file"
