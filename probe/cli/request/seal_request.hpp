// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/request/input.hpp"
#include "probe/cli/request/options.hpp"
#include "probe/cli/request/usage_error.hpp"
#include "probe/engine/http_post.hpp"
#include "probe/evidence/seal/signer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace probe::cli {

/// Who vouches for a bundle, and for its time, as the command line says it.
struct SealArguments {
  std::optional<std::string> sign_key, sign_cert, sign_pass, timestamp_url;
};
void add_seal_options(Options& options, SealArguments& arguments);

/// Who is to seal a bundle.
struct SealRequest {
  std::optional<seal::Signer> signer;
  std::optional<HttpUrl> authority;  ///< that stamps the time
  [[nodiscard]] bool wants_any() const { return signer || authority; }
};

/// Reads the key and its certificate, and asks for the pass phrase where one is needed: before a scan, so that nothing
/// is found wrong behind it. Read::no: a file cannot be read or used, and `environment.err` was told.
Parsed<Read> read_seal(const SealArguments& arguments, SealRequest& request, Environment& environment);

/// "http://tsa.example.net[:port][/path]" or https://. No message repeats what may be a password in it.
Parsed<HttpUrl> parse_http_url(std::string_view text);

}  // namespace probe::cli
