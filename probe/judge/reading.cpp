// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/reading.hpp"

#include <algorithm>
#include <optional>

namespace probe::judge {
namespace {

bool offers(const ExchangeSummary& exchange, tls::CipherSuite suite) {
  return std::find(exchange.codes.begin(), exchange.codes.end(), suite) != exchange.codes.end();
}

Reading read_selection(const ExchangeSummary& exchange) {
  const bool may_be_older =
      exchange.purpose == Purpose::client && exchange.selected_version && *exchange.selected_version < exchange.version;
  if (exchange.selected_version != exchange.version && !may_be_older)
    return {Answer::other_version, Reason::negotiated_other_version};
  // Hickman 1995, SERVER-HELLO: the kinds are those that both sides have; none is the server's way to say no.
  if (exchange.selected.empty() && exchange.version == tls::ProtocolVersion::SSLv2)
    return {Answer::refusal, Reason::no_shared_cipher_kind};
  if (exchange.selected.empty()) return {Answer::nothing, Reason::garbled};
  // RFC 8446 4.1.4 of a HelloRetryRequest: "A client which receives a cipher suite that was not offered MUST abort the
  // handshake." No client gets as far as the ServerHello behind it.
  const bool as_offered = std::all_of(exchange.selected.begin(), exchange.selected.end(),
                                      [&](tls::CipherSuite suite) { return offers(exchange, suite); }) &&
                          (!exchange.retry_suite || offers(exchange, *exchange.retry_suite));
  if (as_offered) return {Answer::accepted, Reason::server_selected_it};
  return {Answer::unoffered_suite, Reason::selected_unoffered_suite};
}

/// The only list of alerts that say that nothing of the offer suits.
Reading read_alert(std::optional<tls::AlertDescription> alert) {
  if (alert == tls::AlertDescription::handshake_failure) return {Answer::refusal, Reason::alert_handshake_failure};
  if (alert == tls::AlertDescription::protocol_version) return {Answer::refusal, Reason::alert_protocol_version};
  if (alert == tls::AlertDescription::insufficient_security)
    return {Answer::refusal, Reason::alert_insufficient_security};
  return {Answer::unclear_alert, Reason::other_alert};
}

}  // namespace

Reading read(const ExchangeSummary& exchange) {
  switch (exchange.response) {
    case Response::server_hello:
      return read_selection(exchange);
    case Response::fatal_alert:
      return read_alert(exchange.alert);
    case Response::ssl2_error:
      // Said to a TLS hello it is no word that the protocol knows.
      if (exchange.version == tls::ProtocolVersion::SSLv2) return {Answer::refusal, Reason::ssl2_error};
      return {Answer::nothing, Reason::garbled};
    case Response::closed:
      return {Answer::closed, Reason::closed};
    case Response::silent:
      return {Answer::silent, Reason::timed_out};
    case Response::partial:
      return {Answer::nothing, Reason::partial_answer};
    case Response::garbled:
      return {Answer::nothing, Reason::garbled};
    case Response::retry_failed:
      return {Answer::nothing, Reason::hello_retry_failed};
    case Response::not_tls:
      return {Answer::nothing, Reason::not_tls};
    case Response::not_connected:
      return {Answer::no_connection, Reason::connect_failed};
    case Response::local_failure:
      return {Answer::no_connection, Reason::local_failure};
  }
  return {Answer::no_connection, Reason::local_failure};
}

tls::ProtocolVersion accepted_version(const ExchangeSummary& exchange) {
  return exchange.selected_version.value_or(exchange.version);
}

bool is_usual(const ExchangeSummary& exchange) {
  return exchange.purpose != Purpose::climb && exchange.client.empty() && exchange.variant.empty();
}

bool speaks_for_target(const ExchangeSummary& exchange) {
  return exchange.named || exchange.version == tls::ProtocolVersion::SSLv2;
}

}  // namespace probe::judge
