// SPDX-License-Identifier: Apache-2.0
#include "tls/message/extension.hpp"

#include "tests/fuzz/fuzz_support.hpp"

namespace {

using namespace tls;

/// The data of what `make` builds from the decoded value.
template <class Make>
auto data_of(Make make) {
  return [make](const auto& value) { return make(value).data; };
}

void check(std::uint8_t choice, BytesView input) {
  using fuzz::round_trip;
  switch (choice % 9) {
    case 0:
      // Not a round trip: names of other types are skipped.
      static_cast<void>(decode_server_name(input));
      return;
    case 1:
      return round_trip(input, 0, decode_supported_groups, data_of(supported_groups_extension));
    case 2:
      return round_trip(input, 0, decode_signature_algorithms, data_of(signature_algorithms_extension));
    case 3:
      return round_trip(input, 0, decode_client_supported_versions, data_of(client_supported_versions_extension));
    case 4:
      return round_trip(input, 0, decode_client_key_share, data_of(client_key_share_extension));
    case 5:
      return round_trip(input, 0, decode_server_supported_versions, data_of(server_supported_versions_extension));
    case 6:
      return round_trip(input, 0, decode_server_key_share, data_of(server_key_share_extension));
    case 7:
      return round_trip(input, 0, decode_retry_key_share, data_of(retry_key_share_extension));
    case 8:
      return round_trip(input, 0, decode_cookie, data_of(cookie_extension));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  BytesView input(data, size);
  const std::uint8_t choice = fuzz::take_choice(input);
  check(choice, input);
  return 0;
}
