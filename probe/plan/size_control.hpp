// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/offer.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace probe {

/// Knows how large a hello of each shape may be for this target: as large as one that drew a ServerHello in this scan.
/// Some servers drop larger ones, so that a larger one that was refused tells nothing of the suites in it.
class SizeControl {
 public:
  explicit SizeControl(std::optional<std::string> sni) : sni_(std::move(sni)) {}

  /// `offer` drew a ServerHello.
  void answered(const Offer& offer);
  /// Whether a hello at least as large and of the same shape was answered.
  [[nodiscard]] bool covers(const Offer& offer) const;
  /// How many suites a hello of this version and shape can offer and still be covered. 0: none.
  [[nodiscard]] std::size_t suites_covered(tls::ProtocolVersion version, HelloShape shape) const;
  /// The shape in which hellos of this version are covered, the fullest first; nothing when there is none.
  [[nodiscard]] std::optional<HelloShape> covered_shape(tls::ProtocolVersion version) const;

 private:
  std::optional<std::string> sni_;
  std::array<std::size_t, 3> largest_{};  ///< octets of a first flight, by HelloShape
};

/// The fullest shape first. TLS 1.3 cannot do without extensions; SSL 2.0 has one form only.
[[nodiscard]] bool has_shape(tls::ProtocolVersion version, HelloShape shape);

}  // namespace probe
