#!/usr/bin/env bash
# Make sure that the browser tests find a Chromium: nothing to do where one is on the PATH,
# Debian's own package where we are root, and otherwise a message that says what to install.
set -euo pipefail

find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if browser=$(find_browser); then
  echo "browser: $browser"
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "install-chromium: no Chromium on the PATH and no apt-get. Install Chromium by your system's own means." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "install-chromium: no Chromium on the PATH. Run: sudo apt-get install chromium fonts-noto-cjk" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# The CJK font: quotations in Chinese would otherwise be drawn as empty boxes.
apt-get install -q -y --no-install-recommends chromium fonts-noto-core fonts-noto-cjk </dev/null
if ! browser=$(find_browser); then
  echo "install-chromium: the package is installed and yet there is no chromium on the PATH." >&2
  exit 1
fi
echo "browser: $browser"
