#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Makes the seals beside it: stock OpenSSL's, by people whose certificates last a hundred years and whose keys are
# thrown away. They are checked in; a run makes others that serve as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/config" <<CONFIG
[root]
basicConstraints = critical,CA:true
[signer]
keyUsage = critical,digitalSignature
subjectAltName = email:auditor@example.net
[stamper]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
serial = $work/serial
signer_digest = sha256
digests = sha256
default_policy = 1.2.3.4.1
ess_cert_id_alg = sha256
[narrow]
serial = $work/serial
signer_digest = sha256
digests = sha512
default_policy = 1.2.3.4.1
CONFIG
echo 01 >"$work/serial"

# person NAME SECTION ISSUER KEY...: without an issuer it signs itself
person() {
  local name=$1 section=$2 issuer=$3
  shift 3
  local by=()
  [ -z "$issuer" ] || by=(-CA "$work/$issuer.pem" -CAkey "$work/$issuer.key")
  openssl req -x509 -newkey "$@" -nodes -keyout "$work/$name.key" -out "$work/$name.pem" -subj "/O=Example/CN=$name" \
    -days 36500 -config "$work/config" -extensions "$section" "${by[@]}" 2>/dev/null
}

ec=(ec -pkeyopt ec_paramgen_curve:P-256)
person root root "" "${ec[@]}"
person stranger root "" "${ec[@]}"
person rsa signer root rsa:2048
person ecdsa signer root "${ec[@]}"
person tsa stamper root "${ec[@]}"
cp "$work/root.pem" "$work/stranger.pem" .

printf 'sealed\n' >"$work/content"
# sign FILE PERSON HASH
sign() {
  openssl cms -sign -binary -in "$work/content" -outform DER -signer "$work/$2.pem" -inkey "$work/$2.key" -md "$3" -out "$1"
}
mkdir -p signature stamp
sign signature/rsa rsa sha256
sign signature/ecdsa ecdsa sha384
sign signature/sha1 rsa sha1
openssl cms -sign -nodetach -binary -in "$work/content" -outform DER -signer "$work/rsa.pem" -inkey "$work/rsa.key" \
  -out signature/attached

openssl ts -query -data "$work/content" -sha256 -cert -no_nonce -out "$work/query" 2>/dev/null
# stamp FILE SECTION PERSON
stamp() {
  openssl ts -reply -config "$work/config" -section "$2" -queryfile "$work/query" -signer "$work/$3.pem" \
    -inkey "$work/$3.key" -out "$1" 2>/dev/null
}
stamp stamp/granted tsa tsa
stamp stamp/refused narrow tsa
