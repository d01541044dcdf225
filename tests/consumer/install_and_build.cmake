# SPDX-License-Identifier: Apache-2.0
#
# cmake -D BUILD=... -D SOURCE=... -D SCRATCH=... -D COMPILER=... -D FLAGS=... -D VERSION=... -P install_and_build.cmake
set(prefix ${SCRATCH}/installed)
set(consumer ${SCRATCH}/build)
file(REMOVE_RECURSE ${prefix} ${consumer})

execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(path bin/sstp-probe share/sstp-probe/policies/azure-p2s-2024.toml share/sstp-probe/samples/evidence.zip
             share/sstp-probe/samples/ci/github-actions.yml)
  if(NOT EXISTS ${prefix}/${path})
    message(FATAL_ERROR "not installed: ${path}")
  endif()
endforeach()

# What was installed must not lead back to where it was built.
file(GLOB package_files ${prefix}/lib*/cmake/sstp-probe/*.cmake ${prefix}/lib*/*/cmake/sstp-probe/*.cmake)
if(NOT package_files)
  message(FATAL_ERROR "no package file was installed")
endif()
get_filename_component(root ${SOURCE}/../.. ABSOLUTE)
foreach(file IN LISTS package_files)
  file(READ ${file} text)
  string(FIND "${text}" "${root}/" at)
  if(NOT at EQUAL -1)
    message(FATAL_ERROR "${file} names the source tree")
  endif()
endforeach()

execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${consumer} -G Ninja -D CMAKE_PREFIX_PATH=${prefix}
  -D WANTED_VERSION=${VERSION} -D CMAKE_CXX_COMPILER=${COMPILER} -D "CMAKE_CXX_FLAGS=${FLAGS}"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${consumer} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${consumer} --output-on-failure --no-tests=error
  COMMAND_ERROR_IS_FATAL ANY)
