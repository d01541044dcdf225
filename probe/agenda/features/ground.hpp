// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "probe/model/record.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace probe::agenda {

using SuiteFilter = std::function<bool(const tls::CipherSuiteInfo&)>;

/// The matrix as the ground that questions about features stand on: only cells that are known to be accepted are
/// offered, so that a refusal speaks about the feature.
class Ground {
 public:
  /// `shapes`: in which the hellos of each version are answered.
  Ground(const std::vector<VersionResult>& versions, const std::vector<ExchangeSummary>& exchanges,
         std::map<tls::ProtocolVersion, HelloShape> shapes, const ScanOptions& options, std::optional<std::string> sni);

  /// Of those, the newest in which the server accepts a suite that passes the filter.
  [[nodiscard]] std::optional<tls::ProtocolVersion> newest(tls::VersionSet versions, const SuiteFilter& filter) const;
  /// Ascending by code.
  [[nodiscard]] std::vector<tls::CipherSuite> accepted(tls::ProtocolVersion version, const SuiteFilter& filter) const;
  /// Its accepted suites that pass the filter, in the shape that the server answers.
  [[nodiscard]] Offer offer(tls::ProtocolVersion version, const SuiteFilter& filter) const;

  /// What to say of a feature that no accepted cell can show: that it is not applicable, unless the server might accept
  /// such a cell for all that is known.
  [[nodiscard]] Support without_cells(tls::VersionSet versions) const;
  /// Versions that the server accepts, newest first, without SSL 2.0.
  [[nodiscard]] std::vector<tls::ProtocolVersion> spoken() const;

  [[nodiscard]] const VersionResult* find(tls::ProtocolVersion version) const;
  [[nodiscard]] const std::vector<ExchangeSummary>& exchanges() const { return exchanges_; }
  [[nodiscard]] const std::optional<std::string>& sni() const { return sni_; }

 private:
  std::vector<VersionResult> versions_;
  std::vector<ExchangeSummary> exchanges_;
  std::map<tls::ProtocolVersion, HelloShape> shapes_;
  bool all_suites_asked_;
  std::optional<std::string> sni_;
};

/// Every suite passes.
[[nodiscard]] bool any_suite(const tls::CipherSuiteInfo& suite);
/// ECDHE, whatever vouches for it.
[[nodiscard]] bool is_ecdhe(const tls::CipherSuiteInfo& suite);
/// The server signs its ephemeral key.
[[nodiscard]] bool is_signed(const tls::CipherSuiteInfo& suite);
[[nodiscard]] bool is_cbc(const tls::CipherSuiteInfo& suite);

inline constexpr tls::VersionSet kBeforeTls13{tls::ProtocolVersion::SSLv3, tls::ProtocolVersion::TLSv1_0,
                                              tls::ProtocolVersion::TLSv1_1, tls::ProtocolVersion::TLSv1_2};
/// Those that have extensions, and all of the handshake in the clear.
inline constexpr tls::VersionSet kTls10To12{tls::ProtocolVersion::TLSv1_0, tls::ProtocolVersion::TLSv1_1,
                                            tls::ProtocolVersion::TLSv1_2};
inline constexpr tls::VersionSet kFromSsl3{tls::ProtocolVersion::SSLv3, tls::ProtocolVersion::TLSv1_0,
                                           tls::ProtocolVersion::TLSv1_1, tls::ProtocolVersion::TLSv1_2,
                                           tls::ProtocolVersion::TLSv1_3};
inline constexpr tls::VersionSet kTls12{tls::ProtocolVersion::TLSv1_2};
inline constexpr tls::VersionSet kTls13{tls::ProtocolVersion::TLSv1_3};

}  // namespace probe::agenda
