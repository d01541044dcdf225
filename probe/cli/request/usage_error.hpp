// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace probe::cli {

/// What is wrong with what the user wrote: what, where, and what to write instead. Fit for a terminal.
struct UsageError {
  std::string text;
};

/// A value, or why there is none.
template <typename T>
class [[nodiscard]] Parsed {
 public:
  Parsed(T value) : state_(std::in_place_index<0>, std::move(value)) {}           // NOLINT: implicit on purpose
  Parsed(UsageError error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  [[nodiscard]] explicit operator bool() const { return state_.index() == 0; }
  [[nodiscard]] const T& operator*() const& { return *std::get_if<0>(&state_); }
  [[nodiscard]] T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  [[nodiscard]] const T* operator->() const { return std::get_if<0>(&state_); }
  [[nodiscard]] const UsageError& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, UsageError> state_;
};

}  // namespace probe::cli
