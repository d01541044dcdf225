// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/judge/company.hpp"
#include "probe/judge/reading.hpp"
#include "probe/model/finding.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/outcome.hpp"
#include "probe/model/record.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace probe::judge {

/// Time since the start of one target's scan.
using Elapsed = std::chrono::microseconds;

/// The cells that the judge is asked about, and how hard it believes.
struct Docket {
  std::map<tls::ProtocolVersion, std::vector<tls::CipherSuite>> cells;  ///< each list ascending
  bool strict = false;                                                  ///< believe no absence and no unclear alert
  std::size_t retries = 2;  ///< how often a doubtful hello is asked again; under 2 no absence is believed
};

/// The hello that would bring an open cell nearer to a ruling. Cells with equal wants can share one.
struct Want {
  enum class Kind : std::uint8_t {
    nothing,     ///< no hello would: it is decided, or cannot be
    hello,       ///< the one that is described below
    acceptance,  ///< nothing was ever accepted: first something has to be
    control,     ///< only a ServerHello behind what was seen
  };
  Kind kind = Kind::nothing;
  HelloShape shape = HelloShape::full;
  Company company = Company::any;
  bool reversed = false;    ///< suites in descending order of their codes
  std::size_t at_most = 0;  ///< suites in one hello; 0: as many as there are
  bool twice = false;       ///< twice in a row, with no control in between
  Elapsed not_before{0};
  friend auto operator<=>(const Want&, const Want&) = default;
};

/// The ruling on one cell, and what it rests on.
struct CellBelief {
  tls::CipherSuite code{};
  Outcome outcome = Outcome::inconclusive;
  Reason reason = Reason::deadline_reached;
  Basis basis = Basis::batch;
  ExchangeId exchange = 0;
  std::optional<tls::AlertDescription> alert;
  std::vector<Need> needs;             ///< of an accepted cell
  std::optional<AnswerCount> answers;  ///< of a mixed cell
  Want want;                           ///< of an open cell
  std::vector<Want> further;           ///< hellos that it lacks as well, whatever that one draws
};

struct VersionBelief {
  std::vector<CellBelief> cells;              ///< ascending by code
  HelloShape shape = HelloShape::full;        ///< in which its hellos are answered
  std::optional<tls::CipherSuite> preferred;  ///< chosen when all of the version was offered at once
  std::size_t accepted = 0, open = 0;
};

/// Signs that unlike servers stand behind the address.
struct UnlikeServers {
  bool seen = false;
  /// Each of these is a hello that was asked again to tell unlike servers from a hello that is refused for what it is.
  std::vector<ExchangeId> ask_again;
  double smallest_share = 1;      ///< of the answers to one hello; 1 while it cannot be told
  std::size_t rounds_wanted = 0;  ///< so often a refusal has to come, each behind a control that held; 0: not known yet
  std::optional<Elapsed> changed_at;  ///< not unlike servers, but one that changed then
};

/// All that the judge says of a history.
struct Beliefs {
  std::map<tls::ProtocolVersion, VersionBelief> versions;
  UnlikeServers unlike;
  std::vector<Finding> findings;
  bool ever_accepted = false;
  bool controls_hold = true;  ///< few of the offers that were answered went unanswered later
  std::size_t troubles = 0;   ///< times that what is known to be answered was not
};

/// A pure fold over the exchanges of one target, in the order in which they ended. Told exchange by exchange or all at
/// once: the same beliefs. What is accepted stays accepted, whatever comes; a refusal can be taken back.
class Judge {
 public:
  explicit Judge(Docket docket);
  ~Judge();
  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;

  void take(const ExchangeSummary& exchange);

  /// Whether a ServerHello selected the cell. Cheap.
  [[nodiscard]] bool is_accepted(tls::ProtocolVersion version, tls::CipherSuite suite) const;
  // What is believed now. Worked out when it is asked for, as far as it is, and kept until the next exchange.
  [[nodiscard]] bool ever_accepted() const;
  [[nodiscard]] const UnlikeServers& unlike() const;
  /// `version` stands in the docket.
  [[nodiscard]] const VersionBelief& version(tls::ProtocolVersion version) const;
  /// What the server takes a cell not without; nothing of a cell that is not accepted.
  [[nodiscard]] std::vector<Need> needs(tls::ProtocolVersion version, tls::CipherSuite suite) const;
  /// Whether the latest hello like this one was answered and the one before it was not, or the other way round.
  [[nodiscard]] bool wavers(const ExchangeSummary& alike) const;
  /// All of it.
  [[nodiscard]] Beliefs beliefs() const;

  /// The ruling on one hello that is no cell's: a feature's, or a client's. `alike`: any exchange that put it.
  /// Refused under the same rules as a cell.
  struct HelloBelief {
    Outcome outcome = Outcome::inconclusive;
    Reason reason = Reason::deadline_reached;
    ExchangeId exchange = 0;  ///< the one to quote: the first ServerHello, or the last refusal
    std::size_t asked = 0;
    Want want;
  };
  [[nodiscard]] HelloBelief hello(const ExchangeSummary& alike) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace probe::judge
