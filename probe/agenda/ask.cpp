// SPDX-License-Identifier: Apache-2.0
#include "probe/agenda/ask.hpp"

#include <fmt/format.h>

namespace probe::agenda {
namespace {

template <class List>
void append(std::string& text, const char* name, const List& list) {
  if (list.empty()) return;
  if (!text.empty()) text += ' ';
  text += name;
  for (const auto value : list)
    text += fmt::format("{}{:04x}", text.back() == ':' ? "" : ",", static_cast<unsigned>(value));
}

}  // namespace

ExchangeSummary summarize(const AskHello& ask, const Observation& observation, Elapsed began, Elapsed ended,
                          const std::optional<std::string>& target_name) {
  ExchangeSummary summary;
  summary.id = ask.id;
  summary.purpose = ask.purpose;
  summary.version = ask.offer.version;
  summary.shape = ask.offer.shape;
  summary.codes = ask.offer.suites;
  summary.client = ask.client;
  summary.variant = ask.client.empty() ? variant_of(ask.offer) : std::string{};
  // SSL 2.0's hello has no place for a name.
  summary.named = !target_name || (ask.offer.sni == target_name && ask.offer.version != tls::ProtocolVersion::SSLv2);
  summary.started = began;
  summary.lasted = ended - began;
  summary.response = observation.response;
  if (observation.selection) {
    const auto& selection = *observation.selection;
    summary.selected = selection.suites;
    summary.selected_version = selection.version;
    summary.retry_suite = selection.retry_suite;
    summary.extensions = selection.extensions;
    summary.compression = selection.compression_method;
    summary.signature_scheme = selection.signature_scheme;
    summary.group = selection.group;
    summary.key_bits = selection.key_bits;
  }
  if (observation.alert) summary.alert = observation.alert->description;
  summary.detail = observation.detail;
  summary.sent = observation.hello_size;
  summary.received = observation.received;
  return summary;
}

std::string variant_of(const Offer& offer) {
  std::string text;
  append(text, "groups:", offer.groups);
  append(text, "schemes:", offer.schemes);
  append(text, "signalling:", offer.signalling);
  append(text, "compression:", offer.compression);
  if (!offer.extensions.empty()) {
    std::vector<tls::ExtensionType> types;
    for (const auto& extension : offer.extensions) types.push_back(extension.type);
    append(text, "extensions:", types);
  }
  if (offer.shares == KeyShares::none) text += text.empty() ? "no key shares" : " no key shares";
  return text;
}

}  // namespace probe::agenda
