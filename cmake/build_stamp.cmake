# SPDX-License-Identifier: Apache-2.0
#
# cmake -D OUTPUT=... -D SOURCE=... -D COMPILER=... -D LIBRARIES=... -P build_stamp.cmake: writes the unit that says from
# what the program is built, and leaves it alone when that is as before. Run by every build, as only that sees a new
# commit; so it is a unit of its own, and nothing else is compiled again.
include(${CMAKE_CURRENT_LIST_DIR}/commit.cmake)
string(TIMESTAMP date "%Y-%m-%d" UTC)

set(unit "// Made by cmake/build_stamp.cmake.
#include \"probe/cli/platform/tool_info.hpp\"

namespace probe::cli {

BuildStamp build_stamp() { return {\"${commit}\", \"${date}\", \"${COMPILER}\", \"${LIBRARIES}\"}; }

}  // namespace probe::cli
")
set(before "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} before)
endif()
if(NOT unit STREQUAL before)
  file(WRITE ${OUTPUT} "${unit}")
endif()
