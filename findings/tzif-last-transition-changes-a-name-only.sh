#!/usr/bin/env bash
# Time zone files (TZif, RFC 8536) of PyPI's tzdata 2026.6, the "slim" kind: the last explicit transition of Europe/Lisbon, 1996-03-31T01:00Z,
# goes from CET (+01:00, standard time) to WEST (+01:00, summer time), so it moves no clock. One would guess that it can be left out, as a
# compact table of offsets does. But from the last transition on the footer's rule holds (WET0WEST,M3.5.0/1,M10.5.0): without it the rule
# begins in September 1995, and the winter of 1995/96 comes out at +00:00 instead of +01:00. Needs: Python 3 with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tzdata==2026.6
cat > "$folder/read.py" <<'PY'
"""Reads the 64-bit block of a TZif file: transitions with what holds from each on, and the footer."""
import importlib.resources
import struct

data = (importlib.resources.files("tzdata") / "zoneinfo" / "Europe" / "Lisbon").read_bytes()

def block(offset, size):
    isut, isstd, leap, count, kinds, chars = struct.unpack(">20x6l", data[offset : offset + 44])
    at = offset + 44
    instants = struct.unpack(f">{count}{'q' if size == 8 else 'l'}", data[at : at + count * size])
    at += count * size
    indexes = data[at : at + count]
    at += count
    types = [struct.unpack(">lbB", data[at + 6 * i : at + 6 * i + 6]) for i in range(kinds)]
    at += 6 * kinds
    names = data[at : at + chars]
    at += chars + leap * (size + 4) + isstd + isut
    return instants, indexes, types, names, at

*_, second = block(0, 4)
instants, indexes, types, names, end = block(second, 8)
rows = [(instant, types[index][0], names[types[index][2] :].split(b"\0")[0].decode()) for instant, index in zip(instants, indexes)]
footer = data[end:].strip().decode()
(before, last) = rows[-2:]
print("before:", before)
print("last:  ", last)
print("footer:", footer)

# What holds on 1996-01-15T12:00Z: by the file as it is, and by a reader that leaves out what changes no offset.
asked = 821707200
def offset_at(kept):
    earlier = [row for row in kept if row[0] <= asked]
    return 0 if asked >= kept[-1][0] else earlier[-1][1]  # after the last kept transition the footer speaks: winter is WET, +00:00
slim = [row for i, row in enumerate(rows) if i == 0 or row[1] != rows[i - 1][1]]
print("1996-01-15 by the file:", offset_at(rows), "s; without transitions that change no offset:", offset_at(slim), "s")
PY
seen=$("$folder/venv/bin/python" "$folder/read.py")
echo "$seen"
expected='before: (811904400, 3600, '"'CET'"')
last:   (828234000, 3600, '"'WEST'"')
footer: WET0WEST,M3.5.0/1,M10.5.0
1996-01-15 by the file: 3600 s; without transitions that change no offset: 0 s'
[ "$seen" = "$expected" ] || { echo "expected:"; echo "$expected"; exit 1; }
