// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/certificate_facts.hpp"
#include "probe/model/climb.hpp"
#include "probe/model/finding.hpp"
#include "probe/model/message.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/outcome.hpp"
#include "probe/model/scan_options.hpp"
#include "probe/model/server_features.hpp"
#include "probe/model/target.hpp"
#include "probe/model/transcript.hpp"
#include "tls/message/extension.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/named_group.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/registry/signature_scheme.hpp"
#include "tls/wire/bytes.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace probe {

using UtcTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

/// What a hello has to have, beyond the usual, for a cell to be accepted.
enum class Need : std::uint8_t {
  encrypt_then_mac,  ///< the extension of RFC 7366: the server takes no CBC suite without
  ffdhe_group,       ///< a group of RFC 7919 among those that it names
  small_hello,       ///< fewer extensions, groups, schemes or octets than the usual hello has
};
/// "encrypt_then_mac", "ffdhe_group", "small_hello".
[[nodiscard]] std::string_view to_string(Need need);
[[nodiscard]] std::optional<Need> need_from(std::string_view word);

/// How often a cell was accepted, of the times that a hello with it was either answered by it or refused.
struct AnswerCount {
  std::size_t accepted = 0, refused = 0;
  friend bool operator==(const AnswerCount&, const AnswerCount&) = default;
};

/// A cell that the server accepted.
struct AcceptedSuite {
  tls::CipherSuite code{};
  Rung rung = Rung::hello;
  std::optional<tls::NamedGroup> group;
  std::optional<std::size_t> key_bits;
  ExchangeId exchange = 0;
  std::optional<Climb> climb = std::nullopt;  ///< nothing when it was not to be carried further than its ServerHello
  std::vector<Need> needs = {};               ///< what the usual hello lacks, or has too much of
  /// Set for a mixed cell: unlike servers behind one address accept it sometimes.
  std::optional<AnswerCount> answers = std::nullopt;
  [[nodiscard]] bool is_mixed() const { return answers.has_value(); }
  /// It was to be carried further, and the scan ended before its turn came: nothing is known of what lies above.
  [[nodiscard]] bool is_uncalled() const { return climb && climb->halt == CallOutcome::not_called; }
  friend bool operator==(const AcceptedSuite&, const AcceptedSuite&) = default;
};

/// Cells that one exchange refused together.
struct RefusedSuites {
  std::vector<tls::CipherSuite> codes;  ///< ascending
  Basis basis = Basis::batch;
  Reason reason{};
  ExchangeId exchange = 0;
  std::optional<tls::AlertDescription> alert = std::nullopt;  ///< that the exchange ended with
  friend bool operator==(const RefusedSuites&, const RefusedSuites&) = default;
};

/// Cells that stayed open for the same reason. `exchange` is the last that asked for them; 0 when none did.
struct InconclusiveSuites {
  std::vector<tls::CipherSuite> codes;  ///< ascending
  Reason reason{};
  ExchangeId exchange = 0;
  std::optional<tls::AlertDescription> alert = std::nullopt;  ///< that the exchange ended with
  friend bool operator==(const InconclusiveSuites&, const InconclusiveSuites&) = default;
};

/// One column of the matrix. Every suite that was asked stands in exactly one of the three lists.
struct VersionResult {
  tls::ProtocolVersion version{};
  Outcome outcome = Outcome::not_tested;  ///< accepted when any suite is; inconclusive when none is and any is open
  Reason reason = Reason::not_requested;
  std::vector<AcceptedSuite> accepted;  ///< ascending by code
  std::vector<RefusedSuites> refused;
  std::vector<InconclusiveSuites> inconclusive;
  std::optional<tls::CipherSuite> preferred;  ///< what the server chose when everything was offered at once
  friend bool operator==(const VersionResult&, const VersionResult&) = default;
};
/// What its suites make of a version; nothing, when none of them was asked.
[[nodiscard]] std::optional<Outcome> outcome_of_suites(const VersionResult& version);

/// Packets of a capture, counted from 1.
struct Frames {
  std::uint32_t first = 0, last = 0;
  friend bool operator==(const Frames&, const Frames&) = default;
};

/// One connection's summary. `codes` is what was offered.
struct ExchangeSummary {
  ExchangeId id = 0;
  Purpose purpose{};
  tls::ProtocolVersion version{};
  HelloShape shape{};
  std::vector<tls::CipherSuite> codes;
  std::chrono::microseconds started{};  ///< since the target's start
  std::chrono::microseconds lasted{};
  Response response{};
  std::vector<tls::CipherSuite> selected;
  std::optional<tls::ProtocolVersion> selected_version;
  std::string detail;                  ///< the peer's or the system's words; hostile
  std::size_t sent = 0, received = 0;  ///< octets of the hello; octets that came back
  // What the ServerHello and the flight behind it say besides.
  std::vector<tls::ExtensionType> extensions = {};
  std::optional<std::uint8_t> compression = std::nullopt;
  std::optional<tls::SignatureScheme> signature_scheme = std::nullopt;
  std::string client = {};  ///< whose hello it was, with Purpose::client: "7sp1/as-shipped"
  std::optional<tls::AlertDescription> alert = std::nullopt;  ///< fatal, before or behind the ServerHello
  bool named = true;         ///< the hello carried the target's name, or the target has none
  std::string variant = {};  ///< what a feature's hello was made to ask; two hellos of one variant are alike
  std::optional<tls::CipherSuite> retry_suite = std::nullopt;  ///< what a HelloRetryRequest named
  std::optional<tls::NamedGroup> group = std::nullopt;
  std::optional<std::size_t> key_bits = std::nullopt;
  std::string leaf = {};   ///< SHA-256 of the leaf certificate, hexadecimal; empty when none was seen
  std::string local = {};  ///< our own "192.0.2.2:50000"; empty when no connection came up
  std::optional<Frames> frames = std::nullopt;  ///< in the capture that was written with the record
  friend bool operator==(const ExchangeSummary&, const ExchangeSummary&) = default;
};

/// A chain as sent, once for each different one.
struct CertificateChain {
  std::vector<tls::Bytes> certificates;             ///< DER, leaf first
  ExchangeId exchange = 0;                          ///< the first that showed it
  std::vector<tls::ProtocolVersion> versions = {};  ///< of the handshakes that showed it, oldest first
  /// One a certificate, and nothing for an unreadable one. Empty: nobody looked.
  std::vector<std::optional<CertificateFacts>> facts = {};
  std::optional<ChainVerdict> verdict = std::nullopt;
  bool named = true;  ///< shown to a hello with the target's name (or the target has none); else only without it
  friend bool operator==(const CertificateChain&, const CertificateChain&) = default;
};

enum class TargetStatus : std::uint8_t {
  complete,     ///< every cell is known
  partial,      ///< something stayed inconclusive
  unreachable,  ///< no TLS was spoken: no address, no connection, or another protocol
  interrupted,  ///< the user stopped the scan before it was done
  not_started,  ///< the user stopped the scan before it came to this target
};
[[nodiscard]] std::string_view to_string(TargetStatus status);
[[nodiscard]] std::optional<TargetStatus> target_status_from(std::string_view word);

struct TargetStats {
  std::size_t connections = 0;  ///< that asked for the matrix
  std::chrono::microseconds elapsed{};
  std::size_t slowdowns = 0;  ///< how often resets, time-outs or failed controls made the scan slow down
  std::size_t features = 0;   ///< connections that asked what else the server can do
  std::size_t calls = 0;      ///< connections that carried accepted cells further
  std::size_t clients = 0;    ///< connections that sent a real client's hello
  std::size_t unused = 0;     ///< connections that were opened ahead and not needed
  friend bool operator==(const TargetStats&, const TargetStats&) = default;
};

struct TargetRecord {
  Target target;
  std::string address;  ///< "192.0.2.1:443", the address that was scanned; empty when there was none
  std::string proxy;    ///< "http://proxy.example.net:3128", without credentials; empty: none
  TargetStatus status = TargetStatus::unreachable;
  Message problem;                      ///< a sentence when the status is not complete; hostile
  std::vector<VersionResult> versions;  ///< oldest first; every version, not_tested ones too
  std::vector<CertificateChain> certificates;
  ServerFeatures server;
  SstpFacts sstp;
  std::vector<Finding> findings;
  std::vector<ExchangeSummary> exchanges;
  TargetStats stats;
  /// By exchange; only when they are wanted, for captures. Never in the JSON: some hold secrets.
  std::vector<Transcript> transcripts = {};
  friend bool operator==(const TargetRecord&, const TargetRecord&) = default;
};
/// Whether anything of TLS came back, so that there is something to tell of: neither `unreachable` nor `not_started`.
[[nodiscard]] bool was_reached(TargetStatus status);
[[nodiscard]] bool was_reached(const TargetRecord& target);
/// How many accepted cells were to be called, and never were.
[[nodiscard]] std::size_t uncalled_cells(const TargetRecord& target);

struct ToolInfo {
  std::string name = "sstp-probe";
  std::string version;
  std::string openssl;  ///< the library's own version line
  friend bool operator==(const ToolInfo&, const ToolInfo&) = default;
};

/// The one value that every report reads, and the JSON file that is kept.
struct ScanRecord {
  ToolInfo tool;
  UtcTime started{};
  UtcTime finished{};
  ScanOptions options;
  std::vector<TargetRecord> targets;
  friend bool operator==(const ScanRecord&, const ScanRecord&) = default;
};

}  // namespace probe
