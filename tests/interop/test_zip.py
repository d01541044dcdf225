# SPDX-License-Identifier: Apache-2.0
"""What our reader finds in a zip is what any other finds in it, or it refuses the zip: real archives of several programs,
changed in every field, against Python's zipfile, Info-ZIP's unzip and CMake's libarchive."""

import io
import os
import pathlib
import struct
import subprocess
import tempfile
import unittest
import zipfile
import zlib

LOCAL, CENTRAL, END = 30, 46, 22
FILES = {"MANIFEST.sha256": b"short", "reports/long.txt": b"all the same " * 40, "tool.txt": b"OpenSSL 3.0.19 " * 3}


def ours(archives):
    """For each archive: {name: (size, CRC-32)} of its files, or why it is refused."""
    octets = b"".join(struct.pack("<I", len(archive)) + archive for archive in archives)
    run = subprocess.run([os.environ["SSTP_PROBE_ZIP_LISTER"]], input=octets, capture_output=True, check=True)
    lines = run.stdout.decode("latin-1").split("\n")[:-1]
    assert len(lines) == len(archives), (len(lines), len(archives))
    return [line[1:] if line[0] == "-" else
            {name: (int(size), int(crc)) for name, size, crc in (one.rsplit(" ", 2) for one in line[1:].split(";")[:-1])
             if not name.endswith("/")} for line in lines]  # fmt: skip


def tree(folder):
    found = {}
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            found[str(path.relative_to(folder))] = "special"
        elif path.is_file():
            path.chmod(0o600)
            found[str(path.relative_to(folder))] = (path.stat().st_size, zlib.crc32(path.read_bytes()))
    return found


def python(path):
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        found = {info.filename: (len(content), zlib.crc32(content)) for info in infos for content in [archive.read(info)]}
        assert len(found) == len(infos)
        return found


def extracted(*command):
    def reader(path):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([word.format(path) for word in command], cwd=folder, check=True, capture_output=True)
            return tree(folder)

    return reader


READERS = {"zipfile": python, "unzip": extracted("unzip", "-qq", "-o", "{}"), "libarchive": extracted("cmake", "-E", "tar", "xf", "{}")}


def written(streamed=False):
    class Pipe(io.RawIOBase):
        """Nothing can be written again, so that sizes stand behind their files."""

        def __init__(self):
            self.octets = b""

        def writable(self):
            return True

        def write(self, octets):
            self.octets += bytes(octets)
            return len(octets)

    out = Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 29, 16, 22, 6)), content, zipfile.ZIP_DEFLATED)
    return out.octets if streamed else out.getvalue()


def made(*command):
    """By another program, of the files in a folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in FILES.items():
            path = pathlib.Path(folder, "in", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        subprocess.run(command, cwd=folder + "/in", check=True, capture_output=True)
        return pathlib.Path(folder, "out.zip").read_bytes()


class Parts:
    """Where the headers of a sound archive are."""

    def __init__(self, octets):
        self.end = len(octets) - END
        self.count, self.size, self.directory = struct.unpack_from("<HII", octets, self.end + 10)
        self.central, self.local, self.names = [], [], []
        at = self.directory
        for _ in range(self.count):
            name, extra, comment = struct.unpack_from("<HHH", octets, at + 28)
            self.central.append((at, at + CENTRAL + name + extra + comment))
            start = struct.unpack_from("<I", octets, at + 42)[0]
            self.local.append((start, start + LOCAL + sum(struct.unpack_from("<HH", octets, start + 26))))
            self.names.append((start + LOCAL, at + CENTRAL, name))
            at = self.central[-1][1]

    def headers(self):
        return self.local + self.central + [(self.end, self.end + END)]


def put(octets, *changes):
    out = bytearray(octets)
    for at, new in changes:
        out[at : at + len(new)] = new
    return bytes(out)


def each_octet(octets):
    parts = Parts(octets)
    spelt = {at for local, central, size in parts.names for start in (local, central) for at in range(start, start + size)}
    for start, end in parts.headers():
        fixed = {start: LOCAL for start, _ in parts.local} | {start: CENTRAL for start, _ in parts.central}
        for at in range(start, end):
            # Most of an extra field is times, which anybody may change.
            bits = range(8) if at in spelt or at < start + fixed.get(start, END) else (at % 8,)
            for value in (octets[at] ^ 1 << bit for bit in bits):
                yield f"octet {at} is {value}", put(octets, (at, bytes([value])))


# In a local header; 2 further on in the central directory.
FIELDS = {4: 2, 6: 2, 8: 2, 10: 2, 12: 2, 14: 4, 18: 4, 22: 4, 26: 2}


def each_field_twice(octets):
    """The same change in both headers: they agree, and what they say is not so, or means something else."""
    parts = Parts(octets)
    for (local, _), (central, _) in zip(parts.local, parts.central):
        for field, size in FIELDS.items():
            old = int.from_bytes(octets[local + field : local + field + size], "little")
            most = (1 << 8 * size) - 1
            for value in {old ^ 1 << bit for bit in range(8 * size)} | {0, 1, most, (old + 1) & most, (old - 1) & most}:
                new = value.to_bytes(size, "little")
                yield f"field {field} is {value} twice", put(octets, (local + field, new), (central + field + 2, new))


def each_name(octets):
    for local, central, size in Parts(octets).names:
        for name in (b"/" * size, b"..", b"../x", b"/etc", b"c:x", b"a\\b", b"a\0b", b"\x1b[1m", b"\xe4\xf6", b"\xc3\xa4", b".",
                     b"tool.txt", b"TOOL.TXT", b"a/b/c", b"a//b"):  # fmt: skip
            name = (name + b"x" * size)[:size]
            yield f"a name is {name}", put(octets, (local, name), (central, name))
            yield f"a name is {name} in one place", put(octets, (local, name))
            utf8 = [(at + offset, bytes([octets[at + offset] | 8])) for at, offset in ((local - LOCAL, 7), (central - CENTRAL, 9))]
            yield f"a name is {name} in UTF-8", put(octets, (local, name), (central, name), *utf8)


def shifted(octets, at, new, old=0):
    """With something else at `at`, and every offset so that it fits."""
    parts = Parts(octets)
    out = octets[:at] + new + octets[at + old :]
    more = len(new) - old

    def moved(place):
        return place + more if place >= at + old and (place > at or old) or place > at else place

    for (start, _), (local, _) in zip(parts.central, parts.local):
        out = put(out, (moved(start) + 42, struct.pack("<I", moved(local))))
    directory = moved(parts.directory)
    return put(out, (moved(parts.end) + 12, struct.pack("<II", moved(parts.end) - directory, directory)))


def each_place(octets):
    parts = Parts(octets)
    places = sorted({0, len(octets), parts.directory, parts.end} | {edge for pair in parts.headers() for edge in pair})
    other = written()
    for at in places:
        for new in (b"\0", b"PK\x05\x06" + bytes(18), b"PK\x07\x08" + bytes(12), b"PK\x06\x07" + bytes(16), other,
                    other[: Parts(other).directory], octets[-END:]):  # fmt: skip
            yield f"{len(new)} octets at {at}", octets[:at] + new + octets[at:]
            yield f"{len(new)} octets at {at}, and what follows moved", shifted(octets, at, new)
        for size in (1, 4, 22):
            yield f"without {size} octets at {at}", octets[:at] + octets[at + size :]


def entry(name, content, method=0, mode=0o100644, extra=b"", central_extra=b"", packed=None, flags=0):
    packed = content if packed is None else packed
    common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0x82C3, 0x5D7D, zlib.crc32(content), len(packed), len(content),
                         len(name), len(extra))  # fmt: skip
    directory = common[:-2] + struct.pack("<HHHHI", len(central_extra), 0, 0, 0, mode << 16)
    return b"PK\3\4" + common + name + extra + packed, b"PK\1\2" + struct.pack("<H", 3 << 8 | 20) + directory, name + central_extra


def archive(*entries, hidden=0):
    body = directory = b""
    for local, central, tail in entries:
        directory += central + struct.pack("<I", len(body)) + tail
        body += local
    count = len(entries) - hidden
    return body + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)


def extra(kind, octets):
    return struct.pack("<HH", kind, len(octets)) + octets


def deflated(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def tricks():
    a, b, content = entry(b"a.txt", b"one"), entry(b"b.txt", b"two"), b"the same, the same, the same, the same"
    sound = archive(a, b)
    yield "the directory counts one fewer", archive(a, b, hidden=1)
    yield "twice", archive(a, entry(b"a.txt", b"other"))
    yield "twice, in other letters", archive(a, entry(b"A.TXT", b"other"))
    yield "a file and a folder", archive(entry(b"x", b"one"), entry(b"x/y", b"two"))
    yield "a link", archive(entry(b"l", b"a.txt", mode=0o120777), a)
    yield "a device", archive(entry(b"d", b"", mode=0o020666))
    yield "a folder that holds something", archive(entry(b"d/", b"one", mode=0o040755))
    yield "a Unicode path", archive(entry(b"a.txt", b"one", central_extra=extra(
        0x7075, b"\1" + struct.pack("<I", zlib.crc32(b"a.txt")) + b"b.txt")))  # fmt: skip
    yield "a Unicode path in the local header", archive(entry(b"a.txt", b"one", extra=extra(
        0x7075, b"\1" + struct.pack("<I", zlib.crc32(b"a.txt")) + b"b.txt")))  # fmt: skip
    yield "zip64 sizes", archive(entry(b"a.txt", b"one", central_extra=extra(1, struct.pack("<QQ", 3, 3))))
    locator = b"PK\6\7" + struct.pack("<IQI", 0, 0, 1)
    yield "a locator of zip64 in an extra field", archive(entry(b"a.txt", b"one", central_extra=extra(
        0x5455, b"\0" * 56 + locator)))  # fmt: skip
    yield "a link among extra fields", archive(entry(b"a.txt", b"one", central_extra=extra(0x756E, b"\0" * 14 + b"b")))
    yield "an extra field that is cut", archive(entry(b"a.txt", b"one", central_extra=b"UT\xff\0"))
    yield "octets behind deflate's end", archive(entry(b"a.txt", content, 8, packed=deflated(content) + b"more"))
    yield "one octet behind deflate's end", archive(entry(b"a.txt", content, 8, packed=deflated(content) + b"\0"))
    yield "a zip in front", sound + archive(entry(b"c.txt", b"three"))
    yield "a comment with an end record", sound[:-2] + struct.pack("<H", 22) + archive()
    yield "one that says its size twice", archive(entry(b"a.txt", b"one", flags=8))


class Zip(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sound = {
            "Python": written(),
            "Python, streamed": written(streamed=True),
            "Info-ZIP": made("zip", "-q", "-r", "../out.zip", "."),
            "libarchive": made("cmake", "-E", "tar", "cf", "../out.zip", "--format=zip", "MANIFEST.sha256", "reports", "tool.txt"),
        }

    def assert_alike(self, changes):
        """Returns how many of them were read."""
        names, archives = zip(*changes)
        read = 0
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "one.zip")
            for name, octets, found in zip(names, archives, ours(archives)):
                if isinstance(found, str):
                    continue
                read += 1
                path.write_bytes(octets)
                for reader, look in READERS.items():
                    with self.subTest(name, reader=reader):
                        self.assertEqual(look(path), found)
        return read

    def test_sound_archives_are_read(self):
        expected = {name: (len(content), zlib.crc32(content)) for name, content in FILES.items()}
        for name, found in zip(self.sound, ours(list(self.sound.values()))):
            self.assertEqual(found, expected, name)
        self.assertEqual(self.assert_alike(self.sound.items()), len(self.sound))

    def test_every_octet_of_every_header(self):
        for name in ("Info-ZIP", "Python, streamed"):  # with extra fields, and with sizes behind the files
            with self.subTest(name):
                changes = list(each_octet(self.sound[name]))
                self.assertLess(self.assert_alike(changes), len(changes) / 4)

    def test_fields_that_lie_in_both_headers(self):
        for octets in self.sound.values():
            changes = list(each_field_twice(octets))
            self.assertLess(self.assert_alike(changes), len(changes) / 2)

    def test_names(self):
        for octets in self.sound.values():
            self.assert_alike(list(each_name(octets)))

    def test_something_more_or_less_anywhere(self):
        for name, octets in self.sound.items():
            with self.subTest(name):
                self.assertLessEqual(self.assert_alike(list(each_place(octets))), 3)

    def test_tricks(self):
        changes = list(tricks())
        for (name, _), found in zip(changes, ours([octets for _, octets in changes])):
            with self.subTest(name):
                self.assertIsInstance(found, str)


if __name__ == "__main__":
    unittest.main()
