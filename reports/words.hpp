// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/family.hpp"
#include "probe/model/record.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// "SSL 2.0", "TLS 1.2": how people write them.
[[nodiscard]] std::string version_name(tls::ProtocolVersion version);
/// "1 suite", "12 suites".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);
/// Families that no gateway should offer any more: what the views stress where one is accepted.
[[nodiscard]] bool is_going_away(probe::Family family);
/// The versions before TLS 1.2, which RFC 6176, RFC 7568 and RFC 8996 forbid.
[[nodiscard]] bool is_going_away(tls::ProtocolVersion version);
/// ... and the suites of those families.
[[nodiscard]] bool is_going_away(tls::CipherSuite suite);

/// The versions of which the target as a whole said that, by their names.
[[nodiscard]] std::vector<std::string> versions_with(const probe::TargetRecord& target, probe::Outcome outcome);
/// Different suites of the family that any version accepts.
[[nodiscard]] std::size_t accepted_suites(const probe::TargetRecord& target, probe::Family family);
/// "x25519", "DH 1024", "RSA 512": what the key exchange rested on; all of them where versions differ.
[[nodiscard]] std::vector<std::string> exchange_keys(const std::vector<const probe::VersionResult*>& versions,
                                                     tls::CipherSuite code);

}  // namespace reports
