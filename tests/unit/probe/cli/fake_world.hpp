// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"

#include <atomic>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace probe::cli::test {

/// A world in which nothing happens but what a test says: streams in memory, a clock that stands, a scan that answers
/// with `answers`, and a folder of its own that is gone afterwards. Files are real unless a test puts others there.
class FakeWorld {
 public:
  FakeWorld();
  ~FakeWorld();
  FakeWorld(const FakeWorld&) = delete;
  FakeWorld& operator=(const FakeWorld&) = delete;

  /// Runs the program with these words behind its name.
  int run(const std::vector<std::string>& words);

  /// A file in the world's folder.
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  /// Every name in the folder, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

  std::istringstream in;
  std::ostringstream out, err;
  std::atomic<bool> interrupted{false};
  std::map<std::string, std::string> variables;
  Environment environment;

  std::vector<TargetRecord> answers;  ///< what the scan returns, whatever it is asked
  std::function<void(ScanObserver&)> while_scanning = [](ScanObserver&) {};
  int scans = 0;
  std::vector<Target> asked;
  ScanOptions options;

 private:
  std::filesystem::path folder_;
};

/// A target that answered: one cell accepted, one refused, in TLS 1.2.
[[nodiscard]] TargetRecord complete_target(const std::string& host);
[[nodiscard]] TargetRecord partial_target(const std::string& host);
[[nodiscard]] TargetRecord unreachable_target(const std::string& host);

}  // namespace probe::cli::test
