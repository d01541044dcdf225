// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message_forms.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace probe {

class Message;

/// Texts, asides and terms are strings; messages and lists of them are vectors (a message alone: one of one).
using Argument = std::variant<std::string, std::uint64_t, std::vector<Message>>;

/// A sentence, or a part of one, as a value: only reports/ turns it into words of a language.
class Message {
 public:
  /// Says nothing.
  Message() = default;
  /// As many arguments as the form has places, each of its kind; the form is one of the table's.
  Message(const MessageForm& form, std::vector<Argument> arguments) : form_(&form), arguments_(std::move(arguments)) {}

  [[nodiscard]] bool empty() const { return form_ == nullptr; }
  /// Not of an empty message.
  [[nodiscard]] const MessageForm& form() const { return *form_; }
  /// In the order of the form's places.
  [[nodiscard]] const std::vector<Argument>& arguments() const { return arguments_; }

  friend bool operator==(const Message& a, const Message& b);
  /// Some order, for sorted containers.
  friend bool operator<(const Message& a, const Message& b);

 private:
  const MessageForm* form_ = nullptr;
  std::vector<Argument> arguments_;
};

namespace detail {

template <class Value>
constexpr bool fits(ArgumentKind kind) {
  switch (kind) {
    case ArgumentKind::text:
    case ArgumentKind::aside:
    case ArgumentKind::term:
      return std::is_enum_v<Value> || std::is_convertible_v<Value, std::string_view>;
    case ArgumentKind::number:
      return std::integral<Value> && !std::same_as<Value, bool>;
    case ArgumentKind::message:
      return std::same_as<Value, Message>;
    case ArgumentKind::list:
      return std::same_as<Value, std::vector<Message>>;
  }
  return false;
}

/// Not constexpr: a call of message() that reaches one of these does not compile.
inline void no_such_message() {}
inline void wrong_arguments_for_this_message() {}

/// The form of that id, looked up by the compiler, which also checks that these arguments fit it.
template <class... Values>
class CheckedForm {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor)
  consteval CheckedForm(const char* id) : form_(find_message_form(id)) {
    if (form_ == nullptr) no_such_message();
    std::size_t at = 0;
    const bool all_fit = form_->size() == sizeof...(Values) && (... && fits<Values>(form_->parameters[at++].kind));
    if (!all_fit) wrong_arguments_for_this_message();
  }
  [[nodiscard]] const MessageForm& form() const { return *form_; }

 private:
  const MessageForm* form_;
};

template <class Value>
Argument to_argument(Value value) {
  if constexpr (std::same_as<Value, Message>) {
    std::vector<Message> one;
    one.push_back(std::move(value));
    return one;
  } else if constexpr (std::same_as<Value, std::vector<Message>>) {
    return value;
  } else if constexpr (std::is_enum_v<Value>) {
    return std::string(to_string(value));
  } else if constexpr (std::integral<Value>) {
    return static_cast<std::uint64_t>(value);
  } else {
    return std::string(std::string_view(value));
  }
}

}  // namespace detail

/// message("client.not_asked", version): the arguments in the order of the form's places. That there is such a message,
/// and that these are its arguments, is checked when this is compiled.
template <class... Values>
[[nodiscard]] Message message(detail::CheckedForm<std::type_identity_t<Values>...> id, Values... values) {
  std::vector<Argument> arguments;
  arguments.reserve(sizeof...(values));
  (arguments.push_back(detail::to_argument(std::move(values))), ...);
  return {id.form(), std::move(arguments)};
}

/// A name, or words that somebody else said, which are the same in each language.
[[nodiscard]] inline Message verbatim(std::string text) { return message("verbatim", std::move(text)); }

}  // namespace probe
