// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace probe {

/// A password. It has no way to a stream, a string or a record but reveal(), which is easy to search for.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  /// For the octets that go to the proxy, and for nothing else.
  [[nodiscard]] const std::string& reveal() const { return text_; }

  friend bool operator==(const Secret&, const Secret&) = default;
  template <class Stream>
  friend Stream& operator<<(Stream& stream, const Secret& secret) = delete;

 private:
  std::string text_;
};

struct Credentials {
  std::string user;
  Secret password;
  friend bool operator==(const Credentials&, const Credentials&) = default;
};

}  // namespace probe
