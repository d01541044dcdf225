// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/signature_check.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <openssl/err.h>

// Nobody is trusted here, so whoever signed, it is told that nobody vouches.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe;
  static const tls::x509::Roots roots;
  const UtcTime when(std::chrono::seconds(1800000000));
  const std::string_view octets(reinterpret_cast<const char*>(data), size);  // NOLINT: octets are octets
  const auto checked = seal::check_signature("sealed\n", octets, roots, seal::Vouching::for_anything, when);
  if (checked) {
    tls::fuzz::require(!checked->signers.empty());
    for (const auto& signer : checked->signers) tls::fuzz::require(!signer.distrust.empty());
  } else {
    tls::fuzz::require(!checked.error().text.empty());
  }
  tls::fuzz::require(ERR_peek_error() == 0);
  return 0;
}
