#!/usr/bin/env python3
"""Cuts the sample night from the logs and bounces of real servers that lie beside the project.

    src/test/scripts/cut_sample.py ../shared/corpus/lab src/main/resources/modori/sample

The fewest days that show everything: a remote mailbox is chronic once its refusals span 14 days, and
on the last of these days one becomes so and two others are confirmed to have room again. One server's
view is enough, and it has to be one: with the log of the other server its mailboxes would be hosted too.
The same input gives the same bytes.
"""
import csv
import email.utils
import glob
import gzip
import lzma
import os
import sys

SERVER = "postfix"
FIRST_ROTATION, LAST_ROTATION = "20261225", "20270107"  # written at midnight after the day
END = email.utils.parsedate_to_datetime("Thu, 07 Jan 2027 00:00:00 +0900")


def pack(name, data):
    with open(name, "wb") as out:
        out.write(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{name}: {len(data)} bytes, packed {os.path.getsize(name)}")


def log(lab):
    names = sorted(glob.glob(f"{lab}/{SERVER}/logs/mail.log-*.gz"))
    days = [n for n in names if FIRST_ROTATION <= n[-11:-3] <= LAST_ROTATION]
    return b"".join(gzip.open(name).read() for name in days)


def header(message, name):
    for line in message.split(b"\n\n", 1)[0].split(b"\n"):
        if line.lower().startswith(name):
            return line[len(name):].strip().decode("ascii", "replace")
    return ""


def received(lab):
    """What came into the mailboxes of this server's senders, whoever sent it."""
    for table in glob.glob(f"{lab}/*/bounces/bounces.csv"):
        with open(table, newline="", encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                if row["found_in"].startswith(SERVER + ":"):
                    yield os.path.join(os.path.dirname(os.path.dirname(table)), row["file"])
    yield from glob.glob(f"{lab}/{SERVER}/not-bounces/*")


def mbox(lab):
    """RFC 4155, with the lines of a body that look like a separator quoted."""
    messages = []
    for name in received(lab):
        with open(name, "rb") as file:
            message = file.read().replace(b"\r\n", b"\n")
        sent = email.utils.parsedate_to_datetime(header(message, b"date:"))
        if sent < END:
            messages.append((sent, os.path.basename(name), message))
    parts = []
    for sent, _, message in sorted(messages):
        parts.append(b"From MAILER-DAEMON " + sent.strftime("%a %b %d %H:%M:%S %Y").encode() + b"\n")
        for line in message.rstrip(b"\n").split(b"\n"):
            parts.append((b">" if line.lstrip(b">").startswith(b"From ") else b"") + line + b"\n")
        parts.append(b"\n")
    return b"".join(parts)


if len(sys.argv) != 3:
    sys.exit(__doc__)
os.makedirs(sys.argv[2], exist_ok=True)
pack(f"{sys.argv[2]}/postfix-mail.log.xz", log(sys.argv[1]))
pack(f"{sys.argv[2]}/bounces.mbox.xz", mbox(sys.argv[1]))
