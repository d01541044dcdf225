# SPDX-License-Identifier: Apache-2.0
"""Reads what the name of a cipher suite says. A word that it does not know is an error."""

import re
from typing import NamedTuple


class UnknownName(Exception):
    """The name does not follow the grammar below: teach the grammar, don't guess."""


class Suite(NamedTuple):
    """Enumerators of tls/registry/cipher_suite.hpp; `versions` is the name of a constant in the generated table."""
    key_exchange: str
    authentication: str
    cipher: str
    key_bits: int
    mode: str
    mac: str
    prf: str
    is_export: bool
    versions: str


def parse(name: str) -> Suite:
    if name == "TLS_NULL_WITH_NULL_NULL":
        # RFC 5246 A.5: "is specified and is the initial state of a TLS connection during the first handshake on that
        # channel, but MUST NOT be negotiated": no version can be asked for it.
        return Suite("null", "null", "null", 0, "none", "null", "none", False, "kNone")
    if name.startswith("SSL_CK_"):
        return _ssl2(name)
    if name.startswith("TLS_") and "_WITH_" not in name:
        return _tls13(name)
    match = re.fullmatch(r"(?:TLS|SSL)_(\w+?)_WITH_(\w+)", name)
    if not match:
        raise UnknownName(name)
    return _classic(name, *match.groups())


# TLS_<key exchange>_WITH_<cipher>_<hash>: SSL 3.0 to TLS 1.2.

_KEY_EXCHANGES = {
    "RSA": ("rsa", "rsa"),
    "RSA_FIPS": ("rsa", "rsa"),
    "RSA_OLDFIPS": ("rsa", "rsa"),
    "RSA_EXPORT": ("rsa_export", "rsa"),
    "RSA_EXPORT1024": ("rsa_export", "rsa"),
    "DH_anon": ("dhe", "anonymous"),
    "DH_DSS": ("dh", "dh"),
    "DH_RSA": ("dh", "dh"),
    "DHE_DSS": ("dhe", "dss"),
    "DHE_RSA": ("dhe", "rsa"),
    "ECDH_anon": ("ecdhe", "anonymous"),
    "ECDH_ECDSA": ("ecdh", "ecdh"),
    "ECDH_RSA": ("ecdh", "ecdh"),
    "ECDHE_ECDSA": ("ecdhe", "ecdsa"),
    "ECDHE_RSA": ("ecdhe", "rsa"),
    "KRB5": ("krb5", "krb5"),
    "PSK": ("psk", "psk"),
    "RSA_PSK": ("rsa_psk", "rsa"),
    "DHE_PSK": ("dhe_psk", "psk"),
    "PSK_DHE": ("dhe_psk", "psk"),  # RFC 6655 spells two of its names so
    "ECDHE_PSK": ("ecdhe_psk", "psk"),
    "SRP_SHA": ("srp", "srp"),
    "SRP_SHA_RSA": ("srp", "rsa"),
    "SRP_SHA_DSS": ("srp", "dss"),
    "ECCPWD": ("eccpwd", "eccpwd"),
    "CECPQ1_RSA": ("cecpq1", "rsa"),
    "CECPQ1_ECDSA": ("cecpq1", "ecdsa"),
    "GOSTR341094": ("gost", "gost"),
    "GOSTR341001": ("gost", "gost"),
    "GOSTR341112_256": ("gost", "gost"),
    "FORTEZZA_KEA": ("fortezza_kea", "fortezza_kea"),
}

_CIPHERS = {
    "NULL": ("null", 0, "none"),
    "RC4_40": ("rc4", 40, "stream"),
    "RC4_56": ("rc4", 56, "stream"),
    "RC4_128": ("rc4", 128, "stream"),
    "RC2_CBC_40": ("rc2", 40, "cbc"),
    "RC2_CBC_56": ("rc2", 56, "cbc"),
    "IDEA_CBC": ("idea", 128, "cbc"),
    "DES40_CBC": ("des", 40, "cbc"),
    "DES_CBC_40": ("des", 40, "cbc"),
    "DES_CBC": ("des", 56, "cbc"),
    "3DES_EDE_CBC": ("des3", 168, "cbc"),
    "SEED_CBC": ("seed", 128, "cbc"),
    "FORTEZZA_CBC": ("fortezza", 80, "cbc"),
    "CHACHA20_POLY1305": ("chacha20_poly1305", 256, "aead"),
    "28147_CNT": ("gost28147", 256, "ctr"),
    "KUZNYECHIK_CTR": ("kuznyechik", 256, "ctr"),
    "MAGMA_CTR": ("magma", 256, "ctr"),
    "KUZNYECHIK_MGM_L": ("kuznyechik", 256, "aead"),
    "KUZNYECHIK_MGM_S": ("kuznyechik", 256, "aead"),
    "MAGMA_MGM_L": ("magma", 256, "aead"),
    "MAGMA_MGM_S": ("magma", 256, "aead"),
    "AEGIS_128L": ("aegis", 128, "aead"),
    "AEGIS_256": ("aegis", 256, "aead"),
    "ASCONAEAD128": ("ascon", 128, "aead"),
    **{f"{block}_{bits}_{mode}": (block.lower(), bits, mode.lower())
       for block in ("AES", "CAMELLIA", "ARIA") for bits in (128, 256) for mode in ("CBC", "GCM", "CCM", "CCM_8")},
    **{f"SM4_{mode}": ("sm4", 128, mode.lower()) for mode in ("GCM", "CCM")},
}

_HASHES = {"MD5": "md5", "SHA": "sha1", "SHA256": "sha256", "SHA384": "sha384", "IMIT": "gost", "OMAC": "gost",
           "GOSTR3411": "gost", "SM3": "sm3"}

_AEAD_MODES = ("gcm", "ccm", "ccm_8", "aead")


def _classic(name: str, key_exchange: str, rest: str) -> Suite:
    rest = rest.removesuffix("_OLD")  # the ChaCha20 draft and GOST codes that a later assignment replaced
    is_export = bool(re.search(r"_EXPORT(1024)?$", key_exchange))
    base = key_exchange if key_exchange in _KEY_EXCHANGES else re.sub(r"_EXPORT(1024)?$", "", key_exchange)
    if base not in _KEY_EXCHANGES:
        raise UnknownName(f"{name}: key exchange {key_exchange}")
    kx, authentication = _KEY_EXCHANGES[base]

    if rest in _CIPHERS:  # no hash in the name
        cipher, hash_word = rest, None
    else:
        cipher, _, hash_word = rest.rpartition("_")
        if cipher not in _CIPHERS or hash_word not in _HASHES:
            raise UnknownName(f"{name}: cipher and hash {rest}")
    algorithm, key_bits, mode = _CIPHERS[cipher]

    if algorithm in ("kuznyechik", "magma") and mode == "aead":
        # RFC 9367: the MGM suites are for TLS 1.3, whatever the name says about a key exchange.
        return Suite("tls13", "tls13", algorithm, key_bits, mode, "aead", "gost", False, "kTls13")
    aead = mode in _AEAD_MODES
    if hash_word is None:
        if not mode.startswith("ccm"):
            raise UnknownName(f"{name}: no hash")
        mac, prf = "aead", "sha256"  # RFC 6655 section 3, RFC 7251 section 2: the TLS 1.2 PRF with SHA-256
    else:
        mac = "aead" if aead else _HASHES[hash_word]
        prf = "md5_sha1" if _HASHES[hash_word] in ("md5", "sha1") else _HASHES[hash_word]
    return Suite(kx, authentication, algorithm, key_bits, mode, mac, prf, is_export, _versions(kx, algorithm, mac))


def _versions(kx: str, cipher: str, mac: str) -> str:
    if kx == "fortezza_kea":
        return "kSsl3"  # RFC 5246 A.5 knows the codes as those of "Fortezza-based cipher suites in SSL 3"
    if cipher in ("kuznyechik", "magma"):
        return "kTls12"  # RFC 9189
    if kx == "gost":
        return "kTls10To12"
    if mac in ("md5", "sha1"):
        # What the MAC allows, not what the RFCs do: servers negotiate EXPORT in TLS 1.1 (banned by RFC 4346 A.5), DES
        # in TLS 1.2 (RFC 5469) and ECDHE in SSL 3.0, and such a server must be seen.
        return "kSsl3To12"
    if mac in ("sha256", "sha384") and kx in ("psk", "dhe_psk", "rsa_psk", "ecdhe_psk"):
        # RFC 5487 section 3 and RFC 5489 section 3.2 name a PRF for the time before TLS 1.2, too, and OpenSSL
        # negotiates them in TLS 1.0.
        return "kTls10To12"
    return "kTls12"  # RFC 5288 section 4, RFC 5289 section 4, RFC 5246 section 1.2: AEAD and SHA-2 came with TLS 1.2


# TLS_<cipher>_<hash>: TLS 1.3.

_TLS13_HASHES = {"SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512", "SM3": "sm3", "ASCONHASH256": "ascon"}


def _tls13(name: str) -> Suite:
    cipher, _, hash_word = name.removeprefix("TLS_").rpartition("_")
    if hash_word not in _TLS13_HASHES:
        raise UnknownName(f"{name}: hash {hash_word}")
    prf = _TLS13_HASHES[hash_word]
    if cipher in ("SHA256", "SHA384"):  # RFC 9150: integrity alone
        return Suite("tls13", "tls13", "null", 0, "none", _HASHES[cipher], prf, False, "kTls13")
    if cipher not in _CIPHERS or _CIPHERS[cipher][2] not in _AEAD_MODES:
        raise UnknownName(f"{name}: cipher {cipher}")
    algorithm, key_bits, mode = _CIPHERS[cipher]
    return Suite("tls13", "tls13", algorithm, key_bits, mode, "aead", prf, False, "kTls13")


# SSL_CK_<cipher>_WITH_<hash>: the cipher kinds of SSL 2.0.

_SSL2_CIPHERS = {
    "RC4_128": ("rc4", 128, "stream"),
    "RC4_128_EXPORT40": ("rc4", 40, "stream"),
    "RC4_64": ("rc4", 64, "stream"),
    "RC2_128_CBC": ("rc2", 128, "cbc"),
    "RC2_128_CBC_EXPORT40": ("rc2", 40, "cbc"),
    "IDEA_128_CBC": ("idea", 128, "cbc"),
    "DES_64_CBC": ("des", 56, "cbc"),
    "DES_64_CFB64": ("des", 56, "cfb"),
    "DES_192_EDE3_CBC": ("des3", 168, "cbc"),
}

_SSL2_HASHES = {"MD5": "md5", "MD5_1": "md5", "SHA": "sha1"}


def _ssl2(name: str) -> Suite:
    if name == "SSL_CK_NULL":
        return Suite("null", "null", "null", 0, "none", "null", "none", False, "kSsl2")
    cipher, _, hash_word = name.removeprefix("SSL_CK_").partition("_WITH_")
    if cipher not in _SSL2_CIPHERS or hash_word not in _SSL2_HASHES:
        raise UnknownName(name)
    algorithm, key_bits, mode = _SSL2_CIPHERS[cipher]
    return Suite("ssl2_rsa", "rsa", algorithm, key_bits, mode, _SSL2_HASHES[hash_word], "none",
                 cipher.endswith("_EXPORT40"), "kSsl2")
