// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_support.hpp"
#include "tls/client/x509/describe.hpp"
#include "tls/client/x509/verify.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <vector>

namespace {

using namespace tls::x509;

void check(const CertificateFacts& facts) {
  const auto bounded = [](const std::string& text) { return text.size() <= CertificateFacts::kMaxText; };
  tls::fuzz::require(bounded(facts.subject) && bounded(facts.issuer) && bounded(facts.serial));
  tls::fuzz::require(facts.dns_names.size() <= CertificateFacts::kMaxNames &&
                     facts.addresses.size() <= CertificateFacts::kMaxNames);
  tls::fuzz::require(std::all_of(facts.dns_names.begin(), facts.dns_names.end(), bounded));
}

}  // namespace

/// The first two octets are the size of the second of two certificates: what the first claims to be signed by.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView input(data, size);
  const std::size_t high = tls::fuzz::take_choice(input);
  const std::size_t low = tls::fuzz::take_choice(input);
  const auto leaf = input.first(input.size() - std::min(input.size(), high * 256 + low));
  const auto issuer = input.subspan(leaf.size());
  const std::vector<tls::Bytes> chain{{leaf.begin(), leaf.end()}, {issuer.begin(), issuer.end()}};
  for (const auto& der : chain)
    if (const auto facts = describe(der)) check(*facts);
  static const Roots roots;
  const auto verdict = verify(chain, roots, "vpn.example.net", Seconds(std::chrono::seconds(1800000000)));
  tls::fuzz::require(!verdict.trusted() && ERR_peek_error() == 0);
  return 0;
}
