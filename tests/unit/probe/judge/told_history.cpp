// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/judge/told_history.hpp"
#include "reports/catalogue.hpp"

#include <array>
#include <sstream>
#include <string_view>
#include <utility>

namespace probe::judge::test {

using namespace std::chrono_literals;

Told Told::in(HelloShape shape) const {
  auto changed = *this;
  changed.exchange.shape = shape;
  return changed;
}

Told Told::in(tls::ProtocolVersion version) const {
  auto changed = *this;
  if (exchange.selected_version == exchange.version) changed.exchange.selected_version = version;
  changed.exchange.version = version;
  return changed;
}

Told Told::later(Elapsed by) const {
  auto changed = *this;
  changed.pause = by;
  return changed;
}

Told Told::at_once() const {
  auto changed = *this;
  changed.beside = true;
  return changed;
}

Told Told::nameless() const {
  auto changed = *this;
  changed.exchange.named = false;
  return changed;
}

Told Told::of(Purpose purpose) const {
  auto changed = *this;
  changed.exchange.purpose = purpose;
  return changed;
}

Told Told::larger(std::size_t octets) const {
  auto changed = *this;
  changed.exchange.sent += octets;
  return changed;
}

Told answer(Suites offered, Response response) {
  Told told;
  told.exchange.version = tls::ProtocolVersion::TLSv1_2;
  told.exchange.codes = std::move(offered);
  told.exchange.response = response;
  return told;
}

Told select(Suites offered, tls::CipherSuite selected) {
  return fall_back(std::move(offered), selected, tls::ProtocolVersion::TLSv1_2);
}

Told fall_back(Suites offered, tls::CipherSuite selected, tls::ProtocolVersion to) {
  auto told = answer(std::move(offered), Response::server_hello);
  told.exchange.selected = {selected};
  told.exchange.selected_version = to;
  return told;
}

Told refuse(Suites offered, int alert) {
  auto told = answer(std::move(offered), Response::fatal_alert);
  told.exchange.alert = static_cast<tls::AlertDescription>(alert);
  return told;
}

Told close(Suites offered) { return answer(std::move(offered), Response::closed); }
Told silence(Suites offered) { return answer(std::move(offered), Response::silent); }

Told list(Suites offered, Suites listed) {
  auto told = answer(std::move(offered), Response::server_hello);
  told.exchange.version = tls::ProtocolVersion::SSLv2;
  told.exchange.selected_version = tls::ProtocolVersion::SSLv2;
  told.exchange.selected = std::move(listed);
  return told;
}

std::size_t size_of(const ExchangeSummary& exchange) {
  if (exchange.version == tls::ProtocolVersion::SSLv2) return 27 + 3 * exchange.codes.size();
  constexpr std::array<std::size_t, 4> rest{300, 120, 60, 400};  // full, small, bare, rich
  return rest[static_cast<std::size_t>(exchange.shape)] + 2 * exchange.codes.size();
}

std::vector<ExchangeSummary> history(const std::vector<Told>& told) {
  std::vector<ExchangeSummary> exchanges;
  Elapsed began{0}, ended{0};
  for (const auto& each : told) {
    auto exchange = each.exchange;
    if (!each.beside) began = ended + each.pause;
    exchange.id = static_cast<ExchangeId>(exchanges.size() + 1);
    exchange.started = began;
    exchange.lasted = 10ms;
    exchange.sent += size_of(exchange);
    ended = began + exchange.lasted;
    exchanges.push_back(std::move(exchange));
  }
  return exchanges;
}

std::string to_text(const Beliefs& beliefs) {
  std::ostringstream out;
  for (const auto& [version, belief] : beliefs.versions) {
    out << to_string(version) << ' ' << to_string(belief.shape) << ' ' << belief.accepted << ' ' << belief.open;
    if (belief.preferred) out << ' ' << to_string(*belief.preferred);
    out << '\n';
    for (const auto& cell : belief.cells) {
      out << "  " << to_string(cell.code) << ' ' << to_string(cell.outcome) << ' ' << to_string(cell.reason) << ' '
          << to_string(cell.basis) << ' ' << cell.exchange;
      if (cell.alert) out << " alert " << static_cast<int>(*cell.alert);
      for (const auto need : cell.needs) out << ' ' << to_string(need);
      if (cell.answers) out << ' ' << cell.answers->accepted << '+' << cell.answers->refused;
      const auto& want = cell.want;
      out << " want " << static_cast<int>(want.kind) << ' ' << to_string(want.shape) << ' ' << want.reversed << ' '
          << want.at_most << ' ' << want.twice << ' ' << want.not_before.count() << '\n';
    }
  }
  out << "unlike " << beliefs.unlike.seen << ' ' << beliefs.unlike.smallest_share << ' '
      << beliefs.unlike.rounds_wanted;
  for (const auto id : beliefs.unlike.ask_again) out << " again " << id;
  if (beliefs.unlike.changed_at) out << " changed " << beliefs.unlike.changed_at->count();
  out << "\naccepted " << beliefs.ever_accepted << " hold " << beliefs.controls_hold << " troubles "
      << beliefs.troubles;
  for (const auto& finding : beliefs.findings) {
    out << '\n' << to_string(finding.kind) << ' ' << reports::english(finding.text);
    for (const auto code : finding.codes) out << ' ' << to_string(code);
    for (const auto id : finding.exchanges) out << ' ' << id;
  }
  return out.str();
}

}  // namespace probe::judge::test
