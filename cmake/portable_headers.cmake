# SPDX-License-Identifier: Apache-2.0
#
# Debian has the header-only libraries for its own architecture alone. Their headers serve any other, but /usr/include
# as a whole does not: it holds the native C library too. So a cross build sees them through links, one a library.
set(portable_headers ${PROJECT_BINARY_DIR}/portable-headers)
file(MAKE_DIRECTORY ${portable_headers})
foreach(library boost fmt nlohmann CLI kainjow toml++ pugixml.hpp pugiconfig.hpp)
  if(NOT EXISTS /usr/include/${library})
    message(FATAL_ERROR "/usr/include/${library} is missing; tests/run.sh installs what is needed")
  endif()
  file(CREATE_LINK /usr/include/${library} ${portable_headers}/${library} SYMBOLIC)
endforeach()

set(KAINJOW_MUSTACHE_INCLUDE_DIR ${portable_headers})
add_library(portable_headers INTERFACE IMPORTED)
set_target_properties(portable_headers PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES ${portable_headers}
  INTERFACE_COMPILE_DEFINITIONS "FMT_HEADER_ONLY;BOOST_ERROR_CODE_HEADER_ONLY")
foreach(target Boost::headers fmt::fmt nlohmann_json::nlohmann_json CLI11::CLI11 tomlplusplus::tomlplusplus pugixml::pugixml)
  add_library(${target} INTERFACE IMPORTED)
  target_link_libraries(${target} INTERFACE portable_headers)
endforeach()

# Nothing is linked with the libraries, so they get no index: to make one of Windows' objects takes minutes.
set(CMAKE_CXX_ARCHIVE_CREATE "<CMAKE_AR> qcS <TARGET> <OBJECTS>")
set(CMAKE_CXX_ARCHIVE_FINISH "")
