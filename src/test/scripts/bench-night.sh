#!/usr/bin/env bash
# Measures modori and its neighbours on the same generated mail log, one after the other, and prints one table; --help
# tells more. Files stay in target/bench.
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
mta=postfix megabytes=100 days=5 seed=1 bounces=10000
tools=scan,modori,1g,gz,zst,lookup,pflogsumm,duckdb,bounces,sisimai

help() {
  cat << 'END'
Usage: src/test/scripts/bench-night.sh [OPTION]...
Generates a mail log and an mbox of bounces, runs whole nights of modori and, where they are installed, other
programs on them, and prints one table (Markdown) of throughput, time, memory and equal totals, then where
the night spends its CPU time.

  --mta postfix|sendmail   whose log is made (default postfix)
  --size MEGABYTES         about how much of it (default 100)
  --days N                 over how many days (default 5)
  --seed N                 another seed, another log (default 1)
  --bounces N              how many bounce messages (default 10000)
  --tools LIST             which rows, with commas between them (default all):
      scan       wc -l: what reading each byte once takes, the floor of all others
      modori     jobs/modori nightly: tables and report written, start-up included
      1g         the same in a heap of 1 GB (MODORI_HEAP=1g)
      gz, zst    the same from the packed log; megabytes are those before packing
      lookup     jobs/modori lookup: one mailbox of the tables that the row modori has made
      pflogsumm  counts, Postfix only
      duckdb     a regular expression and GROUP BY over the lines: counts; no correlation, no tables. The
                 Python module or the command
      bounces    jobs/modori parse bounces: a row per notice and recipient
      sisimai    the Perl library, the same bounces
  --help                   this text

Needs target/ (mvn package), GNU time and awk. A log that is there from an earlier call is used again. The
column "others" tells how many cores other programs kept busy meanwhile: repeat rows where it is not near 0.
Exit code 1: totals of modori differ from what has happened in the log.

Example, a gigabyte without the neighbours:
    src/test/scripts/bench-night.sh --size 1000 --tools scan,modori,1g
END
}

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit 0 ;;
    --mta | --size | --days | --seed | --bounces | --tools)
      [ $# -ge 2 ] || { echo "bench-night: $1 needs a value; see --help" >&2; exit 64; }
      case $1 in
        --mta) mta=$2 ;; --size) megabytes=$2 ;; --days) days=$2 ;; --seed) seed=$2 ;;
        --bounces) bounces=$2 ;; --tools) tools=$2 ;;
      esac
      shift 2 ;;
    *) echo "bench-night: no option $1; see --help" >&2; exit 64 ;;
  esac
done
wanted() { case ",$tools," in *",$1,"*) return 0 ;; *) return 1 ;; esac; }
/usr/bin/time true 2> /dev/null || { echo "bench-night: needs GNU time as /usr/bin/time (Debian: apt-get install time)" >&2; exit 78; }

bench=$root/target/bench
log=$bench/$mta-$megabytes-$days-$seed.log
mbox=$bench/bounces-$bounces-$seed.mbox
mkdir -p "$bench"
rm -f "$bench"/*.row
wrong=0

generated() { # FILE CLASS ARGUMENTS
  [ -s "$1.truth" ] || java -cp "$root/target/test-classes" "modori.bench.$2" "${@:3}" "$1"
}
truth() { awk -v name="$2" '$1 == name { print $2 }' "$1.truth"; }
busy() { awk '$1 == "cpu" { print $2 + $3 + $4 + $7 + $8 + $9 }' /proc/stat 2> /dev/null || echo 0; }

# measured NAME COMMAND…: standard output into NAME.out; user, system, elapsed, kilobytes and the others' ticks into NAME.time
measured() {
  local name=$1 before
  shift
  echo "bench-night: $name …" >&2
  before=$(busy)
  /usr/bin/time -f '%U %S %e %M' -o "$bench/$name.time" "$@" > "$bench/$name.out" 2> "$bench/$name.err" \
    || { cat "$bench/$name.err" >&2; echo "bench-night: $name failed" >&2; exit 70; }
  echo "$(tail -n 1 "$bench/$name.time") $(($(busy) - before)) $(getconf CLK_TCK)" > "$bench/$name.time"
}
row() { # NAME LABEL VERSION BYTES TOTALS
  awk -v label="$2" -v version="$3" -v bytes="$4" -v totals="$5" '{
    cpu = $1 + $2; if (cpu < 0.01) cpu = 0.01
    others = $3 > 0 ? ($5 / $6 - cpu) / $3 : 0
    told = $3 < 1 ? "" : sprintf("%.1f", others < 0 ? 0 : others) # a tick is 10 ms
    read = bytes > 0 ? sprintf("%.0f", bytes / 1e6) : ""
    speed = bytes > 0 ? sprintf("%.1f", bytes / 1e6 / cpu) : ""
    printf "| %s | %s | %s | %.1f | %s | %.1f | %.0f | %s | %s |\n", label, version, read, cpu, speed, $3, $4 / 1024, told, totals
  }' "$bench/$1.time" >> "$bench/table.row"
}
absent() { echo "| $1 | not installed | | | | | | | |" >> "$bench/table.row"; }

# differing TRUTH FOUND NAME…: "yes", or which differ. FOUND holds "name value"; a value that ends with k or m was cut to
# units of 1024 or 1024².
differing() {
  local answer="" expected found
  for name in "${@:3}"; do
    expected=$(truth "$1" "$name")
    found=$(awk -v name="$name" '$1 == name { print $2 }' "$2")
    case $found in *k) expected=$((expected / 1024))k ;; *m) expected=$((expected / 1048576))m ;; esac
    [ "$expected" = "${found:-0}" ] || answer="$answer $name (${found:-0}, not $expected)"
  done
  echo "${answer:-yes}"
}

night() { # NAME LABEL HEAP FILE
  local warehouse=$bench/$1.warehouse as_of totals
  as_of=$(date -u -d "@$(($(truth "$log" last_day) * 86400))" +%F)
  rm -rf "$warehouse"
  MODORI_HEAP=$3 measured "$1" "$root/jobs/modori" nightly --logs "$4" --warehouse "$warehouse" --zone UTC --as-of "$as_of" --timings
  "$root/jobs/modori" query --warehouse "$warehouse" --format csv "
    SELECT event_type, count(*) FROM delivery_attempt GROUP BY event_type
    UNION ALL SELECT 'full_mailboxes', count(*) FROM mailbox_current
    UNION ALL SELECT 'full_3_days', count(*) FROM (
      SELECT mailbox_key FROM mailbox_day WHERE n_full > 0 GROUP BY mailbox_key HAVING count(*) >= 3)
    UNION ALL SELECT 'attempts', count(*) FROM delivery_attempt" \
    | tr -d '"\r' | tr ',' ' ' > "$bench/$1.totals"
  totals=$(differing "$log" "$bench/$1.totals" delivered deferred bounced rejected expired full_mailboxes full_3_days)
  [ "$totals" = yes ] || wrong=1
  row "$1" "$2" "$modori" "$(truth "$log" bytes)" "$totals"
}
packed() { # PROGRAM SUFFIX
  if ! command -v "$1" > /dev/null; then absent "$1"; return; fi
  [ -s "$log.$2" ] || "$1" -kq "$log"
  night "$2" "modori nightly, .$2" "$heap" "$log.$2"
}

heap=${MODORI_HEAP:-2g}
modori="$("$root/jobs/modori" --version | awk '{ print $NF }')$(git -C "$root" log -1 --format=' (%h)' 2> /dev/null || true)"
generated "$log" LogGenerator "$mta" "$megabytes" "$days" "$seed"
cat "$log" > /dev/null

# First, so that the class archive that small nights start with is there for all.
if wanted modori; then
  tiny=$bench/tiny.log
  generated "$tiny" LogGenerator "$mta" 1 "$days" "$seed"
  for warehouse in one two; do
    rm -rf "$bench/tiny.$warehouse"
    measured tiny "$root/jobs/modori" nightly --logs "$tiny" --warehouse "$bench/tiny.$warehouse" --zone UTC \
      --as-of "$(date -u -d "@$(($(truth "$tiny" last_day) * 86400))" +%F)" --timings
  done
fi
if wanted scan; then
  measured scan wc -l "$log"
  awk '{ print "lines", $1 }' "$bench/scan.out" > "$bench/scan.totals"
  row scan "wc -l: reads, no more" "$(wc --version | awk 'NR == 1 { print $NF }')" "$(truth "$log" bytes)" "$(differing "$log" "$bench/scan.totals" lines), lines"
fi
if wanted modori; then night modori "modori nightly" "$heap" "$log"; fi
if wanted 1g; then night 1g "modori nightly, heap 1g" 1g "$log"; fi
if wanted gz; then packed gzip gz; fi
if wanted zst; then packed zstd zst; fi

if wanted lookup && [ -d "$bench/modori.warehouse" ]; then
  address=$("$root/jobs/modori" query --warehouse "$bench/modori.warehouse" --format csv \
    "SELECT recipient_address FROM mailbox_current ORDER BY score DESC, recipient_address LIMIT 1" | tail -n 1 | tr -d '"\r')
  attempts=$(awk '$1 == "attempts" { print $2 }' "$bench/modori.totals" 2> /dev/null || true)
  measured lookup "$root/jobs/modori" lookup "$address" --warehouse "$bench/modori.warehouse"
  if grep -qF "$address" "$bench/lookup.out"; then answer=yes; else answer="no answer"; wrong=1; fi
  row lookup "modori lookup: one mailbox of ${attempts:-?} attempts" "$modori" 0 "$answer"
fi

if wanted pflogsumm && [ "$mta" = postfix ]; then
  if command -v pflogsumm > /dev/null; then
    measured pflogsumm pflogsumm "$log"
    awk '/^Per-Day/ { exit }
      $2 ~ /^(delivered|bounced|rejected)$/ { print $2, $1 }
      $2 == "deferred" { sub(/\(/, "", $3); print $2, $3 }' "$bench/pflogsumm.out" > "$bench/pflogsumm.totals"
    row pflogsumm "pflogsumm: counts" "$(pflogsumm --version | awk '{ print $NF }')" "$(truth "$log" bytes)" \
      "$(differing "$log" "$bench/pflogsumm.totals" delivered deferred bounced rejected)"
  else
    absent pflogsumm
  fi
fi

# Of Sendmail's log the same lines are counted, by stat= and ruleset=.
duckdb_sql() {
  local status="status=([a-z]+)" refusal="NOQUEUE: reject" file=${log//\'/\'\'}
  [ "$mta" = postfix ] || status="stat=([A-Z][a-z]+)" refusal="ruleset="
  echo "SELECT CASE WHEN contains(line, '$refusal') THEN 'rejected' ELSE regexp_extract(line, '$status', 1) END AS what, count(*)
    FROM read_csv('$file', columns = {'line': 'VARCHAR'}, header = false, delim = chr(1), quote = '', escape = '', auto_detect = false)
    WHERE contains(line, 'stat') OR contains(line, '$refusal') GROUP BY what"
}
if wanted duckdb; then
  duckdb=""
  if python3 -c 'import duckdb' 2> /dev/null; then
    duckdb=$(python3 -c 'import duckdb; print(duckdb.__version__)')
    measured duckdb python3 -c 'import duckdb, sys
for row in duckdb.sql(sys.argv[1]).fetchall(): print(*row)' "$(duckdb_sql)"
  elif command -v duckdb > /dev/null; then
    duckdb=$(duckdb --version | awk '{ print $1 }')
    measured duckdb duckdb -noheader -list -separator ' ' -c "$(duckdb_sql)"
  else
    absent DuckDB
  fi
  if [ -n "$duckdb" ]; then
    sed -e 's/^[sS]ent /delivered /' -e 's/^Deferred /deferred /' "$bench/duckdb.out" > "$bench/duckdb.totals"
    compared="delivered deferred"
    [ "$mta" != postfix ] || compared="delivered deferred bounced rejected"
    # shellcheck disable=SC2086
    row duckdb "DuckDB: counts; no correlation, no tables" "$duckdb" "$(truth "$log" bytes)" "$(differing "$log" "$bench/duckdb.totals" $compared)"
  fi
fi

if wanted bounces || wanted sisimai; then generated "$mbox" BounceGenerator "$bounces" "$seed"; fi
if wanted bounces; then
  measured bounces "$root/jobs/modori" parse bounces "$mbox"
  { echo "notices $(wc -l < "$bench/bounces.out")"
    grep -o '"reason":"[^"]*"' "$bench/bounces.out" | tr -d '":' | sed 's/^reason//' | sort | uniq -c | awk '{ print $2, $1 }'; } > "$bench/bounces.totals"
  totals=$(differing "$mbox" "$bench/bounces.totals" notices mailbox_full user_unknown relay_denied)
  [ "$totals" = yes ] || wrong=1
  row bounces "modori parse bounces, $bounces mails" "$modori" "$(truth "$mbox" bytes)" "$totals"
fi
if wanted sisimai; then
  if perl -MSisimai -e 1 2> /dev/null; then
    measured sisimai perl -MSisimai -e '
      my $make = Sisimai->can("rise") || Sisimai->can("make");
      my %count;
      for my $bounce (@{ $make->("Sisimai", $ARGV[0]) || [] }) { $count{$bounce->reason}++; $count{notices}++ }
      print "$_ $count{$_}\n" for sort keys %count' "$mbox"
    sed -e 's/^mailboxfull /mailbox_full /' -e 's/^userunknown /user_unknown /' "$bench/sisimai.out" > "$bench/sisimai.totals"
    row sisimai "Sisimai (Perl), the same" "$(perl -MSisimai -e 'print $Sisimai::VERSION')" "$(truth "$mbox" bytes)" \
      "$(differing "$mbox" "$bench/sisimai.totals" notices mailbox_full user_unknown)"
  else
    absent Sisimai
  fi
fi

property() { sed -n "s:.*<$1.version>\(.*\)</$1.version>.*:\1:p" "$root/pom.xml"; }
echo "Measured on $(date -u +%F): $(nproc) cores, $(awk '$1 == "MemTotal:" { printf "%.0f", $2 / 1024 / 1024 }' /proc/meminfo) GB;" \
  "$(java -version 2>&1 | awk 'NR == 1 { gsub(/"/, ""); print "Java", $3 }'), Spark $(property spark), Iceberg $(property iceberg);" \
  "a $mta log of $(awk -v bytes="$(truth "$log" bytes)" 'BEGIN { printf "%.0f", bytes / 1e6 }') MB, $(truth "$log" lines) lines, $days days, seed $seed; heap $heap where none is named."
echo
echo "| what | version | MB | CPU-s | MB per CPU-s | wall s | peak MB | others, cores | totals equal |"
echo "|---|---|--:|--:|--:|--:|--:|--:|---|"
cat "$bench/table.row"

if wanted modori; then
  echo
  awk -v lines="$(if wanted scan; then awk '{ print $1 + $2 }' "$bench/scan.time"; fi)" -v bytes="$(truth "$log" bytes)" '
    $3 ~ /^[0-9.]+$/ && $4 == "CPU-s" {
      if (FILENAME ~ /tiny/) { fixed[$2] = $3; all_fixed += $3; wall_fixed += $7; next }
      if (!steps++) print "| step of the night | CPU-s | wall s | the same over 1 MB, CPU-s | floor, CPU-s |\n|---|--:|--:|--:|---|"
      floor = $2 == "read" ? sprintf("%s%.1f scan and correlation alone (2.2 per GB)", lines == "" ? "" : sprintf("%.1f wc -l; ", lines), 2.2 * bytes / 1e9) : ""
      printf "| %s | %.1f | %.1f | %.1f | %s |\n", $2, $3, $7, fixed[$2], floor
      all += $3; wall += $7
    }
    END { printf "| all | %.1f | %.1f | %.1f | |\n", all, wall, all_fixed }' "$bench/tiny.err" "$bench/modori.err"
  echo
  echo "$(du -sm "$bench/modori.warehouse" | awk '{ print $1 }') MB of tables in $(find "$bench/modori.warehouse" -name '*.parquet' | wc -l) data files," \
    "$(awk '$1 == "attempts" { print $2 }' "$bench/modori.totals") delivery attempts. The night over 1 MB takes $(awk '{ printf "%.1f CPU-s, %.1f s", $1 + $2, $3 }' "$bench/tiny.time")."
fi
exit "$wrong"
