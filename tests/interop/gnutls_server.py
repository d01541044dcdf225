# SPDX-License-Identifier: Apache-2.0
"""A server on GnuTLS itself, by way of ctypes: without Diffie-Hellman parameters, which gnutls-serv always sets.

  python3 gnutls_server.py PEM PRIORITY [DH-PARAMETERS]     announces its address

It says hello and no more: whoever finishes the handshake is left alone until he goes.
"""

import ctypes
import socket
import sys
import threading

SERVER, CRD_CERTIFICATE, X509_FMT_PEM = 1 << 0, 1, 1  # gnutls/gnutls.h
HANDSHAKE_MILLISECONDS = 20000

# The soname of GnuTLS 3.6.3 and later.
library = ctypes.CDLL("libgnutls.so.30")
library.gnutls_transport_set_int2.restype = None
library.gnutls_deinit.restype = None
library.gnutls_handshake_set_timeout.restype = None


class Datum(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_uint)]


def need(code, what):
    if code < 0:
        sys.exit(f"{what}: GnuTLS says {code}")


def credentials_of(pem, parameters):
    credentials = ctypes.c_void_p()
    need(library.gnutls_certificate_allocate_credentials(ctypes.byref(credentials)), "credentials")
    path = pem.encode()
    need(library.gnutls_certificate_set_x509_key_file(credentials, path, path, X509_FMT_PEM), pem)
    if parameters:
        with open(parameters, "rb") as file:
            octets = file.read()
        group = ctypes.c_void_p()
        need(library.gnutls_dh_params_init(ctypes.byref(group)), "parameters")
        datum = Datum(octets, len(octets))
        need(library.gnutls_dh_params_import_pkcs3(group, ctypes.byref(datum), X509_FMT_PEM), parameters)
        library.gnutls_certificate_set_dh_params(credentials, group)
    return credentials


def serve(connection, credentials, priority):
    session = ctypes.c_void_p()
    with connection:
        need(library.gnutls_init(ctypes.byref(session), SERVER), "session")
        need(library.gnutls_priority_set_direct(session, priority.encode(), None), priority)
        need(library.gnutls_credentials_set(session, CRD_CERTIFICATE, credentials), "credentials")
        library.gnutls_transport_set_int2(session, connection.fileno(), connection.fileno())
        library.gnutls_handshake_set_timeout(session, HANDSHAKE_MILLISECONDS)
        code = library.gnutls_handshake(session)
        while code < 0 and not library.gnutls_error_is_fatal(code):
            code = library.gnutls_handshake(session)
        if code < 0:
            library.gnutls_alert_send_appropriate(session, code)
        else:
            connection.recv(1)
        library.gnutls_deinit(session)


def main():
    pem, priority, *parameters = sys.argv[1:]
    credentials = credentials_of(pem, parameters[0] if parameters else None)
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    print("listening on %s:%d" % listener.getsockname(), flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, credentials, priority), daemon=True).start()


if __name__ == "__main__":
    main()
