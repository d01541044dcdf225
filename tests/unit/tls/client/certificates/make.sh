#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes the certificates beside it again, with the openssl command (3.0). Keys are thrown away.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
touch index.txt
cat > ca.cnf <<'END'
[ca]
default_ca = any
[any]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
copy_extensions = none
policy = anything
[anything]
countryName = optional
organizationName = optional
commonName = optional
[req]
distinguished_name = none
[none]
[ca_usage]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:vpn.example.net, DNS:*.wild.example, IP:192.0.2.1, IP:2001:db8:0:0:1::1, email:a@example.net
[any_usage]
extendedKeyUsage = anyExtendedKeyUsage
subjectAltName = DNS:vpn.example.net
[client]
extendedKeyUsage = clientAuth
subjectAltName = DNS:vpn.example.net
[bare]
END

# make NAME SUBJECT KEY ISSUER SECTION START END [ca options]: ISSUER may be NAME itself.
make() {
  local name=$1 subject=$2 key=$3 issuer=$4 section=$5 start=$6 end=$7
  shift 7
  local -a algorithm
  case $key in
    rsa:*) algorithm=(-newkey "$key") ;;
    ed25519) algorithm=(-newkey ed25519) ;;
    *) algorithm=(-newkey ec -pkeyopt "ec_paramgen_curve:$key") ;;
  esac
  openssl req -new -nodes -utf8 -config ca.cnf -subj "$subject" "${algorithm[@]}" -keyout "$name.key" -out "$name.csr"
  local -a signer=(-cert "$here/$issuer.pem")
  if [ "$issuer" = "$name" ]; then signer=(-selfsign); fi
  openssl ca -batch -notext -utf8 -config ca.cnf -in "$name.csr" "${signer[@]}" -keyfile "$issuer.key" \
    -extensions "$section" -startdate "$start" -enddate "$end" -out "$here/$name.pem" "$@"
}

old=20200101000000Z far=20400101000000Z begin=20260101000000Z end=20270331120000Z
make root "/C=XX/O=Example/CN=Test Root" rsa:2048 root ca_usage $old $far -md sha1
make issuer "/O=Example/CN=Test Issuer" prime256v1 root ca_usage $old $far -md sha384
make leaf "/O=Exämple, Inc./CN=vpn.example.net" rsa:2048 issuer server $begin $end -md sha256
make common_name "/CN=vpn.example.net" rsa:1024 root bare $begin $end -md sha1
make any_usage "/CN=any" secp384r1 root any_usage $begin $end -md sha256 -sigopt rsa_padding_mode:pss
make client "/CN=client" secp521r1 root client $begin $end -md md5
make self_signed "/CN=vpn.example.net" ed25519 self_signed server $begin $end -md null
make below_leaf "/CN=below" prime256v1 leaf server $begin $end -md sha512
make brainpool "/CN=vpn.example.net" brainpoolP384r1 brainpool bare "$begin" "$end" -md sha256
# RFC 5480 2.1.1 forbids parameters that are written out; some tools write them all the same.
openssl req -x509 -nodes -subj /CN=vpn.example.net -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
  -pkeyopt ec_param_enc:explicit -days 3650 -keyout explicit.key -out "$here/explicit.pem"
# Issued by a CA that is thrown away.
openssl req -x509 -nodes -subj "/CN=Gone Issuer" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout gone.key -out gone.pem
openssl req -new -nodes -subj /CN=vpn.example.net -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout says.key -out says.csr
openssl x509 -req -in says.csr -CA gone.pem -CAkey gone.key -days 3650 -out "$here/says_issuer.pem" \
  -extfile <(echo "authorityInfoAccess = caIssuers;URI:http://ca.example.net/issuer.cer")
