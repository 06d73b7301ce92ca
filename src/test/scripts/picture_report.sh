#!/usr/bin/env bash
# Makes src/docs/report.png, the picture in the README: the page of the sample night as a browser shows it.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then echo "no chromium here: the picture stays as it is" >&2; exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/jobs/modori" nightly --sample --warehouse "$work/warehouse" --report "$work/report" > /dev/null
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --blink-settings=preferredColorScheme=1 \
  --user-data-dir="$work/profile" --window-size=1000,900 --screenshot="$work/report.png" "file://$work/report/index.html"
mkdir -p "$root/src/docs"
cp "$work/report.png" "$root/src/docs/report.png"
