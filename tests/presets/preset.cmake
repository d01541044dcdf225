# SPDX-License-Identifier: Apache-2.0
#
# cmake -D PRESET=name [-D CTEST_ARGUMENTS=...] -P preset.cmake, from the repository: configures and builds a preset,
# and runs its tests when there are arguments that choose them.
function(run)
  list(JOIN ARGN " " line)
  message(STATUS "${line}")
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "this ended with ${result}: ${line}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --preset ${PRESET})
run(${CMAKE_COMMAND} --build --preset ${PRESET})
if(CTEST_ARGUMENTS)
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  run(${CMAKE_CTEST_COMMAND} --preset ${PRESET} --no-tests=error --parallel ${cores} ${CTEST_ARGUMENTS})
endif()
