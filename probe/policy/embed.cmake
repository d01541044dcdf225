# SPDX-License-Identifier: Apache-2.0
#
# Writes OUTPUT, a C++ source that holds the files of DIRECTORY as text: cmake -DOUTPUT=... -DDIRECTORY=... -P embed.cmake
file(GLOB files ${DIRECTORY}/*.toml)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WLE)
  file(READ ${file} text)
  string(APPEND rows "    BuiltinPolicy{\"${name}\", R\"policy(${text})policy\"},\n")
endforeach()
list(LENGTH files count)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Made from probe/policy/builtin by embed.cmake.
#include "probe/policy/builtin.hpp"

namespace probe {
namespace {

constexpr BuiltinPolicy kPolicies[] = {
@rows@};

}  // namespace

std::span<const BuiltinPolicy> builtin_policies() { return kPolicies; }

}  // namespace probe
]])
