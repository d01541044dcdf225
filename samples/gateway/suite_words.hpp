// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/profile.hpp"

#include <boost/system/result.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// One word of a profile's list of suites.
struct SuiteWord {
  std::vector<tls::CipherSuite> suites;  ///< in the registry's order
  bool named = false;                    ///< it names this very suite, so that leaving it out would be a surprise
  bool take_away = false;                ///< "!RC4": these are taken out of what stands before
};

struct SuiteWordError {
  std::string sentence;
};

/// See the same function of tls::DecodeError.
[[noreturn]] void throw_exception_from_error(const SuiteWordError& error, const boost::source_location& where);

/// What a word stands for: a suite's name or code, a family ("RC4", "AES-128"), "all", or one of them behind "!".
/// A family and "all" bring only what the certificates can carry.
[[nodiscard]] boost::system::result<SuiteWord, SuiteWordError> read_suite_word(
    std::string_view word, std::span<const CertificateSpec> certificates);

/// Adds a word's suites to the end of a list, each once, or takes them away.
void apply_word(const SuiteWord& word, std::vector<tls::CipherSuite>& list);

}  // namespace gateway
