// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/samples/gateway/captured_hello.hpp"

#include <string>
#include <string_view>

namespace gateway::test {
namespace {

tls::Bytes from_hex(std::string_view hex) {
  tls::Bytes octets;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    octets.push_back(static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return octets;
}

}  // namespace

tls::Bytes tls12_hello() {
  return from_hex(
      "16030100aa010000a60303dbde091e114b5cec2db172ab0208819d95390da8f646465e6e858eee98e20c27000008c02f0033002f"
      "00ff01000075000000190017000014676174657761792e6578616d706c652e74657374000b000403000102000a000c000a001d00"
      "17001e00190018002300000016000000170000000d0030002e040305030603080708080809080a080b0804080508060401050106"
      "01030302030301020103020202040205020602");
}

tls::Bytes tls10_hello() {
  return from_hex(
      "16030100570100005303"
      "01d39b8a950e4e993765eeb057f57033bc5cba6dfe89f2d433d5bfcb99e86ec6620000060033c01800ff01000024000b00040300"
      "0102000a000c000a001d0017001e00190018002300000016000000170000");
}

tls::Bytes tls13_hello() {
  return from_hex(
      "16030100e7010000e30303fb3aeab54eaf190fb5c95e52bbe78241ae4040df5a544b8244e41fd1aa87d82320207f7a8428ac6954"
      "79d291c561f24196f6ff7f58202b78c6ec8c8faed7c0cc500004130100ff01000096000b000403000102000a0004000200170023"
      "00000016000000170000000d001e001c040305030603080708080809080a080b080408050806040105010601002b000302030400"
      "2d0002010100330047004500170041045f863263b0d56fc0fcf5d7b70ada09b106a4ba930dd43374fd999482cbda0bbe21810907"
      "1b01420ed3e8f42f0df721c72a6572013fda46730378f9d15795b2be");
}

tls::ClientHello decoded(const tls::Bytes& record) {
  constexpr std::size_t kHeaders = 5 + 4;  // of the record and of the handshake message
  return *tls::decode_client_hello(tls::BytesView(record).subspan(kHeaders));
}

}  // namespace gateway::test
