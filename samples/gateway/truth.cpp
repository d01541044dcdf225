// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/truth.hpp"

namespace gateway {

void write_truth(const Profile& profile, std::ostream& out) {
  for (const auto& [version, suites] : profile.suites) {
    for (const auto suite : suites) {
      // Names of the registry: nothing in them needs an escape.
      out << R"({"version":")" << tls::to_string(version) << R"(","code":")" << tls::code_string(suite)
          << R"(","name":")" << tls::to_string(suite) << "\"}\n";
    }
  }
}

}  // namespace gateway
