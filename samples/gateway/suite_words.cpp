// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/suite_words.hpp"

#include "probe/model/family.hpp"
#include "samples/gateway/playable.hpp"

#include <algorithm>
#include <stdexcept>

namespace gateway {
namespace {

template <class Predicate>
std::vector<tls::CipherSuite> playable_suites(std::span<const CertificateSpec> certificates, Predicate belongs) {
  std::vector<tls::CipherSuite> suites;
  for (const auto& suite : tls::cipher_suites()) {
    if (belongs(suite) && !why_not_playable(suite, certificates)) suites.push_back(suite.code);
  }
  return suites;
}

}  // namespace

void throw_exception_from_error(const SuiteWordError& error, const boost::source_location& /*where*/) {
  throw std::logic_error("an error was not looked at: " + error.sentence);
}

boost::system::result<SuiteWord, SuiteWordError> read_suite_word(std::string_view word,
                                                                 std::span<const CertificateSpec> certificates) {
  SuiteWord read;
  const std::string whole(word);
  if (word.starts_with('!')) {
    read.take_away = true;
    word.remove_prefix(1);
  }
  if (word == "all") {
    read.suites = playable_suites(certificates, [](const auto&) { return true; });
    return read;
  }
  if (const auto family = probe::family_from(word)) {
    read.suites = playable_suites(certificates, [&](const auto& suite) { return probe::belongs_to(suite, *family); });
    return read;
  }
  const auto code = tls::cipher_suite_from(word);
  const auto* suite = code ? tls::find_cipher_suite(*code) : nullptr;
  if (suite == nullptr) {
    return SuiteWordError{
        "expected a cipher suite's name or code, a family such as RC4 or AES-128, or \"all\", found \"" + whole + "\""};
  }
  if (!read.take_away) {
    if (const auto reason = why_not_playable(*suite, certificates))
      return SuiteWordError{std::string(suite->name) + ": " + *reason};
  }
  read.named = true;
  read.suites = {*code};
  return read;
}

void apply_word(const SuiteWord& word, std::vector<tls::CipherSuite>& list) {
  for (const auto suite : word.suites) {
    const auto found = std::find(list.begin(), list.end(), suite);
    if (word.take_away) {
      if (found != list.end()) list.erase(found);
    } else if (found == list.end()) {
      list.push_back(suite);
    }
  }
}

}  // namespace gateway
