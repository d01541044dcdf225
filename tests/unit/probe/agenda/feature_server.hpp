// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/agenda/features/feature_source.hpp"
#include "probe/model/scan_options.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace probe::agenda::test {

/// A server as questions about features see it. It answers hellos whose suite is one of the matrix's.
struct FeatureServer {
  std::vector<tls::ProtocolVersion> versions{tls::ProtocolVersion::TLSv1_2};
  std::vector<std::string> suites{"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"};
  std::vector<tls::NamedGroup> groups{tls::NamedGroup::secp256r1, tls::NamedGroup::x25519};  ///< best first
  std::vector<tls::SignatureScheme> schemes{tls::SignatureScheme::rsa_pkcs1_sha256,
                                            tls::SignatureScheme::rsa_pkcs1_sha1};
  std::vector<tls::ExtensionType> echoes;  ///< of what is asked for, and of what every hello asks for
  bool own_order = true;                   ///< of suites and of groups
  bool compresses = false;
  bool knows_fallback = false;
  bool needs_name = false;
  bool refuses_by_close = false;    ///< where it would send an alert
  bool dislikes_no_shares = false;  ///< answers a TLS 1.3 hello without a key share by an alert

  /// Decides before the hello is read what happens to the `index`-th connection (from 1). Nothing: it goes through.
  std::function<std::optional<Observation>(std::size_t index)> gate;

  [[nodiscard]] Observation answer(const Offer& offer) const;
  /// What a scan of it would have found, and the exchanges that found it.
  [[nodiscard]] std::vector<VersionResult> matrix() const;
  [[nodiscard]] std::vector<ExchangeSummary> exchanges() const;
};

struct FeatureRun {
  ServerFeatures result;
  std::vector<Offer> asked;
  std::size_t controls = 0;
  bool finished = false;  ///< the questions said so; else no control held any more

  [[nodiscard]] Support of(FeatureKind kind) const { return result.features.at(kind).support; }
};

/// Lets the questions be put to the server, a hello at a time, with a control wherever one is wanted, in virtual time.
[[nodiscard]] FeatureRun simulate(const FeatureServer& server, const ScanOptions& options = {},
                                  const std::optional<std::string>& sni = "vpn.example");

}  // namespace probe::agenda::test
