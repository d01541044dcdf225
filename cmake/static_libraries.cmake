# SPDX-License-Identifier: Apache-2.0
#
# The libraries of a program that needs none at run time. Debian has archives of OpenSSL and pugixml; {fmt} and toml++
# serve as their headers alone. Their package files leave alone a target that is there already.
set(OPENSSL_USE_STATIC_LIBS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_path(FMT_INCLUDE_DIR fmt/core.h REQUIRED)
foreach(target fmt::fmt fmt::fmt-header-only)
  add_library(${target} INTERFACE IMPORTED)
  set_target_properties(${target} PROPERTIES
    INTERFACE_COMPILE_DEFINITIONS FMT_HEADER_ONLY INTERFACE_INCLUDE_DIRECTORIES ${FMT_INCLUDE_DIR})
endforeach()

add_library(tomlplusplus::tomlplusplus INTERFACE IMPORTED)

find_package(pugixml REQUIRED)
if(TARGET pugixml::static)
  set_target_properties(pugixml::pugixml PROPERTIES INTERFACE_LINK_LIBRARIES pugixml::static)
endif()
