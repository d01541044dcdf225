# SPDX-License-Identifier: Apache-2.0
#
# The libraries of a program for Windows that is built on Debian. Two are compiled for it, by libraries.sh. Of the others
# the headers serve, but /usr/include as a whole does not: it holds the native C library too. So they are seen through
# links, one a library. Their package files, which tell versions, leave alone a target that is there already.
execute_process(COMMAND bash ${CMAKE_CURRENT_LIST_DIR}/libraries.sh OUTPUT_VARIABLE compiled
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/libraries.sh)
set(OPENSSL_USE_STATIC_LIBS ON)
foreach(found OPENSSL_INCLUDE_DIR LIB_EAY SSL_EAY pugixml_DIR)
  unset(${found} CACHE)  # may be of another folder than `compiled`
endforeach()

set(headers ${PROJECT_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})
foreach(library boost fmt nlohmann CLI kainjow toml++ doctest)
  if(EXISTS /usr/include/${library})
    file(CREATE_LINK /usr/include/${library} ${headers}/${library} SYMBOLIC)
  endif()
endforeach()
set(KAINJOW_MUSTACHE_INCLUDE_DIR ${headers})
foreach(target Boost::headers fmt::fmt fmt::fmt-header-only nlohmann_json::nlohmann_json CLI11::CLI11
               tomlplusplus::tomlplusplus doctest::doctest)
  add_library(${target} INTERFACE IMPORTED)
  set_target_properties(${target} PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ${headers}
    INTERFACE_COMPILE_DEFINITIONS "FMT_HEADER_ONLY;BOOST_ERROR_CODE_HEADER_ONLY")
endforeach()

execute_process(COMMAND g++ -print-multiarch OUTPUT_VARIABLE CMAKE_LIBRARY_ARCHITECTURE
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(CMAKE_PREFIX_PATH ${compiled} /usr)
