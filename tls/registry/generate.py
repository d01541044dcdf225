#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the registries (*_codes.hpp, *_table.cpp) from the tables in sources/.

    generate.py           write the files
    generate.py --check   exit 1, with a diff, when a file is not what it would write
"""

import argparse
import csv
import difflib
import hashlib
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the source tree stays as it is checked in
import suite_name

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE / "sources"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    status = 0
    for name, text in outputs().items():
        path = HERE / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        if check:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True),
                                                       f"{name} (checked in)", f"{name} (generated)"))
            status = 1
        else:
            path.write_bytes(text.encode("utf-8"))
    return status


def outputs() -> dict[str, str]:
    suites = cipher_suites()
    groups = named_groups()
    schemes = signature_schemes()
    alerts = alert_descriptions()
    suite_files = ("tls-parameters-4.csv", "unregistered-suites.csv", "sslv2-cipher-kinds.csv", "openssl-names.csv",
                   "seen-in-versions.csv")
    return {
        "cipher_suite_codes.hpp": codes_header(
            "CipherSuite", "std::uint32_t", suite_files[:3],
            "A TLS code has 16 bits, an SSL 2.0 cipher kind 24. Open: a peer may send any value.",
            [(name, code_text(code)) for code, name, *_ in suites]),
        "cipher_suite_table.cpp": cipher_suite_table(suites, suite_files),
        "named_group_codes.hpp": codes_header(
            "NamedGroup", "std::uint16_t", ("tls-parameters-8.csv",), "Open: a peer may send any value.",
            [(name, f"0x{code:04X}") for code, name, *_ in groups]),
        "named_group_table.cpp": simple_table(
            "NamedGroup", "named_group", "named_groups", ("tls-parameters-8.csv",),
            [f'{{C::{name}, "{name}", GroupKind::{kind}, {bits}}},' for code, name, kind, bits in groups]),
        "signature_scheme_codes.hpp": codes_header(
            "SignatureScheme", "std::uint16_t", ("tls-signaturescheme.csv",),
            "Open: a peer may send any value. RFC 5246 section 7.4.1.4.1 reads it as (hash, signature).",
            [(name, f"0x{code:04X}") for code, name, *_ in schemes]),
        "signature_scheme_table.cpp": simple_table(
            "SignatureScheme", "signature_scheme", "signature_schemes", ("tls-signaturescheme.csv",),
            [f'{{C::{name}, "{name}", SignatureHash::{hash_}, SignatureKey::{key}}},'
             for code, name, hash_, key in schemes]),
        "alert_description_codes.hpp": codes_header(
            "AlertDescription", "std::uint8_t", ("tls-parameters-6.csv",), "Open: a peer may send any value.",
            [(name, str(code)) for code, name in alerts]),
        "alert_description_table.cpp": alert_table(alerts),
    }


# What the sources hold.

def rows(file: str) -> list[dict[str, str]]:
    with open(SOURCES / file, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


# Sent in the list of suites, never selected: RFC 5746 section 3.3, RFC 7507 section 2.
SIGNALLING_VALUES = {0x00FF, 0x5600}


def cipher_suites() -> list[tuple[int, str, str, suite_name.Suite, str]]:
    openssl = {int(row["code"], 16): row["name"] for row in rows("openssl-names.csv")}
    found: list[tuple[int, str, str]] = []
    for row in rows("tls-parameters-4.csv"):
        value = re.fullmatch(r"0x([0-9A-F]{2}),0x([0-9A-F]{2})", row["Value"])
        if value and row["Description"].startswith("TLS_"):
            code = int(value[1] + value[2], 16)
            if code not in SIGNALLING_VALUES:
                found.append((code, row["Description"], "iana"))
        elif not re.match(r"Unassigned|Reserved", row["Description"]):
            raise suite_name.UnknownName(f"{row['Value']}: {row['Description']}")
    for file, origin in (("unregistered-suites.csv", "unregistered"), ("sslv2-cipher-kinds.csv", "ssl2")):
        found += [(int(row["code"], 16), row["name"], origin) for row in rows(file)]
    seen = {int(row["code"], 16): row["versions"] for row in rows("seen-in-versions.csv")}
    suites = []
    for code, name, origin in sorted(found):
        suite = suite_name.parse(name)
        suites.append((code, name, openssl.pop(code, ""), suite._replace(versions=seen.pop(code, suite.versions)), origin))
    if openssl or seen:
        raise suite_name.UnknownName(f"rows without a suite: {[*openssl.values(), *seen]}")
    return suites


def numbered(file: str) -> list[tuple[int, str]]:
    """The rows that assign a name to one number."""
    return [(int(row["Value"], 0), row["Description"].removesuffix(" (OBSOLETE)")) for row in rows(file)
            if re.fullmatch(r"\d+|0x[0-9A-Fa-f]+", row["Value"])
            and not re.match(r"Unassigned|Reserved", row["Description"])]


def named_groups() -> list[tuple[int, str, str, int]]:
    def bits(name: str) -> int:
        if name.startswith("arbitrary_explicit_"):
            return 0
        if name.lower().startswith("x25519"):
            return 255
        if name == "curveSM2":
            return 256
        return int(re.match(r"\D+(\d+)", name)[1])

    def kind(name: str) -> str:
        if name.startswith("ffdhe"):
            return "finite_field"
        if name.startswith("MLKEM"):
            return "post_quantum"
        return "hybrid" if re.search(r"MLKEM|Kyber", name) else "elliptic_curve"

    return [(code, name, kind(name), 0 if kind(name) == "post_quantum" else bits(name))
            for code, name in sorted(numbered("tls-parameters-8.csv"))]


def signature_schemes() -> list[tuple[int, str, str, str]]:
    named = dict(numbered("tls-signaturescheme.csv"))
    # RFC 5246 section 7.4.1.4.1: HashAlgorithm and SignatureAlgorithm. IANA's table calls the pairs that TLS 1.3 has no
    # use for "Reserved for backward compatibility".
    for hash_code, hash_ in enumerate(("md5", "sha1", "sha224", "sha256", "sha384", "sha512"), start=1):
        for key_code, key in enumerate(("rsa", "dsa", "ecdsa"), start=1):
            named.setdefault(hash_code << 8 | key_code, f"{key}_{hash_}")
    return [(code, name, *scheme_parts(name)) for code, name in sorted(named.items())]


def scheme_parts(name: str) -> tuple[str, str]:
    for pattern, key in ((r"rsa_pss_", "rsa_pss"), (r"rsa_", "rsa"), (r"dsa_", "dsa"), (r"ecdsa_", "ecdsa"),
                         (r"eccsi_", "other")):
        if re.match(pattern, name):
            return re.search(r"_(md5|sha1|sha224|sha256|sha384|sha512)(_legacy)?$", name)[1], key
    for pattern, hash_, key in ((r"ed\d+$", "intrinsic", "eddsa"), (r"gostr", "gost", "gost"),
                                (r"sm2sig_sm3", "sm3", "sm2"), (r"mldsa", "intrinsic", "mldsa"),
                                (r"iso_", "none", "other")):
        if re.match(pattern, name):
            return hash_, key
    raise suite_name.UnknownName(name)


def alert_descriptions() -> list[tuple[int, str]]:
    return sorted(numbered("tls-parameters-6.csv"))


# How the files look.

def code_text(code: int) -> str:
    return f"0x{code:04X}" if code <= 0xFFFF else f"0x{code:06X}"


def head(files: tuple[str, ...]) -> str:
    hashes = "".join(f"//   {file} sha256 {hashlib.sha256((SOURCES / file).read_bytes()).hexdigest()}\n"
                     for file in files)
    return ("// SPDX-License-Identifier: Apache-2.0\n"
            f"// Generated by tls/registry/generate.py: do not edit. Sources:\n{hashes}")


def codes_header(enum: str, underlying: str, files: tuple[str, ...], comment: str, codes: list[tuple[str, str]]) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in codes)
    return (f"{head(files)}#pragma once\n\n#include <cstdint>\n\nnamespace tls {{\n\n/// {comment}\n"
            f"enum class {enum} : {underlying} {{\n{lines}}};\n\n}}  // namespace tls\n")


def table(header: str, files: tuple[str, ...], extra: str, body: str, function: str) -> str:
    return (f'{head(files)}#include "tls/registry/{header}.hpp"\n#include "tls/registry/sorted_rows.hpp"\n\n'
            f"#include <array>\n\nnamespace tls {{\nnamespace {{\n\n{extra}"
            f"// clang-format off\n{body}// clang-format on\n\n"
            'static_assert(sorted_and_unique(kRows), "find() searches by halves");\n\n'
            f"}}  // namespace\n\n{function}\n\n}}  // namespace tls\n")


def array(row_type: str, lines: list[str]) -> str:
    body = "".join(f"  {line}\n" for line in lines)
    return f"constexpr std::array<{row_type}, {len(lines)}> kRows{{{{\n{body}}}}};\n"


def simple_table(enum: str, header: str, accessor: str, files: tuple[str, ...], lines: list[str]) -> str:
    return table(header, files, f"using C = {enum};\n\n", array(f"{enum}Info", lines),
                 f"std::span<const {enum}Info> {accessor}() {{ return kRows; }}")


def cipher_suite_table(suites, files: tuple[str, ...]) -> str:
    aliases = "".join(f"using {alias} = {enum};\n" for alias, enum in (
        ("S", "CipherSuite"), ("K", "KeyExchange"), ("A", "Authentication"), ("C", "Cipher"), ("M", "CipherMode"),
        ("H", "MacAlgorithm"), ("P", "PrfHash"), ("O", "SuiteOrigin"), ("V", "ProtocolVersion")))
    sets = ("\nconstexpr VersionSet kNone{};\n"
            "constexpr VersionSet kSsl2{V::SSLv2};\n"
            "constexpr VersionSet kSsl3{V::SSLv3};\n"
            "constexpr VersionSet kSsl3To12{V::SSLv3, V::TLSv1_0, V::TLSv1_1, V::TLSv1_2};\n"
            "constexpr VersionSet kTls10To12{V::TLSv1_0, V::TLSv1_1, V::TLSv1_2};\n"
            "constexpr VersionSet kTls12{V::TLSv1_2};\n"
            "constexpr VersionSet kTls13{V::TLSv1_3};\n\n")
    lines = [f'{{S::{name}, "{name}", "{openssl}", K::{suite.key_exchange}, A::{suite.authentication}, '
             f"C::{suite.cipher}, {suite.key_bits}, M::{suite.mode}, H::{suite.mac}, P::{suite.prf}, "
             f"{'true' if suite.is_export else 'false'}, {suite.versions}, O::{origin}}},"
             for code, name, openssl, suite, origin in suites]
    return table("cipher_suite", files, aliases + sets, array("CipherSuiteInfo", lines),
                 "std::span<const CipherSuiteInfo> cipher_suites() { return kRows; }")


def alert_table(alerts: list[tuple[int, str]]) -> str:
    cases = "".join(f'    case AlertDescription::{name}:\n      return "{name}";\n' for _, name in alerts)
    return (f'{head(("tls-parameters-6.csv",))}#include "tls/registry/alert_description.hpp"\n\nnamespace tls {{\n\n'
            f"std::string to_string(AlertDescription description) {{\n  switch (description) {{\n{cases}  }}\n"
            "  return std::to_string(static_cast<unsigned>(description));\n}\n\n}  // namespace tls\n")


if __name__ == "__main__":
    sys.exit(main())
