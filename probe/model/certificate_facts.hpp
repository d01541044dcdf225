// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/signature_scheme.hpp"
#include "tls/x509/certificate_facts.hpp"
#include "tls/x509/chain_verdict.hpp"

#include <optional>
#include <string_view>

namespace probe {

using tls::x509::CertificateFacts;
using tls::x509::ChainProblem;
using tls::x509::ChainVerdict;
using tls::x509::KeyType;
using tls::x509::NameMatch;
using tls::x509::ServerUsage;

// The words of the record. The `_from` functions take exactly those.
[[nodiscard]] std::string_view to_string(KeyType type);
[[nodiscard]] std::string_view to_string(ServerUsage usage);
[[nodiscard]] std::string_view to_string(ChainProblem problem);
[[nodiscard]] std::string_view to_string(NameMatch match);
[[nodiscard]] std::string_view to_string(tls::SignatureHash hash);
[[nodiscard]] std::string_view to_string(tls::SignatureKey key);
[[nodiscard]] std::optional<KeyType> key_type_from(std::string_view word);
[[nodiscard]] std::optional<ServerUsage> server_usage_from(std::string_view word);
[[nodiscard]] std::optional<ChainProblem> chain_problem_from(std::string_view word);
[[nodiscard]] std::optional<NameMatch> name_match_from(std::string_view word);
[[nodiscard]] std::optional<tls::SignatureHash> signature_hash_from(std::string_view word);
[[nodiscard]] std::optional<tls::SignatureKey> signature_key_from(std::string_view word);

}  // namespace probe
