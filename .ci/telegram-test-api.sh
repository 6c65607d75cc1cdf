#!/usr/bin/env bash
# Installs the npm package telegram-test-api, a Bot API server that this
# project did not write, for the smoke test of bot/telegram, and prints the
# folder it is in. Without npm it says so and succeeds: the test then skips.
set -euo pipefail
version=4.2.1
dir=${ARTICLEBOT_TELEGRAM_TEST_API:-${XDG_CACHE_HOME:-$HOME/.cache}/articlebot/telegram-test-api-$version}
if ! command -v npm >/dev/null; then
  echo "npm is not installed: the smoke test against telegram-test-api will be skipped" >&2
  exit 0
fi
if [ ! -d "$dir/node_modules/telegram-test-api" ]; then
  mkdir -p "$dir"
  npm install --prefix "$dir" --no-audit --no-fund --ignore-scripts --loglevel error "telegram-test-api@$version" >&2
fi
echo "$dir"
