// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/hello_again.hpp"

#include "probe/agenda/ask.hpp"
#include "probe/clients/client_offer.hpp"
#include "probe/hello/hello_exchange.hpp"
#include "probe/hello/hello_shape.hpp"
#include "tls/message/extension.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/ssl2.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <exception>
#include <span>
#include <string_view>

namespace probe::evidence {
namespace {

/// No variant lists more.
constexpr std::size_t kMostValues = 200;

void fill_with_ones(std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), std::uint8_t{1}); }

/// "001d,0017": nothing when it is no such list.
std::optional<std::vector<unsigned>> values_of(std::string_view text) {
  std::vector<unsigned> values;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    unsigned value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + end, value, 16);
    if (error != std::errc{} || rest != text.data() + end || value > 0xFFFF || values.size() == kMostValues)
      return std::nullopt;
    values.push_back(value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return values;
}

/// Reads what agenda::variant_of() wrote; contents of extensions are the hello's own.
bool read_variant(std::string_view text, const tls::ClientHello& hello, Offer& offer) {
  constexpr std::string_view kNoShares = "no key shares";
  if (text.ends_with(kNoShares)) {
    offer.shares = KeyShares::none;
    text.remove_suffix(kNoShares.size());
    if (text.ends_with(' ')) text.remove_suffix(1);
  }
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const auto colon = word.find(':');
    if (colon == std::string_view::npos) return false;
    const auto values = values_of(word.substr(colon + 1));
    if (!values) return false;
    const auto name = word.substr(0, colon);
    for (const auto value : *values) {
      const auto code = static_cast<std::uint16_t>(value);
      if (name == "groups") {
        offer.groups.push_back(static_cast<tls::NamedGroup>(code));
      } else if (name == "schemes") {
        offer.schemes.push_back(static_cast<tls::SignatureScheme>(code));
      } else if (name == "signalling") {
        offer.signalling.push_back(tls::CipherSuite{code});
      } else if (name == "compression") {
        offer.compression.push_back(static_cast<std::uint8_t>(code));
      } else if (name == "extensions") {
        const auto type = static_cast<tls::ExtensionType>(code);
        const auto* found = hello.extensions ? tls::find(*hello.extensions, type) : nullptr;
        if (found == nullptr) return false;
        offer.extensions.push_back(*found);
      } else {
        return false;
      }
    }
  }
  return true;
}

/// Without what is random: of keys only which groups they are for, and how long they are.
tls::ClientHello without_random(tls::ClientHello hello) {
  hello.random = {};
  std::fill(hello.session_id.begin(), hello.session_id.end(), std::uint8_t{0});
  if (!hello.extensions) return hello;
  for (auto& extension : *hello.extensions) {
    if (extension.type != tls::ExtensionType::key_share) continue;
    auto shares = tls::decode_client_key_share(extension.data);
    if (!shares) continue;
    for (auto& share : *shares) std::fill(share.key_exchange.begin(), share.key_exchange.end(), std::uint8_t{0});
    extension = tls::client_key_share_extension(*shares);
  }
  return hello;
}

OfferAgain ssl2_offer(const ExchangeSummary& said, tls::BytesView sent) {
  const auto record = tls::ssl2::first_record(sent);
  if (!record || !*record) return {std::nullopt, "its packets hold no hello"};
  const auto hello = tls::ssl2::decode_client_hello((*record)->payload);
  if (!hello) return {std::nullopt, "its packets hold no hello of SSL 2.0"};
  if (hello->cipher_kinds != said.codes)
    return {std::nullopt, "the record says that other suites were offered than the hello holds"};
  if (said.shape != HelloShape::full || !said.variant.empty() || !said.client.empty())
    return {std::nullopt, "the record says of an SSL 2.0 hello what no such hello can be"};
  Offer offer;
  offer.version = tls::ProtocolVersion::SSLv2;
  offer.suites = said.codes;
  return {std::move(offer), {}};
}

/// The offer that `said` tells of; nothing when it tells of none that there could be.
std::optional<Offer> offer_told(const ExchangeSummary& said, const tls::ClientHello& hello) {
  const auto name = name_in(hello);
  if (!said.client.empty()) {
    for (auto& named : distinct_client_offers(name))
      if (named.name == said.client) return std::move(named.offer);
    return std::nullopt;
  }
  Offer offer;
  offer.version = said.version;
  offer.shape = said.shape;
  offer.suites = said.codes;
  offer.sni = name;
  const bool fits = read_variant(said.variant, hello, offer) && agenda::variant_of(offer) == said.variant;
  const bool is_tls = said.codes.size() <= hello.cipher_suites.size() &&
                      std::none_of(said.codes.begin(), said.codes.end(), tls::is_ssl2_kind);
  return fits && is_tls ? std::optional(std::move(offer)) : std::nullopt;
}

}  // namespace

std::optional<SentHello> hello_in(tls::BytesView sent) {
  tls::RecordReader records;
  tls::HandshakeJoiner messages;
  records.feed(sent);
  SentHello found;
  for (bool is_first = true;; is_first = false) {
    const auto record = records.next();
    if (!record || !*record || (*record)->type != tls::ContentType::handshake) return std::nullopt;
    if (is_first) found.record_version = (*record)->version;
    messages.feed((*record)->fragment);
    const auto message = messages.next();
    if (!message) return std::nullopt;
    if (!*message) continue;
    if ((*message)->type != tls::HandshakeType::client_hello) return std::nullopt;
    auto hello = tls::decode_client_hello((*message)->body());
    if (!hello) return std::nullopt;
    found.hello = *std::move(hello);
    return found;
  }
}

std::optional<std::string> name_in(const tls::ClientHello& hello) {
  const auto* found = hello.extensions ? tls::find(*hello.extensions, tls::ExtensionType::server_name) : nullptr;
  if (found == nullptr) return std::nullopt;
  const auto name = tls::decode_server_name(found->data);
  return name ? std::optional(*name) : std::nullopt;
}

OfferAgain offer_again(const ExchangeSummary& said, tls::BytesView sent) {
  if (said.version == tls::ProtocolVersion::SSLv2) return ssl2_offer(said, sent);
  const auto found = hello_in(sent);
  if (!found) return {std::nullopt, "its packets hold no hello"};
  auto offer = offer_told(said, found->hello);
  if (!offer) return {std::nullopt, "the record tells of a hello that this program does not send"};
  if (offer->version != said.version || offer->suites != said.codes)
    return {std::nullopt, "the record says that other suites were offered than the hello holds"};
  const auto made = hello_in(first_flight(*offer, fill_with_ones));
  if (!made || made->record_version != found->record_version ||
      without_random(made->hello) != without_random(found->hello))
    return {std::nullopt, "the record tells of another hello than its packets hold"};
  return {std::move(offer), {}};
}

AnswerAgain answer_again(const Offer& offer, const std::vector<tls::Bytes>& received,
                         const std::optional<TranscriptEnd>& end) {
  HelloExchange machine(offer, fill_with_ones);
  AnswerAgain again;
  again.to_be_sent = machine.output().size();
  for (const auto& octets : received) {
    again.is_longer = machine.want() == tls::Want::done;
    machine.feed(octets);
    again.to_be_sent += machine.output().size();
  }
  again.decided = machine.want() == tls::Want::done;
  // When we closed first, nothing more had come in time.
  if (!end || *end == TranscriptEnd::by_us)
    machine.closed(tls::Closure::timed_out);
  else
    machine.closed(*end == TranscriptEnd::by_peer ? tls::Closure::end_of_stream : tls::Closure::reset);
  again.observation = machine.observation();
  return again;
}

}  // namespace probe::evidence
