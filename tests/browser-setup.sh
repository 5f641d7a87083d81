#!/usr/bin/env bash
# Puts Debian's Chromium and Chinese fonts in place for the browser tests, where they are missing and root may.
# Where that cannot be done, those tests skip and say why; nothing else fails.
set -u
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
