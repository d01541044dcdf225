# SPDX-License-Identifier: Apache-2.0
#
# To be included by scripts, with SOURCE set. Finds what is built: `commit`, which is empty when nobody knows, and
# SOURCE_DATE_EPOCH in the environment, by which string(TIMESTAMP) goes.
#
# The date is the commit's, so that who builds it again gets the same octets. SOURCE_DATE_EPOCH overrides it, as
# everywhere (reproducible-builds.org/specs/source-date-epoch).
set(commit "")
set(seconds "")

find_program(git git)
if(git AND EXISTS ${SOURCE}/.git)
  # The owner of the tree may be another than who builds it; what is in it is run all the same.
  set(git ${git} --no-optional-locks -c safe.directory=* -C ${SOURCE})
  execute_process(COMMAND ${git} log -1 --abbrev=12 "--format=%h %ct" OUTPUT_VARIABLE head ERROR_QUIET)
  execute_process(COMMAND ${git} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes ERROR_QUIET)
else()
  # An archive that git made has them here (.gitattributes).
  file(READ ${CMAKE_CURRENT_LIST_DIR}/commit.txt head)
  set(changes "")
endif()
if(head MATCHES "^([0-9a-f]+) ([0-9]+)")
  set(commit ${CMAKE_MATCH_1})
  set(seconds ${CMAKE_MATCH_2})
  if(changes)
    string(APPEND commit " with changes")
  endif()
endif()

if("$ENV{SOURCE_DATE_EPOCH}" STREQUAL "")
  set(ENV{SOURCE_DATE_EPOCH} "${seconds}")
endif()
if("$ENV{SOURCE_DATE_EPOCH}" STREQUAL "")
  unset(ENV{SOURCE_DATE_EPOCH})  # neither: the day on which it is built
endif()
