# SPDX-License-Identifier: Apache-2.0
#
# cpack: a .deb for the system that it is built on, or, of the preset static, a .tar.gz for any Linux, or, of the presets
# for Windows, a .zip.
set(CPACK_PACKAGE_NAME sstp-probe)
set(CPACK_PACKAGE_VENDOR "sstp-probe")
set(CPACK_PACKAGE_CONTACT "${SSTP_PROBE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "which TLS versions and cipher suites an SSTP gateway accepts")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};sstp-probe;program;/")

if(SSTP_PROBE_STATIC OR WIN32)
  set(CPACK_GENERATOR TGZ)
  if(WIN32)
    set(CPACK_GENERATOR ZIP)
  endif()
  list(APPEND CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};sstp-probe;archive;/")
  string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" system)
  set(CPACK_PACKAGE_FILE_NAME sstp-probe-${PROJECT_VERSION}-${system})
else()
  set(CPACK_GENERATOR DEB)
  list(APPEND CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};sstp-probe;debian;/")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_SECTION net)
  set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
  set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
  set(CPACK_PACKAGE_DESCRIPTION "Every version from SSL 2.0 to TLS 1.3 and every suite that IANA ever assigned,
whatever the OpenSSL that is installed still knows; each that is accepted is
carried up to a real SSTP call. What could not be told is never reported as
refused.")
endif()
include(CPack)
