# SPDX-License-Identifier: Apache-2.0
#
# The program itself: the composition root, and the unit that says from what it is built.
set(stamp ${CMAKE_CURRENT_BINARY_DIR}/build_stamp.cpp)

set(compiler "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
string(REGEX REPLACE "^GNU " "GCC " compiler "${compiler}")

set(libraries "")
foreach(library CLI11=CLI11 fmt=fmt nlohmann/json=nlohmann_json pugixml=pugixml toml++=tomlplusplus)
  string(REGEX MATCH "^(.+)=(.+)$" unused ${library})
  if(${CMAKE_MATCH_2}_VERSION)
    list(APPEND libraries "${CMAKE_MATCH_1} ${${CMAKE_MATCH_2}_VERSION}")
  endif()
endforeach()
list(JOIN libraries ", " libraries)

add_custom_target(build_stamp BYPRODUCTS ${stamp} VERBATIM
  COMMAND ${CMAKE_COMMAND} -D OUTPUT=${stamp} -D SOURCE=${PROJECT_SOURCE_DIR} -D "COMPILER=${compiler}"
          -D "LIBRARIES=${libraries}" -P ${CMAKE_CURRENT_LIST_DIR}/build_stamp.cmake)

add_executable(sstp-probe probe/main.cpp ${stamp})
add_dependencies(sstp-probe build_stamp)
set_source_files_properties(${stamp} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
target_link_libraries(sstp-probe PRIVATE probe_cli project_options)

# What Windows reads of a program: its version, and that it knows UTF-8 and long paths.
if(MINGW)
  enable_language(RC)
  configure_file(cmake/windows/program.rc.in program.rc @ONLY)
  target_sources(sstp-probe PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/program.rc)
  target_link_options(sstp-probe PRIVATE -s)
elseif(MSVC)
  target_sources(sstp-probe PRIVATE cmake/windows/program.manifest)
endif()

if(SSTP_PROBE_STATIC)
  target_sources(sstp-probe PRIVATE probe/static_program.cpp)
  set_source_files_properties(probe/static_program.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_link_libraries(sstp-probe PRIVATE OpenSSL::Crypto)
  target_link_options(sstp-probe PRIVATE -static-pie -s)
  # What is compiled for a program may not use headers that are compiled for libraries.
  set_target_properties(sstp-probe PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
endif()
