// SPDX-License-Identifier: Apache-2.0
#include "tls/message/certificate_request.hpp"

#include "tls/message/code_list.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/wire/reader.hpp"
#include "tls/wire/writer.hpp"

#include <span>

namespace tls {

Bytes encode(const CertificateRequest& message, ProtocolVersion version) {
  Writer out;
  out.vec8(message.certificate_types);
  if (version == ProtocolVersion::TLSv1_2) {
    out.vec16([&](Writer& list) { write_codes(list, std::span<const SignatureScheme>(message.signature_schemes)); });
  }
  out.vec16([&](Writer& list) {
    for (const auto& name : message.authorities) list.vec16(name);
  });
  return handshake_message(HandshakeType::certificate_request, out.bytes());
}

Decoded<CertificateRequest> decode_certificate_request(BytesView body, ProtocolVersion version) {
  Reader in(body);
  CertificateRequest message;
  const BytesView types = in.vec8("certificate_types", 1);
  message.certificate_types.assign(types.begin(), types.end());
  if (version == ProtocolVersion::TLSv1_2) {
    Reader schemes = in.sub16("supported_signature_algorithms", 2);
    message.signature_schemes = read_codes<SignatureScheme>(schemes, "supported_signature_algorithms");
    in.adopt(schemes);
  }
  // RFC 6101 5.6.4 wants at least one name; every later version takes none.
  Reader authorities = in.sub16("certificate_authorities");
  while (!authorities.empty()) {
    if (message.authorities.size() == CertificateRequest::kMaxAuthorities) {
      authorities.fail(DecodeFault::own_limit, "certificate_authorities");
    }
    const BytesView name = authorities.vec16("DistinguishedName", 1);
    message.authorities.emplace_back(name.begin(), name.end());
  }
  in.adopt(authorities);
  in.end("CertificateRequest");
  return in.outcome(std::move(message));
}

}  // namespace tls
