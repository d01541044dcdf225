# SPDX-License-Identifier: Apache-2.0
#
# What `cmake --install` puts where. Components: `program` is what a user runs and reads, `development` what another
# program is built with, `archive` and `debian` what a package of that kind has beside the program.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(share ${CMAKE_INSTALL_DATADIR}/sstp-probe)
if(WIN32)  # all of it in one folder
  set(CMAKE_INSTALL_BINDIR .)
  set(CMAKE_INSTALL_DOCDIR .)
  set(share .)
endif()
install(TARGETS sstp-probe RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(DIRECTORY probe/policy/builtin/ DESTINATION ${share}/policies COMPONENT program)
install(DIRECTORY samples/ci DESTINATION ${share}/samples COMPONENT program)
install(FILES samples/evidence.zip samples/evidence-ca.pem DESTINATION ${share}/samples COMPONENT program)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT archive)
if(NOT CMAKE_CROSSCOMPILING)
  include(cmake/documents.cmake)
endif()
include(cmake/third_party.cmake)

# A folder of their own: there is another libtls.
set(archives ${CMAKE_INSTALL_LIBDIR}/sstp-probe)
set(exported project_options tls tls_client probe probe_agenda probe_capture probe_clients probe_engine probe_evidence
  probe_evidence_check probe_hello probe_judge probe_ladder probe_model probe_policy probe_profile probe_proxy probe_record
  probe_registry probe_seal probe_sstp probe_zip)
install(TARGETS ${exported} EXPORT sstp-probe ARCHIVE DESTINATION ${archives} COMPONENT development)
install(DIRECTORY tls probe DESTINATION include/sstp-probe COMPONENT development
  FILES_MATCHING PATTERN *.hpp PATTERN cli EXCLUDE)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/sstp-probe)
install(EXPORT sstp-probe NAMESPACE sstp-probe:: FILE sstp-probe-targets.cmake DESTINATION ${package} COMPONENT development)
configure_package_config_file(cmake/sstp-probe-config.cmake.in sstp-probe-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(sstp-probe-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/sstp-probe-config.cmake ${PROJECT_BINARY_DIR}/sstp-probe-config-version.cmake
  DESTINATION ${package} COMPONENT development)
include(cmake/packages.cmake)
