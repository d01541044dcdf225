// SPDX-License-Identifier: Apache-2.0
#include "tls/message/ssl2.hpp"

#include "tests/fuzz/fuzz_support.hpp"

namespace {

using namespace tls::ssl2;

void check_messages(tls::BytesView payload) {
  const auto encode = [](const auto& message) { return encode_record(message); };
  tls::fuzz::round_trip(payload, tls::fuzz::kSsl2Header, decode_client_hello, encode);
  tls::fuzz::round_trip(payload, tls::fuzz::kSsl2Header, decode_server_hello, encode);
  tls::fuzz::round_trip(payload, tls::fuzz::kSsl2Header, decode_error_message, encode);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tls::BytesView input(data, size);
  for (auto record = first_record(input); record && *record; record = first_record(input)) {
    tls::fuzz::require((*record)->consumed > 2 && (*record)->consumed <= input.size());
    tls::fuzz::require((*record)->payload.size() < (*record)->consumed);
    check_messages((*record)->payload);
    input = input.subspan((*record)->consumed);
  }
  return 0;
}
