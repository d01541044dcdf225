// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/profile.hpp"

#include <boost/system/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway {

/// What is wrong with a profile, and where. Lines and columns count from 1.
struct ProfileError {
  std::string source;
  std::size_t line = 0;
  std::size_t column = 0;
  std::string message;
};

/// "before-cutoff.toml:7:12: expected ..., found ...".
[[nodiscard]] std::string to_string(const ProfileError& error);

/// See the same function of tls::DecodeError.
[[noreturn]] void throw_exception_from_error(const ProfileError& error, const boost::source_location& where);

/// Reads a profile as samples/gateway/before-cutoff.toml shows it. `source` names the text in errors.
[[nodiscard]] boost::system::result<Profile, ProfileError> read_profile(std::string_view text, std::string source);

/// The same from a file. A file that cannot be read is an error at line 0.
[[nodiscard]] boost::system::result<Profile, ProfileError> read_profile_file(const std::string& path);

}  // namespace gateway
