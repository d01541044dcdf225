// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace probe {

/// What handshakes reveal of a server besides its suites.
enum class FeatureKind : std::uint8_t {
  secure_renegotiation,          ///< renegotiation_info (RFC 5746)
  extended_master_secret,        ///< RFC 7627
  encrypt_then_mac,              ///< RFC 7366, asked with CBC suites alone
  session_tickets,               ///< RFC 5077; those of TLS 1.3 come behind the handshake
  compression,                   ///< DEFLATE (RFC 3749): compressed secrets leak
  fallback_scsv,                 ///< inappropriate_fallback to a hello below its newest version (RFC 7507)
  suite_preference,              ///< the server's own order of suites decides; `no`: the client's
  group_preference,              ///< the same of groups
  answers_without_sni,           ///< a hello that names no server draws a ServerHello
  same_certificate_without_sni,  ///< ... and the same leaf certificate
  signs_with_md5,                ///< TLS 1.2, when no other hash is offered
  signs_with_sha1,
  signs_with_sha2,
};

enum class Support : std::uint8_t {
  unknown,  ///< it was not asked, or what came back is no answer. Never means `no`
  yes,
  no,
  not_applicable,  ///< there is nothing that it could be asked of
};

struct Feature {
  Support support = Support::unknown;
  ExchangeId exchange = 0;  ///< that it rests on; 0: none
  friend bool operator==(const Feature&, const Feature&) = default;
};

struct AcceptedGroup {
  tls::NamedGroup group{};
  ExchangeId exchange = 0;
  friend bool operator==(const AcceptedGroup&, const AcceptedGroup&) = default;
};

/// Groups of one kind for the key exchange of one version: up to TLS 1.2 the curves of ECDHE.
struct GroupFamily {
  tls::ProtocolVersion version{};
  tls::GroupKind kind{};                ///< `hybrid` holds ML-KEM alone as well
  std::vector<AcceptedGroup> accepted;  ///< as the server took them, the one it likes best first
  Feature others;                       ///< whether it accepts more of those that were offered
  friend bool operator==(const GroupFamily&, const GroupFamily&) = default;
};

/// A scheme that the server signed its key exchange with.
struct SigningScheme {
  tls::SignatureScheme scheme{};
  ExchangeId exchange = 0;  ///< the first that showed it
  friend bool operator==(const SigningScheme&, const SigningScheme&) = default;
};

struct ServerFeatures {
  std::map<FeatureKind, Feature> features;  ///< of every kind, once they have been asked for
  std::vector<GroupFamily> groups;
  std::vector<AcceptedGroup>
      preferred_groups;                ///< TLS 1.3: what it takes when every group is offered and none has a key
  std::vector<SigningScheme> schemes;  ///< in the order of their codes

  [[nodiscard]] bool asked() const { return !features.empty(); }
  friend bool operator==(const ServerFeatures&, const ServerFeatures&) = default;
};

// The words of the record. The `_from` functions take exactly those.
[[nodiscard]] std::string_view to_string(FeatureKind kind);
[[nodiscard]] std::string_view to_string(Support support);
[[nodiscard]] std::string_view to_string(tls::GroupKind kind);
[[nodiscard]] std::optional<FeatureKind> feature_kind_from(std::string_view word);
[[nodiscard]] std::optional<Support> support_from(std::string_view word);
[[nodiscard]] std::optional<tls::GroupKind> group_kind_from(std::string_view word);

inline constexpr FeatureKind kLastFeatureKind = FeatureKind::signs_with_sha2;

}  // namespace probe
