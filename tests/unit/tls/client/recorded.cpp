// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/recorded.hpp"

#include "tests/unit/tls/support/vector_file.hpp"

namespace tls::test {

const std::vector<RecordedCell>& recorded_cells() {
  using S = CipherSuite;
  using V = ProtocolVersion;
  static const std::vector<RecordedCell> cells{
      {V::SSLv3, S::TLS_RSA_WITH_NULL_SHA},
      {V::SSLv3, S::TLS_RSA_WITH_RC4_128_MD5},
      {V::SSLv3, S::TLS_RSA_WITH_DES_CBC_SHA},
      {V::SSLv3, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA},
      {V::SSLv3, S::TLS_RSA_WITH_AES_128_CBC_SHA},
      {V::SSLv3, S::TLS_RSA_EXPORT_WITH_RC4_40_MD5},
      {V::SSLv3, S::TLS_RSA_EXPORT_WITH_DES40_CBC_SHA},
      {V::SSLv3, S::TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA},
      {V::SSLv3, S::TLS_DH_anon_WITH_RC4_128_MD5},
      {V::SSLv3, S::TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA},
      {V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_MD5},
      {V::TLSv1_0, S::TLS_RSA_WITH_RC4_128_SHA},
      {V::TLSv1_0, S::TLS_RSA_WITH_DES_CBC_SHA},
      {V::TLSv1_0, S::TLS_RSA_WITH_3DES_EDE_CBC_SHA},
      {V::TLSv1_0, S::TLS_RSA_EXPORT_WITH_RC4_40_MD5},
      {V::TLSv1_0, S::TLS_RSA_EXPORT_WITH_DES40_CBC_SHA},
      {V::TLSv1_0, S::TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA},
      {V::TLSv1_0, S::TLS_DH_anon_EXPORT_WITH_RC4_40_MD5},
      {V::TLSv1_0, S::TLS_ECDHE_RSA_WITH_RC4_128_SHA},
      {V::TLSv1_0, S::TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA},
      {V::TLSv1_1, S::TLS_RSA_WITH_DES_CBC_SHA},
      {V::TLSv1_1, S::TLS_ECDHE_ECDSA_WITH_RC4_128_SHA},
      {V::TLSv1_2, S::TLS_RSA_WITH_RC4_128_MD5},
      {V::TLSv1_2, S::TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA},
      {V::TLSv1_2, S::TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA},
  };
  return cells;
}

std::string recording_name(const RecordedCell& cell) {
  return "recordings/" + tls::to_string(cell.version) + "-" + tls::to_string(cell.suite);
}

Bytes recording(const RecordedCell& cell) { return vector_file("../client/" + recording_name(cell)); }

}  // namespace tls::test
