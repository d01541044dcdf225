# SPDX-License-Identifier: Apache-2.0
"""Who may include whom. Reads every #include; an arrow that is not in these tables is an error.

tls <- probe <- reports <- probe/cli: sockets live in probe/engine alone, OpenSSL where handshakes are finished and in
the composition root, and reports are functions of values.
"""

import pathlib
import re

import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)

# Folder -> the folders of ours that it may include; each may include itself. "probe/" stands for all that is below it.
# The longest prefix of a path says which folder it belongs to.
ARROWS = {
    "tls": [],
    "tls/client": ["tls"],
    "probe/model": ["tls"],
    "probe/hello": ["tls", "probe/model"],
    "probe/judge": ["tls", "probe/model"],
    "probe/agenda": ["tls", "probe/model", "probe/hello", "probe/judge", "probe/clients", "probe/ladder"],
    "probe/sstp": ["tls", "probe/model"],
    "probe/proxy": ["tls", "probe/model", "probe/sstp"],
    "probe/ladder": ["tls", "tls/client", "probe/model", "probe/sstp"],
    "probe/policy": ["tls", "probe/model"],
    "probe/clients": ["tls", "probe/model", "probe/hello", "probe/judge", "probe/policy"],
    "probe/zip": ["tls"],
    "probe/capture": ["tls", "probe/model"],
    "probe/profile": ["tls", "probe/model", "probe/clients", "probe/zip"],
    "probe/evidence": ["tls", "tls/client", "probe/model", "probe/hello", "probe/proxy", "probe/judge", "probe/capture", "probe/evidence/seal", "probe/clients", "probe/sstp", "probe/ladder", "probe/agenda", "probe/record"],
    "probe/evidence/seal": ["tls", "tls/client", "probe/model"],
    "probe/record": ["tls", "tls/client", "probe/model", "probe/sstp", "probe/ladder", "probe/judge", "probe/agenda"],
    "probe/engine": ["tls", "tls/client", "probe/model", "probe/hello", "probe/judge", "probe/agenda", "probe/sstp", "probe/proxy", "probe/ladder", "probe/clients", "probe/record"],
    "reports": ["tls", "probe/model", "probe/policy", "probe/clients", "probe/capture", "probe/evidence"],
    "probe/cli": ["tls", "tls/client", "probe/", "reports"],
    "probe": ["tls", "tls/client", "probe/", "reports"],
    "samples": ["tls", "tls/client", "probe/model", "probe/sstp"],
    "tests": ["tls", "tls/client", "probe/", "reports", "samples"],
}

# Library -> the folders that may include it; the first that fits counts. A library that is not named here is free.
LIBRARIES = {
    "boost/asio/buffer": ["probe/engine", "probe/sstp", "samples", "tests"],  # no I/O, and Beast's messages are made of it
    "boost/beast/zlib": ["probe/zip"],  # no I/O: what a zip is packed with
    "boost/asio": ["probe/engine", "samples", "tests"],
    "boost/beast": ["probe/engine", "probe/sstp", "samples", "tests"],
    "openssl/": ["tls/client", "probe/evidence/seal", "probe/cli", "probe/main.cpp", "probe/static_program.cpp", "samples", "tests"],
    "CLI/": ["probe/cli", "samples", "tests"],
    "nlohmann/": ["reports", "probe/policy", "probe/clients", "probe/profile", "tests"],
    "pugixml": ["probe/profile"],
    "toml++/": ["probe/policy", "probe/clients", "samples", "tests"],
    "doctest": ["tests"],
    "kainjow/": ["reports/html"],
    "fmt/": ["probe", "reports", "samples", "tests"],
    "sys/": ["probe/engine", "probe/cli", "samples", "tests"],
    "netinet/": ["probe/engine", "samples", "tests"],
    "arpa/": ["probe/engine", "samples", "tests"],
    "unistd.h": ["probe/engine", "probe/cli", "samples", "tests"],
    "windows.h": ["tls/client/x509", "probe/engine", "probe/cli", "probe/clients"],
    "winsock2.h": ["probe/engine", "samples", "tests"],
}


def problems_of(path, text, exists):
    """What is wrong with one file's includes. `exists` tells whether a path from the root is a file."""
    problems = []
    includes = INCLUDE.findall(text)
    for mark, name in includes:
        if mark == '"':
            if not exists(name):
                problems.append(f'{path}: "{name}" is not a path from the root of the repository')
            elif not arrow_allowed(path, name):
                problems.append(f"{path}: {component(path)} may not include {component(name)} ({name})")
        elif is_ours(name):
            problems.append(f"{path}: <{name}> is ours: quote it")
        elif not library_allowed(path, name):
            problems.append(f"{path}: <{name}> is for {', '.join(LIBRARIES[library(name)])}")
    own = re.sub(r"\.cpp$", ".hpp", path)
    if own != path and exists(own) and includes[:1] != [('"', own)]:
        problems.append(f'{path}: the first include must be its own header, "{own}"')
    return problems


def arrow_allowed(path, included):
    source, destination = component(path), component(included)
    return destination == source or any(
        destination.startswith(folder) if folder.endswith("/") else destination == folder for folder in ARROWS[source]
    )


def component(path):
    return max((folder for folder in ARROWS if path.startswith(folder + "/")), key=len)


def is_ours(name):
    return name.split("/")[0] in tree.FOLDERS


def library_allowed(path, name):
    prefix = library(name)
    return prefix is None or any(path == folder or path.startswith(folder + "/") for folder in LIBRARIES[prefix])


def library(name):
    return next((prefix for prefix in LIBRARIES if name.startswith(prefix)), None)


def main():
    exists = lambda name: pathlib.Path(tree.ROOT / name).is_file()  # noqa: E731
    tree.finish([problem for path in tree.files(*tree.CXX) for problem in problems_of(path, tree.read(path), exists)])


if __name__ == "__main__":
    main()
