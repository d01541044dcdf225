# SPDX-License-Identifier: Apache-2.0
#
# cmake -D SOURCE=... -D VERSION=... -D CONTACT=... -P changelog.cmake: prints the changelog of the Debian package, whose
# one entry is this release.
include(${CMAKE_CURRENT_LIST_DIR}/commit.cmake)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
execute_process(COMMAND ${CMAKE_COMMAND} -E echo
  "sstp-probe (${VERSION}) unstable; urgency=medium\n\n  * Release ${VERSION}.\n\n -- ${CONTACT}  ${date}")
