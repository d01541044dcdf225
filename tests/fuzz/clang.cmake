# SPDX-License-Identifier: Apache-2.0
#
# The toolchain of the preset fuzz: the first clang that has its libFuzzer with it. A release has some of these versions
# and not the others, and their runtimes are packages of their own.
if(NOT CMAKE_CXX_COMPILER)
  foreach(version RANGE 14 30)
    find_program(clang_${version} clang++-${version})
    if(clang_${version})
      execute_process(COMMAND ${clang_${version}} -print-resource-dir OUTPUT_VARIABLE resources OUTPUT_STRIP_TRAILING_WHITESPACE)
      file(GLOB_RECURSE runtime ${resources}/lib/libclang_rt.fuzzer-* ${resources}/lib/libclang_rt.fuzzer.a)
      if(runtime)
        set(CMAKE_CXX_COMPILER ${clang_${version}} CACHE FILEPATH "")
        return()
      endif()
    endif()
  endforeach()
  message(FATAL_ERROR "no clang++-14 or later with its libFuzzer is installed; tests/run.sh installs one")
endif()
