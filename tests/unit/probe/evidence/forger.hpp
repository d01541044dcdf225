// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/file.hpp"
#include "probe/evidence/report.hpp"
#include "probe/model/record.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace probe::evidence::test {

using Json = nlohmann::ordered_json;

/// Whoever forges a bundle with this very program at hand: what he changes in the record goes into the reports, the
/// capture's comments and the manifest as well, and nothing is sealed.
class Forger {
 public:
  /// Reads a bundle, and takes its seals off.
  explicit Forger(const std::string& bundle);

  [[nodiscard]] const std::vector<File>& files() const { return files_; }
  [[nodiscard]] const Json& record() const { return record_; }

  using ChangeOfTraffic = std::function<void(std::vector<Transcript>&)>;
  /// The bundle with this record, and with something else passed to the first target; nothing when it says the same as
  /// before, or when it is none that can be read.
  [[nodiscard]] std::optional<std::vector<File>> with_record(const Json& record,
                                                             const ChangeOfTraffic& change = {}) const;
  /// The bundle with these octets in a file, or without the file; everything else as it is, but for the manifest.
  [[nodiscard]] std::vector<File> with_file(const std::string& name, const std::optional<std::string>& octets) const;

  /// The bundle in which something else passed with the first target. The record says what it said, but for the numbers
  /// of its packets.
  [[nodiscard]] std::vector<File> with_traffic(const ChangeOfTraffic& change) const;

  [[nodiscard]] static Report verify(const std::vector<File>& files);

 private:
  std::vector<File> files_;
  Json record_;
  ScanRecord said_;
};

/// The first line of `report` that says that something is wrong and has `name` in it; empty: there is none.
[[nodiscard]] std::string called_out(const Report& report, const std::string& name);

}  // namespace probe::evidence::test
