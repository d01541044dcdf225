# SPDX-License-Identifier: Apache-2.0
#
# The toolchain of the preset libcxx: the first clang from 19 on that has its libc++ with it.
if(NOT CMAKE_CXX_COMPILER)
  foreach(version RANGE 19 40)
    find_program(clang_${version} clang++-${version})
    if(clang_${version})
      execute_process(COMMAND ${clang_${version}} -stdlib=libc++ -x c++ -fsyntax-only -include version /dev/null
        RESULT_VARIABLE result ERROR_QUIET)
      if(result EQUAL 0)
        set(CMAKE_CXX_COMPILER ${clang_${version}} CACHE FILEPATH "")
        return()
      endif()
    endif()
  endforeach()
  message(FATAL_ERROR "no clang++-19 or later with its libc++ is installed; tests/run.sh installs one")
endif()
