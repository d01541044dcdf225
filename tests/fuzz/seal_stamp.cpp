// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/time_stamp.hpp"
#include "tests/fuzz/fuzz_support.hpp"

#include <openssl/err.h>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe;
  static const tls::x509::Roots roots;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);  // NOLINT: octets are octets
  const auto checked = seal::check_stamp("sealed\n", octets, roots);
  tls::fuzz::require(checked ? !checked->authority.distrust.empty() : !checked.error().text.empty());
  tls::fuzz::require(ERR_peek_error() == 0);
  return 0;
}
