# SPDX-License-Identifier: Apache-2.0
#
# What else is in the program: licences, and a bill of materials. Packages have them; who builds for himself may have his
# libraries from elsewhere than Debian.
string(REGEX MATCH "^[0-9]+" gcc ${CMAKE_CXX_COMPILER_VERSION})
set(kind shared)
if(WIN32)
  set(kind windows)
elseif(SSTP_PROBE_STATIC)
  set(kind static)
endif()
set(documents ${PROJECT_BINARY_DIR}/documents)
file(MAKE_DIRECTORY ${documents})
set(third_party bash ${CMAKE_CURRENT_LIST_DIR}/third_party.sh)
add_custom_target(third_party VERBATIM
  COMMAND ${third_party} notices ${kind} ${gcc} > ${documents}/THIRD-PARTY.txt
  COMMAND ${third_party} bill ${kind} ${gcc} ${PROJECT_VERSION} > ${documents}/sstp-probe.cdx.json)
install(FILES ${documents}/THIRD-PARTY.txt ${documents}/sstp-probe.cdx.json DESTINATION ${CMAKE_INSTALL_DOCDIR}
  COMPONENT program OPTIONAL)
