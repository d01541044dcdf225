// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/rederive.hpp"

#include "probe/agenda/conclusion.hpp"
#include "probe/hello/hello_shape.hpp"
#include "probe/judge/docket.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/record/record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace probe {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::ProtocolVersion;
using Suites = std::vector<CipherSuite>;

constexpr CipherSuite kGood{0xC02F}, kGood2{0xC030}, kClosed{0x0005}, kRefused{0x002F};

/// A target as it was scanned, its record and the octets of each exchange.
struct Scanned {
  ScanOptions options;
  TargetRecord target;
  std::map<ExchangeId, capture::ExchangeOctets> octets;

  [[nodiscard]] evidence::Rederivation again() const {
    return evidence::rederive(target, options,
                              [this](const ExchangeSummary& exchange) -> std::optional<capture::ExchangeOctets> {
                                const auto found = octets.find(exchange.id);
                                return found == octets.end() ? std::nullopt : std::optional(found->second);
                              });
  }
  [[nodiscard]] VersionResult& version() {
    return *std::find_if(target.versions.begin(), target.versions.end(),
                         [](const auto& each) { return each.version == ProtocolVersion::TLSv1_2; });
  }
  [[nodiscard]] RefusedSuites& refused(Reason reason) {
    return *std::find_if(version().refused.begin(), version().refused.end(),
                         [reason](const auto& each) { return each.reason == reason; });
  }
};

tls::Bytes server_hello(CipherSuite suite) {
  tls::ServerHello hello;
  hello.cipher_suite = suite;
  return tls::encode_records(tls::ContentType::handshake, ProtocolVersion::TLSv1_2, tls::encode(hello));
}

tls::Bytes alert(std::uint8_t description) {
  return tls::encode_records(tls::ContentType::alert, ProtocolVersion::TLSv1_2, tls::Bytes{2, description});
}

/// A server that takes two suites, closes on one and refuses one.
class Server {
 public:
  Scanned scan() {
    scanned_.options.versions = {ProtocolVersion::TLSv1_2};
    scanned_.options.suites = {kGood, kGood2, kClosed, kRefused};
    control();
    ask({kGood2, kClosed, kRefused}, HelloShape::full, 0ms);
    for (const auto shape : {HelloShape::full, HelloShape::rich, HelloShape::bare}) {
      ask({kClosed}, shape, 0ms);
      ask({kRefused}, shape, 0ms);
    }
    ask({kClosed}, HelloShape::full, 300ms);
    ask({kRefused}, HelloShape::full, 0ms);
    control();
    ask({kClosed}, HelloShape::full, 900ms);
    control();
    auto& target = scanned_.target;
    const auto beliefs = judge::judge_again(target, scanned_.options).beliefs();
    target.versions = agenda::versions_of(beliefs, target.exchanges, scanned_.options);
    return scanned_;
  }

 private:
  void control() { ask({kGood, kGood2}, HelloShape::full, 0ms); }

  void ask(const Suites& suites, HelloShape shape, std::chrono::microseconds later) {
    Offer offer;
    offer.version = ProtocolVersion::TLSv1_2;
    offer.suites = suites;
    offer.shape = shape;
    ExchangeSummary exchange;
    exchange.id = static_cast<ExchangeId>(scanned_.target.exchanges.size() + 1);
    exchange.version = offer.version;
    exchange.shape = shape;
    exchange.codes = suites;
    exchange.local = "192.0.2.2:50000";
    exchange.started = now_ += later;
    exchange.lasted = 10ms;
    now_ += 10ms;
    capture::ExchangeOctets octets;
    const auto ones = [](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), std::uint8_t{1}); };
    octets.sent = first_flight(offer, ones);
    exchange.sent = octets.sent.size();
    const auto chosen =
        std::find_if(suites.begin(), suites.end(), [](CipherSuite suite) { return suite == kGood || suite == kGood2; });
    octets.end = TranscriptEnd::by_peer;
    if (chosen != suites.end()) {
      octets.received = server_hello(*chosen);
      octets.end = TranscriptEnd::by_us;
      exchange.response = Response::server_hello;
      exchange.selected = {*chosen};
      exchange.selected_version = offer.version;
    } else if (suites.front() == kClosed) {
      exchange.response = Response::closed;
    } else {
      octets.received = alert(40);
      exchange.response = Response::fatal_alert;
      exchange.alert = tls::AlertDescription::handshake_failure;
    }
    scanned_.octets.emplace(exchange.id, std::move(octets));
    scanned_.target.exchanges.push_back(std::move(exchange));
  }

  Scanned scanned_;
  std::chrono::microseconds now_{0};
};

std::string all_of(const evidence::Rederivation& rederivation) {
  std::string text;
  for (const auto& each : rederivation.contradictions) text += each + "\n";
  return text;
}

}  // namespace

TEST_CASE("a record that says what the octets say") {
  auto scanned = Server().scan();
  REQUIRE(scanned.version().accepted.size() == 2);
  REQUIRE(scanned.version().inconclusive.empty());
  REQUIRE(scanned.refused(Reason::closed_while_control_succeeds).codes == Suites{kClosed});
  REQUIRE(scanned.refused(Reason::alert_handshake_failure).codes == Suites{kRefused});
  const auto again = scanned.again();
  CHECK(all_of(again).empty());
  CHECK(again.cells == 4);
  CHECK(again.exchanges == scanned.target.exchanges.size());
  CHECK(again.rungs == 0);
}

TEST_CASE("every forgery is found") {
  const auto accepted_exchange = [](Scanned& scanned) { return scanned.version().accepted.front().exchange; };
  struct Row {
    std::string name;
    std::function<void(Scanned&)> forge;
  };
  const Row rows[] = {
      {"refused, though it was accepted",
       [&](Scanned& scanned) {
         RefusedSuites claim;
         claim.codes = {scanned.version().accepted.front().code};
         claim.basis = Basis::single;
         claim.reason = Reason::alert_handshake_failure;
         claim.exchange = accepted_exchange(scanned);
         scanned.version().accepted.erase(scanned.version().accepted.begin());
         scanned.version().refused.push_back(claim);
       }},
      {"accepted, though it was refused",
       [](Scanned& scanned) {
         AcceptedSuite claim;
         claim.code = kRefused;
         claim.exchange = scanned.refused(Reason::alert_handshake_failure).exchange;
         scanned.version().accepted.push_back(claim);
       }},
      {"open, though it was accepted",
       [](Scanned& scanned) {
         InconclusiveSuites claim;
         claim.codes = {kGood};
         claim.reason = Reason::no_control;
         auto& accepted = scanned.version().accepted;
         accepted.erase(accepted.begin());
         scanned.version().inconclusive.push_back(claim);
       }},
      {"refused by another alert",
       [](Scanned& scanned) {
         scanned.refused(Reason::alert_handshake_failure).reason = Reason::alert_insufficient_security;
       }},
      {"a close taken for silence",
       [](Scanned& scanned) {
         for (auto& exchange : scanned.target.exchanges)
           if (exchange.response == Response::closed) exchange.response = Response::silent;
       }},
      {"one close believed, the others called what nobody looks at",
       [](Scanned& scanned) {
         const auto kept = scanned.refused(Reason::closed_while_control_succeeds).exchange;
         for (auto& exchange : scanned.target.exchanges)
           if (exchange.response == Response::closed && exchange.id != kept)
             exchange.response = Response::local_failure;
       }},
      {"closes that came at one moment",
       [](Scanned& scanned) {
         for (auto& exchange : scanned.target.exchanges)
           exchange.started = std::chrono::microseconds(exchange.id) * 10000;
       }},
      {"refused without having been asked",
       [](Scanned& scanned) {
         auto& exchanges = scanned.target.exchanges;
         exchanges.erase(std::remove_if(exchanges.begin(), exchanges.end(),
                                        [](const auto& each) { return each.codes == Suites{kRefused}; }),
                         exchanges.end());
       }},
      {"controls that never were", [](Scanned& scanned) { scanned.target.exchanges.pop_back(); }},
      {"an offer that was not made",
       [](Scanned& scanned) { scanned.target.exchanges[2].codes.push_back(CipherSuite{0x000A}); }},
      {"a ServerHello that the octets do not hold",
       [](Scanned& scanned) { scanned.octets.at(1).received = alert(40); }},
      {"another suite than the octets name",
       [](Scanned& scanned) {
         for (auto& [id, octets] : scanned.octets)
           if (octets.received == server_hello(kGood)) octets.received = server_hello(kGood2);
       }},
      {"no packets", [](Scanned& scanned) { scanned.octets.erase(3); }},
      {"packets without a hello", [](Scanned& scanned) { scanned.octets.at(3).sent = {22, 3, 1}; }},
      {"carried further by the hello's own exchange",
       [&](Scanned& scanned) {
         auto& cell = scanned.version().accepted.front();
         cell.rung = Rung::sstp;
         cell.climb.emplace();
         cell.climb->exchange = cell.exchange;
       }},
      {"carried further by no exchange",
       [](Scanned& scanned) {
         scanned.version().accepted.front().rung = Rung::tls;
         scanned.version().accepted.front().climb.emplace();
       }},
      {"strict, and a close believed", [](Scanned& scanned) { scanned.options.strict = true; }},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto scanned = Server().scan();
    row.forge(scanned);
    CHECK(!scanned.again().contradictions.empty());
  }
}

TEST_CASE("a cell that the record leaves out is found") {
  auto scanned = Server().scan();
  auto& accepted = scanned.version().accepted;
  accepted.erase(accepted.begin());
  CHECK(!scanned.again().contradictions.empty());
}

}  // namespace probe
