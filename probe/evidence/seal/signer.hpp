// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/evidence/seal/trust.hpp"
#include "probe/model/record.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/system/result.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace probe::seal {

/// What a signer is made of: the octets of its files.
struct SignerFiles {
  std::string key;          ///< a private key in PEM, or a PKCS#12 with all of it
  std::string certificate;  ///< PEM, the signer's and its intermediates in any order; empty: they stand with the key
};

/// Asked at most once, and only when the key is encrypted. Nothing: there is no pass phrase.
using PassPhrase = std::function<std::optional<std::string>()>;

/// A private key and its certificate. Cheap to copy.
class Signer {
 public:
  /// RSA and ECDSA keys. Fails when a file cannot be read, the pass phrase is missing or wrong, or no certificate is
  /// the key's.
  [[nodiscard]] static boost::system::result<Signer, SealError> load(const SignerFiles& files, const PassPhrase& pass);

  [[nodiscard]] std::string subject() const;
  /// Fails when the certificate is not valid at that time.
  [[nodiscard]] std::optional<SealError> check_validity(UtcTime when) const;
  /// A detached CMS signature (RFC 5652) in DER: SHA-256, the signing time and the signer's certificate among what is
  /// signed (RFC 5035, as CAdES wants it), the intermediates beside it. Throws CryptoError.
  [[nodiscard]] tls::Bytes sign(std::string_view content, UtcTime when) const;

 private:
  struct Means;
  explicit Signer(std::shared_ptr<const Means> means) : means_(std::move(means)) {}
  std::shared_ptr<const Means> means_;
};

}  // namespace probe::seal
