// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/policy/policy.hpp"
#include "probe/policy/toml_cursor.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace probe {

template <class T>
using PolicyResult = boost::system::result<T, PolicyErrors>;

/// Reads a policy file, or says all that is wrong with it. `file` is what messages and reports call it.
[[nodiscard]] PolicyResult<Policy> read_policy(std::string_view text, std::string file);

/// Whether a policy or a rule can be called so: 1 to 80 letters, digits, '-', '_' and '.'.
[[nodiscard]] bool is_policy_name(std::string_view text);

/// Reads a file of [[waiver]] tables.
[[nodiscard]] PolicyResult<std::vector<Waiver>> read_waivers(std::string_view text, std::string file);

[[noreturn]] void throw_exception_from_error(const PolicyErrors& errors, const boost::source_location& where);

}  // namespace probe
