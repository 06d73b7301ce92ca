#!/usr/bin/env bash
# Measures `modori lookup` in a warehouse of a hundred million attempts, and prints one table; --help tells more.
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
size=1000 days=80 loose=7 full=100000 keep=no

help() {
  cat << 'END'
Usage: src/test/scripts/bench-lookup.sh [OPTION]...
Runs a night over a generated log of one day, maintains its tables, copies its data files to the days before
(modori.bench.ManyDays), and looks up a mailbox that was full, one that never was, one that nobody has written
to, and one of a domain that nobody has written to. 80 days of 1.3 million attempts take 12 GB of disk and 4
minutes; the tables are removed at the end.

  --size MEGABYTES   of the log of a day (default 1000)
  --days N           how many days (default 80)
  --loose N          how many of them are as nights leave them; the others as `modori maintain` does (default 7)
  --full N           how many mailboxes were ever full (default 100000)
  --keep             leaves the tables in target/bench/lookup.warehouse, and uses them if they are there
  --help             this text

Needs target/ (mvn package) and GNU time. "first" is the first look-up after the jar was built, which also
writes the class archive that later ones start with. "others" tells how many cores other programs kept busy
meanwhile: repeat where it is not near 0.
END
}
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit 0 ;;
    --keep) keep=yes; shift ;;
    --size | --days | --loose | --full)
      [ $# -ge 2 ] || { echo "bench-lookup: $1 needs a value; see --help" >&2; exit 64; }
      declare "${1#--}=$2"
      shift 2 ;;
    *) echo "bench-lookup: no option $1; see --help" >&2; exit 64 ;;
  esac
done
/usr/bin/time true 2> /dev/null || { echo "bench-lookup: needs GNU time as /usr/bin/time (Debian: apt-get install time)" >&2; exit 78; }

bench=$root/target/bench
log=$bench/postfix-$size-1-1.log
warehouse=$bench/lookup.warehouse
mkdir -p "$bench"
asked() { "$root/jobs/modori" query --warehouse "$warehouse" --format csv "$1" | tail -n 1 | tr -d '"\r'; }

if [ "$keep" = no ] || [ ! -d "$warehouse" ]; then
  rm -rf "$warehouse"
  [ "$keep" = yes ] || trap 'rm -rf "$warehouse"' EXIT
  [ -s "$log.truth" ] || java -cp "$root/target/test-classes" modori.bench.LogGenerator postfix "$size" 1 1 "$log"
  last=$(awk '$1 == "last_day" { print $2 }' "$log.truth")
  echo "bench-lookup: the night …" >&2
  "$root/jobs/modori" nightly --logs "$log" --warehouse "$warehouse" --zone UTC --as-of "$(date -u -d "@$((last * 86400))" +%F)" > /dev/null
  echo "bench-lookup: maintain …" >&2
  "$root/jobs/modori" maintain --warehouse "$warehouse" > /dev/null
  echo "bench-lookup: $days days …" >&2
  java -Xmx2g -cp "$root/target/test-classes:$(ls "$root"/target/modori-*.jar | head -n 1):$(cat "$root/target/classpath")" \
    modori.bench.ManyDays "$warehouse" "$days" "$loose" "$full"
fi

attempts=$(asked "SELECT count(*) FROM delivery_attempt")
files=$(asked "SELECT count(*) FROM modori.mail.delivery_attempt.files")
was_full=$(asked "SELECT recipient_address FROM mailbox_current ORDER BY score DESC, length(recipient_address), recipient_address LIMIT 1")
day=$(asked "SELECT max(event_date) FROM delivery_attempt")
never=$(asked "SELECT recipient_address FROM (SELECT recipient_address, count(*) AS mails, count(reason) AS failures
  FROM delivery_attempt WHERE event_date = DATE '$day' AND recipient_domain = 'modori.example.org' GROUP BY recipient_address)
  WHERE failures = 0 ORDER BY mails DESC, recipient_address LIMIT 1")

echo "Measured on $(date -u +%F): $(nproc) cores; $attempts attempts in $files data files of $days days, the last $loose not maintained;" \
  "$(asked "SELECT count(*) FROM mailbox_current") mailboxes that were ever full; $(du -sm "$warehouse" | cut -f1) MB."
echo
echo "| look-up | wall s | CPU-s | peak MB | others, cores | answer |"
echo "|---|--:|--:|--:|--:|---|"
busy() { awk '$1 == "cpu" { print $2 + $3 + $4 + $7 + $8 + $9 }' /proc/stat; }
measured() { # LABEL ADDRESS EXPECTED-EXIT-CODE
  local code=0 answer before
  before=$(busy)
  /usr/bin/time -q -f '%e %U %S %M' -o "$bench/lookup.time" "$root/jobs/modori" lookup "$2" --warehouse "$warehouse" \
    > "$bench/lookup.out" 2> "$bench/lookup.err" || code=$?
  before=$(($(busy) - before))
  answer=$(cat "$bench/lookup.out" "$bench/lookup.err" | awk 'NF { line = line ? line : $0 } END { print substr(line, 1, 60) }')
  [ "$code" = "$3" ] || answer="exit code $code, not $3: $answer"
  awk -v label="$1" -v answer="$answer" -v ticks="$before" -v hertz="$(getconf CLK_TCK)" '{
    others = (ticks / hertz - $2 - $3) / $1
    printf "| %s | %.2f | %.2f | %.0f | %.1f | %s |\n", label, $1, $2 + $3, $4 / 1024, others < 0 ? 0 : others, answer
  }' "$bench/lookup.time"
  [ "$code" = "$3" ]
}
rm -f "$root/target/modori-lookup.jsa"
measured "first" "$was_full" 0
measured "was full" "$was_full" 0
measured "was never full" "$never" 0
measured "nobody has written to it" "nobody.knows@modori.example.org" 4
measured "nobody has written to its domain" "nobody@example.com" 4
