// SPDX-License-Identifier: Apache-2.0
#include "reports/sentences.hpp"

#include "probe/model/family.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace reports {
namespace {

using probe::ScanRecord;
using probe::TargetRecord;

/// Those that were scanned at more than one address, by target; each address once spoke TLS.
using Addresses = std::map<std::string, std::vector<const TargetRecord*>>;

Addresses of_several(const ScanRecord& record) {
  Addresses groups;
  for (const auto& target : record.targets)
    if (was_reached(target)) groups[to_string(target.target)].push_back(&target);
  std::erase_if(groups, [](const auto& group) { return group.second.size() < 2; });
  return groups;
}

std::set<tls::Bytes> leaves(const TargetRecord& target) {
  std::set<tls::Bytes> found;
  for (const auto& chain : target.certificates)
    if (chain.named && !chain.certificates.empty()) found.insert(chain.certificates.front());
  return found;
}

std::set<std::pair<tls::ProtocolVersion, tls::CipherSuite>> accepted_cells(const TargetRecord& target) {
  std::set<std::pair<tls::ProtocolVersion, tls::CipherSuite>> cells;
  for (const auto& version : target.versions)
    for (const auto& suite : version.accepted) cells.emplace(version.version, suite.code);
  return cells;
}

template <class Get>
bool all_alike(const std::vector<const TargetRecord*>& addresses, Get get) {
  const auto first = get(*addresses.front());
  return std::all_of(addresses.begin() + 1, addresses.end(),
                     [&](const TargetRecord* other) { return get(*other) == first; });
}

template <class Get>
bool any_empty(const std::vector<const TargetRecord*>& addresses, Get get) {
  return std::any_of(addresses.begin(), addresses.end(), [&](const TargetRecord* one) { return get(*one).empty(); });
}

const char* about_cells(const std::vector<const TargetRecord*>& addresses) {
  if (!all_alike(addresses, accepted_cells)) return "addresses.other_suites";
  // Alike as far as is known; an open cell may still tell one from another.
  const bool open = std::any_of(addresses.begin(), addresses.end(), [](const TargetRecord* one) {
    const auto sum = probe::coverage(*one);
    return sum.inconclusive != 0 || sum.mixed != 0;
  });
  return open ? "addresses.same_suites_open" : "addresses.same_suites";
}

const char* about_certificates(const std::vector<const TargetRecord*>& addresses) {
  if (any_empty(addresses, leaves)) return "addresses.no_certificate";
  return all_alike(addresses, leaves) ? "addresses.same_certificates" : "addresses.other_certificates";
}

}  // namespace

std::vector<std::string> address_sentences(const ScanRecord& record, const Words& words) {
  std::vector<std::string> sentences;
  for (const auto& [name, addresses] : of_several(record))
    sentences.push_back(words.with("addresses.sentence", addresses.size(), name, words(about_cells(addresses)),
                                   words(about_certificates(addresses))));
  return sentences;
}

}  // namespace reports
