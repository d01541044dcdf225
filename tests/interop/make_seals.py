# SPDX-License-Identifier: Apache-2.0
"""Writes the seals that unit tests and fuzzers read, anew: stock OpenSSL's, by people whose certificates last a hundred
years and whose keys are thrown away."""

import pathlib
import shutil
import tempfile

import seals

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "unit/probe/evidence/seals"


def main():
    with tempfile.TemporaryDirectory() as work:
        people = seals.People(work, days=36500)
        content, query = people / "content", people / "no-nonce"
        content.write_text("sealed\n")
        shutil.copy(people / "root.cert", FOLDER / "root.pem")
        shutil.copy(people / "alone.cert", FOLDER / "stranger.pem")
        for name, signer, *words in (("rsa", "rsa", "-md", "sha256"), ("ecdsa", "ecdsa", "-md", "sha384"),
                                     ("sha1", "rsa", "-md", "sha1"), ("attached", "rsa", "-nodetach")):  # fmt: skip
            seals.openssl("cms", "-sign", "-binary", "-in", content, "-outform", "DER", "-signer", people / f"{signer}.pem",
                          "-certfile", people / "between.cert", "-inkey", people / f"{signer}.key", *words, "-out",
                          FOLDER / "signature" / name)  # fmt: skip
        seals.openssl("ts", "-query", "-data", content, "-sha256", "-cert", "-no_nonce", "-out", query)
        for name, config in (("granted", "config"), ("refused", "narrow")):
            (FOLDER / "stamp" / name).write_bytes(people.answer(query.read_bytes(), config))


if __name__ == "__main__":
    main()
