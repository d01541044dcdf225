// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/outcome.hpp"
#include "probe/model/server_features.hpp"
#include "probe/policy/judgement.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/x509/certificate_facts.hpp"
#include "tls/x509/chain_verdict.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace probe {

/// What is wanted of the things that a condition selects.
enum class Demand : std::uint8_t {
  require,     ///< at least one of them is there
  forbid,      ///< none of them is there
  allow_only,  ///< nothing else of their kind is there
};

/// Cells of the matrix: those that fit everything that is given.
struct CellCondition {
  std::vector<tls::ProtocolVersion> versions;           ///< empty: every version
  std::optional<std::vector<tls::CipherSuite>> suites;  ///< ascending; nothing: every suite
  std::optional<std::size_t> dh_bits_below;             ///< of the ephemeral key of DHE
  Rung rung = Rung::hello;                              ///< at least; for `require`
  friend bool operator==(const CellCondition&, const CellCondition&) = default;
};

struct GroupCondition {
  std::vector<tls::NamedGroup> groups;
  friend bool operator==(const GroupCondition&, const GroupCondition&) = default;
};

enum class HashUseOf : std::uint8_t { handshake_signatures, crypto_binding };

/// Hashes that the server signs its key exchange with, or asks for in SSTP's crypto binding.
struct HashCondition {
  HashUseOf use{};
  std::vector<tls::SignatureHash> hashes;
  friend bool operator==(const HashCondition&, const HashCondition&) = default;
};

struct FeatureCondition {
  std::vector<FeatureKind> features;
  friend bool operator==(const FeatureCondition&, const FeatureCondition&) = default;
};

/// Certificates: those that have one of the properties that are given.
struct CertificateCondition {
  std::vector<tls::SignatureHash> hashes;  ///< of signatures on certificates below the root
  std::vector<tls::x509::KeyType> key_types;
  std::vector<tls::x509::ChainProblem> problems;
  std::vector<tls::x509::ServerUsage> usages;
  std::vector<tls::x509::NameMatch> name_matches;
  std::optional<std::size_t> rsa_bits_below;  ///< the leaf's; DSA and DH as well
  std::optional<std::size_t> ec_bits_below;
  std::optional<std::size_t> validity_days_above;  ///< the leaf's
  std::optional<std::size_t> days_left_below;      ///< any certificate of the chain, at the day of the judgement
  friend bool operator==(const CertificateCondition&, const CertificateCondition&) = default;
};

using Condition = std::variant<CellCondition, GroupCondition, HashCondition, FeatureCondition, CertificateCondition>;

struct Rule {
  std::string id;
  std::string title;
  Severity severity = Severity::must;
  std::optional<std::chrono::sys_days> allowed_until;  ///< the last day on which breaking it has no consequence
  std::string clause;
  std::string source;  ///< where the clause was read; empty: where the policy says
  SourceKind source_kind = SourceKind::primary;
  std::string remedy;
  std::size_t line = 0;  ///< of its [[rule]] in the file
  Demand demand = Demand::forbid;
  Condition condition;
  std::vector<tls::ProtocolVersion> scope;  ///< of cells: versions that the rule looks at; empty: every one
  std::string words;                        ///< the condition as the file has it: "forbid families: RC4, DES"
  friend bool operator==(const Rule&, const Rule&) = default;
};

struct Policy {
  std::string name;
  std::string title;
  std::string source;
  std::string url;
  std::string note;  ///< what of it is interpretation; may be empty
  std::string file;  ///< its path; empty: built in, or from standard input
  std::vector<Rule> rules;
  std::vector<Waiver> waivers;
  friend bool operator==(const Policy&, const Policy&) = default;
};

}  // namespace probe
