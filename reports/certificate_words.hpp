// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// "RSA 2048", "Ed25519".
[[nodiscard]] std::string key_name(const probe::CertificateFacts& facts);
/// "SHA-256"; empty for one that has no name by itself.
[[nodiscard]] std::string_view hash_name(tls::SignatureHash hash);
/// The hash where it has a name that people know, else what the certificate calls it: hostile.
[[nodiscard]] std::string signature_name(const probe::CertificateFacts& facts);
/// Accepted versions in which no certificate was seen: nothing was carried so far, or no suite has one.
[[nodiscard]] std::vector<tls::ProtocolVersion> versions_without_certificate(const probe::TargetRecord& target);

}  // namespace reports
