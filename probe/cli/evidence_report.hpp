// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/exit_code.hpp"

#include <iosfwd>
#include <string>

namespace probe {

/// Tells what of a bundle holds, line by line, and remembers it. Every text may be hostile.
class EvidenceReport {
 public:
  explicit EvidenceReport(std::ostream& out) : out_(out) {}
  void holds(const std::string& what);
  void fails(const std::string& what);
  /// What is neither shown nor contradicted.
  void leaves_open(const std::string& what);
  /// What nobody looked at, or what is not there and need not be.
  void notes(const std::string& what);

  /// The last line, and the exit code.
  [[nodiscard]] ExitCode finish();

 private:
  void tell(const char* mark, const std::string& what);

  std::ostream& out_;
  bool is_whole_ = true, is_clear_ = true;
};

}  // namespace probe
