"""Airflow: one night of modori for each day, oldest first.

A run of the same day again reads what is new and changes nothing else, so retries and clearing a task are
safe. Exit code 4 (nothing to do) is shown as skipped; 11, 64, 65, 70 and 78 need a person and are not tried again.
"""

import subprocess
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowFailException, AirflowSkipException
from airflow.operators.python import PythonOperator

MODORI = "/opt/modori/jobs/modori"
NOTHING = 4
NEEDS_A_PERSON = (11, 64, 65, 70, 78)


def night(day: str) -> str:
    """Runs the night; the answer is its result line, one JSON object."""
    command = [MODORI, "nightly", "--day", day, "--result", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout)
    if done.returncode == NOTHING:
        raise AirflowSkipException("nothing new to read")
    if done.returncode in NEEDS_A_PERSON:
        raise AirflowFailException(f"modori ended with exit code {done.returncode}")
    if done.returncode not in (0, 3):
        raise RuntimeError(f"modori ended with exit code {done.returncode}: tried again later")
    return done.stdout.splitlines()[-1]


with DAG(
    dag_id="modori",
    schedule="15 3 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=True,
    max_active_runs=1,
    default_args={"retries": 6, "retry_delay": timedelta(minutes=30), "depends_on_past": False},
) as dag:
    PythonOperator(task_id="nightly", python_callable=night, op_kwargs={"day": "{{ ds }}"})
