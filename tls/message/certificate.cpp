// SPDX-License-Identifier: Apache-2.0
#include "tls/message/certificate.hpp"

#include "tls/message/handshake_type.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

namespace tls {

Bytes encode(const CertificateMessage& message) {
  Writer out;
  out.vec24([&](Writer& list) {
    for (const auto& certificate : message.chain) list.vec24(certificate);
  });
  return handshake_message(HandshakeType::certificate, out.bytes());
}

Decoded<CertificateMessage> decode_certificate(BytesView body) {
  Reader in(body);
  CertificateMessage message;
  Reader list = in.sub24("certificate_list");
  if (list.remaining() > CertificateMessage::kMaxListSize) list.fail(DecodeFault::own_limit, "certificate_list");
  while (!list.empty()) {
    if (message.chain.size() == CertificateMessage::kMaxChain) {
      list.fail(DecodeFault::own_limit, "certificate_list");
    }
    const BytesView certificate = list.vec24("ASN.1Cert", 1);
    message.chain.emplace_back(certificate.begin(), certificate.end());
  }
  in.adopt(list);
  in.end("Certificate");
  return in.outcome(std::move(message));
}

}  // namespace tls
