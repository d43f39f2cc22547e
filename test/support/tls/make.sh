#!/bin/sh
# Makes the certificates in this folder anew: sh test/support/tls/make.sh (OpenSSL 3).
#
# They are for a server on loopback and worth nothing elsewhere. The authorities' keys are thrown away at the end,
# so that nobody can sign a further certificate with them. All but expired.pem are valid from 2020 to 2056: a
# machine whose clock is years off still passes the tests.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

touch "$work/index"
cat > "$work/config" << END
[ca]
default_ca = tests
[tests]
database = $work/index
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = sha256
policy = names
[names]
commonName = supplied
END

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

# issue NAME KEY EXTENSIONS LAST-YEAR SIGNER…: NAME.pem for that key. SIGNER is a certificate and its key, or -selfsign.
issue() {
  name=$1 key=$2 extensions=$3 last=$4
  shift 4
  openssl req -new -key "$key" -subj "/CN=$(basename "$name") (aws-mfa tests)" -out "$work/request"
  printf '%b' "$extensions" > "$work/extensions"
  openssl ca -config "$work/config" -batch -notext -in "$work/request" -out "$name.pem" -extfile "$work/extensions" \
    -startdate 20200101000000Z -enddate "${last}0101000000Z" "$@" 2> /dev/null
}

host='subjectAltName=DNS:localhost,IP:127.0.0.1\n'
authority='basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n'
by_ca="-cert ca.pem -keyfile $work/ca.key"
by_intermediate="-cert $work/intermediate.pem -keyfile $work/intermediate.key"

new_key server.key
new_key "$work/ca.key"
new_key "$work/intermediate.key"

# The signer is meant to split into words: mktemp gives no blanks.
issue ca "$work/ca.key" "$authority" 2056 -selfsign -keyfile "$work/ca.key"
issue "$work/intermediate" "$work/intermediate.key" "$authority" 2056 $by_ca
issue valid server.key "$host" 2056 $by_ca
issue expired server.key "$host" 2021 $by_ca
issue wrong-host server.key 'subjectAltName=DNS:elsewhere.test\n' 2056 $by_ca
issue missing-intermediate server.key "$host" 2056 $by_intermediate
issue self-signed server.key "$host" 2056 -selfsign -keyfile server.key
