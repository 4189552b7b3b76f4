#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""usage: records.py RECORDS - what json_record() writes is what its fields say.

RECORDS (records.c) tells records of every kind with any fields present; here they are put
together again from their fields alone: nested at the dots, those that share a prefix where
its first field stands, present or not, and every value as EVENTS.md has it.
"""
import datetime
import ipaddress
import json
import subprocess
import sys


class Number(str):
    """As it is written."""


def milliseconds(ns):
    whole, part = divmod(abs(ns), 10**6)
    decimals = f".{part:06}".rstrip("0") if part else ""
    return Number(("-" if ns < 0 else "") + str(whole) + decimals)


def moment(ns):
    seconds, part = divmod(ns, 10**9)
    when = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return when.isoformat() + f".{part:09}Z"


def text(octets):
    return bytes.fromhex(octets).decode("utf-8", errors="replace")


def ip(octets):
    return ipaddress.ip_address(bytes.fromhex(octets))


def rows(kind_fields):
    return [nested([(key, value(*rest)) for key, *rest in row]) for row in kind_fields]


of_type = {
    "U64": lambda v: Number(v), "NS": lambda v: Number(v), "MS": milliseconds,
    "TIME": moment, "FLAG": bool, "TEXT": text, "SECRET": text, "IP": ip,
    "MAC": lambda v: "-".join(v[i:i + 2] for i in range(0, 12, 2)).upper(),
    "DIGEST": str, "TEXTS": lambda v: [text(t) for t in v], "ROWS": rows,
}
secrets = False


def value(kind, v):
    if v is None or (kind == "SECRET" and not secrets):
        return None
    return of_type[kind](v)


def without_absent(o):
    o = {k: without_absent(v) if isinstance(v, dict) else v for k, v in o.items()}
    return {k: v for k, v in o.items() if v is not None and v != {}}


def nested(pairs):
    top = {}
    for key, v in pairs:
        at = top
        *objects, last = key.split(".")
        for o in objects:
            at = at.setdefault(o, {})
        assert last not in at, key
        at[last] = v
    return without_absent(top)


def meant(dataset, fields, fixed):
    """In the order that they are written: time, what is fixed, the rest."""
    event = dataset not in ("", "mailwire.finding", "mailwire.capture")
    word = dataset.removeprefix("mailwire.").upper()
    pairs = []
    source = None
    for key, kind, v in fields:
        if key == "source.ip":
            source = value(kind, v)
        if key == "network.transport":
            pairs.append(("network.type", f"ipv{source.version}" if source else None))
        pairs.append((key, value(kind, v)))
        if key == "@timestamp" and dataset:
            pairs += [(k, v) for kinds, k, v in fixed
                      if kinds in ("ALL", word) or (kinds == "EVENT" and event)]
    return nested(pairs)


def unlike(got, want, path=""):
    """Where they differ first, or None."""
    if isinstance(want, dict) and isinstance(got, dict):
        if list(got) != list(want):
            return f"{path}: has {list(got)}, not {list(want)}"
        return next(filter(None, (unlike(got[k], want[k], f"{path}.{k}") for k in want)), None)
    if isinstance(want, list) and isinstance(got, list) and len(got) == len(want):
        return next(filter(None, (unlike(*pair, path + "[]") for pair in zip(got, want))), None)
    if isinstance(want, (ipaddress.IPv4Address, ipaddress.IPv6Address)):
        got = ipaddress.ip_address(got)
    if type(got) is not type(want) or got != want:
        return f"{path}: {got!r}, not {want!r}"
    return None


def once(pairs):
    assert len({k for k, _ in pairs}) == len(pairs), pairs
    return dict(pairs)


def main():
    global secrets
    out = subprocess.run([*sys.argv[1:], "20260811"], stdout=subprocess.PIPE, check=True).stdout
    first, *lines = out.decode("utf-8").split("\n")[:-1]
    fixed = json.loads(first)
    assert len(lines) == 2 * 60 * 25, len(lines)
    for got, want in zip(lines[::2], lines[1::2]):
        dataset, secrets, fields = json.loads(want)
        got_record = json.loads(got, parse_int=Number, parse_float=Number,
                                object_pairs_hook=once)
        why = unlike(got_record, meant(dataset, fields, fixed))
        assert why is None, f"{why}\n{got}\n{want}"


main()
