// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reports::test {

/// What the accepted and open cells of a version are; every other suite of the registry is refused.
struct SampleVersion {
  tls::ProtocolVersion version{};
  std::vector<probe::AcceptedSuite> accepted;
  std::vector<probe::InconclusiveSuites> inconclusive;
  probe::Reason refusal{};
  std::optional<tls::CipherSuite> preferred;
};
[[nodiscard]] probe::VersionResult whole_version(SampleVersion sample);

/// A suite by its IANA name.
[[nodiscard]] tls::CipherSuite suite(std::string_view name);
[[nodiscard]] probe::AcceptedSuite accepted(std::string_view name, std::optional<tls::NamedGroup> group = {},
                                            std::optional<std::size_t> key_bits = {});

/// Made up, every suite of the registry asked: an old gateway with something open, a modern one, and a name without an
/// address. What people look at.
[[nodiscard]] probe::ScanRecord scan_of_three();

/// Made up, and small enough to be read as a file: four suites in two versions, with all that a record can carry.
[[nodiscard]] probe::ScanRecord small_scan();

/// Made up, and small: unlike servers behind one address, a server that wants another name, a scan that was
/// interrupted, and a target that it never came to.
[[nodiscard]] probe::ScanRecord unlike_scan();

/// small_scan() with every word of every enumeration somewhere in it.
[[nodiscard]] probe::ScanRecord scan_with_every_word();

/// A record as it is written.
[[nodiscard]] std::string json_of(const probe::ScanRecord& record);

}  // namespace reports::test
