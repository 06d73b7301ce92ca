#!/usr/bin/env bash
# Makes src/docs/report.png and src/docs/report-ja.png, the pictures in the README: the pages of the sample night
# as a browser shows them, the first in English and light, that of a domain in Japanese and dark. With REPORT=DIR:
# of a report that is there.
# Needs chromium and a Japanese font (fonts-noto-cjk).
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then echo "no chromium here: the pictures stay as they are" >&2; exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
report=${REPORT:-$work/report}
if [ -z "${REPORT:-}" ]; then
  "$root/jobs/modori" nightly --sample --warehouse "$work/warehouse" --report "$report" > /dev/null
fi

picture() { # NAME PAGE COLOURS (0 dark, 1 light) HEIGHT
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --blink-settings=preferredColorScheme="$3" \
    --user-data-dir="$work/profile" --window-size=1000,"$4" --virtual-time-budget=4000 \
    --screenshot="$work/$1" "file://$report/$2" 2> /dev/null
  if [ "$(stat -c %s "$work/$1")" -ge 150000 ]; then echo "$1 has $(stat -c %s "$work/$1") bytes: too large for the repository" >&2; exit 1; fi
  mkdir -p "$root/src/docs"
  cp "$work/$1" "$root/src/docs/$1"
}
picture report.png index.html 1 1110
picture report-ja.png ja/domains/at-example.jp.html 0 800
