#!/usr/bin/env bash
# Puts Debian's Chromium and Chinese fonts in place for the browser tests, where they are missing and root may.
# Where that cannot be done, those tests skip and say why; nothing else fails.
# The checker of HTML comes from npm where npm and Java are there; its test skips where not.
set -u
jar=build/cache/npm/node_modules/vnu-jar/build/dist/vnu.jar
if [ ! -f "$jar" ] && command -v npm >/dev/null && command -v java >/dev/null; then
  npm install --silent --no-audit --no-fund --prefix build/cache/npm vnu-jar@26 >/dev/null 2>&1 ||
    echo "html checks: npm could not install vnu-jar" >&2
fi
if command -v chromium >/dev/null && [ -n "$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ]; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "browser tests: Chromium or Noto Sans CJK is missing and cannot be installed without root and apt" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/tmp/browser-setup.log 2>&1; then
  echo "browser tests: apt could not install chromium and fonts-noto-cjk:" >&2
  tail -n 3 /tmp/browser-setup.log >&2
fi
exit 0
