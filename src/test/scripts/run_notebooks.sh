#!/usr/bin/env bash
# Executes every notebook over an export: run_notebooks.sh EXPORT.sqlite [DIR for the executed pages]. What it shows stays
# out of the repository. Needs nbconvert, ipykernel, pandas and matplotlib; answers 77 where they are missing.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.." && pwd)
export MODORI_EXPORT
MODORI_EXPORT=$(readlink -f "${1:?the file that modori export --format sqlite made}")
python=""
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
  if "$candidate" -c 'import nbconvert, ipykernel, pandas, matplotlib' 2> /dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then echo "no Jupyter with pandas and matplotlib here: notebooks are not executed" >&2; exit 77; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=${2:-$work}
export PYDEVD_DISABLE_FILE_VALIDATION=1 IPYTHONDIR=$work/ipython JUPYTER_DATA_DIR=$work/jupyter
"$python" -m ipykernel install --prefix "$work/kernel" --name python3 > /dev/null 2>&1
export JUPYTER_PATH=$work/kernel/share/jupyter
for notebook in "$root"/notebooks/*.ipynb; do
  if grep -q '"output_type"' "$notebook"; then echo "$notebook: strip its outputs" >&2; exit 1; fi
  "$python" -m nbconvert --log-level ERROR --to html --execute --output-dir "$pages" "$notebook"
  echo "executed: ${notebook##*/}"
done
