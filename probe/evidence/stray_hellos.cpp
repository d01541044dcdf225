// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/stray_hellos.hpp"

#include "probe/judge/cell_rule.hpp"
#include "probe/judge/docket.hpp"
#include "probe/judge/reading.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace probe::evidence {
namespace {

using Suites = std::vector<tls::CipherSuite>;

Suites sorted(Suites suites) {
  std::sort(suites.begin(), suites.end());
  return suites;
}

bool has_all(const Suites& whole, const Suites& part) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

/// What was asked in the dark of one version.
struct Dark {
  std::set<Suites> small;     ///< the lists of its small hellos: one, put again
  std::set<Suites> accepted;  ///< lists that were answered by a ServerHello
  std::set<tls::CipherSuite> selected;
};

class StrayFinder {
 public:
  explicit StrayFinder(const ScanOptions& options) : options_(options), docket_(judge::docket_of(options)) {}

  std::string take(const Heard& heard) {
    const auto& exchange = heard.exchange;
    // What no packet went out for can have brought nothing.
    if (exchange.local.empty()) return {};
    const auto suites = sorted(exchange.codes);
    const auto cells = docket_.cells.find(exchange.version);
    const bool is_asked = cells != docket_.cells.end() && has_all(cells->second, suites);
    auto problem = is_asked ? std::string() : problem_of(exchange, suites);
    if (is_matrix(exchange.purpose) && !exchange.variant.empty())
      problem = "it asked for a feature, and is told as a hello of the matrix";
    if ((exchange.purpose == Purpose::client) != !exchange.client.empty())
      problem = "it is told as a client's hello, or as none, and names a client, or none";
    const bool is_accepted = judge::read(exchange).answer == judge::Answer::accepted;
    accepted_ = accepted_ || is_accepted;
    if (is_accepted && !is_asked && exchange.purpose == Purpose::look) {
      auto& dark = dark_[exchange.version];
      dark.accepted.insert(suites);
      dark.selected.insert(exchange.selected.begin(), exchange.selected.end());
    }
    return problem;
  }

 private:
  static bool is_matrix(Purpose purpose) {
    return purpose == Purpose::sweep || purpose == Purpose::look || purpose == Purpose::repeat ||
           purpose == Purpose::control;
  }

  std::string problem_of(const ExchangeSummary& exchange, const Suites& suites) {
    constexpr const char* kNotNamed = "it asked for what the record's options do not name";
    if (exchange.purpose == Purpose::climb) return "it called a cell that the record's options do not name";
    if (!judge::is_usual(exchange)) return {};
    const bool is_followed = dark_.count(exchange.version) != 0;
    switch (exchange.purpose) {
      case Purpose::sweep:
        return kNotNamed;
      case Purpose::look:
        if (accepted_ && !is_followed) return std::string(kNotNamed) + ", and had no need to";
        return is_look_in_the_dark(exchange, suites) ? "" : kNotNamed;
      case Purpose::control:
      case Purpose::repeat: {
        const auto& dark = dark_[exchange.version];
        const bool is_again = dark.accepted.count(suites) != 0 ||
                              std::all_of(suites.begin(), suites.end(),
                                          [&](tls::CipherSuite suite) { return dark.selected.count(suite) != 0; });
        return is_again ? "" : kNotNamed;
      }
      case Purpose::feature:
      case Purpose::client:
      case Purpose::climb:
        break;
    }
    return is_followed ? "" : kNotNamed;
  }

  /// All that this program knows of the version, or the likeliest of it in a small hello.
  bool is_look_in_the_dark(const ExchangeSummary& exchange, const Suites& suites) {
    if (exchange.version < tls::ProtocolVersion::TLSv1_0) return false;
    ScanOptions everything = options_;
    everything.suites.clear();
    auto all = judge::asked_suites(everything, exchange.version);
    all.erase(std::remove_if(all.begin(), all.end(), judge::stands_apart), all.end());
    auto& dark = dark_[exchange.version];
    if (exchange.shape == HelloShape::full) return suites == all;
    if (exchange.shape != HelloShape::small || !has_all(all, suites)) return false;
    dark.small.insert(suites);
    return dark.small.size() == 1;
  }

  const ScanOptions& options_;
  judge::Docket docket_;
  bool accepted_ = false;
  std::map<tls::ProtocolVersion, Dark> dark_;
};

}  // namespace

std::vector<std::pair<ExchangeId, std::string>> stray_hellos(const std::vector<Heard>& history,
                                                             const ScanOptions& options) {
  StrayFinder finder(options);
  std::vector<std::pair<ExchangeId, std::string>> strays;
  for (const auto& heard : history)
    if (auto problem = finder.take(heard); !problem.empty()) strays.emplace_back(heard.exchange.id, std::move(problem));
  return strays;
}

}  // namespace probe::evidence
