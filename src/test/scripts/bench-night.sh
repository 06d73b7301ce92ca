#!/usr/bin/env bash
# Measures a whole night: generates a log, runs jobs/modori nightly on it, compares the tables with what has
# happened in the log, and prints MB per CPU-second, peak memory and the share of each step.
#
#   src/test/scripts/bench-night.sh [postfix|sendmail] [MEGABYTES] [DAYS] [SEED]     default: postfix 100 5 1
#
# Needs target/ (mvn package) and GNU time. Keeps its files in target/bench.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
mta=${1:-postfix} megabytes=${2:-100} days=${3:-5} seed=${4:-1}
bench=$root/target/bench
log=$bench/$mta-$megabytes-$days-$seed.log
warehouse=$bench/warehouse
mkdir -p "$bench"

if [ ! -s "$log.truth" ]; then
  java -cp "$root/target/test-classes" modori.bench.LogGenerator "$mta" "$megabytes" "$days" "$seed" "$log"
fi
truth() { awk -v name="$1" '$1 == name { print $2 }' "$log.truth"; }
as_of=$(date -u -d "@$(($(truth last_day) * 86400))" +%F)

rm -rf "$warehouse"
/usr/bin/time -f '%U %S %M' -o "$bench/time" \
  "$root/jobs/modori" nightly --logs "$log" --warehouse "$warehouse" --zone UTC --as-of "$as_of" --timings \
  > "$bench/report.txt" 2> "$bench/timings.txt"

"$root/jobs/modori" query --warehouse "$warehouse" --format csv "
  SELECT event_type, count(*) FROM delivery_attempt GROUP BY event_type
  UNION ALL SELECT 'full_mailboxes', count(*) FROM mailbox_current
  UNION ALL SELECT 'full_3_days', count(*) FROM (
    SELECT mailbox_key FROM mailbox_day WHERE n_full > 0 GROUP BY mailbox_key HAVING count(*) >= 3)" \
  > "$bench/totals.csv"

wrong=0
printf '%-16s %12s %12s\n' what truth tables
for name in delivered deferred bounced rejected expired full_mailboxes full_3_days; do
  expected=$(truth "$name")
  found=$(awk -F, -v name="$name" '{ gsub(/"/, "") } $1 == name { print $2 }' "$bench/totals.csv" | tr -d '\r')
  mark=""
  if [ "$expected" != "${found:-0}" ]; then
    wrong=1 mark="  differs"
  fi
  printf '%-16s %12s %12s%s\n' "$name" "$expected" "${found:-0}" "$mark"
done

cat "$bench/timings.txt"
rate() { awk -v bytes="$(truth bytes)" '{ printf "%s: %.1f CPU-s, %.1f MB per CPU-s, peak %.0f MB\n", who, $1 + $2, bytes / 1e6 / ($1 + $2), $3 / 1024 }' who="$1" "$2"; }
rate modori "$bench/time"
if command -v pflogsumm > /dev/null && [ "$mta" = postfix ]; then
  /usr/bin/time -f '%U %S %M' -o "$bench/time.pflogsumm" pflogsumm "$log" > "$bench/pflogsumm.txt"
  rate pflogsumm "$bench/time.pflogsumm"
fi
exit "$wrong"
